"""How well extraction reads dispatches that its rules were not written on: python -m tests.gold.scoring

The set is own/dispatches.jsonl, to work with, and own/fresh.jsonl, to measure with: dispatches in the forms of many
outlets, worded by us, annotated by what a careful reader finds. Events of level background are neither expected nor wrong. Precision counts found facts and recall expected ones,
because one expected fact with an open side can be met by several found ones.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks.extract_stream import candidates, records
from tasks.records import JsonRecord, Perspective
from tests.gold.event_facts import Fact, facts, same_date, same_dyad, same_parties

OWN = Path(__file__).resolve().parent / "own"
INPUT_KEYS = ("id", "url", "text")
EVENT_MEASURES: dict[str, dict[str, bool]] = {
    "events": {},
    "events, dated": {"dated": True},
    "events, dated, parties": {"dated": True, "parties": True},
}


@dataclass
class Tally:
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    met: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return _share(self.right, len(self.wrong))

    @property
    def recall(self) -> float:
        return _share(self.met, len(self.missed))

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


def documents(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def extracted(document: dict[str, Any]) -> JsonRecord:
    line = json.dumps({key: document[key] for key in INPUT_KEYS if document[key]}, ensure_ascii=False).encode()
    (result,) = records(candidates([line]), Perspective())
    assert isinstance(result, dict), result
    return result


def compare_events(tally: Tally, got: list[Fact], gold: list[Fact]) -> None:
    """Found facts that match only an annotated background event are left out."""

    def agree(fact: Fact, other: Fact) -> bool:
        return same_dyad(fact, other) and same_date(fact, other) and same_parties(fact, other)

    for fact in got:
        levels = {other.level for other in gold if agree(fact, other)}
        if levels - {"background"}:
            tally.right += 1
        elif not levels:
            tally.wrong.append(str(fact))
    for other in gold:
        if other.level != "background":
            met = any(agree(fact, other) for fact in got)
            tally.met += met
            tally.missed += [] if met else [str(other)]


def compare_sets(tally: Tally, got: Iterable[str | None], gold: Iterable[str | None], free: Iterable[str] = ()) -> None:
    found, expected = set(got) - {None}, set(gold) - {None}
    both = found & expected
    tally.right += len(both)
    tally.met += len(both)
    tally.wrong += sorted(map(str, found - expected - set(free)))
    tally.missed += sorted(map(str, expected - found))


def compare(document: dict[str, Any], record: JsonRecord) -> dict[str, Tally]:
    """Measure -> tally of one document."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    named = (country["code"] for country in record["countries"] if country["named"])
    compare_sets(tallies["countries"], named, document["countries"], document["countries_optional"])
    compare_sets(tallies["parties"], (party["party_id"] for party in record["parties"]), document["parties"])
    told = [event for event in record["events"] if event["level"] != "background"]
    for name, keys in EVENT_MEASURES.items():
        compare_events(tallies[name], facts(told, **keys), facts(document["events"], **keys))
    if document["kind"] == "negative":
        compare_sets(tallies["silence on negatives"], ["event" if tallies["events"].wrong else "silence"], ["silence"])
    if document["claims"] is not None:
        compare_sets(tallies["claims"], map(_claim, record["claims"]), map(_claim, document["claims"]))
    _compare_metadata(tallies, document["meta"], record)
    return tallies


def _folded(name: str | None) -> str | None:
    return name.casefold() if name else None


def _claim(claim: dict[str, Any]) -> str:
    return f"{claim['comparator']} {claim['quantity_low']:g} {claim['unit']}"


def _compare_metadata(tallies: dict[str, Tally], meta: dict[str, Any], record: JsonRecord) -> None:
    dateline, place = record["dateline"] or {}, meta["dateline_place"]
    compare_sets(tallies["agency"], [_folded(record["agency"])], [_folded(meta["agency"])])
    compare_sets(tallies["dateline place"], [_folded(dateline.get("place"))], [_folded(place)])
    compare_sets(tallies["dateline country"], [dateline.get("country")], [meta["dateline_country"]])
    if meta["dateline_date"] or not place:  # a year that cannot be known is not asked for
        compare_sets(tallies["dateline date"], [dateline.get("date")], [meta["dateline_date"]])
    compare_sets(tallies["bylines"], record["bylines"], meta["byline"])


def score(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Tally]]]:
    for document in documents(name):
        yield document, compare(document, extracted(document))


def total(tallies: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    sums: dict[str, Tally] = defaultdict(Tally)
    for tally in tallies:
        for name, part in tally.items():
            whole = sums[name]
            whole.right, whole.met = whole.right + part.right, whole.met + part.met
            whole.wrong += part.wrong
            whole.missed += part.missed
    return dict(sums)


def print_figures(results: list[tuple[dict[str, Any], dict[str, Tally]]]) -> None:
    for language in ("en", "zh", None):
        chosen = [tallies for document, tallies in results if language in (document["lang"], None)]
        print(f"\n{language or 'all'}: {len(chosen)} dispatches\n{'':24} precision recall   F1 wrong missed")
        for name, tally in total(chosen).items():
            figures = f"{tally.precision:9.3f} {tally.recall:6.3f} {tally.f1:.3f}"
            print(f"{name:24}{figures} {len(tally.wrong):4} {len(tally.missed):6}")


def print_differences(results: list[tuple[dict[str, Any], dict[str, Tally]]]) -> None:
    """The wrong (+) and missed (-) facts of each document."""
    for document, tallies in results:
        print(f"\n{document['id']}  ({document['outlet']})")
        for name, tally in tallies.items():
            for sign, items in (("+", tally.wrong), ("-", tally.missed)):
                for item in items:
                    print(f"  {sign} {name}: {item}")


def main() -> None:
    worked, unread = list(score("dispatches")), list(score("fresh"))
    print_differences(worked)
    print("\ndispatches.jsonl")
    print_figures(worked)
    print("\nfresh.jsonl: only figures, so that no rule is written for it")
    print_figures(unread)


if __name__ == "__main__":
    main()
