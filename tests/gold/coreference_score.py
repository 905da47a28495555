"""How well reports of one event are told from those of others: python -m tests.gold.coreference_score dev|held [--misses]

The dispatches of a half are read, extracted and merged into the tables of one run. A found report answers an
annotated one of its dispatch if type and countries agree; each answers one, and parties and dates choose where there are
several. Over the answered reports:

pairs    a pair of reports of different dispatches is right if both put it in one event. `all pairs` is the share of
         annotated pairs that came out right, counting those that extraction lost.
B-cubed  the mean over reports of the shares of right reports in the found and in the annotated event.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tasks import steps, store
from tasks.store.home import Home
from tests.gold.halves import asked_for

GOLD = Path(__file__).resolve().parent / "coreference"
INPUT_KEYS = ("id", "url", "text", "published_at", "language")
REPORTS = """
    select report.report_id, url, event_id, event_type, date_label,
        list_sort(list(distinct country_code) filter (country_code is not null)) as countries,
        list_sort(list(distinct party_id) filter (party_id is not null)) as parties
    from event_reports as report
    join event_members using (report_id)
    join dispatches on dispatches.dispatch_id = report.dispatch_id
    join event_report_participants as participant on participant.report_id = report.report_id
    group by all
    order by report.report_id
"""

Dispatch = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """A report as annotated or as found; `event` is the name of its cluster or its event_id."""

    name: str
    dispatch: str  # url
    types: tuple[str, ...]
    countries: frozenset[str]
    parties: frozenset[str]
    day: str | None  # first day, or as much of it as is known
    event: str

    def __str__(self) -> str:
        return f"{self.name} {'|'.join(self.types)} {'-'.join(sorted(self.countries))} {self.day or ''}".rstrip()


def dispatches(half: str) -> list[Dispatch]:
    return [json.loads(line) for line in (GOLD / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def annotated(half: list[Dispatch]) -> list[Report]:
    return [
        Report(
            dispatch["id"],
            dispatch["url"],
            (event["type"], *event.get("alt_types", ())),
            frozenset(side["country"] for side in event["sides"]),
            frozenset(party for side in event["sides"] for party in side["parties"]),
            event["date"]["start"] if event["date"] else None,
            event["cluster"],
        )
        for dispatch in half
        for event in dispatch["events"]
    ]


def found(half: list[Dispatch]) -> list[Report]:
    """The reports in the tables of one run over all dispatches."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dispatches.jsonl"
        records = ({key: one[key] for key in INPUT_KEYS if key in one} for one in half)
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        home = Home(Path(folder) / "home")
        with home.lock():
            run = home.start_run()
            steps.read_and_extract(run, steps.RunOptions(home.path, (str(path),)), [], lambda _: None)
            store.merge(run)
        with duckdb.connect(str(run.database), read_only=True) as connection:
            rows = connection.execute(REPORTS).fetchall()
    return [
        Report(name, url, (kind,), frozenset(countries or ()), frozenset(parties or ()), day, event)
        for name, url, event, kind, day, countries, parties in rows
    ]


def answers(gold: Sequence[Report], got: Sequence[Report]) -> dict[Report, Report]:
    """Annotated report -> the found one that answers it; the pairs that agree best come first."""
    of_dispatch: dict[str, list[Report]] = defaultdict(list)
    for report in got:
        of_dispatch[report.dispatch].append(report)
    pairs = [
        (_likeness(report, other), number, place, report, other)
        for number, report in enumerate(gold)
        for place, other in enumerate(of_dispatch[report.dispatch])
        if other.types[0] in report.types and other.countries == report.countries
    ]
    chosen: dict[Report, Report] = {}
    taken: set[Report] = set()
    for *_, report, other in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:3])):
        if report not in chosen and other not in taken:
            chosen[report] = other
            taken.add(other)
    return chosen


def _likeness(gold: Report, got: Report) -> int:
    """Shared parties and equal parts of the date: the year, the month, the day."""
    same = [a == b for a, b in zip((gold.day or "").split("-"), (got.day or "").split("-"), strict=False)]
    return len(gold.parties & got.parties) - len(gold.parties ^ got.parties) + sum(same)


def pairs_of(reports: Sequence[tuple[Report, str]]) -> set[frozenset[Report]]:
    """Pairs of reports of different dispatches that are in one event, from (report, event)."""
    events: dict[str, list[Report]] = defaultdict(list)
    for report, event in reports:
        events[event].append(report)
    return {
        frozenset(pair)
        for members in events.values()
        for pair in combinations(members, 2)
        if pair[0].dispatch != pair[1].dispatch
    }


def b_cubed(answered: dict[Report, Report]) -> tuple[float, float]:
    """(precision, recall), means over reports."""
    both = Counter((gold.event, got.event) for gold, got in answered.items())
    of_gold = Counter(gold.event for gold in answered)
    of_got = Counter(got.event for got in answered.values())
    sizes = [(both[gold.event, got.event], of_got[got.event], of_gold[gold.event]) for gold, got in answered.items()]
    return fmean(same / got for same, got, _ in sizes), fmean(same / gold for same, _, gold in sizes)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Score:
    gold: list[Report]
    answered: dict[Report, Report]

    @property
    def found_pairs(self) -> set[frozenset[Report]]:
        return pairs_of([(gold, got.event) for gold, got in self.answered.items()])

    @property
    def answered_pairs(self) -> set[frozenset[Report]]:
        return pairs_of([(gold, gold.event) for gold in self.answered])

    def figures(self) -> dict[str, float]:
        expected, joined = self.answered_pairs, self.found_pairs
        everything = pairs_of([(gold, gold.event) for gold in self.gold])
        right = len(joined & expected)
        precision = right / len(joined) if joined else 1.0
        recall = right / len(expected) if expected else 1.0
        b_precision, b_recall = b_cubed(self.answered) if self.answered else (0.0, 0.0)
        return {
            "reports found": len(self.answered) / len(self.gold),
            "pairs P": precision,
            "pairs R": recall,
            "pairs F1": f1(precision, recall),
            "all pairs R": right / len(everything),
            "B-cubed P": b_precision,
            "B-cubed R": b_recall,
            "B-cubed F1": f1(b_precision, b_recall),
        }

    def misses(self) -> Iterator[str]:
        yield from (f"not found: {gold}" for gold in self.gold if gold not in self.answered)
        for sign, pairs in (
            ("wrongly joined", self.found_pairs - self.answered_pairs),
            ("kept apart", self.answered_pairs - self.found_pairs),
        ):
            yield from sorted(f"{sign}: {'  /  '.join(sorted(map(str, pair)))}" for pair in pairs)


def score(half: str) -> Score:
    documents = dispatches(half)
    gold = annotated(documents)
    return Score(gold, answers(gold, found(documents)))


def main() -> None:
    half, show_misses = asked_for(__doc__)
    result = score(half)
    if show_misses:
        print(*result.misses(), sep="\n")
    print(f"{len(result.answered)} of {len(result.gold)} reports found")
    print("  ".join(f"{name} {share:.3f}" for name, share in result.figures().items()))


if __name__ == "__main__":
    main()
