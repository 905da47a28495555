"""The sides of contacts told by one trigger: meetings, calls, messages, agreements."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import first_verb, object_zones, words
from tasks.extract.events.english_officials import officials_met
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_references import (
    PARTY_MEANT,
    as_counterpart,
    on_behalf,
    pronoun_object,
    with_the_party,
)
from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_sides import both, others
from tasks.extract.events.english_slots import (
    ANOTHER,
    OPEN_TYPES,
    STATE_OFFICE,
    is_official,
    is_unofficial,
    slot,
    understood,
    where_met,
)
from tasks.extract.events.english_visits import visits
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

# What a message is sent over: the death of a party leader, the election of one
_LEADER = compiled(
    r"\b(?:death|passing|demise|bier|mourn\w*|(?:re-?)?(?:election|elected|appointment)\s+as)\b", re.IGNORECASE
)
_MANY_SENDERS = compiled(
    r"\b(?:leaders|parties|countries|heads|foreign|organi[sz]ations|personages|figures)\b", re.IGNORECASE
)
_FOREIGN = compiled(
    r"\b(?:foreign|overseas|international)\s+(?!(?:affairs|minister|ministry|liaison)\b)", re.IGNORECASE
)
_ENVOYS = compiled(
    r"\b(?:countries|states|parties|ambassadors|envoys|diplomats|delegations?|representatives|leaders|politicians|guests)\b",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    r"\W*the\s+(?:(?:participants|delegates|delegations|guests)\s+(?:in|of|at|to|attending)\s+(?:the\s+)?)?"
    r"(?:[\w-]+\s+){0,3}(?:congress|convention|conference)\b",
    re.IGNORECASE,
)
_TO_CONGRESS = compiled(r"\bto\s+the\s+(?:[\w-]+\s+){0,3}(?:congress|convention|conference|party)\b", re.IGNORECASE)
_BETWEEN_THEM = re.compile(
    r"(?:talks?|meetings?|discussions?|negotiations?)\s+between\s+(?:the\s+two|both)\s+(?:\w+\s+)?(?:parties|sides|leaders|delegations|ministers)\b",
    re.IGNORECASE,
)
_MONUMENT = compiled(r"\b(?:statues?|monuments?|mausoleum|cemetery|tower|tombs?|portraits?)\b", re.IGNORECASE)
_TWO_OF_THEM = compiled(r"\band\s", re.IGNORECASE)
_NEAR = 80  # characters after "congress" within which its party is named
_THEY = re.compile(r"\W*(?:they|these)\b", re.IGNORECASE)
_NAME = re.compile(r"^\W*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}\W*$")
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
        if not actors and hit.phrase.subject == "AB" and hit.phrase.rule != "meeting_views_joint":
            actors = understood(scene, sentence, zones)
        if len(actors) == 1 and hit.phrase.object == "AB" and hit.phrase.event_type == "meeting":
            actors = (*_where_held(scene, sentence, hit, actors, zones), *actors)
        if not actors and hit.phrase.object == "AB" and _BETWEEN_THEM.match(sentence.masked, hit.start):
            actors = understood(scene, sentence, zones)
        return _contact(scene, sentence, hit, actors[:1], actors[1:])
    subject, zones = slot(scene, sentence, hit, "A")
    object_, other_zones = slot(scene, sentence, hit, "B")
    if hit.phrase.rule == "message_received_open":
        scene.recipients = object_ or understood(scene, sentence, other_zones)
        return []
    if (
        hit.phrase.event_type == "message"
        and object_
        and not subject
        and _MANY_SENDERS.search(sentence.masked, hit.end)
    ):
        scene.recipients = object_  # "received messages from parties of various countries": who they are comes next
        return []
    if not _is_contact(scene, sentence, hit, zones[:1], other_zones[:1]):
        return []
    if not subject and hit.phrase.subject == "A":
        subject = understood(scene, sentence, zones) or _unexplained(scene, sentence, zones, object_)
    elif not object_ and hit.phrase.subject == "B":
        object_ = understood(scene, sentence, other_zones)
    if subject and object_ == () and len(subject) > 1:
        subject = _guests_meant(scene, sentence, zones, subject)
    if object_ and subject == () and len(object_) > 1:
        object_ = _guests_meant(scene, sentence, other_zones, object_)
    if hit.phrase.rule == "message_adopted":
        subject = _adopters(scene, sentence, hit, object_)
    if hit.phrase.rule == "message_handed_to":
        subject = _senders(scene, sentence, hit, subject)
    if hit.phrase.rule == "message_handed":
        subject = _senders(scene, sentence, hit, subject)
        object_ = _handed_to(scene, sentence, hit, subject)
    if hit.phrase.event_type == "message" and not object_ and hit.phrase.object == "B":
        object_ = _elected(scene, sentence, hit) or _celebrated(scene, sentence, hit, other_zones[:1])
    if object_ and not subject and hit.phrase.object == "A":
        subject = _counterpart(scene, sentence, object_, zones)
    if subject and hit.phrase.object == "B":
        object_ = object_ or pronoun_object(scene, sentence, other_zones, subject)
        object_ = with_the_party(scene, sentence, other_zones, object_, subject)
        object_ = as_counterpart(scene, sentence, other_zones, object_, subject)
    if subject and not object_:
        if hit.phrase.event_type in OPEN_TYPES:
            return _open_contact(sentence, hit, subject, other_zones)
        if sentence.is_lead and _names_no_country(scene, sentence, other_zones[:1]):
            return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]
        if hit.phrase.object == "B" and not any(_MONUMENT.search(sentence.masked[s:e]) for s, e in other_zones[:1]):
            object_ = _counterpart(scene, sentence, subject, other_zones)
    if hit.phrase.subject == "A":
        subject = on_behalf(scene, sentence, hit, subject)
    if zones and object_ and not others(object_, subject):
        subject = _other_side(scene, sentence, zones[0], object_)
    found = _contact(scene, sentence, hit, subject, object_)
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
    met, speakers = actors[:1], actors[1:2]
    if not speakers:
        comma = masked.rfind(",", hit.end, verb)
        speakers = others(understood(scene, sentence, [(comma + 1, verb)]) if comma > 0 else (), met)
    return _contact(scene, sentence, hit, speakers or others(scene.cast.home_actor(), met), met)


def _where_held(
    scene: Scene, sentence: Sentence, hit: Hit, named: tuple[Actor, ...], zones: list[Span]
) -> tuple[Actor, ...]:
    """ "A meeting at A's seat between a secretary of the Central Committee and a delegation of B": the place tells
    whom the first office belongs to, else it is of the outlet's own side."""
    if not any(_TWO_OF_THEM.search(sentence.masked, *zone) for zone in zones):
        return ()
    at = others(scene.cast.actors(sentence.absolute((hit.start, hit.end))), named)
    return at[:1] or others(scene.cast.home_actor(), named)


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


def _adopters(scene: Scene, sentence: Sentence, hit: Hit, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whose gathering adopts a letter: who is named in the sentence beside the recipient, else in the one before."""
    before = scene.sentences_before(sentence)[-1:]
    spans = [sentence.absolute((0, hit.start)), sentence.absolute((hit.end, len(sentence.masked)))]
    for span in (*spans, *(told.span for told in before)):
        if found := others(scene.cast.actors(span), recipients):
            return found[:1]
    return ()


def _senders(scene: Scene, sentence: Sentence, hit: Hit, bearer: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who sends what somebody hands over: named after "from", else the bearer's own side."""
    found = _after(scene, sentence, hit, "from|sent\\s+by")
    return found or bearer


def _handed_to(scene: Scene, sentence: Sentence, hit: Hit, bearer: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """To whom it is handed over: named after "to"; the party whose congress is held; the other side of the last
    contact; the hosts."""
    found = others(_after(scene, sentence, hit, "to"), bearer)
    if not found and _TO_CONGRESS.search(sentence.masked, hit.end):
        found = others(scene.memory.congress, bearer)
    pair = others(scene.memory.pair, bearer)
    return found or (pair if len(pair) == 1 else ())


def _after(scene: Scene, sentence: Sentence, hit: Hit, preposition: str) -> tuple[Actor, ...]:
    match = re.compile(rf"[^;]{{0,160}}?\b(?:{preposition})\s+", re.IGNORECASE).match(sentence.masked, hit.end)
    if match is None:
        return ()
    start, end = object_zones(sentence.masked, match.end())[0]
    if preposition != "to" and (to := re.compile(r"\bto\s").search(sentence.masked, start, end)):
        end = to.start()
    return scene.cast.actors(sentence.absolute((start, end)))


def _is_contact(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span], other_zones: list[Span]) -> bool:
    """False where firms, teams or a country's own people are all that is told."""
    own_people = any(words("own_people").search(sentence.masked[start:end]) for start, end in other_zones)
    if own_people or is_unofficial(scene, sentence, hit, zones):
        return False
    if hit.phrase.rule != "meeting_met":
        return True
    return any(is_official(scene, sentence, zone) for zone in (*zones, *other_zones))


def _guests_meant(
    scene: Scene, sentence: Sentence, zones: list[Span], both_sides: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """ "They also called on the speaker": the guests, and not both sides of the last contact."""
    is_they = zones and both_sides == scene.memory.pair and _THEY.match(sentence.masked, zones[0][0])
    return scene.memory.guest if is_they and scene.memory.guest else both_sides


def _unexplained(scene: Scene, sentence: Sentence, zones: list[Span], object_: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A bare name that nothing explains: the other side of the last pair, else of the headline."""
    if not object_ or not zones or not _NAME.match(sentence.masked[zones[0][0] : zones[0][1]]):
        return ()
    return others(scene.memory.pair, object_) or others(scene.headline, object_)[:1]


def _other_side(scene: Scene, sentence: Sentence, zone: Span, object_: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who meets the side that seemed to be the subject as well ("the special envoy met officials of ...")."""
    found = others(scene.memory.pair, object_) or others(scene.cast.home_actor(), object_)
    if ANOTHER.match(sentence.masked[zone[0] : zone[1]]):
        return tuple(Actor(actor.country, actor.start) for actor in found if actor.country)
    return found


def _open_contact(sentence: Sentence, hit: Hit, subject: tuple[Actor, ...], zones: list[Span]) -> list[Contact]:
    """A contact with many unnamed parties: they are a side without a country."""
    if not any(_MANY.search(sentence.masked[start:end]) for start, end in zones):
        return []
    return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]


def _counterpart(scene: Scene, sentence: Sentence, subject: tuple[Actor, ...], zones: list[Span]) -> tuple[Actor, ...]:
    """Somebody met of whom only name or office is told ("met with Prime Minister Kaifu"): the other side of the last
    contact, else the outlet's own."""
    told = " ".join(sentence.masked[start:end] for start, end in zones)
    if not words("official").search(told) and not any(_names_person(scene, sentence, zone) for zone in zones):
        return ()
    headline = others(scene.headline, subject)
    pair = others(scene.memory.pair, subject)
    if STATE_OFFICE.search(told) and not PARTY_MEANT.search(told):
        pair = tuple(Actor(actor.country, actor.start, groups=actor.groups) for actor in pair)
    if PARTY_MEANT.search(told) and (near := _party_before(scene, sentence, subject, zones)):
        return near
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


def _names_no_country(scene: Scene, sentence: Sentence, zones: list[Span]) -> bool:
    """True for "ambassadors of African countries", "foreign representatives": a side, but of no one country."""
    for start, end in zones:
        told = sentence.masked[start:end]
        of_region = scene.document.within(*sentence.absolute((start, end)), "region") and _ENVOYS.search(told)
        if of_region or (_FOREIGN.search(told) and words("official").search(told)):
            return True
    return False


def _names_person(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    return bool(scene.document.within(*sentence.absolute(zone), "person"))


def _contact(
    scene: Scene, sentence: Sentence, hit: Hit, subject: tuple[Actor, ...], object_: tuple[Actor, ...]
) -> list[Contact]:
    """The subject is the hub. Where one side of a message is not named, it is the outlet's own."""
    if not object_ and len(subject) > 1 and hit.phrase.event_type != "message":
        subject, object_ = subject[:1], subject[1:]
    object_ = others(object_, subject)
    if not object_ or not subject:
        known = subject or object_
        home = others(scene.cast.home_actor(), known)
        if hit.phrase.event_type == "message" and object_ and _MANY_SENDERS.search(sentence.masked[: hit.start]):
            scene.recipients = object_  # "leaders of foreign parties have sent ...": who they are comes next
            return []
        if hit.phrase.event_type == "message" and object_ and hit.phrase.subject is None:
            home = others(scene.memory.sender, known) or home  # "a similar letter went to ..."
        if hit.phrase.event_type not in ("message", "award", "aid") or not known or not home:
            return []
        subject, object_ = (known, home) if subject else (home, known)
    object_ = _bereaved(scene, sentence, hit, object_)
    remember(scene, subject, object_)
    if hit.phrase.event_type == "call":
        scene.memory.on_phone |= {frozenset(actor.key for actor in scene.memory.pair)}
    if hit.phrase.event_type == "message":
        scene.memory.sender = subject
    if hit.phrase.subject == "B":  # "he received a message from": the grammatical subject is told of next
        scene.memory.subject = object_
    if hit.phrase.event_type == "message":
        return [((sender, *object_), None) for sender in subject]
    return [((*subject[:1], *others(both(subject, object_), subject[:1])), None)]


def _elected(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """Whom a bare name heads: "to Barrios on his election as president of the ..." goes to that party or country."""
    post = _LEADER.search(sentence.masked, hit.end)
    found = scene.cast.actors(sentence.absolute((post.end(), len(sentence.masked)))) if post else ()
    return found[:1]


def _celebrated(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span]) -> tuple[Actor, ...]:
    """Whose congress a message is sent to: "to the 11th congress of the ..."."""
    congress = _CONGRESS.match(sentence.masked, zones[0][0]) if zones else None
    if congress is None:
        return ()
    return scene.cast.actors(sentence.absolute((congress.start(), congress.end() + _NEAR)), with_occasion=True)[:1]


def _bereaved(scene: Scene, sentence: Sentence, hit: Hit, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Condolences on a party leader's death go to his party, and so do congratulations on the election of one."""
    death = _LEADER.search(sentence.masked, hit.start)
    if hit.phrase.event_type != "message" or death is None:
        return recipients
    mourned = scene.cast.actors(sentence.absolute((death.end(), len(sentence.masked))), with_occasion=True)
    countries = {actor.country for actor in recipients}
    return join([*recipients, *(actor for actor in mourned if actor.country in countries)])


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
