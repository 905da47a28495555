"""The confidence of events says how often they are right on dispatches that no rule had been made from."""

from __future__ import annotations

import pytest

from tasks import reference
from tests.gold.confidence import CHECKED, FITTED, bins, confidence_of, fit, judged

TOLERANCE = 0.10


def test_the_fit_is_the_one_in_use() -> None:
    used = [(float(row["score_from"]), float(row["confidence"])) for row in reference.rows("event_confidence")]
    assert used == [row[:2] for row in fit(judged(FITTED))]


def test_every_bin_of_another_set_is_as_right_as_stated() -> None:
    rows = fit(judged(FITTED))
    told = bins((confidence_of(event.score, rows), event.right) for event in judged(CHECKED))
    assert len(told) == 5
    for confidence, right, _ in told:
        assert right == pytest.approx(confidence, abs=TOLERANCE)
