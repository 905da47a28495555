"""The ruling party where a dispatch names it only as "the Party": 党的二十大, Eighth Congress of the Party.

Outlets of a party's own state write so. It is linked only where the dispatch refers to that party in no other way.
"""

from __future__ import annotations

from functools import lru_cache

from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import governments
from tasks.records import Mention

_OCCASION = compiled(
    r"党的[一二三四五六七八九十]+(?:大|届)|党中央(?![^，。；]{0,40}(?:为团长|为首)的)|(?<=的)党代会"
    r"|\b(?:Congress|Central Committee|Plenary Meeting of the \w+ Central Committee) of the Party\b(?! (?:of|for))"
    r"|\b(?:the|The) Party Central Committee\b|\b\w+th Party Congress\b"
)
# A party that has ruled for so long needs no name at home.
_YEARS = 10


@lru_cache(maxsize=1)
def _governments() -> dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]]:
    """Country -> its ruling parties with their times."""
    found: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = {}
    for party, periods in governments().items():
        found.setdefault(party.partition("-")[0], []).append((party, periods))
    return found


def find_unnamed(context: Context, mentions: list[Mention]) -> list[Mention]:
    """Mentions of the home country's ruling party by "the Party" alone; none if `mentions` names it."""
    country, date = context.home, context.dispatch.date or "9998"
    if country is None:
        return []
    since = f"{int(date[:4]) - _YEARS:04}"
    ruling = [
        party
        for party, periods in _governments().get(country, ())
        if any(first <= since and date <= last for first, last in periods)
    ]
    if len(ruling) != 1 or any(m.entity_id == ruling[0] for m in mentions):
        return []
    return [
        Mention(*match.span(), match[0], "party", "alias", ruling[0], 0.5, "party_of_outlet", country=country)
        for match in _OCCASION.finditer(context.text)
        # 共产党中央 of another party
        if all(m.end <= match.start() or match.end() <= m.start for m in mentions)
    ]
