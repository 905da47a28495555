"""The day a dispatch came out: given > declared by its page > printed by its headline > in its address or dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from tasks.dates import month_words
from tasks.normalize.content import Content
from tasks.normalize.opening import Opening, date_line
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
)
from tasks.records import Given

_LAST_RESORTS = ("text", "headline")  # bases of declared dates that may be of something else on the page
_LABELS = re.compile(
    r"(?:updated?|modified|revised|reviewed|registered|joined|printed|today['’]?s?|更新|修改|注册|註冊|列印|打印|今天|今日)"
    r"(?: date|日期|[时時][间間])?"
    r"|(?P<published>published|posted|created|filed|issued|added|uploaded|released?|date"
    r"|发布|發布|發佈|发表|發表|刊登|刊出|张贴|張貼|日期|发稿)",
    re.IGNORECASE,
)
# Of a page for printing: Source URL: http://... ; URL to article: http://...
_ADDRESS = re.compile(r"(?:source|article|original|permalink|原文|本文)[^\n]{0,60}?(https?://\S+)", re.IGNORECASE)
_SAYS_MORE = 30  # letters beside a date: behind a text, a line that says more is of other things
_PART = re.compile(r"(\d\d?)(?:st|nd|rd|th)?[,.]?|((?:19|20)\d\d)|([^\W\d_]{3,9})[,.]?")
_LONGEST_ADDRESS = 300  # characters
_LETTER = re.compile(r"[^\W\d_]")


class _Place(IntEnum):
    """Where a date is printed, likeliest to be that of publication first."""

    LABELLED = 0
    OPENING = 1  # of the text itself
    BELOW_HEADLINE = 2
    ABOVE_HEADLINE = 3
    UPDATED = 4
    BEHIND_LABELLED = 5
    CLOSING = 6  # of the text itself
    BEHIND = 7
    FAR_ABOVE_HEADLINE = 8  # a site's clock
    UPDATED_ELSEWHERE = 9


_SURE = _Place.BELOW_HEADLINE  # up to here no address says it better
_LIKELY = _Place.BEHIND  # up to here it is the article's


@dataclass(frozen=True, slots=True)
class _Printed:
    place: _Place
    day: Published


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the dates that stand round a dispatch."""

    content: Content
    given: Given
    opening: Opening

    def _in_line(self, line: str) -> tuple[Published, str] | None:
        """(date of a line that says little else, what stands before it)."""
        if found := date_line(line):
            day = dated(found, "text", self.given.fetched_at)
            return (day, line[: found.start]) if day else None
        if has_two_orders(line):
            lines = [line, *self.opening.lines, *self.content.lines.all]
            day = from_two_orders(lines, self.content.text, self.given.url)
            return (day, line) if day and day.precision == "day" else None
        return None

    def _in_lines(self, lines: tuple[str, ...], labelled: _Place, plain: _Place, other: _Place) -> Iterator[_Printed]:
        for line in _with_parts_joined(lines):
            if (found := self._in_line(line)) is None:
                continue
            day, before = found
            labels = list(_LABELS.finditer(before))
            if not labels and plain == _Place.BEHIND and len(_LETTER.findall(line)) > _SAYS_MORE:
                continue
            place = plain if not labels else labelled if labels[-1]["published"] else other
            yield _Printed(place, day)

    def _all(self) -> Iterator[_Printed]:
        lines = self.content.lines
        for found, place in (
            (self.opening.date, _Place.OPENING),
            (self.opening.closing_date, _Place.CLOSING),
        ):
            if day := dated(found, "text", self.given.fetched_at):
                yield _Printed(place, day)
        yield from self._in_lines(lines.below_headline, _Place.LABELLED, _Place.BELOW_HEADLINE, _Place.UPDATED)
        *far, near = lines.above_headline or ("",)
        for line, place in ((near, _Place.ABOVE_HEADLINE), *((line, _Place.FAR_ABOVE_HEADLINE) for line in far[::-1])):
            yield from self._in_lines((line,), place, place, _Place.UPDATED_ELSEWHERE)
        yield from self._in_lines(lines.behind_text, _Place.BEHIND_LABELLED, _Place.BEHIND, _Place.UPDATED_ELSEWHERE)

    def printed(self) -> _Printed | None:
        return min(self._all(), key=lambda found: found.place, default=None)

    def declared(self) -> Iterator[tuple[Published, str]]:
        """(date that the page states for machines, as written), best first."""
        for value, basis in self.content.published:
            if basis not in _LAST_RESORTS and (stated := from_string(value, basis, self.given.fetched_at)):
                yield stated, value

    def _in_own_address(self) -> Published | None:
        """The day of the address that a page for printing gives for itself."""
        last = self.content.text[-_LONGEST_ADDRESS:].rpartition("\n")[2]
        addresses = (match[1] for line in (*self.content.lines.all, last) if (match := _ADDRESS.search(line)))
        found = (from_url(address, self.given.fetched_at) for address in addresses)
        return next((day for day in found if day and day.precision == "day"), None)

    def undeclared(self, printed: _Printed | None) -> Published | None:
        """The date of text, address or dateline, for want of a declared one."""
        given = self.given
        in_url = from_url(given.url, given.fetched_at)
        if printed and (
            not self.content.is_page
            or printed.place <= _SURE
            or (in_url and printed.day.value.startswith(in_url.value))
        ):
            return printed.day
        if in_url and in_url.precision == "day":
            return in_url
        if in_address := self._in_own_address():
            return in_address
        if printed and printed.place <= _LIKELY:
            return printed.day
        filed = self.opening.dateline.date if self.opening.dateline else None
        if filed and not filed.startswith("--"):
            return Published(filed, "day", "dateline")
        rest = (value for value in self.content.published if value[1] in _LAST_RESORTS)
        last_resorts = (found for value, basis in rest if (found := from_string(value, basis, given.fetched_at)))
        lines = [*self.opening.lines, *self.content.lines.all, self.opening.body]
        return (
            in_url
            or next(last_resorts, None)
            or (printed.day if printed else None)
            or from_two_orders(lines, self.content.text, given.url)
        )


def _is_part(line: str) -> bool:
    """Whether a line is a day, a month or a year by itself."""
    match = _PART.fullmatch(line)
    return match is not None and (match[3] is None or match[3].casefold() in month_words())


def _with_parts_joined(lines: tuple[str, ...]) -> Iterator[str]:
    """The lines; of 07, Mar, 2004 in boxes of their own, one."""
    for are_parts, group in groupby(lines, _is_part):
        if are_parts:
            yield " ".join(group)
        else:
            yield from group


def publication_of(content: Content, given: Given, opening: Opening) -> Published | None:
    """When the dispatch was published, with precision and basis; None where nothing tells."""
    if found := from_string(given.published_at, "given"):
        return found
    reader = _Reader(content, given, opening)
    for stated, value in reader.declared():
        return _as_printed(stated, reader.printed(), given.url) if is_in_utc(value) else stated
    return reader.undeclared(reader.printed())


def _as_printed(stated: Published, printed: _Printed | None, url: str | None) -> Published:
    """A declared moment of no time zone gives way to the time that the page, or the day that its address has for it."""
    if printed and is_same_moment(stated, printed.day):
        return printed.day
    in_url = from_url(url)
    if in_url and in_url.precision == "day" and are_neighbours(in_url.value, stated.value):
        return in_url
    return stated
