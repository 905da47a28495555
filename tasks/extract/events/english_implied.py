"""Visits that an English dispatch tells without saying where to: "his trip, which began on Sunday", a course abroad.

CODEBOOK R5 asks for a word of travel or stay: a guest met in the host's capital is on a visit there only where such a
word speaks of it.
"""

from __future__ import annotations

import re

from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_clauses import subject_zones
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.gates import compiled
from tasks.records import Event, Side, Span

_CONTACTS = ("meeting", "agreement", "award", "briefing", "dialogue", "ceremony")
_VISIT = r"(?:visit|trip|tour|stay|stopover)"
_ELSEWHERE = r"\b(?!\s+(?:to|in|of|by|with|from|through|and|abroad\s+to)\b)"
_STUDY_TOUR = r"\bstudy\s+(?:tour|trip|visit|group|delegation|team|mission)\b"
_REMOTE = compiled(r"\b(?:video\w*|online|on-line|virtual(?:ly)?|webinar|teleconference|by\s+phone)\b", re.IGNORECASE)
_STUDY = compiled(_STUDY_TOUR, re.IGNORECASE)
_SPOKEN_OF = compiled(
    rf"\b(?:his|her|their|its)\s+(?:[\w-]+\s+){{0,3}}?{_VISIT}{_ELSEWHERE}|['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}{_ELSEWHERE}"
    rf"|{_STUDY_TOUR}(?!\s+(?:to|in|of)\s+(?!the\b)¤)|\b(?:during|throughout|at\s+the\s+end\s+of)\s+(?:the|this)\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}{_ELSEWHERE}"
    rf"|\b(?:said|says|that|called|described|believed?|stressed|noted|hoped)\s+(?:the|this)\s+(?:\w+\s+)?{_VISIT}(?=\s+(?:of\s+(?:the|this|your|his|her)\s+(?:\w+\s+)?(?:delegation|group|team|guests?)\b|(?:is|was|will|would|had|has|came|comes|at\s+a\s+time|contribut\w+|demonstrat\w+|reflect\w+|show\w*|mark\w*|serv\w+|help\w*)\b))"
    rf"|\bthe\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}\s*,\s+(?:which|an?|the)\s|^\W*the\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}\s*,?\s+(?:which\s+)?(?:began|begins|started|ends?|ended|will\s+end|concludes?|(?:is|was)\s+(?:part|his|her|their|the)|lasts?|comes|came|runs|marks)\b",
    re.IGNORECASE,
)
_OTHER_VISIT = compiled(
    r"\b(?:return|reciprocal|next|future|last|previous|earlier|past|planned|forthcoming|upcoming|historic)\s+(?:[\w-]+\s+)?"
    + _VISIT,
    re.IGNORECASE,
)
_TRAVEL = compiled(r"\b(?:trip|journey|travel\w*|depart\w*|flew|(?:left|leaves?|leaving)\s+for)\b", re.IGNORECASE)
_DAY = (
    r"(?:on\s+)?(?:the\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|yesterday|next|same|later|earlier)"
)
# How a guest of whom a contact here is told has come, stays or goes
_MOVES = compiled(
    r"\b(?:(?:arriv(?:ed|es|ing)|landed|touched\s+down|flew\s+in|came|coming)(?!\s+(?:at\s+an?|to\s+(?:an?|the)\s+(?:agreement|conclusion)))"
    rf"|(?:fl(?:ies|y|ew)|goe?s?|heads?|returns?|returned|leaves?|left|departs?|departed)(?=\s+(?:(?:for|back)\s+)?(?:home|here|{_DAY}|the\s+(?:country|capital|city|island))\b)"
    r"|(?:is|are|was|were|been)\s+(?:currently\s+|now\s+)?(?:here|staying|in\s+town|in\s+the\s+(?:country|capital|city))|in\s+town\s+(?:for|until|since)"
    r"|stay(?:s|ed|ing)?\s+(?:here|until|till|through|for)|will\s+(?:(?:proceed|continue(?:\s+on)?|travel\s+on|go\s+on)\s+to\s+(?:the\s+)?¤|also\s+(?:visit|tour|travel)))\b",
    re.IGNORECASE,
)
_GUEST = compiled(
    r"\b(?:delegation|group|team|mission|guests?|visitors?|envoy|leader|lawmakers|comrades|traveling\s+with|accompanying)\b|^\W*(?:he|she|they)\b",
    re.IGNORECASE,
)
_POSTED = compiled(
    r"\b(?:ambassadors?|charg[eé]\s+d['’]affaires|consuls?(?:\s+general)?|embass(?:y|ies))\b", re.IGNORECASE
)
_WHERE_TO = 40  # characters behind the word of motion
_STATED = ("explicit", "weekday", "relative")


def implied_visits(scene: Scene, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """The visit of a guest of whom a contact here has been told, and those of trainees who go abroad."""
    is_travel_told = any(_TRAVEL.search(sentence.masked) for sentence in sentences)
    return _guest_here(scene, sentences, told) + (_trainees_abroad(scene, told) if is_travel_told else [])


def _guest_here(scene: Scene, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    here = scene.here.country if scene.here else scene.cast.home
    contact = next((e for e in told if e.event_type in _CONTACTS and e.level != "background"), None)
    if contact is None or _REMOTE.search(scene.document.text, *contact.span):
        return []
    here = contact.place.country if contact.place else here
    if here is None or here not in {side.country for side in contact.sides}:
        return []
    guests = [side for side in contact.sides if side.country not in (here, None)]
    if len(guests) != 1 or _has_visit(told, guests[0].country, here):
        return []
    sides = (side for event in told if event.event_type in _CONTACTS for side in event.sides)
    guests = [next((side for side in sides if side.parties and side.country == guests[0].country), guests[0])]
    for sentence in sentences:
        spoken = None if sentence.is_title or contact.status == "planned" else _visit_spoken_of(sentence)
        spoken = spoken if spoken and _is_of(scene, sentence, guests[0]) else None
        spoken = spoken or (None if sentence.is_title else _move_of_guest(scene, sentence, guests[0], here))
        if spoken:
            status = mood.status(sentence.masked, *spoken, title=False) or "past"  # "departs Friday" is still to come
            when = scene.date_of(sentence, *spoken, status)
            is_stated = when is not None and when.basis in _STATED
            return [
                Event(
                    "visit",
                    (_side(guests[0], "visitor"), Side("host", here)),
                    sentence.span,
                    "visit_implied",
                    status="ongoing",
                    level="core" if sentence.is_lead else "secondary",
                    date=when if is_stated else contact.date,
                    place=scene.here,
                    confidence=0.6,
                )
            ]
    return []


def _is_of(scene: Scene, sentence: Sentence, guest: Side) -> bool:
    """False for the "study group" of another country than the guest's."""
    if not _STUDY.search(sentence.masked):
        return True
    if scene.document.within(*sentence.span, "region"):
        return False  # "a study group of young leaders of Arab parties"
    named = {actor.country for actor in scene.cast.actors(sentence.span)}
    here = scene.here.country if scene.here else None
    return guest.country in named or named <= {here}


def _visit_spoken_of(sentence: Sentence) -> Span | None:
    """Where a sentence speaks of the visit that is being paid, and of no other one."""
    found = _SPOKEN_OF.search(sentence.masked)
    if found is None or _OTHER_VISIT.search(sentence.masked):
        return None
    return found.span() if mood.status(sentence.masked, *found.span(), title=False) else None


def _move_of_guest(scene: Scene, sentence: Sentence, guest: Side, here: str | None) -> Span | None:
    """Where a sentence tells how the guest came here, stays or leaves; an envoy posted here is no visitor."""
    if _POSTED.search(sentence.masked):
        return None
    for match in _MOVES.finditer(sentence.masked):
        zones = subject_zones(sentence.masked, match.start())
        named = {actor.country for zone in zones[:1] for actor in scene.cast.actors(sentence.absolute(zone))}
        is_guest = guest.country in named or (
            not named and any(_GUEST.search(sentence.masked[slice(*z)]) for z in zones)
        )
        behind = scene.cast.places_at(sentence.absolute((match.end(), match.end() + _WHERE_TO)))
        is_elsewhere = any(place.country not in (here, guest.country) for place, _ in behind)
        if is_guest and not is_elsewhere and mood.status(sentence.masked, *match.span(), title=False):
            return match.span()
    return None


def _has_visit(told: list[Event], guest: str | None, host: str | None) -> bool:
    return any(
        e.event_type == "visit" and e.level != "background" and {guest, host} <= {side.country for side in e.sides}
        for e in told
    )


def _side(side: Side, role: str) -> Side:
    return Side(role, side.country, side.parties, side.groups, side.organizations, side.persons)


def _trainees_abroad(scene: Scene, told: list[Event]) -> list[Event]:
    """A course told of where the trainees come from is a journey of theirs to the trainer's country."""
    home = scene.here.country if scene.here else scene.cast.home
    return [
        Event(
            "visit",
            (_side(trainee, "visitor"), _side(event.sides[0], "host")),
            event.span,
            "visit_to_course",
            status=event.status,
            level=event.level,
            date=event.date,
            confidence=0.6,
        )
        for event in told
        if event.event_type == "training" and event.sides[0].country not in (home, None)
        if event.place and event.place.country == event.sides[0].country
        for trainee in event.sides[1:]
        if trainee.country == home and not _has_visit(told, home, event.sides[0].country)
    ]
