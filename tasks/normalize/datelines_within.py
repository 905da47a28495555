"""A dateline behind other words of its line: what turned a page into text left out the break behind a headline, a
summary or the caption of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.normalize.agencies import canonical_name
from tasks.normalize.dateline_record import FoundDateline
from tasks.normalize.datelines_english import english_dateline, is_city

_LOOKED_AT = 700  # characters: a caption and a summary
_LONGEST_HEAD = 70  # characters of a dateline before its agency or its dash
_CREDIT = re.compile(r"[(/]\s?(?P<agency>[^()/\n]{2,40}?)\s?[)/]\.?")
_DASH = re.compile(r"\s(?:--|–|—|-)\s(?=[A-Z\"“‘'])")
_NAME_BEGINS = re.compile(r"(?<![^\W_])(?<!['’.-])(?=[A-ZÀ-ÖØ-Þ])")
_TEXT_BEGINS = re.compile(r"\s*(?:[-–—_]+|:)\s*|\s+(?=[A-Z\"“‘'])")
_WORDS_END = re.compile(r"[.!?)\]”\"’]\s*$")


def dateline_within(line: str) -> FoundDateline | None:
    """The dateline of the running text that begins inside the line; start is that of the dateline.

    It says more than one at a line's beginning must: a known agency behind a place, with a day or a dash; or a city in
    capitals with its day and a dash, or with a dash alone where a sentence or a bracket ends before it.
    """
    head = line[:_LOOKED_AT]
    for credit in _CREDIT.finditer(head):
        if canonical_name(credit["agency"]) and (text := _TEXT_BEGINS.match(head, credit.end())):
            has_dash = not text[0].isspace()
            for found in _ending_at(line, head, credit.start()):
                if found.end >= credit.end() and found.agency and (found.date or has_dash):
                    return found
    for dash in _DASH.finditer(head):
        for found in _ending_at(line, head, dash.start()):
            is_apart = found.date or _WORDS_END.search(head, 0, found.start)
            if found.end >= dash.end() and found.place and found.place.isupper() and is_apart:
                return found
    return None


def _ending_at(line: str, head: str, end: int) -> Iterator[FoundDateline]:
    """Datelines with a place that begin shortly before `end`, the longest first."""
    for name in _NAME_BEGINS.finditer(head, max(1, end - _LONGEST_HEAD), end):
        start = name.start()
        found = english_dateline(head[start:], len(line) - start)
        if found and found.place and (is_city(found.place) or found.place.isupper()):
            yield replace(found, start=start, end=start + found.end)
