"""The words that tell of an event in Chinese: reference/event_phrases_zh.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference


@dataclass(frozen=True, slots=True)
class Phrase:
    rule: str
    event_type: str
    sub_type: str | None
    format: str | None
    level: str
    frames: tuple[str, ...]
    roles: tuple[str, str]
    trigger: re.Pattern[str]


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    return tuple(
        Phrase(
            row["rule"],
            row["event_type"],
            row["sub_type"] or None,
            row["format"] or None,
            row["level"],
            tuple(row["frames"].split("|")),
            (row["role_a"], row["role_b"]),
            re.compile(row["trigger"]),
        )
        for row in reference.rows("event_phrases_zh")
    )


def find_phrases(text: str) -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Phrases of a sentence in text order, without overlaps; of two that overlap, the row that stands first wins."""
    taken: list[tuple[Phrase, re.Match[str]]] = []
    for phrase in phrases():
        for match in phrase.trigger.finditer(text):
            if not any(match.start() < other.end() and other.start() < match.end() for _, other in taken):
                taken.append((phrase, match))
    yield from sorted(taken, key=lambda item: item[1].start())
