"""The founding dispatch: the facts it must give. Its text lies beside the clone and is not part of it."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.quality import FOUNDING
from tasks.extract.record import record
from tasks.process import DateRange, process
from tasks.records import Candidate, Perspective, Processed

pytestmark = pytest.mark.skipif(not FOUNDING.exists(), reason=f"the founding dispatch is not at {FOUNDING}")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    result = process(Candidate(FOUNDING.read_bytes(), "text", FOUNDING.name), Perspective(), DateRange())
    assert isinstance(result, Processed)
    return record(result.dispatch, result.facts)


def test_its_head(found: dict[str, Any]) -> None:
    assert found["title"] == (
        "Impressive Achievements in Pragmatic and Innovative Foreign Contacts of the Communist Party of China (CPC)"
    )
    assert found["agency"] == "China News Service"
    assert found["dateline"] == {"place": "Beijing", "country": "CHN", "date": "2002-10-28"}
    assert found["bylines"] == ["Qi Bin"]
    assert "Approaching the Sixteenth National Congress" in found["series"]


def test_who_it_names(found: dict[str, Any]) -> None:
    assert [party["party_id"] for party in found["parties"]] == ["CHN-CPC"]
    assert [group["name"] for group in found["party_groups"]] == [
        "Group of the European People's Party in the European Parliament"
    ]
    assert {country["code"] for country in found["countries"] if country["named"]} == {"CHN", "SUN"}
    assert {"Latin America", "Eastern Europe"} <= {region["name"] for region in found["regions"]}


def test_the_visit_of_2001(found: dict[str, Any]) -> None:
    visits = [event for event in found["events"] if event["event_type"] == "visit" and event["level"] != "background"]
    assert len(visits) == 1
    assert visits[0]["date"] == {"start": "2001-01-01", "end": "2001-12-31", "precision": "year", "basis": "explicit"}
    visitor, host = visits[0]["sides"]
    assert (visitor["country"], visitor["parties"]) == ("CHN", ["CHN-CPC"])
    assert host["country"] is None
    assert (host["groups"], host["organizations"]) == (["EPPG"], ["European Parliament"])
    assert {event["event_type"] for event in found["events"]} >= {"visit", "dialogue", "other"}


def test_what_it_claims(found: dict[str, Any]) -> None:
    claims = {(claim["quantity_low"], claim["unit"]): claim for claim in found["claims"]}
    parties, countries = claims[400, "parties"], claims[140, "countries"]
    assert parties["comparator"] == countries["comparator"] == ">"
    assert parties["subject"] == "CPC"
    assert parties["linked_to"] == [countries["id"]]
    assert claims[20, "parties"]["comparator"] == ">"
    assert claims[11, "countries"]["denominator"] == 14
    assert claims[11, "countries"]["place"] == "Latin America"
    assert (5, "party groups") in claims
