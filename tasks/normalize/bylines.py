"""Reporters named as authors in the lines of a dispatch; not editors, photographers, translators."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.normalize import bylines_chinese as chinese
from tasks.normalize import bylines_english as english
from tasks.normalize.byline_names import split_names, together
from tasks.normalize.bylines_beside import beside_other_words, glued_to_agency, names_beside_days
from tasks.normalize.bylines_chinese import in_bracket
from tasks.normalize.bylines_english import beside_their_job

__all__ = ["beside_their_job", "find_bylines", "find_labelled", "find_signature", "in_bracket", "split_names"]

_COLUMNS = re.compile(r"\s+[|｜]\s+")


def find_labelled(lines: Iterable[str]) -> list[str]:
    """Reporters that lines say to be so: By Ann Example; 记者 张岩."""
    lines = list(lines)
    found = [name for line in lines if _COLUMNS.search(line) for name in english.with_job(line)]
    for line in (column for whole in lines for column in _COLUMNS.split(chinese.with_colons(whole))):
        found += english.in_line(line)
        if not line.isascii():
            line = together(line)
            found += chinese.written_by(line)
            found += [] if found else chinese.after_role(line)
    return list(dict.fromkeys(found))


def find_bylines(lines: list[str]) -> list[str]:
    """Reporters that the given lines, those at a headline, name as authors, with or without saying so."""
    found = english.beside_dates(lines) + english.beside_places(lines) + find_labelled(lines)
    found = found or beside_their_job(lines) or names_beside_days(lines)
    found = found or [name for line in lines for name in (*beside_other_words(line), *glued_to_agency(line))]
    return list(dict.fromkeys(found))


def find_signature(lines: list[str]) -> list[str]:
    """Reporters named at the very end of a text without their role: -- Ann Example, （张岩）."""
    return english.signed(lines) or next((names for line in lines if (names := chinese.closing_names(line))), [])
