"""Those whom an English dispatch names only in a list, after it has told of many without names: "Messages came from
many parties. Among the senders were A, B and C"."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import first_verb
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.english_slots import slot
from tasks.extract.events.english_visits import destinations
from tasks.extract.events.sides import Actor, side_key
from tasks.extract.gates import compiled
from tasks.records import Event, Side, Span

_SENDERS = (
    r"(?:senders|messages|letters|telegrams|cables|congratulations|greetings|condolences|baskets|wreaths|gifts"
    r"|tributes)"
)
_GUESTS = (
    r"(?:guests|visitors|participants|attendees|attendants|speakers|delegates|delegations|representatives|observers|invitees|parties|leaders"
    r"|members|figures|personages|politicians|lawmakers|dignitaries|arrivals|audience|officials|envoys|ambassadors|diplomats|organi[sz]ations)"
)
_BE = r"(?:includ(?:ed?|es)|are|were|is|was|comprise[sd]?|number(?:ed)?|c[ao]me|ha(?:il|iled)|arrived)"
_FROM = (
    r"(?:\s+(?:sent|laid|presented|signed|placed|offered|led|represented|joined|attended|received|followed))?"
    r"(?:\s+(?:from|by|of|in\s+the\s+name\s+of))?"
)
# "Among those present were", "They came from", "Taking part are", "Speakers at the gathering included"
_LIST = re.compile(
    rf"\W*(?:(?:(?:also|others?)\s+)?among\s+(?:the\s+)?(?:them|those|[\w-]+|(?:[\w-]+\s+){{1,2}}?(?:{_SENDERS}|{_GUESTS}))\b[^.;¤]{{0,50}}?\s{_BE}"
    rf"|(?:they|these|those(?:\s+[\w-]+){{0,4}}?)\s+(?:also\s+)?{_BE}{_FROM}"
    rf"|(?:(?:the|these|other|foreign|such|similar|overseas|keynote)\s+)*(?:[\w-]+\s+)?(?:{_SENDERS}|{_GUESTS})\b[^.;,¤]{{0,50}}?\s{_BE}{_FROM}"
    rf"|the\s+(?:group|team|delegation|mission|audience|gathering)\s+(?:includ(?:ed|es)|comprise[sd]|consist(?:s|ed)\s+of|brought\s+together|is\s+made\s+up\s+of|was\s+made\s+up\s+of)"
    rf"|(?:also\s+)?(?:present|attending|in\s+(?:attendance|the\s+(?:room|hall|audience))|on\s+hand|taking\s+part|participating|invited|speaking|represented)\b[^.;,¤]{{0,40}}?\s(?:are|is|were|was))\b",
    re.IGNORECASE,
)
# "Personages of several countries, including those of A and B, visited ..."
_INCLUDING = re.compile(
    rf"\W*(?:[\w-]+\s+){{0,2}}?{_GUESTS}\b[^.;¤]{{0,120}}?,?\s(?:including|among\s+them)\s", re.IGNORECASE
)
# "Officials of A and B were among the audience"
_NAMED_FIRST = compiled(
    rf"\b(?:was|were|is|are)\s+(?:also\s+)?(?:among(?:st)?\s+(?:the|those|them)\b|in\s+the\s+(?:audience|room|hall)\b|(?:also\s+)?(?:represented|in\s+attendance|present)\b"
    rf"|listed\s+as\s+(?:{_SENDERS}|{_GUESTS}))",
    re.IGNORECASE,
)
# "The ambassadors of A and B thanked him": those met, once they speak
_SPEAKERS = re.compile(
    r"\W*(?:the\s+)?(?:ambassadors|envoys|representatives|leaders|heads|delegates|delegations|guests|participants|politicians|secretaries)"
    r"(?:\s+and\s+\w+)?\s+(?:of|from)\s",
    re.IGNORECASE,
)
_SPEAK = re.compile(
    r"(?:also\s+)?(?:said|expressed|thanked|congratulated|praised|spoke|stressed|noted|told|conveyed|voiced|hailed|appreciated|agreed|added)\b",
    re.IGNORECASE,
)
_OF_SENDERS = re.compile(
    rf"\W*(?:they|these|those|among\s+them|(?:among\s+)?(?:[\w-]+\s+){{0,3}}?(?:{_SENDERS}|parties|leaders|others))\b",
    re.IGNORECASE,
)
# Messages of which only the receiver is told: "baskets were laid before the statue", "messages have poured in"
_SENT = compiled(
    r"\b(?:messages|letters|telegrams|greetings|congratulations|condolences|cards|baskets|wreaths|bouquets|gifts)\b[^.;]{0,80}?"
    r"\b(?:poured|arrived|(?:has|have|were|had)\s+(?:been\s+)?(?:sent|laid|placed|presented|received|delivered|come)|are\s+(?:coming|arriving)|came)\b"
    r"|\b(?:received|presented\s+with|got|accepted|handed)\s+(?:[\w-]+\s+){0,3}(?:messages|letters|telegrams|greetings|congratulations|condolences|cards|baskets|wreaths|gifts)\b",
    re.IGNORECASE,
)
_MESSAGE = compiled(r"\b(?:messages?|letters?|telegrams?|cables?)\b", re.IGNORECASE)
_MANY = compiled(
    rf"\b(?:foreign|various|different|several|many|some|dozens|numerous|fraternal|friendly|other|parties|countries|nations|\d+)\s+(?:[\w'’-]+\s+){{0,4}}?{_GUESTS}\b"
    rf"|\b{_GUESTS}\s+(?:of|from)\s+(?:[\w¤'’-]+\s+){{0,5}}?(?:parties|countries|nations|states|organi[sz]ations|movements|forces)\b|¤+\s+{_GUESTS}\b",
    re.IGNORECASE,
)
_FROM_REGION = compiled(rf"\b(?:delegation|{_GUESTS})\b", re.IGNORECASE)
_CONTACTS = ("meeting", "visit", "call", "message", "briefing")
_THEY = re.compile(r"\W*(?:they|these|those|among\s+(?:them|those))\b", re.IGNORECASE)
_REACH = 8  # sentences
_REACH_OF_THEY = 2  # sentences after which "they" is somebody else


def list_zone(sentence: Sentence) -> Span | None:
    """Where a sentence lists who takes part or has sent something."""
    if opening := _LIST.match(sentence.masked):
        return opening.end(), len(sentence.masked)
    if many := _INCLUDING.match(sentence.masked):
        return many.end(), first_verb(sentence.masked, many.end(), len(sentence.masked))
    if speakers := _SPEAKERS.match(sentence.masked):
        verb = first_verb(sentence.masked, speakers.end(), len(sentence.masked))
        if _SPEAK.match(sentence.masked, verb):
            return speakers.end(), verb
    if ending := _NAMED_FIRST.search(sentence.masked):
        start = max(sentence.masked.rfind(mark, 0, ending.start()) + 1 for mark in ";:")
        return (start, ending.start()) if first_verb(sentence.masked, start, ending.start()) == ending.start() else None
    return None


def senders_enumerated(scene: Scene, sentence: Sentence) -> list[Contact]:
    """The senders of messages of which the sentence before told only that there were many."""
    recipients = scene.recipients
    if not recipients and _SENT.search(scene.before(sentence)):
        before = scene.sentences_before(sentence)[-1]
        recipients = scene.memory.recipient or scene.cast.actors(before.span)[:1] or scene.cast.home_actor()
    zone = list_zone(sentence) if recipients or scene.memory.recipient else None
    if zone and not recipients and _MESSAGE.search(sentence.masked, 0, zone[0]):
        recipients = scene.memory.recipient
    if zone is None or not recipients or (zone[0] and not _OF_SENDERS.match(sentence.masked)):
        scene.recipients = ()
        return []
    scene.recipients = recipients  # "Others came from ..."
    return [((sender, *recipients), None) for sender in others(scene.cast.actors(sentence.absolute(zone)), recipients)]


def with_many(scene: Scene, sentence: Sentence, hit: Hit) -> Contact | None:
    """The contact of somebody with many who are not named: they are a side without a country."""
    phrase = hit.phrase
    if phrase.event_type not in _CONTACTS or "AB" in (phrase.subject, phrase.object):
        return None
    visitor_or_hub, zones = slot(scene, sentence, hit, "A")
    if phrase.event_type == "visit":
        places = destinations(scene, sentence, hit)
        is_many = not visitor_or_hub and any(_is_many(scene, sentence, zone) for zone in zones[:1])
        if not is_many or len(places) != 1:
            return None
        return (Actor(None, sentence.span[0]), Actor(places[0][0].country, places[0][1])), places[0][0]
    other, other_zones = slot(scene, sentence, hit, "B")
    known, unknown = (visitor_or_hub, other_zones) if visitor_or_hub else (other, zones)
    if len(known) != 1 or (visitor_or_hub and other) or not any(_is_many(scene, sentence, z) for z in unknown[:1]):
        return None
    many = Actor(None, sentence.span[0] + hit.end)
    return ((many, known[0]) if phrase.event_type == "message" and other else (known[0], many)), None


def _is_many(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    """Whether a stretch tells of many without naming a country: "several parties", "the African diplomats'
    delegation"."""
    if _MANY.search(sentence.masked, *zone):
        return True
    of_region = scene.document.within(*sentence.absolute(zone), "region")
    return bool(of_region and _FROM_REGION.search(sentence.masked, *zone))


def partners_listed(scene: Scene, sentence: Sentence) -> list[Event]:
    """The contact told of many without names, once for each whom a sentence soon after it names."""
    reach = _REACH_OF_THEY if _THEY.match(sentence.masked) else _REACH
    if scene.unnamed is None or sentence.number - scene.unnamed[0] > reach:
        return []
    zone = list_zone(sentence)
    if zone is None:
        return []
    event = scene.unnamed[1]
    known = {side.country for side in event.sides}
    listed = [actor for actor in scene.cast.actors(sentence.absolute(zone)) if actor.country not in known]
    scene.unnamed = (sentence.number, event)
    return [
        replace(event, sides=_filled(event.sides, actor), span=sentence.span, rule="partners_listed")
        for actor in listed
    ]


def without_unnamed(events: list[Event]) -> list[Event]:
    """Leaves out the contact with many whose names have been told after it."""
    listed = [event for event in events if event.rule == "partners_listed"]
    return [
        event
        for event in events
        if event.event_type not in _CONTACTS
        or "" not in map(side_key, event.sides)
        or not any(other.event_type == event.event_type and other.sides[0] in event.sides for other in listed)
    ]


def _filled(sides: tuple[Side, ...], actor: Actor) -> tuple[Side, ...]:
    return tuple(actor.side(side.role) if side.country is None else side for side in sides)
