"""How well extraction reads dispatches that its rules were not written on: python -m tests.gold.scoring

The sets are own/dispatches.jsonl, own/second.jsonl and own/third.jsonl, to work with, and own/fresh.jsonl, to measure
with: dispatches in the forms of many outlets, worded by us, annotated by what a careful reader finds. Events of level
background are neither expected nor wrong.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks.extract_stream import candidates, records
from tasks.records import JsonRecord, Perspective
from tests.gold.event_facts import compare as compare_facts
from tests.gold.event_facts import facts, told
from tests.gold.tally import Tallies, Tally, differences, figures

OWN = Path(__file__).resolve().parent / "own"
INPUT_KEYS = ("id", "url", "text")
EVENT_MEASURES: dict[str, dict[str, bool]] = {
    "events": {},
    "events, dated": {"dated": True},
    "events, dated, parties": {"dated": True, "parties": True},
}


def documents(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def extracted(document: dict[str, Any]) -> JsonRecord:
    line = json.dumps({key: document[key] for key in INPUT_KEYS if document[key]}, ensure_ascii=False).encode()
    (result,) = records(candidates([line]), Perspective())
    assert isinstance(result, dict), result
    return result


def compare(document: dict[str, Any], record: JsonRecord) -> Tallies:
    """Measure -> tally of one document."""
    tallies: Tallies = defaultdict(Tally)
    named = (country["code"] for country in record["countries"] if country["named"])
    tallies["countries"].compare(named, document["countries"], document["countries_optional"])
    tallies["parties"].compare((party["party_id"] for party in record["parties"]), document["parties"])
    for name, keys in EVENT_MEASURES.items():
        compare_facts(tallies[name], facts(told(record["events"]), **keys), facts(document["events"], **keys))
    if document["kind"] == "negative":
        tallies["silence on negatives"].compare(["event" if tallies["events"].wrong else "silence"], ["silence"])
    if document["claims"] is not None:
        tallies["claims"].compare(map(_claim, record["claims"]), map(_claim, document["claims"]))
    _compare_metadata(tallies, document["meta"], record)
    return tallies


def _folded(name: str | None) -> str | None:
    return name.casefold() if name else None


def _claim(claim: dict[str, Any]) -> str:
    bounds = (claim["quantity_low"], claim.get("quantity_high"))  # "at most 20" has no lower bound
    quantity = next(bound for bound in bounds if bound is not None)
    return f"{claim['comparator']} {quantity:g} {claim['unit']}"


def _compare_metadata(tallies: Tallies, meta: dict[str, Any], record: JsonRecord) -> None:
    dateline, place = record["dateline"] or {}, meta["dateline_place"]
    tallies["agency"].compare([_folded(record["agency"])], [_folded(meta["agency"])])
    tallies["dateline place"].compare([_folded(dateline.get("place"))], [_folded(place)])
    tallies["dateline country"].compare([dateline.get("country")], [meta["dateline_country"]])
    if meta["dateline_date"] or not place:  # a year that cannot be known is not asked for
        tallies["dateline date"].compare([dateline.get("date")], [meta["dateline_date"]])
    tallies["bylines"].compare(record["bylines"], meta["byline"])


def score(name: str) -> Iterator[tuple[dict[str, Any], Tallies]]:
    for document in documents(name):
        yield document, compare(document, extracted(document))


def print_figures(results: list[tuple[dict[str, Any], Tallies]]) -> None:
    for language in ("en", "zh", None):
        chosen = [tallies for document, tallies in results if language in (document["lang"], None)]
        print(f"\n{language or 'all'}: {len(chosen)} dispatches", *figures(chosen), sep="\n")


def print_differences(results: list[tuple[dict[str, Any], Tallies]]) -> None:
    for document, tallies in results:
        print(f"\n{document['id']}  ({document['outlet']})", *differences(tallies), sep="\n")


def main() -> None:
    worked = {name: list(score(name)) for name in ("dispatches", "second", "third")}
    for results in worked.values():
        print_differences(results)
    for name, results in worked.items():
        print(f"\n{name}.jsonl")
        print_figures(results)
    print("\nfresh.jsonl: only figures, so that no rule is written for it")
    print_figures(list(score("fresh")))


if __name__ == "__main__":
    main()
