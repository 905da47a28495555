"""The sides of contacts told by one trigger: meetings, calls, messages, agreements."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import first_verb, words
from tasks.extract.events.english_messages import adopters, celebrated, elected, handed_to, senders, with_bereaved
from tasks.extract.events.english_officials import officials_met
from tasks.extract.events.english_partners import (
    counterpart,
    guests_meant,
    is_own_abroad,
    is_own_person,
    names_no_country,
    other_side,
    unexplained,
    where_held,
)
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_references import as_counterpart, on_behalf, pronoun_object, with_the_party
from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_sides import both, others
from tasks.extract.events.english_slots import OPEN_TYPES, as_told_of, is_official, is_unofficial, slot, understood
from tasks.extract.events.english_visits import visits
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

_MANY_SENDERS = compiled(
    r"\b(?:leaders|parties|countries|heads|foreign|organi[sz]ations|personages|figures)\b", re.IGNORECASE
)
# A message to many: "to the forum", "to the participants of the seminar"
_GATHERING = re.compile(
    r"\W*(?:the|an?|this)\s+(?:(?:opening|participants|delegates|guests)\s+(?:of|in|at)\s+(?:the\s+)?)?(?:[\w-]+\s+){0,4}?"
    r"(?:dialogue|forum|seminar|conference|summit|symposium|gathering|workshop)\b",
    re.IGNORECASE,
)
_BETWEEN_THEM = re.compile(
    r"(?:talks?|meetings?|discussions?|negotiations?)\s+between\s+(?:the\s+two|both)\s+(?:\w+\s+)?(?:parties|sides|leaders|delegations|ministers)\b",
    re.IGNORECASE,
)
_TOGETHER = compiled(r"\b[A-Z¤][\w¤]*\s*,?\s+(?:together|along|jointly)\s+with\s")
# "In Hanoi the delegation and the party of ¤ signed"
_THE_DELEGATION_AND = re.compile(
    r"\W*(?:in\s+¤+\s*,?\s+)?(?:the\s+(?:[\w-]+\s+)?(?:delegation|guests?|visitors?|group)|he|she|they)\s+and\s",
    re.IGNORECASE,
)
_MONUMENT = compiled(r"\b(?:statues?|monuments?|mausoleum|cemetery|tower|tombs?|portraits?)\b", re.IGNORECASE)
_MANY = compiled(r"\b(?:parties|parliamentary\s+groups|political\s+organi[sz]ations)\b", re.IGNORECASE)


def contacts(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    """What the trigger tells: one element per event."""
    if hit.phrase.event_type == "visit":
        return visits(scene, sentence, hit)
    if hit.phrase.rule in ("meeting_opening", "message_opening"):
        return _opening(scene, sentence, hit)
    if not hit.slots and hit.phrase.subject is None and hit.phrase.object is None:
        return _told_of(scene, sentence, hit)
    if "AB" in hit.slots or "AB" in (hit.phrase.subject, hit.phrase.object):
        actors, zones = slot(scene, sentence, hit, "AB")
        if hit.phrase.rule == "meeting_discussed" and _is_told_already(scene, actors):
            return []
        if hit.phrase.rule == "meeting_views_joint" and scene.memory.is_on_phone(actors):
            return []
        if not actors and hit.phrase.subject == "AB" and hit.phrase.rule != "meeting_views_joint":
            actors = understood(scene, sentence, zones)
        if len(actors) == 1 and zones and hit.phrase.subject == "AB":
            actors = (*_own_named_first(scene, sentence, zones, actors), *actors)
        if len(actors) == 1 and zones and _THE_DELEGATION_AND.match(sentence.masked, zones[0][0]):
            actors = (*actors, *others(scene.memory.visitor or scene.memory.guest, actors))
        if len(actors) == 1 and hit.phrase.object == "AB" and hit.phrase.event_type == "meeting":
            actors = (*where_held(scene, sentence, hit, actors, zones), *actors)
        if not actors and hit.phrase.object == "AB" and _are_both(scene, sentence, hit, zones):
            actors = understood(scene, sentence, zones)
        return _contact(scene, sentence, hit, actors[:1], actors[1:])
    subject, zones = slot(scene, sentence, hit, "A")
    object_, other_zones = slot(scene, sentence, hit, "B")
    if hit.phrase.rule in ("message_said_in", "message_in_theirs"):
        return _contact(scene, sentence, hit, subject, scene.memory.recipient) if scene.memory.recipient else []
    if hit.phrase.rule == "message_received_open":
        scene.recipients = scene.memory.recipient = object_ or understood(scene, sentence, other_zones)
        return []
    if (
        hit.phrase.event_type == "message"
        and object_
        and not subject
        and _MANY_SENDERS.search(sentence.masked, hit.end)
    ):
        scene.recipients = scene.memory.recipient = (
            object_  # "received messages from parties of various countries": who they are comes next
        )
        return []
    if not _is_contact(scene, sentence, hit, zones[:1], other_zones[:1]):
        return []
    if not subject and hit.phrase.subject == "A":
        subject = understood(scene, sentence, zones) or unexplained(scene, sentence, zones, object_)
    elif not object_ and hit.phrase.subject == "B":
        object_ = understood(scene, sentence, other_zones)
    if hit.phrase.rule == "message_congratulated" and not any(sentence.masked[s:e].strip() for s, e in other_zones):
        return []  # whom, is told in words that are not understood
    if hit.phrase.event_type == "message" and len(subject) > 1:
        subject = others(subject, object_) or subject  # a prize named after a leader of the receiver sends nothing
    if subject and object_ == () and len(subject) > 1:
        subject = guests_meant(scene, sentence, zones, subject)
    if object_ and subject == () and len(object_) > 1:
        object_ = guests_meant(scene, sentence, other_zones, object_)
    if hit.phrase.rule == "message_adopted":
        subject = adopters(scene, sentence, hit, object_)
    if hit.phrase.rule == "message_handed_to":
        subject = senders(scene, sentence, hit, subject)
    bearer = subject if hit.phrase.rule == "message_handed" else ()
    if hit.phrase.rule == "message_handed":
        subject = senders(scene, sentence, hit, subject)
        object_ = handed_to(scene, sentence, hit, subject)
    if hit.phrase.event_type == "message" and not object_ and hit.phrase.object == "B":
        object_ = elected(scene, sentence, hit) or celebrated(scene, sentence, hit, other_zones[:1])
    if object_ and not subject and hit.phrase.object == "A":
        subject = counterpart(scene, sentence, object_, zones)
    if subject and hit.phrase.object == "B":
        object_ = object_ or pronoun_object(scene, sentence, other_zones, subject)
        object_ = with_the_party(scene, sentence, other_zones, object_, subject)
        object_ = as_counterpart(scene, sentence, other_zones, object_, subject)
    if subject and not object_:
        if hit.phrase.event_type == "message" and any(_GATHERING.match(sentence.masked, *z) for z in other_zones[:1]):
            return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]
        if hit.phrase.event_type in OPEN_TYPES:
            return _open_contact(sentence, hit, subject, other_zones)
        if sentence.is_lead and names_no_country(scene, sentence, other_zones[:1]):
            return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]
        if hit.phrase.object == "B" and not any(_MONUMENT.search(sentence.masked[s:e]) for s, e in other_zones[:1]):
            object_ = counterpart(scene, sentence, subject, other_zones)
    if hit.phrase.subject == "A":
        subject = on_behalf(scene, sentence, hit, subject)
    if zones and object_ and not others(object_, subject):
        if is_own_abroad(scene, subject if hit.phrase.subject == "B" else object_):
            return []
        if hit.phrase.subject == "A" and is_own_person(scene, sentence, zones[0], object_):
            return []
        subject = others(subject, object_) or other_side(scene, sentence, zones[0], object_)
    found = _contact(scene, sentence, hit, subject, object_)
    if found and bearer and bearer != subject:  # who hands it over, and not who sends it, is told of next
        remember(scene, bearer, others(object_, bearer))
    if found and hit.phrase.event_type == "meeting" and hit.phrase.object:
        met = other_zones if hit.phrase.object == "B" else zones
        found += officials_met(scene, sentence, found[0], met[:1], 1 if hit.phrase.object == "B" else 0)
    return found


def _opening(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    """ "At a meeting with B, A said ...": who is met, or written to, is named first, who speaks after it."""
    masked = sentence.masked
    verb = first_verb(masked, hit.end, len(masked))
    if is_unofficial(scene, sentence, hit, [(hit.end, verb)]):
        return []
    actors = scene.cast.actors(sentence.absolute((hit.end, verb)))
    if not actors or words("own_people").search(masked[hit.end : verb]):
        return []
    met, speakers = actors[:1], tuple(as_told_of(scene, actor) for actor in actors[1:2])
    if not speakers:
        comma = masked.rfind(",", hit.end, verb)
        speakers = others(understood(scene, sentence, [(comma + 1, verb)]) if comma > 0 else (), met)
    return _contact(scene, sentence, hit, speakers or others(scene.cast.home_actor(), met), met)


def _own_named_first(
    scene: Scene, sentence: Sentence, zones: list[Span], actors: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """ "The adviser X, together with the finance minister of B, ...": who needs no country is the outlet's own."""
    before = (zones[0][0], actors[0].start - sentence.span[0])
    is_led = words("official").search(sentence.masked, *before) and _TOGETHER.search(sentence.masked, *before)
    return others(scene.cast.home_actor(), actors) if is_led else ()


def _are_both(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span]) -> bool:
    """True for "talks between the two sides", "signed by the two parties"."""
    if _BETWEEN_THEM.match(sentence.masked, hit.start):
        return True
    return hit.phrase.event_type == "agreement" and any(scene.cast.refers_to_both(sentence.absolute(z)) for z in zones)


def _is_told_already(scene: Scene, actors: tuple[Actor, ...]) -> bool:
    """True where nobody, or only the last pair, "discussed" something: what they said at the contact told before."""
    keys = {actor.key for actor in actors}
    return len(keys) < 2 or keys <= {actor.key for actor in scene.memory.pair}


def _told_of(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    """A contact whose trigger has no slot ("after their talks", "a plan was signed"): of the two sides that the
    sentence names, else of the last pair."""
    named = scene.cast.actors(sentence.span)
    actors = tuple(_acting(scene, actor) for actor in named) if len(named) == 2 else scene.memory.pair
    if len(actors) != 2 or (hit.phrase.event_type == "meeting" and scene.memory.is_on_phone(actors)):
        return []
    return _contact(scene, sentence, hit, actors[:1], actors[1:])


def _acting(scene: Scene, actor: Actor) -> Actor:
    """A side of talks told before as it acted there."""
    known = scene.memory.acting.get(actor.key)
    return actor if actor.parties or known is None else replace(actor, parties=known.parties)


def _is_contact(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span], other_zones: list[Span]) -> bool:
    """False where firms, teams or a country's own people are all that is told."""
    own_people = any(_are_own_people(scene, sentence, zone) for zone in other_zones)
    if own_people or is_unofficial(scene, sentence, hit, zones):
        return False
    if hit.phrase.rule != "meeting_met":
        return True
    return any(is_official(scene, sentence, zone) for zone in (*zones, *other_zones))


def _are_own_people(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    """True for "businessmen and students", false where they come after somebody who acts for a side."""
    found = words("own_people").search(sentence.masked, *zone)
    before = sentence.absolute((zone[0], found.start())) if found else (0, 0)
    return found is not None and not scene.document.within(*before, "party", "party_group")


def _open_contact(sentence: Sentence, hit: Hit, subject: tuple[Actor, ...], zones: list[Span]) -> list[Contact]:
    """A contact with many unnamed parties: they are a side without a country."""
    if not any(_MANY.search(sentence.masked[start:end]) for start, end in zones):
        return []
    return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]


def _contact(
    scene: Scene, sentence: Sentence, hit: Hit, subject: tuple[Actor, ...], object_: tuple[Actor, ...]
) -> list[Contact]:
    """The subject is the hub. Where one side of a message is not named, it is the outlet's own."""
    if not object_ and len(subject) > 1 and hit.phrase.event_type != "message":
        subject, object_ = subject[:1], subject[1:]
    if object_ and not others(object_, subject):
        subject = others(subject, object_) or subject  # received by an officer of A "together with the embassy of B"
    object_ = others(object_, subject)
    if not object_ or not subject:
        known = subject or object_
        home = others(scene.cast.home_actor(), known)
        if hit.phrase.event_type == "message" and object_ and _MANY_SENDERS.search(sentence.masked[: hit.start]):
            scene.recipients = scene.memory.recipient = (
                object_  # "leaders of foreign parties have sent ...": who they are comes next
            )
            return []
        if hit.phrase.event_type == "message" and object_ and hit.phrase.subject is None:
            home = others(scene.memory.sender, known) or home  # "a similar letter went to ..."
        if hit.phrase.event_type not in ("message", "award", "aid") or not known or not home:
            return []
        subject, object_ = (known, home) if subject else (home, known)
    object_ = with_bereaved(scene, sentence, hit, object_)
    remember(scene, subject, object_)
    if hit.phrase.event_type == "call":
        scene.memory.on_phone |= {frozenset(actor.key for actor in scene.memory.pair)}
    if hit.phrase.event_type == "message":
        scene.memory.sender, scene.memory.recipient = subject, object_
    if hit.phrase.subject == "B":  # "he received a message from": the grammatical subject is told of next
        scene.memory.subject = object_
    if hit.phrase.event_type == "message":
        return [((sender, *object_), None) for sender in subject]
    return [((*subject[:1], *others(both(subject, object_), subject[:1])), None)]


def remember(scene: Scene, subject: tuple[Actor, ...], object_: tuple[Actor, ...]) -> None:
    """Keeps the sides of the last contact for "both sides", "the delegation", "he"."""
    scene.memory.keep(both(subject, object_))
    travelling = tuple(a for a in scene.memory.pair if a.key in {visitor.key for visitor in scene.memory.visitor})
    scene.memory.guest = travelling or _foreign(scene) or object_
    scene.memory.guests = join((*others(scene.memory.guests, scene.memory.guest), *scene.memory.guest))
    scene.memory.subject = subject


def _foreign(scene: Scene) -> tuple[Actor, ...]:
    """Who of the last pair is not of the country where it is told, else not of the outlet's own."""
    for country in (scene.here.country if scene.here else None, scene.cast.home):
        foreign = tuple(actor for actor in scene.memory.pair if actor.country != country)
        if len(foreign) < len(scene.memory.pair):
            return foreign
    return ()
