"""The day a dispatch came out: given > declared by its page > printed by its headline > in its address or dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

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
_SAYS_MORE = 30  # letters beside a date: behind a text, a line that says more is of other things
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
    UPDATED_ELSEWHERE = 8


_SURE = _Place.BELOW_HEADLINE  # up to here no address says it better


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
        for line in lines:
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
        yield from self._in_lines(
            lines.above_headline[::-1], _Place.ABOVE_HEADLINE, _Place.ABOVE_HEADLINE, _Place.UPDATED_ELSEWHERE
        )
        yield from self._in_lines(lines.behind_text, _Place.BEHIND_LABELLED, _Place.BEHIND, _Place.UPDATED_ELSEWHERE)

    def printed(self) -> _Printed | None:
        return min(self._all(), key=lambda found: found.place, default=None)

    def declared(self) -> Iterator[tuple[Published, str]]:
        """(date that the page states for machines, as written), best first."""
        for value, basis in self.content.published:
            if basis not in _LAST_RESORTS and (stated := from_string(value, basis, self.given.fetched_at)):
                yield stated, value

    def undeclared(self, printed: _Printed | None) -> Published | None:
        """The date of text, address or dateline, for want of a declared one."""
        given = self.given
        in_url = from_url(given.url, given.fetched_at)
        if printed and (
            not self.content.is_page
            or printed.place <= _SURE
            or not in_url
            or printed.day.value.startswith(in_url.value)
        ):
            return printed.day
        if in_url and in_url.precision == "day":
            return in_url
        filed = self.opening.dateline.date if self.opening.dateline else None
        if filed and not filed.startswith("--"):
            return Published(filed, "day", "dateline")
        rest = (value for value in self.content.published if value[1] in _LAST_RESORTS)
        last_resorts = (found for value, basis in rest if (found := from_string(value, basis, given.fetched_at)))
        lines = [*self.opening.lines, *self.content.lines.all, self.opening.body]
        return (
            (printed.day if printed else None)
            or in_url
            or next(last_resorts, None)
            or from_two_orders(lines, self.content.text, given.url)
        )


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
