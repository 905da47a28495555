"""The words that tell of an event in Chinese: reference/event_phrases_zh.csv, exact constructions, and
event_words_zh.csv, words of contact for a second, looser reading of what those leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import Gated, compiled


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


PHRASES, WORDS = "phrases", "words"  # the first reading's table, the second one's


@lru_cache(maxsize=2)
def phrases(table: str = PHRASES) -> Gated[Phrase]:
    rows = reference.rows("event_words_zh") if table == WORDS else reference.rows("event_phrases_zh")
    phrases = [
        Phrase(
            row["rule"],
            row["event_type"],
            row["sub_type"] or None,
            row["format"] or None,
            row["level"],
            tuple(row["frames"].split("|")),
            (row["role_a"], row["role_b"]),
            compiled(row["trigger"]),
        )
        for row in rows
    ]
    return Gated(phrases, lambda phrase: phrase.trigger)


def find_phrases(text: str, table: str = PHRASES) -> Iterator[list[tuple[Phrase, re.Match[str]]]]:
    """The phrases of a sentence in text order, those that overlap together: the row that stands first comes first."""
    possible = phrases(table).possible(text)
    found = [(phrase, match) for phrase in possible for match in phrase.trigger.finditer(text)]
    rank = {phrase.rule: number for number, phrase in enumerate(possible)}
    end, together = 0, list[tuple[Phrase, re.Match[str]]]()
    for phrase, match in sorted(found, key=lambda item: item[1].start()):
        if together and match.start() >= end:
            yield sorted(together, key=lambda item: rank[item[0].rule])
            together = []
        together.append((phrase, match))
        end = max(end, match.end())
    if together:
        yield sorted(together, key=lambda item: rank[item[0].rule])
