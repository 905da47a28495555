"""Whom a contact is with where no plain name tells it: an office, a bare name, many, somebody told before."""

from __future__ import annotations

import re

from tasks.extract.events.english_clauses import words
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_references import PARTY_MEANT, bare_name, last_party
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.english_slots import ANOTHER, STATE_OFFICE, where_met
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Span

_FOREIGN = compiled(
    r"\b(?:foreign|overseas|international)\s+(?:[\w-]+\s+){0,2}?(?:guests|delegat\w+|parties|leaders|representatives|envoys|diplomats|friends"
    r"|organi[sz]ations|visitors|ambassadors|officials|politicians|figures|personages|observers|dignitaries)\b",
    re.IGNORECASE,
)
_ENVOYS = compiled(
    r"\b(?:countries|states|parties|ambassadors|envoys|diplomats|delegations?|representatives|leaders|politicians|guests)\b",
    re.IGNORECASE,
)
_OF_THAT = compiled(r"\bof\s+(?:that|the|this)\s+(?:party|organi[sz]ation|movement|group|front)\b", re.IGNORECASE)
_ABROAD = compiled(
    r"\b(?:embass(?:y|ies)|consulates?|communit(?:y|ies)|expatriates|diaspora|compatriots|students)\b", re.IGNORECASE
)
_NEAR = 40  # characters from a country to what of it is abroad
_TWO_OF_THEM = compiled(r"\band\s", re.IGNORECASE)
_THEY = re.compile(r"\W*(?:they|these)\b", re.IGNORECASE)
_OUR_PARTY = compiled(r"\bour\s+party(?!\w)", re.IGNORECASE)  # of a broadcast in the party's own state
_NAME = re.compile(r"^\W*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}\W*$")


def where_held(
    scene: Scene, sentence: Sentence, hit: Hit, named: tuple[Actor, ...], zones: list[Span]
) -> tuple[Actor, ...]:
    """ "A meeting at A's seat between a secretary of the Central Committee and a delegation of B": the place tells
    whom the first office belongs to, else it is of the outlet's own side."""
    if not any(_TWO_OF_THEM.search(sentence.masked, *zone) for zone in zones):
        return ()
    at = others(scene.cast.actors(sentence.absolute((hit.start, hit.end))), named)
    own: set[str | None] = {actor.country for actor in named}
    before = (
        last_party(scene, sentence.absolute((hit.start, hit.end))[0], own) if _OF_THAT.search(sentence.masked) else ()
    )
    return at[:1] or before or others(scene.cast.home_actor(), named)


def guests_meant(
    scene: Scene, sentence: Sentence, zones: list[Span], both_sides: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """ "They also called on the speaker": the guests, and not both sides of the last contact."""
    is_they = zones and both_sides == scene.memory.pair and _THEY.match(sentence.masked, zones[0][0])
    return scene.memory.guest if is_they and scene.memory.guest else both_sides


def unexplained(scene: Scene, sentence: Sentence, zones: list[Span], object_: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A bare name that nothing explains: the other side of the last pair, else of the headline."""
    if not object_ or not zones or not _NAME.match(sentence.masked[zones[0][0] : zones[0][1]]):
        return ()
    told = others(scene.memory.pair, object_) or others(scene.headline, object_)[:1]
    return told or _known_to_readers(scene, sentence, object_, zones)


def _known_to_readers(scene: Scene, sentence: Sentence, met: tuple[Actor, ...], zones: list[Span]) -> tuple[Actor, ...]:
    """The outlet's own side for a full name without office that is told of nowhere before, where people of a party are
    met: whom its readers know, it need not introduce. A headline introduces nobody."""
    name = bare_name(scene, sentence, zones[0]) if zones and met and met[0].parties else None
    if sentence.is_title or name is None or " " not in name:
        return ()
    if name.split()[-1] in scene.document.text[: sentence.span[0]]:
        return ()
    return others(scene.cast.home_actor(), met)


def is_own_abroad(scene: Scene, met: tuple[Actor, ...]) -> bool:
    """True where those met are an embassy or compatriots abroad."""
    return bool(met) and bool(_ABROAD.search(scene.document.text, met[0].start, met[0].start + _NEAR))


def is_own_person(scene: Scene, sentence: Sentence, zone: Span, object_: tuple[Actor, ...]) -> bool:
    """True where somebody named meets only people of his own country."""
    named = scene.document.within(*sentence.absolute(zone), "person")
    countries = {actor.country for mention in named if (actor := scene.cast.cast.actor(mention))}
    return countries == {actor.country for actor in object_}


def other_side(scene: Scene, sentence: Sentence, zone: Span, object_: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who meets the side that seemed to be the subject as well ("the special envoy met officials of ...")."""
    found = others(scene.memory.pair, object_) or others(scene.cast.home_actor(), object_)
    if ANOTHER.match(sentence.masked[zone[0] : zone[1]]):
        return tuple(Actor(actor.country, actor.start) for actor in found if actor.country)
    return found


def counterpart(scene: Scene, sentence: Sentence, subject: tuple[Actor, ...], zones: list[Span]) -> tuple[Actor, ...]:
    """Somebody met of whom only name or office is told ("met with Prime Minister Kaifu"): the other side of the last
    contact, else the outlet's own."""
    told = " ".join(sentence.masked[start:end] for start, end in zones)
    if not words("official").search(told) and not any(_names_person(scene, sentence, zone) for zone in zones):
        return _known_to_readers(scene, sentence, subject, zones)
    headline = others(scene.headline, subject)
    pair = others(scene.memory.pair, subject)
    if STATE_OFFICE.search(told) and not PARTY_MEANT.search(told):
        pair = tuple(Actor(actor.country, actor.start, groups=actor.groups) for actor in pair)
    if PARTY_MEANT.search(told) and (near := _party_before(scene, sentence, subject, zones)):
        return near
    if _OUR_PARTY.search(told):
        return tuple(scene.cast.of_only_party(actor) for actor in others(scene.cast.home_actor(), subject))
    local = others(where_met(scene, sentence), subject)
    if local:
        return tuple(_of_party(scene, actor, told) for actor in local)
    return pair or (headline if len(headline) == 1 else ()) or others(scene.cast.home_actor(), subject)


def _party_before(scene: Scene, sentence: Sentence, subject: tuple[Actor, ...], zones: list[Span]) -> tuple[Actor, ...]:
    """The party that "party chief ..." belongs to, where the sentence has just named it ("visited the ¤ offices")."""
    end = zones[0][0] if zones else 0
    found = [actor for actor in others(scene.cast.actors(sentence.absolute((0, end))), subject) if actor.parties]
    return tuple(found[-1:])


def _of_party(scene: Scene, actor: Actor, told: str) -> Actor:
    """The side with the party known of it where the words speak of "the party"."""
    known = scene.memory.acting.get(actor.key)
    return known if known and PARTY_MEANT.search(told) else actor


def names_no_country(scene: Scene, sentence: Sentence, zones: list[Span]) -> bool:
    """True for "ambassadors of African countries", "foreign representatives": a side, but of no one country."""
    for start, end in zones:
        told = sentence.masked[start:end]
        of_region = scene.document.within(*sentence.absolute((start, end)), "region") and _ENVOYS.search(told)
        if of_region or (_FOREIGN.search(told) and words("official").search(told)):
            return True
    return False


def _names_person(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    return bool(scene.document.within(*sentence.absolute(zone), "person"))
