"""Reporters whose names stand by themselves beside a date, a place or the site's words: Ann Example, March 3, 2004."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.dates import find_dates
from tasks.normalize.byline_names import LIST, NAMES, PLACE, is_latin_name, split_names
from tasks.normalize.bylines_english import in_line
from tasks.places import place_country

_LONGEST = 160  # characters
# What a line of this kind holds beside names, places and dates
_OWN_WORDS = re.compile(
    r"\b(?:(?i:leave a (?:comment|reply)|\d* ?comments?|permalink|print|e-?mail|follow|share|last updated"
    r"|(?:first )?(?:published|posted|updated|modified|created|added|filed)(?: (?:on|at|in))?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|at|[ap]\.?m)|[A-Z]{2,3}T|UTC|GMT(?:[+-]\d+)?)\b[.,]?"
    r"|\d?\d[:.]\d\d(?:[:.]\d\d)?|\S+@\S+\.\w+|\b[\w.]+ at [\w-]+\.\w{2,3}\b|@\w+"
)
_OF_ARTICLES = re.compile(r"\bmore (?:by|from) (?:this|the) author\b|\b\d+ min(?:ute)?s? read\b", re.IGNORECASE)
_BY = re.compile(r"\W*(?:By|BY|by) ")
_COLUMNS = re.compile(r"[|·•»/–—]|\s-\s")
_NAMES_ONLY = re.compile(LIST)
_WITH_PLACE = re.compile(rf"(?P<names>{NAMES}),\s*(?P<place>{PLACE})")
_EDGES = " ,.;:()-–—|"


def beside_other_words(line: str) -> list[str]:
    """Names of a line that is nothing but them and, beside them, a full date, a place, or how long one reads."""
    if len(line) > _LONGEST:
        return []
    if place := _WITH_PLACE.fullmatch(line):
        is_byline = is_latin_name(place["names"]) and place_country(place["place"]) is not None
        return [place["names"]] if is_byline else []
    dates = [found for found in find_dates(line) if found.has_year and found.day]
    rest = line
    for found in reversed(dates):
        rest = f"{rest[: found.start]}|{rest[found.end :]}"
    rest, articles = _OF_ARTICLES.subn("|", rest)
    if not dates and not articles and not _BY.match(line):
        return []
    rest = _OWN_WORDS.sub("|", rest)
    parts = [part for piece in _COLUMNS.split(rest) if (part := piece.strip(_EDGES))]
    return list(_names_of(parts))


def _names_of(parts: list[str]) -> Iterator[str]:
    for part in parts:
        said = list(in_line(part))
        place = _WITH_PLACE.fullmatch(part)
        names = split_names(place["names"] if place else part) if place or _NAMES_ONLY.fullmatch(part) else []
        yield from said or (names if names and all(map(is_latin_name, names)) else [])
