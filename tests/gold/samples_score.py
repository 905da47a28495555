"""How well the facts of the samples are found: python -m tests.gold.samples_score lists every difference."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks.extract.record import record
from tasks.inputs import read_inputs
from tasks.process import DateRange, process
from tasks.records import JsonRecord, Perspective, Processed, Rejected
from tasks.steps import SAMPLES
from tests.gold.event_facts import compare as compare_facts
from tests.gold.event_facts import facts, told
from tests.gold.tally import Tallies, Tally, differences, figures

EXPECTED = Path(__file__).with_name("samples.jsonl")


def expected() -> dict[str, dict[str, Any]]:
    """Locator -> what a careful reader finds there."""
    return {row["locator"]: row for row in map(json.loads, EXPECTED.read_text(encoding="utf-8").splitlines())}


def found() -> Iterator[tuple[str, Processed | Rejected]]:
    for item in read_inputs([str(SAMPLES)]):
        result = item if isinstance(item, Rejected) else process(item, Perspective(), DateRange())
        yield result.locator, result


def score() -> Iterator[tuple[str, Tallies]]:
    """(locator, measure -> tally) of every dispatch that is found, then of those that are not."""
    wanted = expected()
    for locator, result in found():
        yield locator, compare(wanted.pop(locator), result)
    for locator in wanted:
        yield locator, {"read": Tally(missed=[locator])}


def compare(want: dict[str, Any], result: Processed | Rejected) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    if isinstance(result, Rejected):
        tallies["quarantine"].compare([result.reason], [want.get("quarantined")])
        return tallies
    got = record(result.dispatch, result.facts)
    _compare_metadata(tallies, want, got)
    named = (country["code"] for country in got["countries"] if country["named"])
    tallies["countries"].compare(named, want["countries"])
    tallies["parties"].compare((party["party_id"] for party in got["parties"]), want["parties"])
    compare_facts(tallies["events"], facts(told(got["events"])), facts(want["events"]))
    claims = ((c["quantity_low"] or c["quantity_high"], c["comparator"], c["unit"]) for c in got["claims"])
    right = ((float(c["quantity"]), c["comparator"], c["unit"]) for c in want.get("claims", []))
    tallies["claims"].compare(claims, right)
    return tallies


def _compare_metadata(tallies: Tallies, want: dict[str, Any], got: JsonRecord) -> None:
    for field in ("title", "language", "agency"):
        tallies[field].compare([got[field]], [want[field]])
    tallies["bylines"].compare(got["bylines"], want.get("bylines", []))
    dateline, right = got["dateline"] or {}, want["dateline"] or {}
    tallies["dateline place"].compare([_folded(dateline.get("place"))], [_folded(right.get("place"))])
    tallies["dateline country"].compare([dateline.get("country")], [right.get("country")])
    if right.get("date"):
        tallies["dateline date"].compare([dateline.get("date")], [right["date"]])
    if want.get("published"):
        tallies["published"].compare([(got["published_at"] or "")[:10] or None], [want["published"]])
    if want.get("series"):
        tallies["series"].compare(
            [want["series"] if want["series"] in (got["series"] or "") else None], [want["series"]]
        )


def _folded(name: str | None) -> str | None:
    return name.casefold() if name else None


def main() -> None:
    results = list(score())
    for locator, tallies in results:
        if lines := list(differences(tallies)):
            print(locator, *lines, sep="\n")
    print("", *figures(tallies for _, tallies in results), sep="\n")


if __name__ == "__main__":
    main()
