"""Extraction on dispatches that its rules were not written on, with floors. A floor may be raised, never lowered."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tasks import closed_lists
from tasks.reference import rows
from tests.gold.event_facts import Fact, same_date, same_dyad
from tests.gold.scoring import OWN, documents, score
from tests.gold.tally import Tallies, total

FLOORS: dict[str, dict[str, float]] = json.loads((OWN / "floors.json").read_text(encoding="utf-8"))
PARTIES = {row["party_id"] for row in rows("parties")}
COUNTRIES = {row["code"] for row in rows("countries")}


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tallies]:
    return {name: total(tallies for _, tallies in score(name)) for name in FLOORS}


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name in FLOORS for measure in FLOORS[name]])
def test_floor(tallies: dict[str, Tallies], name: str, measure: str) -> None:
    tally = tallies[name][measure]
    assert tally.f1 >= FLOORS[name][measure], f"wrong: {tally.wrong}\nmissed: {tally.missed}"


def test_every_measure_has_a_floor(tallies: dict[str, Tallies]) -> None:
    assert {name: set(found) for name, found in tallies.items()} == {
        name: set(floors) for name, floors in FLOORS.items()
    }


def test_annotations_keep_to_the_closed_lists() -> None:
    """A slip of the pen here would look like a fault of the rules."""
    annotated = [document for name in FLOORS for document in documents(name)]
    assert max(Counter(document["id"] for document in annotated).values()) == 1
    for document in annotated:
        sides = [side for event in document["events"] for side in event["sides"]]
        codes = {*document["countries"], *document["countries_optional"], *(side["country"] for side in sides)} - {None}
        parties = {*document["parties"], *(party for side in sides for party in side["parties"])}
        assert not codes - COUNTRIES, document["id"]
        assert not parties - PARTIES, document["id"]
        for event in document["events"]:
            assert {event["type"], *event.get("alt_types", ())} <= set(closed_lists.EVENT_TYPES), document["id"]
            assert event["level"] in closed_lists.LEVELS, document["id"]
            assert event["status"] in closed_lists.STATUSES, document["id"]


def _fact(*countries: str | None, kind: str = "meeting", day: str = "2024-05-14", precision: str = "day") -> Fact:
    return Fact((kind,), tuple((country, None) for country in countries), (day, day, precision), "core")


def test_a_dyad_counts_in_either_order_and_an_open_side_takes_any_country() -> None:
    assert same_dyad(_fact("VNM", "CHN"), _fact("CHN", "VNM"))
    assert same_dyad(_fact("CHN", "TZA"), _fact("CHN", None))
    assert not same_dyad(_fact("CHN", None), _fact("CHN", "TZA"))
    assert not same_dyad(_fact("CHN", "LAO"), _fact("CHN", "VNM"))


def test_a_contact_needs_its_partner_but_party_life_does_not() -> None:
    assert not same_dyad(_fact("CHN"), _fact("CHN", "LAO"))
    assert same_dyad(_fact("LAO", kind="party_life"), _fact("LAO", "CHN", kind="party_life"))


def test_a_vague_date_takes_the_neighbourhood_and_a_day_does_not() -> None:
    day, near = _fact("CHN", "LAO"), _fact("CHN", "LAO", precision="around")
    assert same_date(_fact("CHN", "LAO", day="2024-05-29"), near)
    assert not same_date(_fact("CHN", "LAO", day="2024-05-30"), near)
    assert not same_date(_fact("CHN", "LAO", day="2024-05-13"), day)
