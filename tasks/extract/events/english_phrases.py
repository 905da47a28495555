"""Triggers of English events: the rows of reference/event_phrases_en.csv, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import Gated, compiled
from tasks.records import Span

_SLOT = re.compile(r"<(A|B|AB|P)>")
_WORD = r"(?:[^\s;:,]|(?<=\d),(?=\d|\s\d{4}\b))+"  # 1,200 and August 16, 2022 hold no break
_GAP = rf"\s+(?:{_WORD}\s+){{0,7}}?"
_GAP_BEFORE_SPACE = rf"(?:\s+{_WORD}){{0,7}}?"
_GAP_SLOT = re.compile(r"(?:\\s\+?|\s)?<X>(?:\\s\+?|\s)?")
_GAP_LAST = re.compile(rf"{_GAP_SLOT.pattern}(?=[)|])")  # the space behind it is what follows the alternatives


@dataclass(frozen=True)
class Phrase:
    """One row. `subject` and `object` name the slot that the clause before or after the trigger fills."""

    rule: str
    event_type: str
    sub_type: str | None
    format: str | None
    role_a: str
    role_b: str
    regex: re.Pattern[str]
    subject: str | None
    object: str | None
    cues: frozenset[str]  # one of these must occur in the sentence, in small letters; none = always tried


@dataclass(frozen=True, eq=False)
class Hit:
    """A trigger in a sentence; `slots` are the spans of slots inside the trigger."""

    phrase: Phrase
    start: int
    end: int
    slots: dict[str, Span]
    is_here: bool


def _compile(row: dict[str, str]) -> Phrase:
    pattern = row["pattern"]
    subject = re.match(r"<(A|B|AB|P)>", pattern)
    object_ = re.search(r"\s?<(A|B|AB|P)>$", pattern)
    if subject:
        pattern = pattern[subject.end() :].lstrip()
    if object_:
        pattern = re.sub(r"\s?<(?:A|B|AB|P)>$", "", pattern).rstrip()
    pattern = pattern.replace("<VERB>", _no_noun_before())
    pattern = _GAP_LAST.sub(lambda _: _GAP_BEFORE_SPACE, pattern)
    pattern = _GAP_SLOT.sub(lambda _: _GAP, pattern)
    pattern = _SLOT.sub(lambda slot: rf"(?P<{slot[1]}>[^;]{{1,160}}?)", pattern)
    start = r"(?<![\w-])" if re.match(r"\w|\(\?:\w|\\b", pattern) else ""
    end = r"(?![\w-])" if object_ or not subject else r"(?!\w)"
    return Phrase(
        row["rule"],
        row["event_type"],
        row["sub_type"] or None,
        row["format"] or None,
        row["role_a"],
        row["role_b"],
        compiled(f"{start}(?:{pattern}){end}", re.IGNORECASE),
        subject and subject[1],
        object_ and object_[1],
        frozenset(cue for cue in row["cue"].split("|") if cue),
    )


@lru_cache(maxsize=1)
def _no_noun_before() -> str:
    """Look-behinds that keep "the visit", "an official visit", "China's visit" from being read as verbs."""
    markers = next(row["words"] for row in reference.rows("english_words") if row["kind"] == "noun_marker")
    return "".join(rf"(?<!{re.escape(word)}\s)" for word in markers.split("|"))


@lru_cache(maxsize=1)
def phrases() -> Gated[Phrase]:
    return Gated([_compile(row) for row in reference.rows("event_phrases_en")], lambda phrase: phrase.regex)


def find_hits(masked: str) -> list[Hit]:
    """The triggers of a sentence whose names are blanked, in text order; of overlapping ones the first row's."""
    return sorted(_hits(masked), key=lambda hit: (hit.start, hit.end))


def _hits(masked: str) -> Iterator[Hit]:
    taken: list[Span] = []
    small = masked.lower()
    for phrase in phrases().possible(masked):
        if phrase.cues and not any(cue in small for cue in phrase.cues):
            continue
        for match in phrase.regex.finditer(masked):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append((match.start(), match.end()))
            groups = match.groupdict()
            slots = {name: match.span(name) for name in ("A", "B", "AB", "P") if groups.get(name)}
            yield Hit(phrase, match.start(), match.end(), slots, bool(groups.get("here")))
