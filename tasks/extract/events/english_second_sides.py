"""Whose contact it is that a word of contact tells of: who acts, and with or towards whom (see english_second)."""

from __future__ import annotations

import re

from tasks.extract.events.english_clauses import first_verb, subject_zones, words
from tasks.extract.events.english_contact_words import ContactWord
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.english_slots import understood, with_parties
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

_NEAR_OFFICE = 60  # characters from a country to the office that makes it a side
# Where what is talked about begins: countries behind it take no part
_TOPIC = re.compile(
    r"\b(?:about|regarding|concerning|against|whether|because|although|amid|that|who|which|where|when|while|after|before|ahead\s+of|over|toward|towards|despite|as\s+well\s+as\s+on"
    r"|on\s+(?!(?:¤|behalf|\w*day\b|\w+\.?\s+\d|\d|the\s+(?:margins|sidelines|fringes|occasion)))|to\s+(?!the\b|an?\b|his\b|her\b|their\b|its\b|¤|members\b|leaders\b|officials\b|representatives\b|foreign\b|senior\b)\w+)|;|\s--?\s|[-–—]{2}",
    re.IGNORECASE,
)
_GOAL = re.compile(r"\s*(?:(?:on|upon|over\s+to)\s+)?", re.IGNORECASE)
_AGENT = compiled(
    r"\b(?:by|from|in\s+the\s+name\s+of|on\s+behalf\s+of)\s+(?!(?:phone|telephone|video|plane|air)\b)", re.IGNORECASE
)
_FOR_WHOM = compiled(r"\s(?:for|to|in\s+hono\w+\s+of)\s", re.IGNORECASE)
_PASSIVE = compiled(r"\b(?:was|were|been|being|is|are)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TO = compiled(r"\bto\s", re.IGNORECASE)
_BY = re.compile(r"\s+(?:\w+\s+)?by\b", re.IGNORECASE)
_GIFT_OF = compiled(  # "a gift of the party, was handed over"; "a message from the party was read out"
    r"\b(?:from|(?:gifts?|donations?|present)\s+(?:of|by)|(?:given|sent|donated|presented|provided|supplied)\s+by)\s",
    re.IGNORECASE,
)
_OCCASION = compiled(r"\b(?:anniversary|congress|birthday|(?:re-?)?election|occasion|founding|plenum)\b", re.IGNORECASE)
AGAIN = re.compile(
    r"\W*(?:they|he|she|both|the\s+(?:two|parties|sides|guests?|visitors?|delegations?|pair))\b", re.IGNORECASE
)
_MADE_BY = re.compile(r"[^.;,]{0,60}?\sby\s", re.IGNORECASE)
# "a tour of friendly countries which comprised A, B and C"
_WHICH_TOOK_IN = compiled(
    r",?\s+(?:(?:which|that)\s+(?:also\s+|has\s+)?(?:comprise[sd]|includes?|included|covere?[sd]|took\s+in|takes\s+in"
    r"|t(?:akes|ook|aken)\s+(?:him|her|it|them|the\s+\w+)\s+to)|including|comprising|covering|taking\s+in)\s",
    re.IGNORECASE,
)
_LISTED = r"(?:[¤\s,]|and\s|the\s)*$"
_TOWARDS = compiled(
    rf"(?:^|\s)(?:to|in|into|at|of|for|through|across)\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,3}}?(?=[¤]|$){_LISTED}|^\s+(?:the\s+)?(?=[¤]|$){_LISTED}",
    re.IGNORECASE,
)
_SIGHT = re.compile(
    r"[\w.-]+(?:\s[A-Z][\w.-]*){0,3}?(?:['’]s?)?\s+(?:\w+\s+){0,3}?(?:memorial|museum|monument|cemetery|embassy|exhibition|pavilion)\b",
    re.IGNORECASE,
)
_MISSION_OF = compiled(r"\b(?:[Ee]mbassy|[Cc]onsulate|[Mm]ission) of\b")
_DISCUSSED = re.compile(r"discussed\b(?![^.;,]{0,40}?\sby\s)", re.IGNORECASE)
_WITH = compiled(r"\bwith\s", re.IGNORECASE)
_THE_GUESTS = compiled(r"\b(?:the|these)\s+(?:\w+\s+)?(?:guests?|visitors?|delegations?|delegates)\b", re.IGNORECASE)
_HERE = re.compile(
    r"\s+(?:\w+\s+)?here\b|[^.;,¤]{0,40}?\s(?:to|in|of|on)\s+(?:this|the)\s+(?:\w+\s+)?(?:island|country|capital|nation)\b",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?:wired|cabled|sent|sends|forwarded)\b", re.IGNORECASE)  # to whom is left out: to us
_CAME = re.compile(r"(?:has\s+|have\s+)?(?:arrived|came|come)\b", re.IGNORECASE)


def sides_of(
    scene: Scene, sentence: Sentence, row: ContactWord, at: Span
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who acts, and with or towards whom; empty where nobody is found."""
    masked = sentence.masked
    end = _end(masked, at[1])
    left = _subject(scene, sentence, at[0], is_joint=row.kind in ("joint", "occasion", "compound"))
    if row.kind == "compound":
        is_of_guest = not scene.memory.visitor or any(actor.key == scene.memory.visitor[0].key for actor in left)
        return (left[:1], left[1:]) if is_of_guest else ((), ())  # two hosts of one guest agree with him
    if row.kind in ("joint", "occasion"):
        before = _named(scene, sentence, (_clause(masked, at[0]), at[0])) if row.kind == "occasion" else ()
        start = at[1]
        if _DISCUSSED.match(masked, at[0]):  # what they discussed is no partner: "discussed Cuba with the chancellor"
            with_whom = _WITH.search(masked, at[1], end)
            start = with_whom.end() if with_whom else end
        named = join((*left, *before, *_named(scene, sentence, (start, end))))
        if len(named) < 2 and scene.cast.refers_to_both(sentence.absolute((at[1], end))):
            named = _pair(scene, sentence) or named  # "in a meeting at the seat of A, both leaders"
        return named[:1], named[1:]
    if row.kind == "travel":
        return _travellers(scene, sentence, at), _goals(scene, sentence, at)
    if row.kind == "active":
        if _BY.match(masked, at[1]) or _PASSIVE.search(masked[: at[0]]):
            return (), ()  # "an event hosted by"
        return left, _named(scene, sentence, (at[1], end))
    agents = _agents(scene, sentence, (at[1], len(masked)))
    if row.kind == "passive":
        return agents, left
    if row.kind == "receive":
        return agents, left or scene.cast.home_actor()
    if _PASSIVE.search(masked[: at[0]]) or _BY.match(masked, at[1]) or _CAME.match(masked[slice(*at)]):
        is_passive = not _CAME.match(masked[slice(*at)])
        agents = agents or _givers(scene, sentence, at[0])
        occasion = _OCCASION.search(masked, at[1])
        owners = (
            scene.cast.actors(sentence.absolute((occasion.start(), len(masked))), with_occasion=True)
            if occasion
            else ()
        )
        goals = (
            *((_named(scene, sentence, (at[1], end)), left) if is_passive else ()),
            _guest(scene, sentence, (at[1], end)),
            owners[-1:],
            scene.memory.congress if row.event_type == "message" else (),
            scene.cast.home_actor(),
        )
        return agents, next((found for goal in goals if (found := others(goal, agents))), ())
    right = _named(scene, sentence, (at[1], end)) or _guest(scene, sentence, (at[1], end))
    return left, right or (_recipient(scene) if _SENT.match(masked[slice(*at)]) else ())


def _travellers(scene: Scene, sentence: Sentence, at: Span) -> tuple[Actor, ...]:
    """Whom the words after a journey name as making it ("a visit by"), else the subject."""
    by = _MADE_BY.match(sentence.masked, at[1])
    made_by = _named(scene, sentence, (by.end(), _end(sentence.masked, by.end()))) if by else ()
    return made_by[:1] or _subject(scene, sentence, at[0], is_joint=False)


def _goals(scene: Scene, sentence: Sentence, at: Span) -> tuple[Actor, ...]:
    """The countries that a journey leads to: those named behind a word of direction, and those listed with them."""
    masked = sentence.masked
    if _PASSIVE.search(masked[: at[0]]) and _MADE_BY.match(masked, at[1]):
        zone = next(iter(subject_zones(masked, at[0])), at)
        return tuple(Actor(place.country, start) for place, start in scene.cast.places_at(sentence.absolute(zone)))
    which = _WHICH_TOOK_IN.search(masked, at[1])
    zone = (which.end(), len(masked)) if which else (at[1], _end(masked, at[1]))
    zone = (zone[0], first_verb(masked, *zone))
    found = [
        Actor(place.country, start)
        for place, start in scene.cast.places_at(sentence.absolute(zone))
        if place.country
        and not _SIGHT.match(scene.document.text, start)
        and not _MISSION_OF.search(scene.document.text, sentence.span[0] + at[1], start)
        and (which or _TOWARDS.search(masked, at[1], start - sentence.span[0]))
    ]
    here = scene.here.country if scene.here else None
    if not found and here and _HERE.match(masked, at[1]):
        return (Actor(here, sentence.span[0] + at[1]),)
    return tuple(found)


def _guest(scene: Scene, sentence: Sentence, zone: Span) -> tuple[Actor, ...]:
    """Whom "the guests" or "the delegation" of a banquet or a gift means."""
    return scene.memory.guest if _THE_GUESTS.search(sentence.masked, *zone) else ()


def _recipient(scene: Scene) -> tuple[Actor, ...]:
    """To whom a message went that names nobody: to the outlet's own side, as it was told of last."""
    home = scene.cast.home_actor()
    return tuple(scene.memory.acting.get(actor.key, actor) for actor in home)


def _clause(masked: str, end: int) -> int:
    """Where the words of a speaker, or the sentence, begin before a trigger."""
    return max((match.end() for match in words("clause_start").finditer(masked, 0, end)), default=0)


def _end(masked: str, start: int) -> int:
    """Where the words after a trigger stop naming those who take part."""
    stop = _TOPIC.search(masked, _GOAL.match(masked, start).end())  # type: ignore[union-attr]
    return first_verb(masked, start, stop.start() if stop else len(masked))


def _subject(scene: Scene, sentence: Sentence, verb: int, *, is_joint: bool) -> tuple[Actor, ...]:
    """Whom the subject names, else whom its words stand for; of a joint contact only words that refer to somebody."""
    zones = subject_zones(sentence.masked, verb)
    is_both = is_joint and bool(zones) and scene.cast.refers_to_both(sentence.absolute(zones[0]))
    if is_both and (pair := _pair(scene, sentence)):
        return pair  # "when the two met"
    for zone in zones:
        if found := _named(scene, sentence, zone):
            return found
    if is_joint and not (zones and AGAIN.match(sentence.masked, zones[0][0])):
        return ()
    return understood(scene, sentence, zones)


def _pair(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """Both sides of the last contact, else the two that the sentence before is about."""
    if len(scene.memory.pair) > 1:
        return scene.memory.pair
    for before in scene.sentences_before(sentence)[-1:]:
        subject = (0, first_verb(before.masked, 0, len(before.masked)))
        named = tuple(actor for actor in scene.cast.actors(before.absolute(subject)) if actor.parties or actor.persons)
        return named if len(named) == 2 else ()
    return ()


def _agents(scene: Scene, sentence: Sentence, zone: Span) -> tuple[Actor, ...]:
    found = _AGENT.search(sentence.masked, *zone)
    if found is None:
        return ()
    end = _end(sentence.masked, found.end())
    goal = _FOR_WHOM.search(sentence.masked, found.end(), end)
    named = _named(scene, sentence, (found.end(), goal.start() if goal else end))
    return named or _named(scene, sentence, (zone[0], found.start()))  # "at the party's office by its secretary"


def _givers(scene: Scene, sentence: Sentence, verb: int) -> tuple[Actor, ...]:
    """Whose gift or message the subject of a passive is."""
    found = _GIFT_OF.search(sentence.masked, _clause(sentence.masked, verb), verb)
    to = _TO.search(sentence.masked, found.end(), verb) if found else None
    return _named(scene, sentence, (found.end(), to.start() if to else verb)) if found else ()


def _named(scene: Scene, sentence: Sentence, zone: Span) -> tuple[Actor, ...]:
    """Whom a stretch names as somebody that can act: a bare name of a country is a place or a topic."""
    if zone[0] >= zone[1] or words("own_people").search(sentence.masked, *zone):
        return ()
    found = with_parties(scene, sentence, zone, scene.cast.actors(sentence.absolute(zone)))
    return tuple(actor for actor in found if _can_act(sentence, actor, zone))


def _can_act(sentence: Sentence, actor: Actor, zone: Span) -> bool:
    if actor.parties or actor.persons or actor.organizations or actor.groups:
        return True
    at = actor.start - sentence.span[0]
    around = sentence.masked[max(zone[0], at - _NEAR_OFFICE) : min(zone[1], at + _NEAR_OFFICE)]
    return bool(words("official").search(around)) and not words("unofficial").search(around)
