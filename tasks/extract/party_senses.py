"""Which of the parties that bear a name come into question: by country, by date, by how well the name tells them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from tasks.extract.party_names import Sense, Senses, governments, lifetimes, names

_SMALL = frozenset(("of", "for", "and", "in", "the"))
_ORIGINS = ("name", "alias", "abbreviation", "short")


def of_country(senses: Senses, country: str | None) -> Senses:
    return tuple(sense for sense in senses if sense.country == country)


def alive(senses: Senses, date: str | None) -> Senses:
    """The parties that existed on the ISO day; all of them where none did or the day is unknown."""
    if date is None or len(senses) < 2:
        return senses
    year = int(date[:4])
    found = tuple(
        sense
        for sense in senses
        if lifetimes()[sense.party_id][0] <= year <= lifetimes()[sense.party_id][1]
        and (not sense.valid_from or sense.valid_from <= date)
        and (not sense.valid_to or date <= sense.valid_to)
    )
    return found or senses


def governing(senses: Senses, date: str | None) -> Senses:
    """The parties that lead a government on the day (unknown: at present), else those that ever did."""
    day = date or "9998"
    leading = tuple(sense for sense in senses if any(a <= day <= b for a, b in governments().get(sense.party_id, ())))
    return leading or tuple(sense for sense in senses if sense.party_id in governments())


def most_telling(senses: Senses) -> Senses:
    """The one party whose own name it is rather than an alias or a part of the name; all where that decides nothing."""
    if not senses:
        return senses
    best = min(_ORIGINS.index(sense.origin) for sense in senses)
    told = tuple(sense for sense in senses if _ORIGINS.index(sense.origin) == best)
    return told if len(told) == 1 else senses


@lru_cache(maxsize=1)
def _initials() -> dict[tuple[str, str], Senses]:
    """(initials, country) -> parties of whose names they are."""
    found: dict[tuple[str, str], dict[str, Sense]] = defaultdict(dict)
    for name, senses in names().keyed.items():
        told = [word for word in re.findall(r"[a-z]+", name) if word not in _SMALL]
        if name.isascii() and len(told) > 1:
            for sense in senses:
                found["".join(word[0] for word in told).upper(), sense.country].setdefault(sense.party_id, sense)
    return {key: tuple(parties.values()) for key, parties in found.items()}


def initials(name: str) -> set[str]:
    """The first letters of a name's words: with small words and without them, and hyphens read both ways."""
    words = [re.findall(pattern, name) for pattern in (r"[^\W\d_][\w'’]*", r"[^\W\d_][\w'’-]*")]
    plain = [[word for word in told if word.lower() not in _SMALL] for told in words]
    return {"".join(word[0] for word in told).upper() for told in (*words, *plain)}


def of_initials(abbreviation: str, country: str | None) -> Senses:
    """The parties of the country whose names have these initials, whatever they themselves use: the Uzbek LDP."""
    letters = "".join(character for character in abbreviation if character.isalpha())
    return _initials().get((letters, country or ""), ())
