"""Found values against expected ones: what was right, wrong, met and missed, and the figures that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """Precision counts found values and recall expected ones: one expected event may be met by several found ones."""

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

    def compare(self, got: Iterable[Any], expected: Iterable[Any], free: Iterable[Any] = ()) -> None:
        """Adds the values of two sets, None left out; those that are `free` are neither expected nor wrong."""
        found, wanted = set(got) - {None}, set(expected) - {None}
        both = found & wanted
        self.right += len(both)
        self.met += len(both)
        self.wrong += sorted(map(str, found - wanted - set(free)))
        self.missed += sorted(map(str, wanted - found))


Tallies = dict[str, Tally]  # measure -> tally


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


def total(tallies: Iterable[Tallies]) -> Tallies:
    """The sums over documents."""
    sums: Tallies = defaultdict(Tally)
    for name, part in (entry for document in tallies for entry in document.items()):
        whole = sums[name]
        whole.right, whole.met = whole.right + part.right, whole.met + part.met
        whole.wrong += part.wrong
        whole.missed += part.missed
    return dict(sums)


def figures(tallies: Iterable[Tallies]) -> Iterator[str]:
    """The lines of a table: a measure each."""
    yield f"{'':24} precision recall   F1 wrong missed"
    for name, tally in total(tallies).items():
        shares = f"{tally.precision:9.3f} {tally.recall:6.3f} {tally.f1:.3f}"
        yield f"{name:24}{shares} {len(tally.wrong):4} {len(tally.missed):6}"


def differences(tallies: Tallies) -> Iterator[str]:
    """The wrong (+) and missed (-) values of one document, a line each."""
    for name, tally in tallies.items():
        for sign, items in (("+", tally.wrong), ("-", tally.missed)):
            yield from (f"  {sign} {name}: {item}" for item in items)
