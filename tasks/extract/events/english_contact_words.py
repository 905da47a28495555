"""Words of contact for the second reading of English sentences: the rows of reference/event_words_en.csv, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import Gated, compiled


@dataclass(frozen=True)
class ContactWord:
    """One row of the list."""

    rule: str
    event_type: str
    kind: str
    role_a: str
    role_b: str
    cues: tuple[str, ...]
    verb: re.Pattern[str]
    thing: re.Pattern[str] | None


@lru_cache(maxsize=1)
def contact_words() -> Gated[ContactWord]:
    rows = [
        ContactWord(
            row["rule"],
            row["event_type"],
            row["kind"],
            row["role_a"],
            row["role_b"],
            tuple(row["cue"].split("|")),
            compiled(rf"(?<![\w-])(?:{row['words']})(?![\w-])", re.IGNORECASE),
            re.compile(rf"(?<![\w-])(?:{row['thing']})(?![\w-])", re.IGNORECASE) if row["thing"] else None,
        )
        for row in reference.rows("event_words_en")
    ]
    return Gated(rows, lambda row: row.verb)
