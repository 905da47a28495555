"""The sides of contacts told by one trigger: meetings, calls, messages, agreements, visits."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import object_zones, subject_zones
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import both, others
from tasks.extract.events.sides import Actor, join
from tasks.records import Place, Span

Contact = tuple[tuple[Actor, ...], Place | None]  # the sides, hub first; where, if the trigger says so

_NOT_OFFICIAL = re.compile(
    r"\b(?:tourists?|students?|fans?|players?|athletes|team|teams|compan(?:y|ies)|firms?|investors?|shareholders|troupe|singers?"
    r"|coach|goods|exports?|imports?|shares|stocks|migrants|refugees|scientists|astronauts?|exporters|traders|troops|ships?|submarines?|carriers?|bombers?|schoolchildren|pupils|children|artistes|bishops?|pilgrims?|vessels?"
    r"|aircraft|planes?|soldiers|guerrillas|rebels|soccer|football)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:president|premier|prime\s+minister|minister|king|queen|emperor|prince|speaker|chancellor|secretary|chairman|chairwoman"
    r"|chairperson|governor|mayor|ambassador|counterpart|leaders?|officials?|hosts?|guests?|vice-president|vice\s+president|envoy"
    r"|adviser|advisor|director|deputy|commander|general|marshal|head|delegation|delegates|party|parties|government|embassy|ministry"
    r"|mission|representatives?|members|deputies|lawmakers|legislators|parliamentarians|senators?|secretaries|ministers|presidents"
    r"|mr|mrs|ms|dr|comrade|sides?|heads|premiers|ambassadors|diplomats|cadres|politicians|group)\b",
    re.IGNORECASE,
)
_OPEN_TYPES = ("dialogue", "other")  # may have a side of many parties without names
_MISSION = re.compile(r"\b(?:embass(?:y|ies)|consulate|pavilion|stand|booth)\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"^\W*the\s+(?:[\w¤'’-]+\s+){0,3}(?:delegation|side|guests?|hosts?|visitors?|party|leaders?|officials?|delegates|representatives)\b",
    re.IGNORECASE,
)
# "The special envoy" need not be the person told of before: only the country is the same
_ANOTHER = re.compile(
    r"^\W*the\s+(?:[\w-]+\s+){0,3}(?:envoy|ambassador|minister|premier|official|officials|spokesman)\b", re.IGNORECASE
)
_DEATH = re.compile(r"\b(?:death|passing|demise|bier|mourn\w*)\b", re.IGNORECASE)
_AUTHOR = re.compile(r"^\W*(?:we|our|i)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:community|communities|compatriots|nationals|expatriates|residents|students|entrepreneurs|business\s+(?:people|leaders|circles)"
    r"|businessmen|embassy\s+staff|staff\s+(?:members\s+)?of\s+the\s+embassy|workers|villagers)\b",
    re.IGNORECASE,
)
_MANY_SENDERS = re.compile(
    r"\b(?:leaders|parties|countries|heads|foreign|organi[sz]ations|personages|figures)\b", re.IGNORECASE
)
_ENUMERATION = re.compile(
    r"^\W*(?:they|these|those|among\s+them|the\s+(?:senders|leaders|parties|messages))\s+(?:\w+\s+)?(?:include[sd]?|are|were|came)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"^\W*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}\W*$")
_PRONOUN = re.compile(r"^\W*(?:he|she|it|they|the|his|her|their|both|this|also|and|later)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:parties|parliamentary\s+groups|political\s+organi[sz]ations)\b", re.IGNORECASE)
_HERE = re.compile(r"^\W*(?:here\b|(?:the|this)\s+(?:island|country|capital|nation)\b)", re.IGNORECASE)
_INVITED = re.compile(
    r"\b(?:at|on|upon)\s+the\s+invitation\s+of\b|\binvited\s+by\b|\bas\s+guests?\s+of\b", re.IGNORECASE
)


def contacts(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    """What the trigger tells: one element per event."""
    if hit.phrase.event_type == "visit":
        return _visits(scene, sentence, hit)
    if "AB" in hit.slots or "AB" in (hit.phrase.subject, hit.phrase.object):
        actors, zones = _slot(scene, sentence, hit, "AB")
        if not actors and hit.phrase.subject == "AB":
            actors = _understood(scene, sentence, zones)
        return _contact(scene, sentence, hit, actors[:1], actors[1:])
    subject, zones = _slot(scene, sentence, hit, "A")
    object_, other_zones = _slot(scene, sentence, hit, "B")
    if _is_unofficial(sentence, hit, zones) or any(_OWN.search(sentence.masked[a:b]) for a, b in other_zones[:1]):
        return []
    if hit.phrase.rule == "meeting_met" and subject and object_:
        if not any(_is_official(scene, sentence, zone) for zone in (*zones[:1], *other_zones[:1])):
            return []
    if not subject and hit.phrase.subject == "A":
        subject = _understood(scene, sentence, zones)
        if not subject and object_ and zones and _NAME.match(sentence.masked[zones[0][0] : zones[0][1]]):
            subject = others(
                scene.memory.pair, object_
            )  # a name that nobody explained: the other side of the last pair
    elif not object_ and hit.phrase.subject == "B":
        object_ = _understood(scene, sentence, other_zones)
    if hit.phrase.event_type in _OPEN_TYPES and subject and not object_:
        return _open_contact(sentence, hit, subject, other_zones)
    if subject and not object_ and hit.phrase.object == "B":
        object_ = _counterpart(scene, sentence, subject, other_zones)
    if zones and object_ and not others(object_, subject):
        subject = others(scene.memory.pair, object_) or others(scene.cast.home_actor(), object_)
        if _ANOTHER.match(sentence.masked[zones[0][0] : zones[0][1]]):
            subject = tuple(Actor(actor.country, actor.start) for actor in subject if actor.country)
    return _contact(scene, sentence, hit, subject, object_)


def _open_contact(sentence: Sentence, hit: Hit, subject: tuple[Actor, ...], zones: list[Span]) -> list[Contact]:
    """A contact with many unnamed parties: they are a side without a country."""
    if not any(_MANY.search(sentence.masked[start:end]) for start, end in zones):
        return []
    return [((*subject[:1], Actor(None, sentence.span[0] + hit.end)), None)]


def _counterpart(scene: Scene, sentence: Sentence, subject: tuple[Actor, ...], zones: list[Span]) -> tuple[Actor, ...]:
    """Somebody met of whom only name or office is told ("met with Prime Minister Kaifu"): the other side of the last
    contact, else the outlet's own."""
    words = " ".join(sentence.masked[start:end] for start, end in zones)
    if not _OFFICE.search(words) and not any(_names_person(scene, sentence, zone) for zone in zones):
        return ()
    headline = others(scene.headline, subject)
    return (
        others(scene.memory.pair, subject)
        or (headline if len(headline) == 1 else ())
        or others(scene.cast.home_actor(), subject)
    )


def _names_person(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    return bool(scene.document.within(*sentence.absolute(zone), "person"))


def _slot(scene: Scene, sentence: Sentence, hit: Hit, name: str) -> tuple[tuple[Actor, ...], list[Span]]:
    """The actors of a slot and the zones looked at; the first zone that names somebody wins."""
    if name in hit.slots:
        zones = [hit.slots[name]]
    elif hit.phrase.subject == name:
        zones = subject_zones(sentence.masked, hit.start)
    elif hit.phrase.object == name:
        zones = object_zones(sentence.masked, hit.end)
        if hit.phrase.event_type in _OPEN_TYPES:
            zones = zones[:1]
    else:
        return (), []
    for zone in zones:
        actors = scene.cast.actors(sentence.absolute(zone))
        if actors:
            return _with_parties(scene, sentence, zone, actors), [zone]
    return (), zones


def _with_parties(scene: Scene, sentence: Sentence, zone: Span, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "The Chinese delegation" of a later sentence is the delegation told of: it stands for the same party."""
    definite = bool(_DEFINITE.match(sentence.masked[zone[0] : zone[1]]))
    known = {actor.key: actor for actor in scene.memory.pair}
    return tuple(_as_known(actor, known.get(actor.key), definite) for actor in actors)


def _as_known(actor: Actor, known: Actor | None, definite: bool) -> Actor:
    if known is None or actor.parties or not known.parties:
        return actor
    same_person = {person.name for person in actor.persons} & {person.name for person in known.persons}
    return replace(actor, parties=known.parties) if definite or same_person else actor


def _understood(scene: Scene, sentence: Sentence, zones: list[Span]) -> tuple[Actor, ...]:
    """Whom a subject without a known name means: both sides, the guest, the last subject; a name that nothing else
    tells of is of the outlet's own side."""
    if not zones:
        return scene.memory.subject or scene.cast.home_actor()
    span = sentence.absolute(zones[0])
    if scene.cast.refers_to_both(span) and len(scene.memory.pair) > 1:
        return scene.memory.pair
    if scene.cast.refers_to_guest(span) and scene.memory.guest:
        return scene.memory.guest
    words = sentence.masked[zones[0][0] : zones[0][1]]
    if _AUTHOR.match(words):
        return scene.author()
    if (local := _local(scene, sentence, zones)) and _OFFICE.search(words):
        return local
    if scene.memory.subject and (_PRONOUN.match(words) or not words.strip()):
        if _ANOTHER.match(words):
            return tuple(Actor(actor.country, actor.start) for actor in scene.memory.subject if actor.country)
        return scene.memory.subject
    if not _is_official(scene, sentence, zones[0]):
        return ()
    return scene.cast.home_actor() or scene.memory.subject


def _local(scene: Scene, sentence: Sentence, zones: list[Span]) -> tuple[Actor, ...]:
    """The country of "In Chile, the foreign minister said": an office without a country is that of the place."""
    opening = re.match(r"\s*in\s+(¤+)\s*,", sentence.masked, re.IGNORECASE)
    if not opening or not zones or zones[0][0] > opening.end() + 40:
        return ()
    return tuple(
        Actor(place.country, sentence.span[0] + opening.start())
        for place in scene.cast.places(sentence.absolute(opening.span(1)))
        if place.country
    )


def _is_official(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    """True where a stretch names a person, party or organ, or an office: no firm, team or storm."""
    named = scene.document.within(*sentence.absolute(zone), "person", "party", "party_group", "organization")
    return bool(named) or bool(_OFFICE.search(sentence.masked[zone[0] : zone[1]]))


def _is_unofficial(sentence: Sentence, hit: Hit, zones: list[Span]) -> bool:
    zone = sentence.masked[zones[0][0] : zones[0][1]] if zones else ""
    return bool(_NOT_OFFICIAL.search(zone + " | " + sentence.masked[max(0, hit.start - 50) : hit.start]))


def senders_enumerated(scene: Scene, sentence: Sentence) -> list[Contact]:
    """ "They include ...": the senders of messages of which the sentence before told only that there were many."""
    recipients, scene.recipients = scene.recipients, ()
    if not recipients or not _ENUMERATION.match(sentence.masked):
        return []
    return [((sender, *recipients), None) for sender in others(scene.cast.actors(sentence.span), recipients)]


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
        if hit.phrase.event_type != "message" or not known or not home:
            return []
        subject, object_ = (known, home) if subject else (home, known)
    object_ = _bereaved(scene, sentence, hit, object_)
    remember(scene, subject, object_)
    if hit.phrase.event_type == "message":
        return [((sender, *object_), None) for sender in subject]
    return [((*subject[:1], *others(both(subject, object_), subject[:1])), None)]


def _bereaved(scene: Scene, sentence: Sentence, hit: Hit, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Condolences on a party leader's death go to his party."""
    death = _DEATH.search(sentence.masked, hit.start)
    if hit.phrase.event_type != "message" or death is None:
        return recipients
    mourned = scene.cast.actors(sentence.absolute((death.end(), len(sentence.masked))), with_occasion=True)
    countries = {actor.country for actor in recipients}
    return join([*recipients, *(actor for actor in mourned if actor.country in countries)])


def remember(scene: Scene, subject: tuple[Actor, ...], object_: tuple[Actor, ...]) -> None:
    """Keeps the sides of the last contact for "both sides", "the delegation", "he"."""
    scene.memory.pair = both(subject, object_)
    foreign = tuple(actor for actor in scene.memory.pair if actor.country != scene.cast.home)
    scene.memory.guest = foreign if len(foreign) < len(scene.memory.pair) else object_
    scene.memory.subject = subject


def _visits(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    if hit.phrase.rule == "visit_adjective" and _names_place(scene, sentence, hit.end):
        hit = replace(hit, phrase=replace(hit.phrase, rule="visit_visiting", subject="A", object="P"))
    visitors, zones = _slot(scene, sentence, hit, "A")
    if _is_unofficial(sentence, hit, zones):
        return []
    if not visitors and hit.phrase.subject == "A":
        visitors = _understood(scene, sentence, zones)
    if hit.phrase.rule == "visit_adjective":
        visitors = visitors[:1]
    if hit.phrase.rule == "visit_led":  # "leads a CPC delegation": whom the delegation belongs to
        led = scene.cast.actors(sentence.absolute((hit.start, hit.end)))
        visitors = join([*visitors, *led]) if not others(led, visitors) else led
    hosts = invited_by(scene, sentence)
    found: list[Contact] = []
    for place in _destinations(scene, sentence, hit):
        guests = tuple(actor for actor in visitors if actor.key != place.country)
        if not guests and hit.phrase.rule == "visit_noun":  # "X met Y during his visit to X's country"
            guests = tuple(actor for actor in scene.memory.pair if actor.key != place.country)
        organizations = () if place.country else (place.name,)
        host = Actor(place.country, sentence.span[0] + hit.end, organizations=organizations)
        host = join([host, *(actor for actor in hosts if actor.country == place.country and place.country)])[0]
        found += [((guest, host), place) for guest in guests]
    if found:
        scene.memory.subject = scene.memory.guest = tuple(sides[0] for sides, _ in found[:1])
        scene.memory.pair = found[0][0]
    return found


def _names_place(scene: Scene, sentence: Sentence, at: int) -> bool:
    """True in "while visiting China", false in "visiting Chinese Premier", "visiting President Xi of China"."""
    if _HERE.match(sentence.masked[at:]):
        return True
    start = re.compile(r"\s*(?:the\s+)?").match(sentence.masked, at).end()  # type: ignore[union-attr]
    first = scene.document.within(*sentence.absolute((start, len(sentence.masked))))[:1]
    return any(
        m.start == start + sentence.span[0] and m.kind in ("country", "place") and m.form != "adjective" for m in first
    )


def invited_by(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """The parties at whose invitation something happens (CODEBOOK R4)."""
    match = _INVITED.search(sentence.masked)
    if not match:
        return ()
    return scene.cast.actors(sentence.absolute(object_zones(sentence.masked, match.end())[0]))


def _destinations(scene: Scene, sentence: Sentence, hit: Hit) -> list[Place]:
    home = Place("", scene.cast.home) if scene.cast.home else None
    here = scene.here or home
    if hit.is_here or hit.phrase.rule == "visit_adjective":
        return [here] if here else []
    zone = hit.slots["P"] if "P" in hit.slots else object_zones(sentence.masked, hit.end)[0]
    if _MISSION.search(scene.document.text[slice(*sentence.absolute(zone))]):
        return []
    named = scene.cast.places(sentence.absolute(zone))
    if hit.phrase.rule == "visit_left_for":  # "left Havana for London": was there, and goes there
        named = [*scene.cast.places(sentence.absolute((hit.start, hit.end))), *named]
    if named:
        return named
    return [here] if here and _HERE.match(sentence.masked[hit.end :]) else []
