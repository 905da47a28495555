"""What the confidence of an event means: python -m tests.gold.confidence [--write].

Rules give each event a score by how plainly it is told. This fits the score to the share of events of that score whose
type and sides are right, on the even dispatches of the newest sets, and checks it on the odd ones in five bins of equal
size. `--write` puts the fit into reference/event_confidence.csv.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from unittest.mock import patch

from tasks.extract import events
from tasks.reference import REFERENCE
from tests.gold.event_facts import facts, same_dyad
from tests.gold.scoring import documents, extracted

SETS = ("fifth", "sixth")
BINS = 5
PRIOR = 8  # so many events, right as often as the score itself says, stand beside those of it: a few tell little
HEADER = (
    "# What a score is worth: the share of events of at least this score, and below the next row's, that were\n"
    "# right in type and sides. Made by tests/gold/confidence.py from the newest sets of annotated dispatches.\n"
)


@dataclass(frozen=True)
class Judged:
    """One found event, with the score of its rule and whether type and sides are right."""

    score: float
    right: bool


def judged(remainder: int) -> list[Judged]:
    """Events of the dispatches of the sets whose number leaves `remainder` divided by two."""
    found = []
    for document in (one for name in SETS for number, one in enumerate(documents(name)) if number % 2 == remainder):
        gold = facts(document["events"])
        for event in extracted(document)["events"]:
            told = facts([event])
            found.append(Judged(event["confidence"], all(any(same_dyad(one, other) for other in gold) for one in told)))
    return found


def fit(events: Sequence[Judged]) -> list[tuple[float, float, int, int]]:
    """(score from, confidence, events, right) rows, rising: pooled adjacent violators (isotonic regression)."""
    pools = [
        (score, sum(e.score == score for e in events), sum(e.score == score and e.right for e in events))
        for score in sorted({event.score for event in events})
    ]
    pooled: list[tuple[float, int, int]] = []
    for pool in pools:
        pooled.append(pool)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            (start, events_a, right_a), (_, events_b, right_b) = pooled[-2:]
            pooled[-2:] = [(start, events_a + events_b, right_a + right_b)]
    return [(start, round(_share((start, count, right)), 2), count, right) for start, count, right in pooled]


def _share(pool: tuple[float, int, int]) -> float:
    score, count, right = pool
    return (right + PRIOR * score) / (count + PRIOR)


def confidence_of(score: float, rows: Sequence[tuple[float, float, int, int]]) -> float:
    return next((row[1] for row in reversed(rows) if score >= row[0]), rows[0][1])


def bins(events: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean confidence, share that is right, events) of five bins of equal size."""
    ordered = sorted(events)
    edges = [round(n * len(ordered) / BINS) for n in range(BINS + 1)]
    parts = [ordered[a:b] for a, b in pairwise(edges) if b > a]
    return [(fmean(c for c, _ in part), fmean(right for _, right in part), len(part)) for part in parts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with patch.object(events, "calibrated", lambda score: score):
        rows = fit(judged(0))
        checked = judged(1)
    print("| confidence | right | events |", "| --- | --- | --- |", sep="\n")
    for confidence, right, count in bins((confidence_of(event.score, rows), event.right) for event in checked):
        print(f"| {confidence:.2f} | {right:.2f} | {count} |")
    if options.write:
        with (REFERENCE / "event_confidence.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(HEADER)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("score_from", "confidence", "events", "right"))
            writer.writerows(rows)


if __name__ == "__main__":
    main()
