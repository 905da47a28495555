"""What reading a dateline yields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """start and end are code points of the line that was searched; the running text begins at end.

    date   YYYY-MM-DD, --MM-DD without a year, or ---DD where only the day is written (28日电)
    place  as written; country_hint the country or province named with it: JERUSALEM (ISRAEL), HAVANA, Cuba
    agency canonical name where it is known, else as credited
    """

    start: int
    end: int
    place: str | None = None
    country_hint: str | None = None
    date: str | None = None
    agency: str | None = None
    reporters: str | None = None  # the bracket or line that names reporters, as written
