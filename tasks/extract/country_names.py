"""The names that stand for countries, places and regions, each with its senses: rows of reference/ as one gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.gazetteer import Gazetteer, Hit, with_capitals
from tasks.places import country_at, is_valid, validity


class Sense(NamedTuple):
    """What a name may stand for. A name without senses hides the names inside it: New Mexico, 印度洋."""

    kind: str  # country, place or region
    entity: str  # country code, canonical name of the place, name of the region
    form: str  # closed_lists.MENTION_FORMS
    country: str | None
    valid_from: str
    valid_to: str


class Name(NamedTuple):
    """A name as listed, whatever the case in which it stands in the text, and its senses."""

    text: str
    senses: tuple[Sense, ...]

    def at(self, date: str | None) -> tuple[Sense, ...]:
        """The senses that hold on the ISO day, today if it is unknown. Places lie in the state of that day."""
        valid = [sense for sense in self.senses if is_valid(sense.valid_from, sense.valid_to, date)]
        states = [sense for sense in valid if sense.kind == "country"]
        if len(states) > 1:
            dead = {sense for sense in states if not is_valid(*validity(sense.entity), date)}
            valid = [sense for sense in valid if sense not in dead] if len(dead) < len(states) else valid
        return tuple(_as_of(sense, date) for sense in valid)


def _as_of(sense: Sense, date: str | None) -> Sense:
    if sense.kind != "place" or sense.country is None:
        return sense
    return sense._replace(country=country_at(sense.country, date))


def _country_senses() -> dict[str, list[Sense]]:
    former = {row["code"] for row in reference.rows("countries") if row["valid_to"]}
    names: dict[str, list[Sense]] = defaultdict(list)
    for row in reference.rows("country_aliases"):
        code = row["code"]
        form = "former" if code in former and row["form"] == "name" else row["form"]
        names[row["alias"]].append(Sense("country", code, form, code, row["valid_from"], row["valid_to"]))
    return names


def find_names(text: str, date: str | None) -> list[Hit[Name]]:
    """The names of the text. Where the state of a longer name is not of the day, the names inside stand: Serbia and
    Montenegro in 2015."""
    found: list[Hit[Name]] = []
    for hit in gazetteer().find(text):
        if hit.value.senses and not hit.value.at(date):
            found += _inside(hit, text)
        else:
            found.append(hit)
    return found


def _inside(hit: Hit[Name], text: str) -> Iterator[Hit[Name]]:
    end = 0
    for start, stop, name in gazetteer().find_all(text[hit.start : hit.end]):
        if start >= end and stop - start < hit.end - hit.start:
            yield Hit(hit.start + start, hit.start + stop, name)
            end = stop


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer[Name]:
    """All names, in their own case and in capitals."""
    names = _country_senses()
    for row in reference.rows("places"):
        if row["kind"] == "province_abbreviation":  # Ga., Pa.: read only after a place name and a comma
            continue
        code, period = row["country_code"], (row["valid_from"], row["valid_to"])
        if row["kind"] == "metonym":
            names[row["name"]].append(Sense("country", code, "metonym", code, *period))
        else:
            names[row["name"]].append(Sense("place", row["place"], "city", code, *period))
    for row in reference.rows("regions"):
        names[row["name"]] = [Sense("region", row["region"], "name", None, "", "")]
    for row in reference.rows("country_blockers"):
        names[row["name"]] = []
    return Gazetteer(with_capitals({text: Name(text, tuple(senses)) for text, senses in names.items()}))
