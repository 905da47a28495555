"""From mentions to the sides of an event: who takes part, gathered by country. Shared by all languages.

A language module decides which mentions of a sentence denote a participant; here they become actors and sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.extract.gates import compiled
from tasks.extract.persons import facts as person_facts
from tasks.records import Mention, Person, Side, Span

# Who is named with such an office acts for his party, even where only the table of leaders tells which one that is.
_PARTY_OFFICE = compiled(r"\b(?:Party|Politburo|Political Bureau|Central Committee)\b")
_LEADER = re.compile(r"(?P<party>[A-Z]\w+) (?:deputy )?leader")
# Of a party wherever it is named at all: "General Secretary Kim Jong Il"
_SECRETARY = compiled(r"\b(?:General|First)\s+Secretary\s+(?:Comrade\s+)?$")


@dataclass(frozen=True, slots=True)
class Actor:
    """Participants of one country, or (country None) a group of parties. `start` orders actors as the text does."""

    country: str | None
    start: int
    parties: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()

    @property
    def key(self) -> str:
        """What makes two actors the same side: the country, else the groups."""
        return self.country or "|".join(sorted(self.groups or self.organizations))

    def side(self, role: str) -> Side:
        return Side(role, self.country, self.parties, self.groups, self.organizations, self.persons)


def _union(*lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _persons(*lists: Sequence[Person]) -> tuple[Person, ...]:
    """Persons by name, the first record of each that tells an office."""
    named: dict[str, Person] = {}
    for person in (person for people in lists for person in people):
        if person.name not in named or (person.role and not named[person.name].role):
            named[person.name] = person
    return tuple(named.values())


def join(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """One actor per country (or group), in text order; details united."""
    joined: dict[str, Actor] = {}
    for actor in actors:
        other = joined.get(actor.key)
        joined[actor.key] = actor if other is None else _join_two(other, actor)
    return tuple(joined.values())


def _join_two(one: Actor, two: Actor) -> Actor:
    return Actor(
        one.country,
        min(one.start, two.start),
        _union(one.parties, two.parties),
        _union(one.groups, two.groups),
        _union(one.organizations, two.organizations),
        _persons(one.persons, two.persons),
    )


def join_sides(one: Side, two: Side) -> Side:
    """Two tellings of one side: the first's role, everything that either knows."""
    return Side(
        one.role,
        one.country or two.country,
        _union(one.parties, two.parties),
        _union(one.groups, two.groups),
        _union(one.organizations, two.organizations),
        _persons(one.persons, two.persons),
    )


def side_key(side: Side) -> str:
    return side.country or "|".join(sorted(side.groups or side.organizations))


@lru_cache(maxsize=1)
def _party_words() -> dict[str, frozenset[str]]:
    """The words of the English names of parties."""
    return {row["party_id"]: frozenset(row["name_en"].split()) for row in reference.rows("parties")}


def _is_leader_of(person: Person) -> bool:
    """True for "Labour leader" of the Labour Party's leader."""
    led = _LEADER.fullmatch(person.role or "")
    return led is not None and led["party"] in _party_words().get(person.party_id or "", frozenset())


@lru_cache(maxsize=1)
def predecessors() -> dict[str | None, frozenset[str | None]]:
    """Country code -> the states that it followed."""
    found: dict[str | None, frozenset[str | None]] = {}
    for row in reference.rows("country_successions"):
        found[row["successor_code"]] = found.get(row["successor_code"], frozenset()) | {row["code"]}
    return found


class Cast:
    """The participants that a dispatch's mentions can denote, with what it says about the persons elsewhere. A party
    that only the table of leaders tells is left out, unless he holds a party office: a president who meets as president
    does not act for his party."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self._parties = {mention.entity_id for mention in document.mentions if mention.kind == "party"}
        self._person_at: dict[Span, Person] = {
            span: person for person in person_facts(document) for span in person.spans
        }

    def person(self, mention: Mention) -> Person:
        """The person that a mention names; offices and party as the whole dispatch tells them."""
        known = self._person_at.get((mention.start, mention.end))
        return known or Person(mention.entity_id or mention.surface, country=mention.country)

    def actor(self, mention: Mention) -> Actor | None:
        """What a single mention says of a participant; None for regions and for what has no country or group."""
        if mention.kind == "country" and mention.entity_id:
            return Actor(mention.entity_id, mention.start)
        if mention.kind == "party" and mention.entity_id:
            return Actor(mention.country, mention.start, parties=(mention.entity_id,)) if mention.country else None
        if mention.kind == "party_group" and mention.entity_id:
            return Actor(None, mention.start, groups=(mention.entity_id,))
        if mention.kind == "organization" and mention.country:
            return Actor(mention.country, mention.start, organizations=(mention.entity_id or mention.surface,))
        if mention.kind == "person":
            person = self.person(mention)
            country = person.country or mention.country
            before = self.document.text[max(0, mention.start - 40) : mention.start]
            is_named = person.party_id in self._parties and _SECRETARY.search(before)
            is_told = (
                not person.party_inferred
                or _PARTY_OFFICE.search(person.role or "")
                or _is_leader_of(person)
                or is_named
            )
            is_own = person.party_id and person.party_id.split("-")[0] == country  # the host's party is near his guest
            parties = (person.party_id,) if person.party_id and is_own and is_told else ()
            return Actor(country, mention.start, parties=parties, persons=(person,)) if country else None
        return None

    def actors(self, mentions: Iterable[Mention]) -> tuple[Actor, ...]:
        """The actors that the mentions denote, one per country or group. A person or organ of unknown country joins
        the nearest actor: in both languages the name stands beside the country or party it belongs to."""
        known: list[Actor] = []
        unknown: list[Actor] = []
        last: Mention | None = None
        for mention in mentions:
            actor = self.actor(mention)
            if actor is not None:
                known.append(replace(actor, country=last.entity_id) if last and _is_of_former(mention, last) else actor)
            elif mention.kind == "person":
                unknown.append(Actor(None, mention.start, persons=(self.person(mention),)))
            elif mention.kind == "organization":
                unknown.append(Actor(None, mention.start, organizations=(mention.entity_id or mention.surface,)))
            last = mention
        for actor in unknown if known else ():
            near = min(known, key=lambda other: (abs(other.start - actor.start), other.start))
            known.append(Actor(near.country, actor.start, (), near.groups, actor.organizations, actor.persons))
        return join(sorted(known, key=lambda actor: actor.start))


def _is_of_former(party: Mention, before: Mention) -> bool:
    """East Germany's Party of Democratic Socialism: known by the later state, it acts for the one named before it."""
    if party.kind != "party" or before.kind != "country" or not 0 <= party.start - before.end <= 3:
        return False
    return before.entity_id in predecessors().get(party.country, frozenset())
