"""Who holds a gathering in an English dispatch: named beside it, told before, told later, or whose place it is."""

from __future__ import annotations

import re

from tasks.extract.events.english_clauses import object_zones, subject_zones
from tasks.extract.events.english_gathering_kinds import GatheringKind
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_slots import GUESTS
from tasks.extract.events.english_visits import invited_by
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Span

_ACTIVE = compiled(
    r"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<!\bbe\s)\b(?:held|holds?|co-chair(?:ed|s)|chair(?:ed|s)|hosted|hosts|host|gave|gives|organi[sz]ed|organi[sz]es|arranged|convened|staged|opened|debated|compared|deliberated|swapped)\s[^,;]{0,60}$",
    re.IGNORECASE,
)
BY = compiled(
    r"\b(?:(?:co-)?(?:hosted|organi[sz]ed|sponsored|held|given|run|offered|arranged|convened|staged|initiated)\s+(?:here\s+)?(?:jointly\s+)?by"
    r"|under\s+the\s+(?:auspices|sponsorship)\s+of)\b",
    re.IGNORECASE,
)
_BOTH_PARTIES = re.compile(r"\s*(?:the\s+)?(?:two|both)\s+(?:\w+\s+)?(?:parties|sides|countries)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\W*(?:in\s*¤+\s*,?\s*)?(?:(?:he|she|it|they|the\s+(?:delegation|group|team|guests|visitors))\b|\W*$)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|between)\b", re.IGNORECASE)
_CAME = re.compile(
    r"(?:came|come|coming|arrived|travell?ed|here|(?:was|were|is|are)\s+(?:here|in))\b(?!\s+together)", re.IGNORECASE
)
_AT_ACADEMY = re.compile(
    r"[^.,;]{0,60}?\b(?:at|by|in)\s+((?:the\s+)?(?:\w+\s+)?[¤'’s]+\s+(?:[\w¤-]+\s+){0,3}?(?:academy|school|institute|university|college)\b)",
    re.IGNORECASE,
)
_IN_COUNTRY = re.compile(r"[^.,;]{0,50}?\bin\s+(¤+)", re.IGNORECASE)
_HELD_BY = compiled(
    r"\bthe\s+(?:[\w-]+\s+){0,2}(?:gathering|event|meeting|forum|seminar|conference|summit|workshop|symposium)\b[^.;]{0,40}?"
    r"\b(?:hosted|organi[sz]ed|sponsored)\s+by\b",
    re.IGNORECASE,
)
_HOST_SENTENCES = 3


def hosts_of(scene: Scene, sentence: Sentence, kind: GatheringKind, noun: Span) -> tuple[Actor, ...]:
    """Who holds it: "hosted by X", "X held a seminar", "seminar between X and Y", "reception at the X embassy"."""
    masked = sentence.masked
    zones: list[Span] = []
    if by := BY.search(masked):
        zones.append(object_zones(masked, by.end())[0])
        if _BOTH_PARTIES.match(masked, by.end()) and len(scene.memory.pair) > 1:
            return scene.memory.pair
    if kind.event_type == "training" and (hosts := invited_by(scene, sentence)):
        return hosts
    if active := _ACTIVE.search(masked[: noun[0]]):
        zones += subject_zones(masked, active.start())
    if (of := _OF.match(masked, noun[1])) and kind.event_type != "training":
        if _BOTH_PARTIES.match(masked, of.end()) and len(scene.memory.pair) > 1:
            return scene.memory.pair
        zones.append(object_zones(masked, of.end())[0])
    for zone in zones:
        if actors := scene.cast.actors(sentence.absolute(zone)):
            return actors
    if active and (told := told_before(scene, sentence, active.start())):
        return told
    if kind.event_type == "training" and (
        school := _academy(scene, sentence, noun[1]) or _school(scene, sentence, noun[1])
    ):
        return school
    return ()


def hosts_told_later(scene: Scene, following: list[Sentence]) -> tuple[Actor, ...]:
    """ "..., took part in the gathering, which was hosted by X": who holds it is named in a later sentence."""
    for later in following[:_HOST_SENTENCES]:
        if told := _HELD_BY.search(later.masked):
            return scene.cast.actors(later.absolute(object_zones(later.masked, told.end())[0]))
    return ()


def is_coming(held: re.Match[str]) -> bool:
    """True for "came to ¤ for", "are in ¤ to attend"."""
    return _CAME.match(held[0]) is not None


def travelled_to(scene: Scene, sentence: Sentence, held: re.Match[str]) -> tuple[Actor, ...]:
    """Whose country they "came to for the seminar": it is held there."""
    if not is_coming(held):
        return ()
    place = next(iter(scene.cast.places(sentence.absolute(held.span()))), scene.here)
    named = [actor for actor in scene.cast.actors(sentence.span) if place and actor.country == place.country]
    return tuple(named[:1]) or ((Actor(place.country, sentence.span[0] + held.start()),) if place else ())


def _academy(scene: Scene, sentence: Sentence, start: int) -> tuple[Actor, ...]:
    """Whose school a course is held at: "a course at the Lao National Academy of Politics"."""
    found = _AT_ACADEMY.match(sentence.masked, start)
    return scene.cast.actors(sentence.absolute(found.span(1)))[:1] if found else ()


def _school(scene: Scene, sentence: Sentence, start: int) -> tuple[Actor, ...]:
    """The country of "a training programme on party building in China"."""
    found = _IN_COUNTRY.match(sentence.masked, start)
    places = scene.cast.places(sentence.absolute(found.span(1))) if found else []
    return tuple(Actor(place.country, sentence.span[0] + start) for place in places[:1] if place.country)


def told_before(scene: Scene, sentence: Sentence, verb: int) -> tuple[Actor, ...]:
    """Whom "he", "the two leaders", "the delegation" before a verb stand for."""
    zones = subject_zones(sentence.masked, verb)
    if not zones:
        return ()
    if GUESTS.match(sentence.masked, zones[0][0]) and len(scene.memory.guests) > 1:
        return scene.memory.guests
    if scene.cast.refers_to_both(sentence.absolute(zones[0])) and len(scene.memory.pair) > 1:
        return scene.memory.pair
    return scene.memory.subject[:1] if _PRONOUN.match(sentence.masked[slice(*zones[0])]) else ()
