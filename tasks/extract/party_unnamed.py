"""The ruling party where a dispatch names it only as "the Party" or "the Lao Party": 党的二十大, Eighth Congress of the
Party.

Outlets of a party's own state write so of it, and of the parties of states that have one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import governments
from tasks.records import Mention

_OCCASION = compiled(
    r"党的[一二三四五六七八九十]+(?:大|届)|党中央(?![^，。；]{0,40}(?:为团长|为首)的)|(?<=的)党代会"
    r"|\b(?:Congress|Central Committee|Plenary Meeting of the \w+ Central Committee) of the Party\b(?! (?:of|for))"
    r"|\b(?:the|The) Party Central Committee\b|\b\w+th Party Congress\b"
)
_ITS_PARTY = re.compile(r"(?:['’]s?)? Party\b(?! (?:of|for|and [A-Z])\b| \()")
# A party that has ruled for so long needs no name at home.
_YEARS = 10


@lru_cache(maxsize=1)
def _governments() -> dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]]:
    """Country -> its ruling parties with their times."""
    found: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = {}
    for party, periods in governments().items():
        found.setdefault(party.partition("-")[0], []).append((party, periods))
    return found


@lru_cache(maxsize=1)
def _rivals() -> dict[str, list[tuple[str, str]]]:
    """Country -> the times of parties in opposition or in a coalition."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in reference.rows("party_status"):
        if row["in_government"] != "ruling":
            times = (row["valid_from"], row["valid_to"] or "9999")
            found.setdefault(row["party_id"].partition("-")[0], []).append(times)
    return found


def _ruling(country: str | None, date: str) -> list[str]:
    """The parties that have ruled a country for so long that they need no name."""
    since = f"{int(date[:4]) - _YEARS:04}"
    return [
        party
        for party, periods in _governments().get(country or "", ())
        if any(first <= since and date <= last for first, last in periods)
    ]


def find_of_states(context: Context, mentions: list[Mention]) -> list[Mention]:
    """ "The Lao Party", "Cuba's Party delegation": the party of a state that has no other one."""
    date, found = context.dispatch.date or "9998", []
    for country in context.named:
        after = _ITS_PARTY.match(context.text, country.end)
        ruling = _ruling(country.country, date) if after else []
        has_rivals = any(first <= date <= last for first, last in _rivals().get(country.country or "", ()))
        if after is None or len(ruling) != 1 or has_rivals:
            continue
        span = (country.start, after.end())
        if all(m.end <= span[0] or span[1] <= m.start for m in mentions):
            surface = context.text[slice(*span)]
            found.append(
                Mention(*span, surface, "party", "alias", ruling[0], 0.6, "party_of_state", country=country.country)
            )
    return found


def find_unnamed(context: Context, mentions: list[Mention]) -> list[Mention]:
    """Mentions of the home country's ruling party by "the Party" alone; none if `mentions` names it."""
    country, date = context.home, context.dispatch.date or "9998"
    if country is None:
        return []
    ruling = _ruling(country, date)
    if len(ruling) != 1 or any(m.entity_id == ruling[0] for m in mentions):
        return []
    return [
        Mention(*match.span(), match[0], "party", "alias", ruling[0], 0.5, "party_of_outlet", country=country)
        for match in _OCCASION.finditer(context.text)
        # 共产党中央 of another party
        if all(m.end <= match.start() or match.end() <= m.start for m in mentions)
    ]
