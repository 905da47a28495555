"""How well the facts of the samples are found: python -m tests.gold.samples_score lists every difference.

Counted over all samples: a value found and expected is a hit, one found and not expected is false, one expected and not
found is missed. Events count as (type, countries of the hub and of one other side), background ones left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks.inputs import read_inputs
from tasks.process import DateRange, process
from tasks.records import Perspective, Processed, Rejected

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


@dataclass
class Score:
    hits: int = 0
    false: int = 0
    missed: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.false + self.missed or 1)


def expected() -> dict[str, dict[str, Any]]:
    """Locator -> what a careful reader finds there."""
    lines = (HERE / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["locator"]: row for row in map(json.loads, lines)}


def found() -> Iterator[tuple[str, Processed | Rejected]]:
    for item in read_inputs([str(SAMPLES)], {}):
        result = item if isinstance(item, Rejected) else process(item, Perspective(), DateRange())
        yield result.locator, result


def score() -> dict[str, Score]:
    """Field -> score, over all samples."""
    scores: dict[str, Score] = defaultdict(Score)
    wanted = expected()
    for locator, result in found():
        want = wanted.pop(locator)
        pairs = _quarantine(result, want) if isinstance(result, Rejected) else _facts(result, want)
        for name, got, right in pairs:
            _add(scores[name], locator, set(got), set(right))
    for locator in wanted:
        _add(scores["read"], locator, set(), {"a dispatch"})
    return scores


def _add(score: Score, locator: str, got: set[Any], right: set[Any]) -> None:
    score.hits += len(got & right)
    score.false += len(got - right)
    score.missed += len(right - got)
    if got != right:
        score.differences.append(
            f"{locator}: false {sorted(map(str, got - right))} missed {sorted(map(str, right - got))}"
        )


Pairs = Iterator[tuple[str, Iterable[Any], Iterable[Any]]]


def _quarantine(result: Rejected, want: dict[str, Any]) -> Pairs:
    yield "quarantine", [result.reason], [want.get("quarantined")]


def _facts(result: Processed, want: dict[str, Any]) -> Pairs:
    dispatch, facts = result.dispatch, result.facts
    dateline, right = dispatch.dateline, want["dateline"] or {}
    yield "title", [dispatch.title], [want["title"]]
    yield "language", [dispatch.language], [want["language"]]
    yield "agency", _one(dispatch.agency), _one(want["agency"])
    yield "bylines", dispatch.bylines, want.get("bylines", [])
    yield (
        "dateline place",
        _one(dateline and (dateline.place or "").casefold()),
        _one(right.get("place", "").casefold()),
    )
    yield "dateline country", _one(dateline and dateline.country), _one(right.get("country"))
    if right.get("date"):
        yield "dateline date", _one(dateline and dateline.date), [right["date"]]
    if want.get("published"):
        yield "published", _one(dispatch.published_at and dispatch.published_at[:10]), [want["published"]]
    if want.get("series"):
        yield "series", _one(want["series"] if want["series"] in (dispatch.series or "") else None), [want["series"]]
    yield "countries", [c.code for c in facts.countries if c.named], want["countries"]
    yield "parties", [p.party_id for p in facts.parties], want["parties"]
    events = [(e.event_type, e.level, [s.country for s in e.sides]) for e in facts.events]
    right_events = [(e["event_type"], e["level"], [s["country"] for s in e["sides"]]) for e in want["events"]]
    yield "events", _dyads(events), _dyads(right_events)
    claims = [(c.quantity_low or c.quantity_high, c.comparator, c.unit) for c in facts.claims]
    yield "claims", claims, [(c["quantity"], c["comparator"], c["unit"]) for c in want.get("claims", [])]


def _one(value: Any) -> list[Any]:
    return [value] if value else []


def _dyads(events: list[tuple[str, str, list[str | None]]]) -> set[tuple[str, ...]]:
    found = set()
    for event_type, level, countries in events:
        if level != "background":
            for other in countries[1:] or [None]:
                found.add((event_type, *sorted((str(countries[0]), str(other)))))
    return found


def main() -> None:
    scores = score()
    for name, value in scores.items():
        print(f"{name:17} F1 {value.f1:.3f}  hits {value.hits}, false {value.false}, missed {value.missed}")
        for line in value.differences:
            print(f"    {line}")


if __name__ == "__main__":
    main()
