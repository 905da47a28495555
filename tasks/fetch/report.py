"""What fetching a source gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.fetch.source import Source
from tasks.fetch.state import FetchState
from tasks.records import Rejected

_SEVERAL = 3


@dataclass
class FetchReport:
    """What one run of one source saw: how much was fetched, what was rejected (failed listings included) and what is
    unchanged, each address once.

    state     what to keep for the next run, once this one is published
    day       calendar day (ISO) at the source, for the table `coverage`
    modified  address -> time of its last change, where a listing said so
    """

    source: Source
    day: str
    state: FetchState
    rejected: list[Rejected] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)  # addresses that answered 304, or with the same bytes
    modified: dict[str, str | None] = field(default_factory=dict)
    fetched_count: int = 0
    listed_count: int = 0  # dispatches that the listings listed
    day_count: int = 0  # the same over all runs of the day, each dispatch once
    left_count: int = 0  # new ones that are left to the next run
    empty_count: int = 0  # listings that listed nothing
    missing_count: int = 0  # 404 or 410, or the like of it
    blocked_count: int = 0  # refused by robots.txt, by the address rule or by the server
    is_backfill: bool = False  # of a range of days: it says nothing on the health of the source

    @property
    def problem(self) -> str | None:
        """Why this run must not be published: on this day the source listed less than a healthy one does, or it lists
        nothing any more, however much it listed in the morning."""
        minimum = self.source.expected.minimum
        count = self.day_count if self.listed_count else 0
        if count >= minimum or self.is_backfill:
            return None
        why = f"; first fault: {self.rejected[0].detail}" if self.rejected else ""
        return f"{self._listed(count)}, expected at least {minimum}{why}"

    def unread(self, unusable: int) -> str | None:
        """Why this run must not be published, where `unusable` of the pages gave no dispatch: all of several means that
        the site has changed, not that there was no news."""
        if self.fetched_count < _SEVERAL or unusable < self.fetched_count:
            return None
        return (
            f"source {self.source.name}: none of {self.fetched_count} pages could be read; "
            f"has the site another form than the layouts of {self.source.name}.yml?"
        )

    @property
    def warnings(self) -> list[str]:
        """What a person should look at: more listed on this day than by a healthy source, or than one run takes."""
        maximum = self.source.expected.maximum
        found = []
        if maximum is not None and self.day_count > maximum and not self.is_backfill:
            found.append(f"{self._listed(self.day_count)}, expected at most {maximum:,}")
        if self.left_count:
            found.append(f"source {self.source.name} has {self.left_count:,} more new dispatches: left to the next run")
        return found

    def _listed(self, count: int) -> str:
        return f"source {self.source.name} listed {count:,} dispatches on {self.day}"
