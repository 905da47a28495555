"""What the claims of both languages share: a count (number and unit) and the reference lists behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.extract.chinese_text import plain
from tasks.extract.gates import Gated, compiled
from tasks.extract.numbers import Quantity
from tasks.records import Span


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and what it counts; [start, end) runs from the comparator to the unit, in the dispatch's text."""

    start: int
    end: int
    quantity: Quantity
    unit: str  # closed_lists.UNITS
    unit_text: str
    clause: Span
    rule: str
    denominator: float | None = None
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    unit: str
    noun: re.Pattern[str]
    strength: str  # strong, weak or vague


@lru_cache(maxsize=2)
def units(language: str) -> Gated[Unit]:
    """Units of a language ("en", "zh"), in the order in which they are tried."""
    frame = r"\b(?:{})\b" if language == "en" else "(?:{})"
    found = [
        Unit(row["unit"], compiled(frame.format(row["noun"]), re.IGNORECASE), row["strength"])
        for row in reference.rows("claim_units")
        if row["language"] == language
    ]
    return Gated(found, lambda unit: unit.noun)


@lru_cache(maxsize=8)
def _context(language: str, sense: str) -> re.Pattern[str]:
    rows = reference.rows("claim_context")
    words = "|".join(row["word"] for row in rows if row["language"] == language and row["sense"] == sense)
    return compiled(rf"\b(?:{words})\b" if language == "en" else words, re.IGNORECASE)


def strengths(document: Annotated, sentence: Span, language: str) -> frozenset[str]:
    """Strengths of units that a sentence lets pass: strong ones always, weak ones where it is about contacts and not
    about casualties, votes or trade, vague ones where it tells of foreigners too. In a dispatch that names parties of
    two countries or more, every sentence does, and one that names a party is about contacts."""
    words = plain(document.text)[slice(*sentence)] if language == "zh" else document.text[slice(*sentence)]
    is_between = len({m.country for m in document.mentions if m.kind == "party" and m.country}) > 1
    is_for = _context(language, "for").search(words) or (is_between and document.within(*sentence, "party"))
    if not is_for or _context(language, "against").search(words):
        return frozenset({"strong"})
    if not is_between and not _context(language, "foreign").search(words):
        return frozenset({"strong", "weak"})
    return frozenset({"strong", "weak", "vague"})


def clause_before(text: str, start: int, breaks: str) -> str:
    """The words of the clause before a position of a sentence."""
    return re.split(rf"[{breaks}]", text[:start])[-1]


@lru_cache(maxsize=4)
def _clause_end(breaks: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)[{breaks}]|[{breaks}](?!\d)")


def clause_around(text: str, sentence: Span, start: int, end: int, breaks: str) -> Span:
    """The clause of [start, end) inside its sentence: up to the next break character on both sides. A comma between
    digits is no break."""
    pattern = _clause_end(breaks)
    left = [m.end() for m in pattern.finditer(text, sentence[0], start)]
    right = pattern.search(text, end, sentence[1])
    return (left[-1] if left else sentence[0], right.start() if right else sentence[1])


def placed(text: str, sentence: Span, count: Count, breaks: str, period: re.Pattern[str]) -> Count:
    """A count found in a sentence, with offsets of the whole text, its clause, and the period its sentence names."""
    start, end = count.start + sentence[0], count.end + sentence[0]
    named = period.search(text, *sentence)
    return replace(
        count,
        start=start,
        end=end,
        clause=clause_around(text, sentence, start, end, breaks),
        period=named[0] if named else None,
    )
