"""The kinds of gatherings in English dispatches: the rows of reference/event_gatherings_en.csv, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled


@dataclass(frozen=True)
class GatheringKind:
    rule: str
    event_type: str
    sub_type: str | None
    scope: str
    role_a: str
    role_b: str
    noun: re.Pattern[str]


@lru_cache(maxsize=1)
def kinds() -> tuple[GatheringKind, ...]:
    return tuple(
        GatheringKind(
            row["rule"],
            row["event_type"],
            row["sub_type"] or None,
            row["scope"],
            row["role_a"],
            row["role_b"],
            compiled(rf"(?<![\w-])(?:{row['noun']})(?![\w-])", re.IGNORECASE),
        )
        for row in reference.rows("event_gatherings_en")
    )


@dataclass(frozen=True)
class Gathering:
    """A gathering found in masked[start:end] of a sentence; the organiser is the first actor."""

    kind: GatheringKind
    start: int
    end: int
    actors: tuple[Actor, ...]
    is_open: bool  # the others are many and unnamed: the second side is left without a country
