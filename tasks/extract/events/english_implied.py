"""Visits that an English dispatch tells without saying where to: "his trip, which began on Sunday", a course abroad.

CODEBOOK R5 asks for a word of travel or stay: a guest met in the host's capital is on a visit there only where such a
word speaks of it.
"""

from __future__ import annotations

import re

from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.gates import compiled
from tasks.records import Event, Side, Span

_CONTACTS = ("meeting", "agreement", "award", "briefing", "dialogue", "ceremony")
_VISIT = r"(?:visit|trip|tour|stay|stopover)"
_ELSEWHERE = r"\b(?!\s+(?:to|in|of|by|with|from|through|and|abroad\s+to)\b)"
_SPOKEN_OF = compiled(
    rf"\b(?:his|her|their|its)\s+(?:[\w-]+\s+){{0,3}}?{_VISIT}{_ELSEWHERE}|['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}{_ELSEWHERE}"
    rf"|\b(?:during|throughout|at\s+the\s+end\s+of)\s+(?:the|this)\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}{_ELSEWHERE}"
    rf"|^\W*the\s+(?:[\w-]+\s+){{0,2}}?{_VISIT}\s*,?\s+(?:which\s+)?(?:began|begins|started|ends?|ended|will\s+end|concludes?|(?:is|was)\s+(?:part|his|her|their|the)|lasts?|comes|came|runs|marks)\b",
    re.IGNORECASE,
)
_OTHER_VISIT = compiled(
    r"\b(?:return|reciprocal|next|future|last|previous|earlier|past|planned|forthcoming|upcoming|historic)\s+(?:[\w-]+\s+)?"
    + _VISIT,
    re.IGNORECASE,
)
_TRAVEL = compiled(r"\b(?:trip|journey|travel\w*|depart\w*|flew|(?:left|leaves?|leaving)\s+for)\b", re.IGNORECASE)
_STATED = ("explicit", "weekday", "relative")


def implied_visits(scene: Scene, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """The visit of a guest of whom a contact here has been told, and those of trainees who go abroad."""
    is_travel_told = any(_TRAVEL.search(sentence.masked) for sentence in sentences)
    return _guest_here(scene, sentences, told) + (_trainees_abroad(scene, told) if is_travel_told else [])


def _guest_here(scene: Scene, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    here = scene.here.country if scene.here else None
    contact = next((e for e in told if e.event_type in _CONTACTS and e.level != "background" and _is_over(e)), None)
    if contact is None or here not in {side.country for side in contact.sides}:
        return []
    guests = [side for side in contact.sides if side.country not in (here, None)]
    if len(guests) != 1 or _has_visit(told, guests[0].country, here):
        return []
    for sentence in sentences:
        if not sentence.is_title and (spoken := _visit_spoken_of(sentence)):
            when = scene.date_of(sentence, *spoken, "past")
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


def _is_over(event: Event) -> bool:
    return event.status != "planned"


def _visit_spoken_of(sentence: Sentence) -> Span | None:
    """Where a sentence speaks of the visit that is being paid, and of no other one."""
    found = _SPOKEN_OF.search(sentence.masked)
    if found is None or _OTHER_VISIT.search(sentence.masked):
        return None
    return found.span() if mood.status(sentence.masked, *found.span(), title=False) else None


def _has_visit(told: list[Event], guest: str | None, host: str | None) -> bool:
    return any(e.event_type == "visit" and {guest, host} <= {side.country for side in e.sides} for e in told)


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
