"""Title, dateline, agency, reporters, dates and language of a dispatch: given > said by the page > read in the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tasks.cities import city_country, readable
from tasks.dates import FoundDate, find_dates
from tasks.normalize.agencies import agency_in, agency_of_site, canonical_name, home_of
from tasks.normalize.bylines import find_bylines, find_signature, in_bracket, split_names
from tasks.normalize.characters import clean_line
from tasks.normalize.content import Content
from tasks.normalize.datelines import FoundDateline
from tasks.normalize.digests import holds_several
from tasks.normalize.headlines import headline_above
from tasks.normalize.language import find_language
from tasks.normalize.opening import Opening, date_line, read_opening, series_in_title
from tasks.normalize.published import (
    Published,
    are_neighbours,
    dated,
    from_string,
    from_two_orders,
    from_url,
    has_two_orders,
    is_in_utc,
    is_same_moment,
    with_year,
)
from tasks.normalize.sources import credited_in, credited_in_text, longest_known, without_label
from tasks.normalize.urls import canonical_url
from tasks.places import place_country
from tasks.records import Dateline, Dispatch, Given

_LAST_LINES = 6
_LINES_BEHIND = 2  # of the lines round the headline: those that follow the text
_LAST_RESORTS = ("text", "headline")  # bases of declared dates that may be of something else on the page
_FIRST_SENTENCES = 800  # characters
_NEAR = 31  # days
_LABEL = re.compile(r"published|posted|发布|發布|发表|發表|刊登|日期", re.IGNORECASE)
_UPDATED = re.compile(r"updated|modified|revised|reviewed|更新|修改|注册|註冊|registered|joined", re.IGNORECASE)


def _date_of_lines(lines: tuple[str, ...]) -> FoundDate | None:
    """The date that a line round the headline gives: first one that is labelled, last one that says "updated"."""
    found = [(line[: date.start], date) for line in lines if (date := date_line(line)) is not None]
    ranks = sorted(found, key=lambda entry: 0 if _LABEL.search(entry[0]) else 2 if _UPDATED.search(entry[0]) else 1)
    return ranks[0][1] if ranks else None


def _published(content: Content, given: Given, opening: Opening) -> Published | None:
    if found := from_string(given.published_at, "given"):
        return found
    in_text = dated(opening.date or _date_of_lines(content.lines), "text", given.fetched_at)
    for value, basis in content.published:
        if basis not in _LAST_RESORTS and (stated := from_string(value, basis, given.fetched_at)):
            return _as_printed(stated, in_text, given.url) if is_in_utc(value) else stated
    return _undeclared(content, given, opening, in_text)


def _as_printed(stated: Published, printed: Published | None, url: str | None) -> Published:
    """A declared moment of no time zone gives way to the time that the page, or the day that its address has for it."""
    if printed and is_same_moment(stated, printed):
        return printed
    in_url = from_url(url)
    if in_url and in_url.precision == "day" and are_neighbours(in_url.value, stated.value):
        return in_url
    return stated


def _labelled_in_two_orders(lines: list[str], text: str, url: str | None) -> Published | None:
    """Published 03/04/2004, where the page tells which of them is the day."""
    labelled = next((line for line in lines if _LABEL.search(line) and not _UPDATED.search(line)), None)
    found = from_two_orders([labelled, *lines], text, url) if labelled and has_two_orders(labelled) else None
    return found if found and found.precision == "day" else None


def _undeclared(content: Content, given: Given, opening: Opening, in_text: Published | None) -> Published | None:
    """The date of text, address or dateline, for want of a declared one."""
    in_url = from_url(given.url, given.fetched_at)
    in_text = _labelled_in_two_orders([*opening.lines, *content.lines], content.text, given.url) or in_text
    if in_text and (not content.is_page or not in_url or in_text.value.startswith(in_url.value)):
        return in_text
    if in_url and in_url.precision == "day":
        return in_url
    filed = opening.dateline.date if opening.dateline else None
    if filed and not filed.startswith("--"):
        return Published(filed, "day", "dateline")
    rest = ((value, basis) for value, basis in content.published if basis in _LAST_RESORTS)
    last_resorts = (found for value, basis in rest if (found := from_string(value, basis, given.fetched_at)))
    lines = [*opening.lines, *content.lines, opening.body]
    return in_text or in_url or next(last_resorts, None) or from_two_orders(lines, content.text, given.url)


def _day_in_text(text: str, opening: Opening) -> str | None:
    """A full date in the first sentences that lies near the dateline's day: it lends the dateline its year."""
    filed = opening.dateline.date if opening.dateline else None
    if not filed or not filed.startswith("--") or filed.startswith("---"):
        return None
    for found in find_dates(text[:_FIRST_SENTENCES]):
        full = with_year(filed, found.day) if found.has_year and found.day else None
        if full and abs((date.fromisoformat(full) - date.fromisoformat(found.value[:10])).days) <= _NEAR:
            return full
    return None


def _dateline(found: FoundDateline | None, published: str | None, agency: str | None) -> Dateline | None:
    """Place in readable case, its country, day. A city that several countries have is the one of the agency's home."""
    if found is None or not (found.place or found.date):
        return None
    day = with_year(found.date, published)
    on_day = day if day and not day.startswith("--") else (published or "")[:10] or None
    on_day = on_day if on_day and len(on_day) == 10 else None
    country = None
    if found.place:
        country = city_country(found.place, on_day, home_of(agency))
        if found.country_hint:
            country = place_country(found.country_hint, on_day) or country
    return Dateline(found.place and readable(found.place), country, day)


def _agency(content: Content, given: Given, opening: Opening) -> str | None:
    if given.agency:
        return canonical_name(given.agency) or longest_known(given.agency) or clean_line(given.agency)
    if opening.dateline and opening.dateline.agency:
        return opening.dateline.agency
    if content.source and (credited := longest_known(without_label(content.source))):
        return credited
    lines = [*opening.lines, *content.lines]
    return credited_in(lines) or credited_in_text(content.text) or agency_of_site(given.url)


def _bylines(content: Content, given: Given, opening: Opening) -> tuple[str, ...]:
    if given.bylines:
        return given.bylines
    credited = in_bracket(opening.dateline.reporters) if opening.dateline else []
    found = credited or [name for author in content.authors for name in split_names(author)]
    if not found:
        last = content.text[-600:].split("\n")[-_LAST_LINES:]
        found = find_bylines([*opening.lines, *content.lines, opening.body[:80], *last]) or find_signature(
            [last[-1], *content.lines[-_LINES_BEHIND:]] if content.is_page else last[-1:]
        )
    elif credited:  # the line below the headline may name more of them
        lines = (find_bylines([line]) for line in (*opening.lines, *content.lines) if credited[0] in line)
        found = next((named for named in lines if set(credited) < set(named)), credited)
    return tuple(dict.fromkeys(found))


def _title(content: Content, given: Given, opening: Opening) -> str | None:
    found = given.title or content.title
    if content.is_page and not given.title and not content.is_title_sure:
        found = headline_above(found, content.lines, content.text) or found
    title = found or opening.title
    return clean_line(title) or None if title else None


def _language_code(given: str | None) -> str | None:
    """en of en-US."""
    return given.replace("_", "-").split("-")[0].strip().lower() or None if given else None


def _warnings(content: Content, dateline: Dateline | None) -> tuple[str, ...]:
    """What could not be made out, one line each."""
    unread = content.text.count("\ufffd")
    found = [f"{unread} characters could not be read"] if unread else []
    if dateline and dateline.place and not dateline.country:
        found.append(f"the country of the dateline's place is not known: {dateline.place}")
    if dateline and dateline.date and dateline.date.startswith("--"):
        found.append(f"the year of the dateline is not known: {dateline.date}")
    return (*content.warnings, *found)


def dispatch_of(content: Content, given: Given) -> Dispatch:
    """The dispatch with everything that can be said of it. Nothing is invented: what is not there stays None."""
    opening = read_opening(content.text)
    if opening.dateline and holds_several(content.text):
        opening = replace(opening, dateline=None)
    published = _published(content, given, opening)
    agency = _agency(content, given, opening)
    day = published.value if published else _day_in_text(content.text, opening)
    dateline = _dateline(opening.dateline, day, agency)
    agency = agency_in(agency, dateline.country if dateline else None) if agency and not given.agency else agency
    title = _title(content, given, opening)
    return Dispatch(
        text=content.text,
        title=title,
        url=canonical_url(given.url, list(content.urls)),
        source_id=given.source_id,
        given_id=given.id,
        language=_language_code(given.language) or find_language(content.text, content.language),
        agency=agency,
        bylines=_bylines(content, given, opening),
        series=opening.series or series_in_title(title),
        dateline=dateline,
        published_at=published.value if published else None,
        published_precision=published.precision if published else None,
        published_basis=published.basis if published else None,
        warnings=_warnings(content, dateline),
    )
