"""What fetching a source gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.fetch.source import Source
from tasks.fetch.state import FetchState
from tasks.records import Candidate, Rejected


@dataclass
class FetchReport:
    """What one run of one source saw: candidates, rejected (failed listings included) and unchanged, each address once.

    state   what to keep for the next run, once this one is published
    day     calendar day (ISO) at the source, for the table `coverage`
    """

    source: Source
    day: str
    state: FetchState
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)  # addresses that answered 304
    listed_count: int = 0  # dispatches that feeds and index pages listed
    empty_count: int = 0  # feeds and index pages that listed nothing
    missing_count: int = 0  # 404 or 410
    blocked_count: int = 0  # refused by robots.txt, by the address rule or by the server

    @property
    def fetched_count(self) -> int:
        return len(self.candidates)

    @property
    def problem(self) -> str | None:
        """Why this run must not be published: the source listed less than a healthy one does."""
        minimum = self.source.expected.minimum
        if self.listed_count >= minimum:
            return None
        why = f"; first fault: {self.rejected[0].detail}" if self.rejected else ""
        return f"source {self.source.name} listed {self.listed_count} dispatches, expected at least {minimum}{why}"

    @property
    def warning(self) -> str | None:
        """What a person should look at: the source listed more than a healthy one does."""
        maximum = self.source.expected.maximum
        if maximum is None or self.listed_count <= maximum:
            return None
        return f"source {self.source.name} listed {self.listed_count} dispatches, expected at most {maximum}"
