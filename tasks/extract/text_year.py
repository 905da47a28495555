"""The time a text lies in where neither dateline nor page nor address dates it: read from the full dates it names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tasks.dates import find_dates
from tasks.extract.gates import compiled

_NEAR = timedelta(days=31)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BEFORE = compiled(rf"\b({'|'.join(_WEEKDAYS)}),?\s+(?:the\s+)?$", re.IGNORECASE)
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
