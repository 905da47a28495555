"""Reporters whose names stand by themselves beside a date, a place or the site's words: Ann Example, March 3, 2004."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tasks.dates import find_dates
from tasks.normalize.agencies import canonical_name, is_agency_as_written
from tasks.normalize.byline_names import LIST, NAMES, PLACE, is_latin_name, split_names
from tasks.normalize.bylines_english import in_line
from tasks.normalize.published import has_two_orders
from tasks.places import place_country

_LONGEST = 160  # characters
# What a line of this kind holds beside names, places and dates
_OWN_WORDS = re.compile(
    r"\b(?:(?i:leave a (?:comment|reply)|\d* ?comments?|permalink|print|e-?mail|follow|share"
    r"|(?:first |last )?(?:published|posted|updated|modified|created|added|filed)(?: (?:on|at|in))?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|at|[ap]\.?m)|[A-Z]{2,3}T|UTC|GMT(?:[+-]\d+)?)\b[.,]?"
    r"|\d?\d[/.-]\d?\d[/.-](?:\d\d)?\d\d|\d?\d[:.]\d\d(?:[:.]\d\d)?|\S+@\S+\.\w+|\b[\w.]+ at [\w-]+\.\w{2,3}\b|@\w+"
)
_OF_ARTICLES = re.compile(
    r"\bmore (?:by|from) (?:this|the) author\b|\b\d+ min(?:ute)?s?(?: read)?\b"
    r"|\b\d+ (?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) ago\b",
    re.IGNORECASE,
)
_SECTION_BEFORE = re.compile(
    r"(?:opinion|analysis|commentary|column|perspective|viewpoint|op-ed)\s*[|:]", re.IGNORECASE
)
_NO_WORDS = re.compile(r"[\W_]*")
_BY = re.compile(r"\W*(?:By|BY|by) ")
_COLUMNS = re.compile(r"[|·•»/–—]|\s-\s")
_NAMES_ONLY = re.compile(LIST)
_WITH_PLACE = re.compile(rf"(?P<names>{NAMES}),\s*(?P<place>{PLACE})")
_GLUED = re.compile(r"(?<=[a-zA-Z])(?=[A-Z][a-z]+ [A-Z]\S*$)")
# (Xinhua/Ann Example), [Photo by Ann Example], behind a caption
_IN_PICTURE = re.compile(r"[(\[][^()\[\]]*(?:/|photo|picture|image|courtesy|credit)[^()\[\]]*[)\]]\W*$", re.IGNORECASE)
_EDGES = " ,.;:()-–—|"


def beside_other_words(line: str) -> list[str]:
    """Names of a line that is nothing but them and, beside them, a full date, a place, or how long one reads."""
    if len(line) > _LONGEST or _IN_PICTURE.search(line):
        return []
    if place := _WITH_PLACE.fullmatch(line):
        is_byline = is_latin_name(place["names"]) and (
            place_country(place["place"]) is not None or is_agency_as_written(place["place"])
        )
        return [place["names"]] if is_byline else []
    dates = [found for found in find_dates(line) if found.has_year and found.day]
    rest = line
    for found in reversed(dates):
        rest = f"{rest[: found.start]}|{rest[found.end :]}"
    rest, articles = _OF_ARTICLES.subn("|", rest)
    rest, sections = _SECTION_BEFORE.subn("|", rest)
    if not (dates or articles or sections or has_two_orders(line)) and not _BY.match(line):
        return []
    rest = _OWN_WORDS.sub("|", rest)
    parts = [part for piece in _COLUMNS.split(rest) if (part := piece.strip(_EDGES))]
    return list(_names_of(parts))


def glued_to_agency(line: str) -> list[str]:
    """The account of a site that is an agency's and names the reporter, without a space between: XinhuaAnn Example."""
    for match in _GLUED.finditer(line):
        agency, name = line[: match.start()], line[match.start() :]
        if canonical_name(agency) and is_latin_name(name):
            return [name]
    return []


def names_beside_days(lines: list[str]) -> list[str]:
    """Names that are a line of their own, next to a line that says nothing but a day, or how long one reads."""
    words = [line for line in lines if not _NO_WORDS.fullmatch(line)]
    pairs = [*pairwise(words), *((second, first) for first, second in pairwise(words))]
    found = (name for name, day in pairs if _NAMES_ONLY.fullmatch(name) and _is_day_only(day))
    return next((names for name in found if (names := split_names(name)) and all(map(is_latin_name, names))), [])


def _is_day_only(line: str) -> bool:
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return False
    rest = line
    for found in reversed([found for found in find_dates(line) if found.day]):
        rest = rest[: found.start] + rest[found.end :]
    return _NO_WORDS.fullmatch(_OWN_WORDS.sub("", _OF_ARTICLES.sub("", rest))) is not None


def _names_of(parts: list[str]) -> Iterator[str]:
    for part in parts:
        said = list(in_line(part))
        place = _WITH_PLACE.fullmatch(part)
        names = split_names(place["names"] if place else part) if place or _NAMES_ONLY.fullmatch(part) else []
        yield from said or (names if names and all(map(is_latin_name, names)) else [])
