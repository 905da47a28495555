"""Facts that moved, in lines for a person: a fact that was told and is told otherwise is one line, not two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.store.diff import MovedFact

_ALIKE = 0.5  # share of words in common from which two facts are one that was changed
_MANY = 50  # facts of one dispatch and table: beyond, each is told for itself, as pairing takes the square of it


def lines(facts: Iterable[MovedFact]) -> Iterator[str]:
    """One line each: "+" for a fact that is new, "-" for one that is gone, "~" for one that is told otherwise, and how:
    `400 -> 500`, `participant LAO LAO-LPRP removed`. Facts are grouped as they come: by dispatch and table."""
    for _, group in groupby(facts, key=lambda fact: (fact.dispatch_id, fact.table)):
        moved = list(group)
        removed = [fact for fact in moved if fact.change != "added"]
        for added in (fact for fact in moved if fact.change == "added"):
            former = _likest(added, removed) if len(moved) <= _MANY else None
            if former:
                removed.remove(former)
                yield _line("~", added, f"{_what_differs(_words(former), _words(added))}: ")
            else:
                yield _line("+", added)
        yield from (_line("-", fact) for fact in removed)


def _likest(fact: MovedFact, others: list[MovedFact]) -> MovedFact | None:
    """The first of those that have most words in common with it, if that is enough."""
    words = _words(fact)
    others = [other for other in others if other.cause == fact.cause]
    alike = [SequenceMatcher(None, _words(other), words, autojunk=False).ratio() for other in others]
    return others[alike.index(max(alike))] if alike and max(alike) >= _ALIKE else None


def _words(fact: MovedFact) -> list[str]:
    return [word for word in re.split(r"[;\s]+", fact.fact) if word]


def _what_differs(old: list[str], new: list[str]) -> str:
    told: dict[str, None] = {}  # each once, in order
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = " ".join(old[a:b]), " ".join(new[c:d])
        if kind == "replace":
            told[f"{was} -> {now}"] = None
        elif kind == "delete":
            told[f"{was} removed"] = None
        elif kind == "insert":
            told[f"{now} added"] = None
    return ", ".join(told) or "another order"


def _line(sign: str, fact: MovedFact, differs: str = "") -> str:
    told = f"{sign} {fact.dispatch_id} {fact.table}: {differs}{fact.fact}"
    return f"{told}  [{fact.cause}]  {fact.title or ''}".rstrip()
