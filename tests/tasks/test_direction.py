"""The direction of an event as seen from a perspective."""

import pytest

from tasks.extract.direction import direction
from tasks.records import Event, Perspective, Side


def event(kind: str, *sides: str | None) -> Event:
    return Event(kind, tuple(Side("participant", country) for country in sides), (0, 1), "test")


@pytest.mark.parametrize(
    ("kind", "sides", "expected"),
    [
        ("visit", ("CHN", "VNM"), "outgoing"),
        ("visit", ("VNM", "CHN"), "incoming"),
        ("meeting", ("VNM", "CHN"), "mutual"),
        ("message", ("CHN", "LAO"), "outgoing"),
        ("visit", ("VNM", "LAO"), "third_party"),
        ("party_life", ("CHN",), None),
    ],
)
def test_direction_is_seen_from_the_perspective(kind: str, sides: tuple[str, ...], expected: str | None) -> None:
    assert direction(event(kind, *sides), Perspective()) == expected


def test_another_perspective_turns_the_direction() -> None:
    assert direction(event("visit", "CHN", "VNM"), Perspective("VNM", "VNM-CPV")) == "incoming"


def test_a_trainee_of_the_perspective_comes_home_with_the_training() -> None:
    sides = (Side("trainee", "LAO"), Side("trainer", "CHN"))
    assert direction(Event("training", sides, (0, 1), "test"), Perspective()) == "outgoing"
