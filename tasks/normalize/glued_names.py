"""Puts the spaces back that a feed loses round the names it sets in bold (reference/glued_names.csv)."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.reference import rows


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("glued_names"))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, _names()))
    return re.compile(rf"(?P<before>[A-Za-z,;]?)(?P<name>{names})(?!is[mt])(?P<after>[A-Za-z]?)")


def separate_glued_names(text: str) -> str:
    """ComradeKim Jong Unvisited -> Comrade Kim Jong Un visited. A letter right after or before a full name of that
    table is never part of it."""
    if not any(name in text for name in _names()):
        return text
    return _pattern().sub(
        lambda m: f"{m['before']}{' ' if m['before'] else ''}{m['name']}{' ' if m['after'] else ''}{m['after']}", text
    )
