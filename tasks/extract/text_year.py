"""The time a text lies in where neither dateline nor page nor address dates it: read from the full dates it names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tasks.dates import find_dates
from tasks.extract import leaders
from tasks.extract.gates import compiled

_NEAR = timedelta(days=31)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BEFORE = compiled(rf"\b({'|'.join(_WEEKDAYS)}),?\s+(?:the\s+)?$", re.IGNORECASE)
_LEAD = 700  # characters: a weekday there is the day of the dispatch or the one before
_WEEKDAY = compiled(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_YEAR = compiled(r"\b(?:19|20)\d\d\b")
_AHEAD = compiled(
    r"\b(?:will|would|by|until|till|through|before|upcoming|due|scheduled|plan\w*|next|to be|forthcoming|expected|ahead"
    r"|for|vision|agenda|goal)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_HISTORY = 5  # years: dates that lie further apart are not both of the text's own time
_ANNIVERSARY = re.compile(
    r"(?:(?P<count>\d{1,3})周年[^。；]{0,6}|(?P<nth>\d{1,3})(?:st|nd|rd|th)\s+(?:[\w-]+\s+){0,3}?(?:anniversary|birthday)\b[^.;()]{0,60})"
    r"[（(](?:[^（）()]{0,14}?)(?P<first>(?:1[89]|20)\d\d)年?[^（）()]{0,8}?[-—–－~～至][^（）()]{0,14}?(?P<last>(?:19|20)\d\d)年?[^（）()]{0,8}[）)]"
)
_SAID = compiled(r"\b(?:said|told|announced|stated|says|confirmed|reported|reports)\b[^.]{0,80}$", re.IGNORECASE)


def year_of_text(text: str) -> int | None:
    """The year of the days written without one: that of a full date within a month of them, if all agree.

    "left on July 8 ... will be held on July 9-10, 2024" -> 2024; a date of the parties' history lends nothing.
    """
    found = find_dates(text)
    full = [date.fromisoformat(day) for item in found if item.has_year and (day := item.day)]
    years = {
        day.year
        for item in found
        if not item.has_year and item.day
        for day in full
        if (named := _on(day.year, item.day)) and abs(named - day) <= _NEAR
    }
    if years and max(years) - min(years) >= _HISTORY:
        years = {max(years)}  # of an anniversary's first day and its last
    return years.pop() if len(years) == 1 else _year_of_anniversary(text)


def _year_of_anniversary(text: str) -> int | None:
    """The year in which an anniversary falls that the text gives with both its years: 40周年（1975年—2015年）."""
    years = {
        int(found["last"])
        for found in _ANNIVERSARY.finditer(text)
        if int(found["last"]) - int(found["first"]) == int(found["count"] or found["nth"])
    }
    return years.pop() if len(years) == 1 else None


def _on(year: int, day: str) -> date | None:
    try:
        return date(year, int(day[2:4]), int(day[5:7]))
    except ValueError:
        return None


def day_of_text(text: str) -> date | None:
    """The day on which somebody said what the text tells: "..., the spokesman said on Monday, 26 June 2023".

    A weekday is written only for days near the text's own; it must be the right one, and the day the only such.
    """
    days = set()
    for item in find_dates(text):
        before = _WEEKDAY_BEFORE.search(text[: item.start])
        if not before or not item.has_year or not item.day or not _SAID.search(text[: before.start()]):
            continue
        day = date.fromisoformat(item.day)
        if _WEEKDAYS[day.weekday()] == before[1].lower():
            days.add(day)
    return days.pop() if len(days) == 1 else None


def year_of_office_holders(text: str, month: int, day: int) -> int | None:
    """The year of a dispatch of that month and day: the only one in which the weekday that the text names falls on it
    or on the day before, most of the leaders it names held their offices, and no year it looks back to is later.

    A weekday alone comes back every few years, a term of office alone covers several; both together tell. Of 2,051
    English and own dispatches whose year was hidden it answered for 58, 56 times rightly.
    """
    weekday = _WEEKDAY.search(text, 0, _LEAD)
    people = {hit.value[0].name: hit.value for hit in leaders.gazetteer().find(text)} if weekday else {}
    if weekday is None or not people:
        return None
    terms = [term for held in people.values() for term in held]
    first = max([int(min(term.valid_from for term in terms)[:4]), *_years_behind(text)])
    held = {}
    for year in range(first, leaders.latest_year() + 1):
        on = _on(year, f"--{month:02}-{day:02}")
        if on and (on.weekday() - _WEEKDAYS.index(weekday[1].lower())) % 7 < 2:
            held[year] = sum(any(leaders.holds(term, on.isoformat()) for term in own) for own in people.values())
    most = max(held.values(), default=0)
    fitting = [year for year, count in held.items() if count == most]
    return fitting[0] if most and len(fitting) == 1 else None


def _years_behind(text: str) -> list[int]:
    """The years that the text names, but for those it looks forward to."""
    found = _YEAR.finditer(text)
    return [int(match[0]) for match in found if not _AHEAD.search(text, max(0, match.start() - 90), match.start())]
