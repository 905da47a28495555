"""Large cities that reference/places.csv does not list, where the sentence says that a place is meant: in Kanpur,
the city of Kumasi, 飞抵叶卡捷琳堡. Many of their names are surnames or words, too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks import reference
from tasks.cities import large_cities
from tasks.extract.gates import compiled
from tasks.gazetteer import Gazetteer, with_capitals
from tasks.places import country_at, province_country
from tasks.records import Mention, Span

_SHORTEST, _SHORTEST_CHINESE = 4, 3
_BEFORE = compiled(
    r"(?:\b(?:in|near|from|to|at|outside|around|reached|left|visit(?:ed|s|ing)?|IN|NEAR)"
    r"|\b(?:[Cc]it(?:y|ies)|[Tt]owns?|[Pp]ort|[Mm]ayor|CITY|TOWN|PORT) (?:of|OF))"
    r" (?:(?:the|nearby|central|downtown|(?:north|south|east|west)(?:ern)?) )?$"
    r"|(?:在|赴|抵达?|到|从|自|前往|离开|飞抵|访问|位于|途经)$"
)
_AFTER = re.compile(r" [Cc]ity\b|市(?!场)|举行|召开|机场")
_NAMED_AFTER_IT = re.compile(r"(?: [A-Z][a-z]+)? (?:County|Township|Street|Road|Avenue|Court|Hall|House|Park|Church)\b")
_STATE = re.compile(r", ((?:[A-Z][A-Za-z]{0,4}\.){1,3}|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)")
_LONGEST_BEFORE = 30


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer[tuple[str, str]]:
    """Name of the city -> the name and the code of its country."""
    ambiguous = {row["word"] for row in reference.rows("news_words") if row["kind"] == "no_city"}
    return Gazetteer(
        with_capitals(
            {
                name: (name, code)
                for name, code in large_cities().items()
                if name not in ambiguous and len(name) >= (_SHORTEST if name.isascii() else _SHORTEST_CHINESE)
            }
        )
    )


def find_cities(text: str, date: str | None, taken: Sequence[Span]) -> Iterator[Mention]:
    """Mentions of kind place that touch none of the spans `taken`, which are in text order and do not overlap."""
    ends = [end for _, end in taken]
    for start, end, (name, code) in _gazetteer().find(text):
        following = bisect_left(ends, start + 1)
        if following < len(taken) and taken[following][0] < end:
            continue
        if _is_place(text, start, end):
            state = _STATE.match(text, end)
            country = (state and province_country(state[1])) or country_at(code, date)
            yield Mention(start, end, text[start:end], "place", "city", name, 0.7, "city_name", country=country)


def _is_place(text: str, start: int, end: int) -> bool:
    if _NAMED_AFTER_IT.match(text, end):
        return False
    return bool(_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) or _AFTER.match(text, end))
