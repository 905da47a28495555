"""Reporters named as authors in the lines of a dispatch; not editors, photographers, translators."""

from __future__ import annotations

import re

from tasks.normalize import bylines_chinese as chinese
from tasks.normalize import bylines_english as english
from tasks.normalize.byline_names import split_names
from tasks.normalize.bylines_beside import beside_other_words
from tasks.normalize.bylines_chinese import in_bracket

__all__ = ["find_bylines", "find_signature", "in_bracket", "split_names"]

_COLUMNS = re.compile(r"\s+[|｜]\s+")


def find_bylines(lines: list[str]) -> list[str]:
    """Reporters that the given lines (those round the headline, the first and the last ones) name as authors."""
    found = english.beside_dates(lines) + english.beside_places(lines)
    for line in (column for whole in lines for column in _COLUMNS.split(chinese.with_colons(whole))):
        found += english.in_line(line)
        if not line.isascii():
            found += chinese.written_by(line)
            found += [] if found else chinese.after_role(line)
    found = found or english.beside_their_job(lines) or [name for line in lines for name in beside_other_words(line)]
    return list(dict.fromkeys(found))


def find_signature(lines: list[str]) -> list[str]:
    """Reporters named at the very end of a text without their role: -- Ann Example, （张岩）."""
    return english.signed(lines) or next((names for line in lines if (names := chinese.closing_names(line))), [])
