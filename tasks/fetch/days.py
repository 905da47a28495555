"""The days of a backfill: which listings and links can lie in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.normalize.published import from_url

_RECENT_DAYS = 2  # of day archives, where no range is asked for: an outlet may fill a day up after midnight
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Days:
    """Both inclusive, ISO; None is open. Without either, a run takes what is new."""

    since: str | None = None
    until: str | None = None

    @property
    def is_backfill(self) -> bool:
        return bool(self.since or self.until)

    def may_hold(self, start: str | None, end: str | None = None) -> bool:
        """Whether a day, or any from `start` to `end`, lies in the range; what has no date may."""
        if start is None:
            return True
        return not ((self.since and (end or start) < self.since) or (self.until and start > self.until))

    def takes_link(self, url: str) -> bool:
        """By the day in the address, where it holds one."""
        found = from_url(url) if self.is_backfill else None
        return found is None or found.precision != "day" or self.may_hold(found.value[:10])

    def takes_sitemap(self, url: str, modified: str | None) -> bool:
        """By the month or year in a sitemap's name, and by when it changed last: nothing in it is newer."""
        if not self.is_backfill:
            return True
        if modified and self.since and modified[:10] < self.since:
            return False
        name = url.rpartition("/")[2]
        if month := _MONTH.search(name):
            first = f"{month[1]}-{month[2]}"
            return self.may_hold(f"{first}-01", f"{first}-31")
        year = _YEAR.search(name)
        return not year or self.may_hold(f"{year[1]}-01-01", f"{year[1]}-12-31")

    def each(self, today: date) -> Iterator[date]:
        """The days of day archives, newest first: of the range, or the latest."""
        last = min(date.fromisoformat(self.until), today) if self.until else today
        first = date.fromisoformat(self.since) if self.since else last - timedelta(days=_RECENT_DAYS - 1)
        for back in range((last - first).days + 1):
            yield last - timedelta(days=back)


ANY_DAY = Days()
