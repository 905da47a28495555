"""Places and the country in which they lay on a given day: reference/places.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.gazetteer import Gazetteer, Hit, with_capitals


class Place(NamedTuple):
    """One reading of a place name. kind: city, province, landmark, metonym or province_abbreviation."""

    name: str  # the place's canonical name
    kind: str
    country: str  # code of the state that holds it, or held it between the two days
    valid_from: str
    valid_to: str


def is_valid(valid_from: str, valid_to: str, date: str | None) -> bool:
    """Whether the ISO day lies in the period (an empty bound is open); without a day, whether it is still open."""
    if date is None:
        return not valid_to
    return (not valid_from or valid_from <= date) and (not valid_to or date <= valid_to)


@lru_cache(maxsize=1)
def _predecessors() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each state the states it followed, with the day on which it did."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in reference.rows("country_successions"):
        table.setdefault(row["successor_code"], []).append((row["valid_from"], row["code"]))
    return {code: tuple(sorted(entries)) for code, entries in table.items()}


def country_at(code: str, date: str | None) -> str:
    """The state that held, on that day, the land that `code` holds now: ("UKR", "1985-03-01") -> SUN."""
    if date is None or is_valid(*validity(code), date):
        return code
    earlier = [predecessor for day, predecessor in _predecessors().get(code, ()) if date < day]
    valid = [predecessor for predecessor in earlier if is_valid(*validity(predecessor), date)]
    if valid:
        return valid[0]
    return country_at(earlier[0], date) if earlier else code


@lru_cache(maxsize=1)
def _periods() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["valid_from"], row["valid_to"]) for row in reference.rows("countries")}


def coexisted(one: str | None, other: str | None) -> bool:
    """Whether two states stood at the same time: West and East Germany did, the Soviet Union and Russia did not."""
    if one not in _periods() or other not in _periods():
        return False
    (first, last), (other_first, other_last) = validity(one), validity(other)
    return (not last or other_first <= last) and (not other_last or first <= other_last)


def validity(code: str) -> tuple[str, str]:
    """First and last ISO day of the state; empty = open."""
    return _periods()[code]


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[Place, ...]]:
    table: dict[str, list[Place]] = {}
    for row in reference.rows("places"):
        place = Place(row["place"], row["kind"], row["country_code"], row["valid_from"], row["valid_to"])
        table.setdefault(row["name"], []).append(place)
    return {name: tuple(places) for name, places in table.items()}


def listed_names() -> Iterable[str]:
    """The names of reference/places.csv as written there."""
    return _places().keys()


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer[tuple[Place, ...]]:
    return Gazetteer(with_capitals(_places()))


class _CountryName(NamedTuple):
    code: str
    valid_from: str
    valid_to: str


@lru_cache(maxsize=1)
def _country_names() -> dict[str, tuple[_CountryName, ...]]:
    table: dict[str, list[_CountryName]] = {}
    for row in reference.rows("country_aliases"):
        if row["form"] != "compound":
            table.setdefault(row["alias"], []).append(_CountryName(row["code"], row["valid_from"], row["valid_to"]))
    return with_capitals({alias: tuple(names) for alias, names in table.items()})


def _countries_called(name: str, date: str | None) -> set[str]:
    """Codes of the states that bear the name on the day."""
    names = [entry for entry in _country_names().get(name, ()) if is_valid(entry.valid_from, entry.valid_to, date)]
    living = {entry.code for entry in names if is_valid(*validity(entry.code), date)}
    return living or {entry.code for entry in names}


def resolve(places: tuple[Place, ...], date: str | None) -> tuple[Place, str] | None:
    """The reading that holds on the day, and its country on that day."""
    for place in places:
        if is_valid(place.valid_from, place.valid_to, date):
            return place, country_at(place.country, date)
    return None


def place_country(name: str, date: str | None = None) -> str | None:
    """The country, on that ISO day, of a place as a dateline writes it: "NEW YORK", "Paris, Texas", "HAVANA, Cuba",
    "WASHINGTON, D.C.", "河内". None where the place is not known."""
    parts = [part.strip() for part in re.split(r"[,，/(（)）]", name) if part.strip()]
    readings = [found for part in parts if (found := _readings(part, date))]
    if not readings:
        return None
    # The last part of "city, state" is the least ambiguous; where it is not (Atlanta, Georgia), the city decides.
    last = readings[-1]
    common = [code for earlier in readings[:-1] for code in earlier if code in last]
    return common[0] if common else last[0]


def _readings(part: str, date: str | None) -> list[str]:
    """Countries that one part of a dateline's place may mean, states before places."""
    for spelling in (part, part.rstrip("."), part + ".", part.title()):
        states = _countries_called(spelling, date)
        found = resolve(_gazetteer().get(spelling) or (), date)
        codes = [*sorted(states), *([found[1]] if found else [])]
        if codes and len(states) < 2:
            return codes
    return []


def find_places(text: str, date: str | None = None) -> list[Hit[tuple[Place, str]]]:
    """Places named in the text, each with its country on the day."""
    hits: list[Hit[tuple[Place, str]]] = []
    for hit in _gazetteer().find(text):
        found = resolve(hit.value, date)
        if found and found[0].kind != "province_abbreviation":
            hits.append(Hit(hit.start, hit.end, found))
    return hits


def province_country(name: str) -> str | None:
    """The country of a state or province, in full or abbreviated: "Ga.", "N.Y", "Texas", "Ont."; None otherwise."""
    for spelling in (name, name.rstrip("."), name.rstrip(".") + ".", name.title()):
        for place in _places().get(spelling, ()):
            if place.kind.startswith("province"):
                return place.country
    return None
