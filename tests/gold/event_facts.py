"""Events as facts that can be counted and compared: (type, country of the hub, country of one other side).

A side without a country (a group of parties, unnamed guests) is met by any country, and a contact may be told under any of
the types that the annotation accepts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations, product
from typing import Any

from tests.gold.tally import Tally

AROUND = timedelta(days=15)  # "recently", "is visiting": the neighbourhood of the dispatch
EXTRA_DAYS = timedelta(days=3)  # how much wider than the annotated one a found date may be
ALONE = {"statement", "party_life", "other"}  # types that may be told with one side; any other contact has a partner


@dataclass(frozen=True)
class Fact:
    """One event between the hub and one other side; None where the side has no country."""

    types: tuple[str, ...]
    sides: tuple[tuple[str | None, str | None], ...]  # country, party
    days: tuple[str, str, str] | None  # start, end, precision
    level: str

    def __str__(self) -> str:
        sides = " - ".join(f"{country or '?'}{f' ({name})' if name else ''}" for country, name in self.sides)
        return f"{'|'.join(self.types)} {sides} {'..'.join(dict.fromkeys(self.days[:2])) if self.days else ''}".rstrip()


def told(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events that are not mere background."""
    return [event for event in events if event["level"] != "background"]


def facts(events: Iterable[dict[str, Any]], *, dated: bool = False, parties: bool = False) -> list[Fact]:
    """Every event as one fact a pair of hub and other side, each told once; an event with one side is one fact.

    With parties: one fact a pair of parties, where a side without party counts as one.
    """
    found: dict[Fact, None] = {}
    for event in events:
        types = (event.get("type") or event["event_type"], *event.get("alt_types", ()))
        when = event["date"] if dated else None
        days = when and (when["start"], when["end"], when["precision"])
        sides = [
            [(side["country"], name) for name in (parties and side["parties"]) or [None]] for side in event["sides"]
        ]
        for pair in [[*sides[:1], other] for other in sides[1:]] or [sides]:
            for members in product(*pair):
                found[Fact(types, members, days, event["level"])] = None
    return list(found)


def same_dyad(got: Fact, gold: Fact) -> bool:
    """The countries agree in either order; one side is enough where the annotation, or the type, has only one."""
    if len(got.sides) < len(gold.sides) and got.types[0] not in ALONE:
        return False
    fewer, more = sorted((gold.sides, got.sides), key=len)
    open_side = None in [country for country, _ in gold.sides]
    return got.types[0] in gold.types and any(
        all(a[0] == b[0] or (open_side and None in (a[0], b[0])) for a, b in zip(fewer, order, strict=False))
        for order in permutations(more)
    )


def same_date(got: Fact, gold: Fact) -> bool:
    """The dates overlap and the found one is at most three days wider; an undated event takes any date."""
    if gold.days is None:
        return True
    if got.days is None or got.days[0].startswith("--"):
        return False
    start, end = map(date.fromisoformat, gold.days[:2])
    if gold.days[2] == "around":
        start, end = start - AROUND, end + AROUND
    first, last = map(date.fromisoformat, got.days[:2])
    return first <= end and start <= last and last - first <= end - start + EXTRA_DAYS


def same_parties(got: Fact, gold: Fact) -> bool:
    return {name for _, name in got.sides} == {name for _, name in gold.sides}


def compare(tally: Tally, got: list[Fact], gold: list[Fact]) -> None:
    """Adds the facts of one document to a tally. Annotated background events are not expected, and found facts that match
    only such an event are left out."""

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
