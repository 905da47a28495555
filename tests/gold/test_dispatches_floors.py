"""Quality gate: floors on the annotated development dispatches, where they lie beside the clone."""

from __future__ import annotations

import pytest

from benchmarks.quality import available, scores

pytestmark = pytest.mark.skipif(not available(), reason="the annotated dispatches are not beside the clone")

# F1 over all. A floor is raised when the rules have got better, never lowered.
FLOORS = {
    "countries": 0.97, "parties": 0.98, "ev_relaxed": 0.93, "ev_strict": 0.92, "ev_parties": 0.90, "claims": 0.95,
    "m:date": 0.97, "m:dateline_place": 0.97, "m:dateline_date": 0.97, "m:agency": 0.97, "m:language": 0.98,
}  # fmt: skip


def test_no_score_falls_below_its_floor_and_no_quiet_dispatch_gets_an_event() -> None:
    parts, alarms, _ = scores()
    below = {name: parts["all"][name][2] for name, floor in FLOORS.items() if parts["all"][name][2] < floor}
    assert not below
    assert alarms == 0
