"""What the confidence of an event means: python -m tests.gold.confidence [--read SET] [--write].

Rules give each event a score by how plainly it is told. This fits the score to the share of events of that score whose
type and sides are right, as two sets of dispatches were read by rules that had not seen them, and checks it on four
further such sets in five bins of equal size. What was right then stands in first_readings.csv: `--read SET` adds a set to it, to
be done before any rule is made from the set. `--write` puts the fit into reference/event_confidence.csv.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

from tasks.extract import events
from tasks.reference import REFERENCE
from tests.gold.event_facts import facts, same_dyad
from tests.gold.scoring import documents, extracted

FITTED = ("seventh", "eighth")
CHECKED = ("ninth", "tenth", "eleventh", "twelfth")
READINGS = Path(__file__).with_name("first_readings.csv")
COLUMNS = ("set", "language", "score", "right", "events")
BINS = 5
PRIOR = 8  # so many events, right as often as the score itself says, stand beside those of it: a few tell little
HEADER = (
    "# What a score is worth: the share of events of at least this score, and below the next row's, that were\n"
    "# right in type and sides. Made by tests/gold/confidence.py from dispatches that no rule had been made from.\n"
)


@dataclass(frozen=True)
class Judged:
    """One found event, with the score of its rule and whether type and sides are right."""

    score: float
    right: bool


def read_first(name: str) -> None:
    """Puts what the rules of today make of a set into first_readings.csv."""
    counts: Counter[tuple[str, float, bool]] = Counter()
    with patch.object(events, "calibrated", lambda score: score):
        for document in documents(name):
            gold = facts(document["events"])
            for event in extracted(document)["events"]:
                told = facts([event])
                right = all(any(same_dyad(one, other) for other in gold) for one in told)
                counts[document["lang"], event["confidence"], right] += 1
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file) if row["set"] != name]
    rows += [(name, language, score, int(right), count) for (language, score, right), count in sorted(counts.items())]
    with READINGS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def judged(names: Sequence[str]) -> list[Judged]:
    """Every event of the first readings of these sets."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] in names]
    return [Judged(float(row["score"]), row["right"] == "1") for row in rows for _ in range(int(row["events"]))]


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


def bins(told: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean confidence, share that is right, events) of five bins of equal size; events of one confidence, which may
    fall into two bins, are right there as often as all of them are."""
    ordered = sorted(told)
    share = {level: fmean(right for one, right in ordered if one == level) for level, _ in ordered}
    edges = [round(n * len(ordered) / BINS) for n in range(BINS + 1)]
    parts = [[level for level, _ in ordered[a:b]] for a, b in pairwise(edges) if b > a]
    return [(fmean(part), fmean(map(share.__getitem__, part)), len(part)) for part in parts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", metavar="SET")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.read:
        read_first(options.read)
    rows, checked = fit(judged(FITTED)), judged(CHECKED)
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
