"""Countries, places and regions: found by name, resolved by the dispatch's date."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.gazetteer import Gazetteer, with_capitals
from tasks.places import find_places, is_valid
from tasks.records import CountryFact, Dispatch, Mention

NAMED_FORMS = frozenset(("name", "adjective", "abbreviation", "compound", "former"))


class Sense(NamedTuple):
    kind: str  # country, region or "" for a name that only hides others
    entity: str
    form: str
    valid_from: str = ""
    valid_to: str = ""


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer[tuple[Sense, ...]]:
    former = {row["code"] for row in reference.rows("countries") if row["valid_to"]}
    names: dict[str, list[Sense]] = defaultdict(list)
    for row in reference.rows("country_aliases"):
        if row["form"] == "compound":
            continue
        form = "former" if row["code"] in former and row["form"] == "name" else row["form"]
        names[row["alias"]].append(Sense("country", row["code"], form, row["valid_from"], row["valid_to"]))
    for row in reference.rows("regions"):
        names[row["name"]] = [Sense("region", row["region"], "name")]
    for row in reference.rows("country_blockers"):
        names[row["name"]] = [Sense("", "", "")]
    return Gazetteer(with_capitals({name: tuple(senses) for name, senses in names.items()}))


def find(dispatch: Dispatch) -> list[Mention]:
    """Mentions of kinds country, place (entity_id: its canonical name; with its country) and region."""
    text, date = dispatch.text, dispatch.date
    mentions: list[Mention] = []
    for start, end, senses in _gazetteer().find(text):
        sense = next((s for s in senses if is_valid(s.valid_from, s.valid_to, date)), senses[-1])
        if sense.kind:
            code = sense.entity if sense.kind == "country" else None
            mention = Mention(
                start, end, text[start:end], sense.kind, sense.form, sense.entity, 0.9, "country_name", country=code
            )
            mentions.append(mention)
    for start, end, (place, code) in find_places(text, date):
        if place.kind == "metonym":
            mention = Mention(start, end, text[start:end], "country", "metonym", code, 0.8, "metonym", country=code)
        else:
            mention = Mention(start, end, text[start:end], "place", "city", place.name, 0.8, "place_name", country=code)
        mentions.append(mention)
    return mentions


def facts(document: Annotated) -> tuple[CountryFact, ...]:
    """One fact per country, by first span; known only through a place, party or person, it is not `named`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        code = mention.entity_id if mention.kind == "country" else mention.country
        if code:
            groups[code].append(mention)
    found = []
    for code, mentions in groups.items():
        spans = tuple(dict.fromkeys((m.start, m.end) for m in mentions))
        named = any(m.kind == "country" and m.form in NAMED_FORMS for m in mentions)
        found.append(CountryFact(code, len(spans), named, named and len(spans) > 1, spans))
    return tuple(sorted(found, key=lambda fact: (fact.spans[0], fact.code)))
