"""The samples are the golden test of the whole chain from bytes to facts. A floor may be raised, never lowered."""

from __future__ import annotations

import pytest

from tests.gold.samples_score import Score, score

FLOORS = {
    "title": 0.93, "language": 1.0, "agency": 0.82, "bylines": 0.75, "dateline place": 0.80, "dateline country": 0.90,
    "dateline date": 0.90, "published": 0.97, "countries": 0.97, "parties": 0.96, "events": 0.70, "claims": 0.88,
    "quarantine": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return score()


def test_every_sample_is_read(scores: dict[str, Score]) -> None:
    assert "read" not in scores, scores["read"].differences


@pytest.mark.parametrize("name", FLOORS)
def test_floor(scores: dict[str, Score], name: str) -> None:
    assert scores[name].f1 >= FLOORS[name], "\n".join(scores[name].differences)
