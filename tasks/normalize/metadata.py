"""Title, dateline, agency, reporters, dates and language of a dispatch: given > said by the page > read in the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tasks.cities import city_country, readable
from tasks.dates import find_dates
from tasks.normalize.agencies import agency_in, agency_of_site, canonical_name, home_of
from tasks.normalize.bylines import beside_their_job, find_bylines, find_labelled, find_signature, in_bracket
from tasks.normalize.characters import clean_line
from tasks.normalize.content import Content
from tasks.normalize.datelines import FoundDateline
from tasks.normalize.digests import holds_several
from tasks.normalize.headlines import headline_above
from tasks.normalize.language import find_language
from tasks.normalize.opening import Opening, read_opening, series_in_title
from tasks.normalize.publication import publication_of
from tasks.normalize.published import with_year, year_of_url
from tasks.normalize.sources import credited_in, credited_in_text, longest_known, spoken_to, without_label
from tasks.normalize.urls import canonical_url
from tasks.places import place_country
from tasks.records import Dateline, Dispatch, Given

# 1 2 3 下一页; 第1页 共3页; Page 1 of 3; Continued on next page
_FURTHER_PAGES = re.compile(
    r"(?:[\[【(]?\d{1,2}[\]】)]?\s*[|/]?\s*){0,12}(?:下一?[页頁]|next page|continued? on (?:the )?next page)"
    r"\W*(?:[尾末][页頁]|last)?\W*"
    r"|第?\s?1\s?[页頁]?\W{0,4}共\s?(?:[2-9]|\d\d)\s?[页頁].{0,20}|page 1 of (?:[2-9]|\d\d)\b.{0,20}",
    re.IGNORECASE,
)
_LAST_LINES = 6
_LAST_CHARACTERS = 600
_FIRST_LINES, _FIRST_CHARACTERS = 3, 80  # of the text: a byline may stand before its first sentence
_FIRST_SENTENCES = 800  # characters
_NEAR = 31  # days
_SHORTEST_HEADLINE = 4  # words: shorter lines may be names


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
    lines = [*opening.lines, *content.lines.all]
    if credited := credited_in(lines) or credited_in_text(content.text):
        return credited
    own = agency_of_site(given.url)
    return own and (spoken_to(content.text) or own)  # papers carry agencies' interviews, too


def _bylines(content: Content, given: Given, opening: Opening) -> tuple[str, ...]:
    if given.bylines:
        return given.bylines
    credited = in_bracket(opening.dateline.reporters) if opening.dateline else []
    found = credited or list(content.authors)
    lines = (*opening.lines, *content.lines.below_headline)
    if not found:
        found = _printed_bylines(content, (*lines, opening.body[:_FIRST_CHARACTERS].lstrip(" .:")), opening.title)
    elif credited:  # the line below the headline may name more of them
        named = (find_bylines([line]) for line in (*lines, *content.lines.all) if credited[0] in line)
        found = next((names for names in named if set(credited) < set(names)), credited)
    return tuple(dict.fromkeys(found))


def _printed_bylines(content: Content, lines: tuple[str, ...], title: str | None) -> list[str]:
    """By where they stand: below the headline, at the end of the text, right above the headline; behind the text only
    where the line says whose name it is. The headline itself (Ann Example in Cairo) names its subject."""
    headline = title if title and len(title.split()) >= _SHORTEST_HEADLINE else None
    lines = tuple(line for line in lines if line != headline)
    body = [line for line in content.text.split("\n", _FIRST_LINES)[:_FIRST_LINES] if line != headline]
    first = [line[:_FIRST_CHARACTERS] for line in body]
    end = content.text[-_LAST_CHARACTERS:].split("\n")
    last = [line for line in end if line.strip() and line != headline][-_LAST_LINES:]
    around = content.lines
    return (
        find_bylines(list(lines))
        or find_labelled(first)
        or find_bylines(list(around.above_headline[-1:]))
        or find_labelled([*last, *around.behind_text])
        or beside_their_job(list(around.behind_text))
        or find_bylines(last)
        or find_signature([*last[-1:], *(around.behind_text if content.is_page else ())])
    )


def _title(content: Content, given: Given, opening: Opening) -> str | None:
    found = given.title or content.title
    if content.is_page and not given.title and not content.is_title_sure:
        found = headline_above(found, content.lines.all, content.text) or found
    title = found or opening.title
    return clean_line(title) or None if title else None


def _language_code(given: str | None) -> str | None:
    """en of en-US."""
    return given.replace("_", "-").split("-")[0].strip().lower() or None if given else None


def _goes_on(content: Content) -> bool:
    """Whether a page says right behind its text that the article has further pages."""
    lines = (*content.lines.behind_text, content.text.rpartition("\n")[2])
    return content.is_page and any(_FURTHER_PAGES.fullmatch(line) is not None for line in lines)


def _warnings(content: Content, dateline: Dateline | None) -> tuple[str, ...]:
    """What could not be made out, one line each."""
    unread = content.text.count("\ufffd")
    found = [f"{unread} characters could not be read"] if unread else []
    if _goes_on(content):
        found.append("the article goes on on a further page")
    if dateline and dateline.place and not dateline.country:
        found.append(f"the country of the dateline's place is not known: {dateline.place}")
    if dateline and dateline.date and dateline.date.startswith("--"):
        found.append(f"the year of the dateline is not known: {dateline.date}")
    return (*content.warnings, *found)


def dispatch_of(content: Content, given: Given) -> Dispatch:
    """The dispatch with everything that can be said of it. Nothing is invented: what is not there stays None."""
    opening = read_opening(content.text)
    if opening.dateline and opening.title and holds_several(content.text):
        opening = replace(opening, dateline=None)  # a list of items without headlines is filed as its first one
    published = publication_of(content, given, opening)
    agency = _agency(content, given, opening)
    day = published.value if published else _day_in_text(content.text, opening) or year_of_url(given.url)
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
