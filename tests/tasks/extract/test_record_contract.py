"""The `extract` record of every sample keeps to the contract: keys, types, closed lists, spans into `text`."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tasks import closed_lists as closed
from tasks import reference
from tasks.extract_stream import candidates, records
from tasks.inputs import read_inputs
from tasks.records import JsonRecord, Perspective, Rejected
from tasks.reference import PROJECT_ROOT

TEXT, OPTIONAL = (str,), (str, type(None))
DAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}")
RECORD: dict[str, tuple[type, ...]] = {
    "id": TEXT, "url": OPTIONAL, "source": OPTIONAL, "title": OPTIONAL, "text": TEXT, "language": OPTIONAL,
    "agency": OPTIONAL, "bylines": (list,), "series": OPTIONAL, "dateline": (dict, type(None)),
    "published_at": OPTIONAL, "published_precision": OPTIONAL, "published_basis": OPTIONAL, "countries": (list,),
    "regions": (list,), "parties": (list,), "party_groups": (list,), "organizations": (list,), "persons": (list,),
    "events": (list,), "claims": (list,), "warnings": (list,),
}  # fmt: skip
SIDE = {"role", "country", "parties", "groups", "organizations", "persons"}
KEYS = {
    "countries": {"code", "name", "count", "named", "about", "spans"},
    "parties": {
        "party_id", "name", "abbreviation", "country", "partyfacts_id", "wikidata_id", "surfaces", "spans",
    },
    "persons": {"name", "role", "country", "party_id", "spans"},
    "events": {
        "event_type", "sub_type", "format", "plover_type", "plover_mode", "cameo_code", "status", "level", "direction",
        "date", "place", "sides", "span", "confidence", "rule",
    },
    "claims": {
        "id", "claimant", "subject", "quantity_low", "quantity_high", "comparator", "unit", "unit_text", "about",
        "denominator", "scope", "place", "period", "as_of", "linked_to", "span",
    },
}  # fmt: skip


@lru_cache(maxsize=1)
def sample_records() -> tuple[JsonRecord, ...]:
    found = records(read_inputs([str(PROJECT_ROOT / "samples")]), Perspective())
    return tuple(entry for entry in found if not isinstance(entry, Rejected))


def spans(value: Any) -> Iterator[list[int]]:
    """All values of `span` and `spans`, wherever they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "span":
                yield inner
            elif key == "spans":
                yield from inner
            else:
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_there_are_records_of_both_languages() -> None:
    assert {"en", "zh"} <= {record["language"] for record in sample_records()}
    assert len(sample_records()) >= 40


def test_keys_and_types() -> None:
    for record in sample_records():
        assert list(record) == list(RECORD)
        for key, types in RECORD.items():
            assert isinstance(record[key], types), (record["id"], key)
        for key, keys in KEYS.items():
            assert all(set(entry) == keys for entry in record[key]), (record["id"], key)
        assert all(set(side) == SIDE for event in record["events"] for side in event["sides"])


def test_spans_lie_in_the_text_and_hold_what_they_name() -> None:
    for record in sample_records():
        text = record["text"]
        for start, end in spans(record):
            assert 0 <= start < end <= len(text), record["id"]
        for party in [*record["parties"], *record["organizations"], *record["party_groups"], *record["regions"]]:
            found = {text[start:end] for start, end in party["spans"]}
            assert found == set(party["surfaces"]), record["id"]
        assert all(entry["count"] == len(entry["spans"]) for entry in record["countries"])


def test_values_of_closed_lists() -> None:
    types = {row["event_type"]: row for row in reference.rows("event_types")}
    for record in sample_records():
        assert record["published_precision"] in (None, *closed.PUBLISHED_PRECISIONS)
        assert record["published_basis"] in (None, *closed.PUBLISHED_BASES)
        for event in record["events"]:
            assert event["event_type"] in closed.EVENT_TYPES
            assert event["cameo_code"] == (types[event["event_type"]]["cameo_code"] or None)
            assert event["status"] in closed.STATUSES
            assert event["level"] in closed.LEVELS
            assert event["direction"] in (None, *closed.DIRECTIONS)
            assert event["format"] in (None, *closed.FORMATS)
            assert 0 < event["confidence"] <= 1
            assert event["rule"]
            assert event["sides"]
            assert all(side["role"] in closed.ROLES for side in event["sides"])
            if date := event["date"]:
                assert date["precision"] in closed.DATE_PRECISIONS
                assert date["basis"] in closed.DATE_BASES
                assert DAY.fullmatch(date["start"])
                assert date["start"] <= date["end"] or date["start"].startswith("--")
        for claim in record["claims"]:
            assert claim["comparator"] in closed.COMPARATORS
            assert claim["unit"] in closed.UNITS
            assert claim["quantity_low"] is not None or claim["quantity_high"] is not None


def test_codes_are_those_of_the_reference_tables() -> None:
    countries = {row["code"] for row in reference.rows("countries")}
    groups = {row["group_id"] for row in reference.rows("party_groups")}
    for record in sample_records():
        parties = {party["party_id"] for party in record["parties"]}
        assert {entry["code"] for entry in record["countries"]} <= countries
        for event in record["events"]:
            for side in event["sides"]:
                assert side["country"] is None or side["country"] in countries
                assert set(side["parties"]) <= parties, (record["id"], event["rule"])
                assert set(side["groups"]) <= groups
        claims = {claim["id"] for claim in record["claims"]}
        assert all(set(claim["linked_to"]) <= claims - {claim["id"]} for claim in record["claims"])


def lines() -> list[bytes]:
    keys = ("id", "text", "title", "url", "published_at", "language")
    return [json.dumps({key: record[key] for key in keys}).encode() for record in sample_records()[:25]]


def extract(entries: list[bytes], **environment: str) -> list[bytes]:
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "extract", "-"],
        input=b"\n".join(entries), env={**os.environ, **environment}, cwd=PROJECT_ROOT, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_the_same_bytes_whatever_the_zone_the_hash_seed_and_the_order() -> None:
    entries = lines()
    shuffled = random.Random(3).sample(entries, len(entries))
    here = extract(entries, TZ="UTC", PYTHONHASHSEED="1")
    there = extract(shuffled, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="C")
    assert len(here) == len(entries)
    assert sorted(there) == sorted(here)


def test_given_values_win_over_found_ones() -> None:
    text = "HANOI, June 9 (Xinhua) -- The Communist Party of Vietnam met a delegation from Laos in Hanoi on Thursday."
    given = {
        "id": "a-1", "url": "https://example.org/a", "title": "Another title", "published_at": "2022-06-10T08:30",
        "language": "en",
    }  # fmt: skip
    (entry,) = records(candidates([json.dumps({"text": text, **given}).encode()]), Perspective())
    assert not isinstance(entry, Rejected)
    assert {key: entry[key] for key in given} == given
    assert entry["published_basis"] == "given"
    assert entry["dateline"]["date"] == "2022-06-09"
