"""Who the words of an English noun phrase denote, and whom the text leaves to be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import pycountry

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.extract.events.english_clauses import words
from tasks.extract.events.sides import Actor, Cast, join
from tasks.extract.gates import compiled
from tasks.records import Mention, Place, Span

# After these a country is where an actor goes or stands, not whom he acts for: "ambassador to China".
_NOT_OF = compiled(
    r"(?:\b(?:to|in|on|at|towards?|against|into|near|over|for|visiting|about|bordering)"
    r"|\b(?:blockade|embargo|occupation|invasion|siege)\s+(?:of|on|against)|\bsanctions\s+(?:on|against)"
    r"|\b(?:relations|relationship|ties|friendship|co-?operation|contacts|exchanges|partnership|border|links|trade|war|solidarity)\s+with)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "parties in A and B": here the country says whose they are
_PARTIES_IN = re.compile(r"\bparties\s+in\s+(?:the\s+)?$", re.IGNORECASE)
# "relations with Japan and China": what is true of the first of listed countries is true of all
_LISTED = re.compile(
    r"(?:(?<=\b(?:with|from)\s)|(?<=\bin\s))(?:[A-Z][\w.-]+(?:\s[A-Z]\w+)?(?:,\s*(?:and\s+)?|\s+and\s+))+$"
)
# "in Manila, the Philippines": where the city lies
_CITY_OF = re.compile(r"\b(?:in|at|to|into)\s+[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s+(?:the\s+)?$")
_OF_PLACE = re.compile(r"\b(?:of|from)\s+(?:the\s+)?$|['’]s?\s*$", re.IGNORECASE)
_OCCASION = compiled(
    r"\b(?:anniversary|congress|history|founding|plenum|plenary|conference|occasion|birthday|resolutions?|under\s+(?:the\s+)?(?:\w+\s+)?leadership"
    r"|invitation|establishment|death|passing|bier|liberation|independence|victory|study|leader\s+of\s+the\s+world)"
    r"\s+(?:meeting\s+)?of\s+[^,]{0,60}$",
    re.IGNORECASE,
)
# "the dialogue convened by the institute": who brings others together takes no part in what they say to one another
_CONVENED = compiled(
    r"\b(?:convened|organi[sz]ed|sponsored|facilitated|mediated|coordinated|co-?hosted)\s+by\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NEAR = 200  # characters: how far the words that tell what a name does in its phrase may stand from it
_OWNED = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}(?:cabinet|party|government|administration|faction|coalition|movement|allies|bloc|camp)\b",
    re.IGNORECASE,
)
_HOUSE = compiled(r"\b(?:House\s+of|Senate|Supreme\s+Court)\b")
_OFFICE_HOLDER = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:president|minister|premier|ambassador|chairman|speaker|king|secretary|delegation|guests|leader)\b",
    re.I,
)
_BOTH = compiled(
    r"\b(?:both|two|the\s+two|three|the)\s+(?:\w+\s+)?(?:sides|parties|leaders|presidents|countries|ministers|officials|delegations"
    r"|governments|heads\s+of\s+state|nations|politicians|men|women|officials|teams|participants|signatories)\b|^\W*(?:they|both)\b"
    r"|\bthe\s+(?:two|pair|duo)(?:\s+of\s+them)?\s*$",
    re.IGNORECASE,
)
_GUEST = compiled(r"\b(?:guests?|visitors?|latter|delegation|delegates|envoy|visiting|mission)\b", re.IGNORECASE)


_GOVERNMENT_HOST = re.compile(
    r"^https?://(?:[^/]*\.)?(?:gov|mil|whitehouse\.archives\.gov)(?:\.(?P<domain>[a-z]{2}))?(?:[:/]|$)"
)
# Two-letter domains that are sold to everybody tell no country
_COUNTRY_HOST = re.compile(
    r"^https?://[^/:]*\.(?!(?:tv|me|io|co|ai|cc|ws|fm|to|ly|gg|sh|eu|su)\b)(?P<domain>[a-z]{2})(?:[:/]|$)"
)
_GIVEN_OUT = compiled(
    r"\b[Rr]eadout\b|\battributable to (?:the )?(?:\w+ ){0,2}[Ss]pokes\w+"
    r"|\bOffice of the (?:Spokes\w+|Press Secretary)\b|\b(?:released|issued) the following (?:statement|readout)\b"
)
_HEAD = 600  # characters
_CAPITAL = re.compile(r"\s+(?:capital|city|cities|mainland|port|island|soil|territory)\b", re.IGNORECASE)


def _without(actor: Actor, names: set[str]) -> Actor:
    if not names:
        return actor
    return replace(actor, persons=tuple(person for person in actor.persons if person.name not in names))


def _group_kind(group_id: str) -> str | None:
    return next((row["group_kind"] for row in reference.rows("party_groups") if row["group_id"] == group_id), None)


def home_country(document: Annotated) -> str | None:
    """The country whose side the outlet takes for granted: that of its agency, of a government's own site (a bare .gov
    is that of the United States), else that of the site's domain, else (and for wire services) that of the dateline."""
    dispatch = document.dispatch
    wires = {row["agency"] for row in reference.rows("wire_services")}
    for row in reference.rows("agencies"):
        if dispatch.agency and dispatch.agency == row["name"] and row["country"] and dispatch.agency not in wires:
            return row["country"]
    if match := _GOVERNMENT_HOST.match(dispatch.url or ""):
        return _country_of_domain(match["domain"]) if match["domain"] else "USA"
    site = _COUNTRY_HOST.match(dispatch.url or "") if dispatch.agency not in wires else None
    if site and (country := _country_of_domain(site["domain"])):
        return country
    return dispatch.dateline.country if dispatch.dateline else _who_gives_out(document)


def _who_gives_out(document: Annotated) -> str | None:
    """Of a read-out without address and dateline: the state of the organ that its first lines name; "Readout of" alone
    is how the White House heads them."""
    head = document.text[:_HEAD]
    if not _GIVEN_OUT.search(head):
        return None
    organs = {m.country for m in document.within(0, len(head), "organization") if m.country}
    if len(organs) == 1:
        return organs.pop()
    named = {m.entity_id for m in document.mentions if m.kind == "country"}
    return "USA" if not organs and "USA" in named and head.lstrip().startswith("Readout of") else None


def _country_of_domain(domain: str) -> str | None:
    """Alpha-3 of a two-letter country domain."""
    code = pycountry.countries.get(alpha_2="GB" if domain == "uk" else domain.upper())
    return code.alpha_3 if code else None


@dataclass
class Memory:
    """What earlier sentences leave for later ones: the last subject, pair, guest, visitor, sender, recipient, the sides
    that acted for a party (by country), whom a person acted for (by name), and the party whose congress is held."""

    subject: tuple[Actor, ...] = ()
    pair: tuple[Actor, ...] = ()
    guest: tuple[Actor, ...] = ()
    guests: tuple[Actor, ...] = ()  # all of them: whom "the guests" means
    visitor: tuple[Actor, ...] = ()
    sender: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()  # of the messages told of
    acting: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    congress: tuple[Actor, ...] = ()
    on_phone: frozenset[frozenset[str]] = frozenset()  # pairs that spoke from afar: "their talks" are no meeting

    def is_on_phone(self, actors: tuple[Actor, ...]) -> bool:
        return frozenset(actor.key for actor in actors) in self.on_phone

    def keep(self, pair: tuple[Actor, ...]) -> None:
        """Takes over the sides of a contact. A later party of the same country takes the place of an earlier one."""
        self.pair = pair
        for actor in pair:
            if actor.parties:
                self.acting[actor.key] = actor
            self.people.update({person.name: actor for person in actor.persons})

    def introduce(self, actors: tuple[Actor, ...]) -> None:
        """Takes over delegations that no contact has been told of yet."""
        for actor in actors:
            self.acting.setdefault(actor.key, actor)
            self.people = {person.name: actor for person in actor.persons} | self.people


class EnglishCast:
    """Actors of stretches of text."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self.cast = Cast(document)
        self.home = home_country(document)
        self.datelines: list[Span] = []

    def actors(self, span: Span, *, with_occasion: bool = False) -> tuple[Actor, ...]:
        """The actors that text[span] denotes, by country in text order; `with_occasion`: also whom an anniversary or
        congress belongs to."""
        start, end = span
        inside = [m for m in self.document.within(start, end) if not self._is_credit(m)]
        kept = [m for m in inside if self._is_affiliation(m, start, end, inside, with_occasion)]
        owners = {m.entity_id or m.surface for m in kept if m.kind == "person" and self._is_owner(m)}
        return tuple(_without(actor, owners) for actor in join(map(self._of_country, self.cast.actors(kept))))

    def _is_owner(self, mention: Mention) -> bool:
        """True for whose party or cabinet somebody belongs to: he takes no part himself."""
        return bool(_OWNED.match(self.document.text, mention.end))

    def _of_country(self, actor: Actor) -> Actor:
        """A parliamentary group of one country ("the CDU/CSU group in the German Bundestag") is of that country."""
        if actor.country or not any(_group_kind(group) == "parliamentary_group" for group in actor.groups):
            return actor
        near = self.document.within(actor.start, actor.start + 80, "country")
        return replace(actor, country=near[0].entity_id) if near else actor

    def _is_credit(self, mention: Mention) -> bool:
        """True for place and agency of a dateline."""
        return any(start <= mention.start < end for start, end in self.datelines)

    def _is_affiliation(
        self, mention: Mention, start: int, end: int, inside: list[Mention], with_occasion: bool
    ) -> bool:
        text = self.document.text
        before = text[max(start, mention.start - _NEAR) : mention.start]
        after = text[mention.end : min(end, mention.end + _NEAR)]
        outer = [m for m in inside if m is not mention and m.start <= mention.start and mention.end <= m.end]
        if mention.kind == "region" or self._is_nameless_house(mention):
            return False
        if mention.kind == "organization" and _CONVENED.search(before):
            return False
        if mention.kind in ("country", "place"):
            if any(m.country or m.kind == "party_group" for m in outer if m.kind not in ("country", "place")):
                return False
            is_holder = mention.form == "adjective" and _OFFICE_HOLDER.match(
                after
            )  # "for the Russian defence minister"
            if mention.form != "adjective" and not after.startswith(("'s", "’s")):
                before = _LISTED.sub("", before)
                if self._is_where_city_lies(mention):
                    return False
            if (_NOT_OF.search(before) and not is_holder and not _PARTIES_IN.search(before)) or self._is_topic(
                mention, before, after
            ):
                return False
        if mention.kind == "place" and not _OF_PLACE.search(before):
            return False
        return with_occasion or not self._is_of_occasion(before, mention.start, inside)

    def _is_where_city_lies(self, mention: Mention) -> bool:
        """True in "in Manila, the Philippines"."""
        city = _CITY_OF.search(self.document.text, max(0, mention.start - _NEAR), mention.start)
        places = self.document.within(city.start(), mention.start, "place") if city else []
        return any(place.country == mention.entity_id for place in places)

    @staticmethod
    def _is_of_occasion(before: str, end: int, inside: list[Mention]) -> bool:
        """True after "the congress of"; the Congress of a party's own name is none."""
        occasion = _OCCASION.search(before)
        at = end - len(before) + occasion.start() if occasion else 0
        return occasion is not None and not any(m.kind == "party" and m.start <= at < m.end for m in inside)

    def _is_nameless_house(self, mention: Mention) -> bool:
        """True for a "House of Representatives" of a country that the dispatch does not name: many states have one."""
        person = self.cast.person(mention) if mention.kind == "person" else None
        named = (person.role or "") if person else mention.surface
        if not _HOUSE.search(named) or not (person or mention.kind == "organization" or mention.form == "metonym"):
            return False
        stated = [m for m in self.document.mentions if m.kind == "country" and m.form != "metonym"]
        named_countries = {m.entity_id for m in stated}
        country = person.country if person else mention.country
        return country is not None and country not in (*named_countries, self.home)

    @staticmethod
    def _is_topic(mention: Mention, before: str, after: str) -> bool:
        """True in "China-Laos relations", "the friendship between China and Laos"."""
        if re.match(r"\s*[-–—]\s*\w", after) or re.search(r"\w[-–—]$", before):
            return True
        if re.match(
            r"(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?:affairs\s+)?(?:ministry|minister|secretary|commission|committee|department)",
            after,
            re.I,
        ):
            return False
        following = re.match(r"(?:['’]s?)?\s+(\w+)(?:\s+(\w+))?", after)
        return bool(following and any(word and words("topic").fullmatch(word) for word in following.groups()))

    def places(self, span: Span) -> list[Place]:
        """The destinations that text[span] names: one place per country; an international body where no country is
        named."""
        return [place for place, _ in self.places_at(span)]

    def places_at(self, span: Span) -> list[tuple[Place, int]]:
        """The destinations with where the text names them first."""
        found: dict[str | None, tuple[Place, int]] = {}
        for mention in self.document.within(*span, "place", "country"):
            if mention.form == "adjective" and not _CAPITAL.match(self.document.text, mention.end):
                continue
            country = mention.entity_id if mention.kind == "country" else mention.country
            if country:
                found.setdefault(country, (Place(mention.surface, country), mention.start))
        if not found:
            for mention in self.document.within(*span, "organization"):
                if mention.country is None:
                    found.setdefault(None, (Place(mention.entity_id or mention.surface), mention.start))
        return list(found.values())

    def refers_to_both(self, span: Span) -> bool:
        return bool(_BOTH.search(self.document.text[span[0] : span[1]]))

    def refers_to_guest(self, span: Span) -> bool:
        return bool(_GUEST.search(self.document.text[span[0] : span[1]]))

    def of_only_party(self, actor: Actor) -> Actor:
        """A side as the only party of its country that the dispatch names ("a Politburo member")."""
        parties = {m.entity_id for m in self.document.mentions if m.kind == "party" and m.country == actor.country}
        return replace(actor, parties=tuple(party for party in parties if party)) if len(parties) == 1 else actor

    def home_actor(self) -> tuple[Actor, ...]:
        return (Actor(self.home, -1),) if self.home else ()


def others(actors: tuple[Actor, ...], taken: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors that are not already a side."""
    keys = {actor.key for actor in taken}
    return tuple(actor for actor in actors if actor.key not in keys)


def both(one: tuple[Actor, ...], two: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return join((*one, *two))
