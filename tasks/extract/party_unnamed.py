"""The ruling party where a dispatch names it only as "the Party": 党的二十大, Eighth Congress of the Party.

Outlets of a party's own state write so. It is linked only where the dispatch refers to that party in no other way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.party_context import Context
from tasks.records import Mention

_OCCASION = re.compile(
    r"党的[一二三四五六七八九十]+(?:大|届)|党中央|(?<=的)党代会"
    r"|\b(?:Congress|Central Committee|Plenary Meeting of the \w+ Central Committee) of the Party\b(?! (?:of|for))"
    r"|\b(?:the|The) Party Central Committee\b|\b\w+th Party Congress\b"
)
# A party that has ruled for so long needs no name at home.
_YEARS = 10


@lru_cache(maxsize=1)
def _ruling() -> dict[str, list[tuple[str, str, str]]]:
    countries = {row["party_id"]: row["country_code"] for row in reference.rows("parties")}
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in reference.rows("party_status"):
        if row["in_government"] == "ruling":
            period = (row["valid_from"], row["valid_to"] or "9999", row["party_id"])
            table.setdefault(countries[row["party_id"]], []).append(period)
    return table


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {row["name"]: row["country"] for row in reference.rows("agencies") if row["country"]}


def _home(context: Context) -> str | None:
    """The outlet's country: that of its agency, of its dateline, or for Chinese text China."""
    dispatch = context.dispatch
    if dispatch.agency in _agencies():
        return _agencies()[dispatch.agency]
    if dispatch.dateline and dispatch.dateline.country:
        return dispatch.dateline.country
    return "CHN" if context.chinese else None


def find_unnamed(context: Context, mentions: list[Mention]) -> list[Mention]:
    """Mentions of the home country's ruling party by "the Party" alone; none if `mentions` names it."""
    country, date = _home(context), context.dispatch.date or "9998"
    if country is None:
        return []
    since = f"{int(date[:4]) - _YEARS:04}"
    parties = [party for first, last, party in _ruling().get(country, []) if first <= since and date <= last]
    if len(parties) != 1 or any(m.entity_id == parties[0] for m in mentions):
        return []
    return [
        Mention(*match.span(), match[0], "party", "alias", parties[0], 0.5, "party_of_outlet", country=country)
        for match in _OCCASION.finditer(context.text)
        # 共产党中央 of another party
        if all(m.end <= match.start() or match.end() <= m.start for m in mentions)
    ]
