"""PARTYWIRE_EVENTS=no: names are counted, events are not looked for."""

from __future__ import annotations

import pytest

from tasks.extract import EVENTS_SWITCH, extract
from tasks.records import Dispatch

DISPATCH = Dispatch(
    "HANOI, June 9 (Xinhua) -- A delegation of the Communist Party of Cuba arrived in Vietnam on Wednesday at the invitation"
    " of the Communist Party of Vietnam.",
    language="en",
)


def test_the_switch_leaves_out_events_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with_events = extract(DISPATCH)
    monkeypatch.setenv(EVENTS_SWITCH, "no")
    without = extract(DISPATCH)

    assert with_events.events
    assert not without.events
    assert without.countries == with_events.countries
    assert without.parties == with_events.parties
    assert without.mentions == with_events.mentions
