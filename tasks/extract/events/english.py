"""Event reports in English dispatches: triggers (reference/event_phrases_en.csv), sides, date, place, status, level."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.annotated import Annotated
from tasks.extract.event_dates import Anchor
from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_contacts import contacts
from tasks.extract.events.english_phrases import Hit, find_hits
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.reports import merge_reports
from tasks.extract.events.sides import Actor
from tasks.records import Event, Place

_SUB_TYPES = (
    ("message", "condolence", r"condolence|wreath|bier|mourn|death of|passing"),
    ("message", "congratulation", r"congratulat|felicitation"),
    ("message", "sympathy", r"sympath"),
    ("message", "reply", r"\brepl(?:y|ies)|in return"),
    ("message", "greeting", r"greeting|floral|best wishes|new year card"),
    ("agreement", "mou", r"memorand|\bmous?\b"),
    ("agreement", "communique", r"communiqu"),
    ("agreement", "declaration", r"declaration"),
    ("visit", "state_visit", r"state visit"),
    ("visit", "transit", r"stopover|transit"),
)
_SPORT = re.compile(
    r"\b(?:finals?|semi-?finals?|quarter-?finals?|matches|championships?|tournament|gold\s+medal|world\s+cup|league|scored|olympics?"
    r"|goals?)\b",
    re.IGNORECASE,
)
_OLD = timedelta(days=25)


def find_events(document: Annotated) -> tuple[Event, ...]:
    """The event reports of an English dispatch, in text order."""
    scene = Scene(document)
    events: list[Event] = []
    for sentence in scene.sentences():
        scene.enter(sentence)
        if not _SPORT.search(sentence.masked):
            events += _told_by(scene, sentence)
    return merge_reports(_levelled(events, scene.anchor))


def _told_by(scene: Scene, sentence: Sentence) -> list[Event]:
    events: list[Event] = []
    for hit in find_hits(sentence.masked):
        status = mood.status(sentence.masked, hit.start, hit.end, title=sentence.is_title)
        if status is not None:
            for actors, place in contacts(scene, sentence, hit):
                events.append(_event(scene, sentence, hit, status, actors, place))
    return events


def _event(
    scene: Scene, sentence: Sentence, hit: Hit, status: str, actors: tuple[Actor, ...], place: Place | None
) -> Event:
    phrase = hit.phrase
    roles = (phrase.role_a, *[phrase.role_b] * (len(actors) - 1))
    told = mood.is_told_by_speaker(sentence.masked, hit.start)
    words = sentence.masked[hit.start : hit.end]
    return Event(
        event_type=phrase.event_type,
        sides=tuple(actor.side(role) for actor, role in zip(actors, roles, strict=True)),
        span=sentence.span,
        rule=phrase.rule,
        status=status,
        level="background" if told else "core" if sentence.is_lead else "secondary",
        sub_type=phrase.sub_type or _sub_type(phrase.event_type, scene.document.text[slice(*sentence.span)]),
        format="video" if phrase.format and re.search(r"video|virtual|online", words, re.I) else phrase.format,
        date=scene.date_of(sentence, hit.start, hit.end, status),
        place=place,
    )


def _sub_type(event_type: str, text: str) -> str | None:
    for kind, name, pattern in _SUB_TYPES:
        if kind == event_type and re.search(pattern, text, re.IGNORECASE):
            return name
    return None


def _age(event: Event, anchor: Anchor) -> timedelta:
    """How long before the dispatch an event ended; zero where not known."""
    if event.date is None or anchor.day is None or event.date.end.startswith("--"):
        return timedelta()
    return anchor.day - date.fromisoformat(event.date.end)


def _levelled(events: list[Event], anchor: Anchor) -> list[Event]:
    """Old events are background, unless a dispatch tells of nothing newer (a review of past years)."""
    fresh = [event for event in events if event.level != "background" and _age(event, anchor) <= _OLD]
    if not fresh:
        return events
    return [replace(event, level="background") if _age(event, anchor) > _OLD else event for event in events]
