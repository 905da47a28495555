"""The parties on the sides of English events, and their days, where the words only refer to what went before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.extract.events.test_english import events_of, sides_of

CASES = [
    line.split(" | ", 1)
    for line in (Path(__file__).parent / "english_sides.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_parties_and_days(expected: str, text: str) -> None:
    found = [
        f"{event.event_type} {sides_of(event, parties=True)} {event.date.start} {event.date.end}"
        for event in events_of(text.replace("\\n", "\n"))
        if event.date
    ]
    assert sorted(found) == sorted(expected.split("; "))
