"""The samples are the golden test of the whole chain from bytes to facts. A floor may be raised, never lowered."""

from __future__ import annotations

import pytest

from tests.gold.samples_score import score
from tests.gold.tally import Tallies, total

FLOORS = {
    "title": 0.98, "language": 1.0, "agency": 0.97, "bylines": 0.98, "dateline place": 0.98, "dateline country": 0.98,
    "dateline date": 0.98, "published": 0.98, "countries": 0.98, "parties": 0.97, "events": 0.86, "claims": 0.90,
    "series": 1.0, "quarantine": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def tallies() -> Tallies:
    return total(found for _, found in score())


def test_every_sample_is_read(tallies: Tallies) -> None:
    assert "read" not in tallies, tallies["read"].missed


@pytest.mark.parametrize("name", FLOORS)
def test_floor(tallies: Tallies, name: str) -> None:
    tally = tallies[name]
    assert tally.f1 >= FLOORS[name], f"wrong: {tally.wrong}\nmissed: {tally.missed}"
