"""Counts of a published home, or of a peer, against what the corpus is known to hold (corpus_files.truth)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.store.home import Home
from tasks.store.query import connect

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Score:
    """right: cells (a country or party in a month) with the true number; wrong: with another; expected: true cells."""

    expected: int
    right: int
    wrong: int

    def __str__(self) -> str:
        return f"{self.right:,} of {self.expected:,} cells right, {self.wrong:,} wrong"


def score(found: Counts, expected: Counts) -> Score:
    """A cell that is missing is not right; one that should not be there is wrong."""
    right = sum(found.get(cell) == count for cell, count in expected.items())
    return Score(len(expected), right, sum(expected.get(cell) != count for cell, count in found.items()))


def of_home(home: Path) -> dict[str, Any]:
    """The same counts as `corpus_files.truth`, from the latest tables of a home."""
    with connect(Home(home)) as connection:

        def cells(query: str) -> dict[str, int]:
            return dict(connection.execute(query).fetchall())

        monthly = (
            "select {0} || ' ' || strftime(period, '%Y-%m'), dispatch_count from {1}_by_month where dispatch_count > 0"
        )
        inputs, dispatches = connection.execute(
            "select (select sum(seen) from runs), count(*) from dispatches"
        ).fetchall()[0]
        return {
            "inputs": int(inputs),
            "dispatches": dispatches,
            "countries": Counter(cells(monthly.format("country_code", "countries"))),
            "parties": Counter(cells(monthly.format("party_id", "parties"))),
            "party_mentions": cells(
                "select party_id, sum(mention_count)::bigint from dispatch_parties group by party_id"
            ),
        }
