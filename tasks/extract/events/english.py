"""Event reports in English dispatches: triggers (reference/event_phrases_en.csv), sides, date, place, status, level."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasks.extract.annotated import Annotated
from tasks.extract.event_dates import Anchor, anchor_of, dispatch_date, find_dates
from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_clauses import mask, object_zones, subject_zones
from tasks.extract.events.english_phrases import Hit, find_hits
from tasks.extract.events.english_sides import EnglishCast, Memory, both, others
from tasks.extract.events.reports import merge_reports
from tasks.extract.events.sides import Actor
from tasks.records import Event, EventDate, Place, Side, Span

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
_NO_DATE = re.compile(
    r"\b(?:since|founded|established|anniversary\s+of|born|until|liberation|dated|adopted|falls?|before|by)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_NOT_OFFICIAL = re.compile(
    r"\b(?:tourists?|students?|fans?|players?|athletes|team|teams|compan(?:y|ies)|investors?|shareholders|troupe|singers?|coach"
    r"|goods|exports?|imports?|shares|stocks|migrants|refugees|scientists|astronauts?|doctors)\b",
    re.IGNORECASE,
)
_SPORT = re.compile(
    r"\b(?:finals?|semi-?finals?|quarter-?finals?|matches|championships?|tournament|gold\s+medal|world\s+cup|league|scored|olympics?|goals?)\b",
    re.IGNORECASE,
)
_LEAD_SENTENCES = 2
_OLD = timedelta(days=25)


@dataclass(frozen=True)
class _Sentence:
    number: int
    span: Span
    masked: str
    is_title: bool

    def absolute(self, zone: Span) -> Span:
        return (zone[0] + self.span[0], zone[1] + self.span[0])


class _Teller:
    """Reads the sentences of one dispatch in order and remembers whom they spoke of."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self.cast = EnglishCast(document)
        self.anchor: Anchor = anchor_of(document.dispatch)
        self.memory = Memory()
        self.events: list[Event] = []
        self.last_date: EventDate | None = None

    def tell(self, sentence: _Sentence) -> None:
        if _SPORT.search(sentence.masked):
            return
        for hit in find_hits(sentence.masked):
            status = mood.status(sentence.masked, hit.start, hit.end, title=sentence.is_title)
            if status is None:
                continue
            for sides, place in self._sides(sentence, hit):
                self._add(sentence, hit, status, sides, place)

    # -- sides

    def _slot(self, sentence: _Sentence, hit: Hit, name: str) -> tuple[tuple[Actor, ...], list[Span]]:
        """The actors of a slot and the zones looked at; the first zone that names somebody wins."""
        if name in hit.slots:
            zones = [hit.slots[name]]
        elif hit.phrase.subject == name:
            zones = subject_zones(sentence.masked, hit.start)
        elif hit.phrase.object == name:
            zones = object_zones(sentence.masked, hit.end)
        else:
            return (), []
        for zone in zones:
            actors = self.cast.actors(sentence.absolute(zone))
            if actors:
                return actors, [zone]
        return (), zones

    def _understood(self, sentence: _Sentence, zones: list[Span]) -> tuple[Actor, ...]:
        """Whom a subject without a name means: both sides, the guest, or the last subject."""
        if not zones:
            return self.memory.subject
        span = sentence.absolute(zones[0])
        if self.cast.refers_to_both(span) and len(self.memory.pair) > 1:
            return self.memory.pair
        if self.cast.refers_to_guest(span) and self.memory.guest:
            return self.memory.guest
        return self.memory.subject or self.cast.home_actor()

    def _sides(self, sentence: _Sentence, hit: Hit) -> list[tuple[tuple[Actor, ...], Place | None]]:
        if hit.phrase.event_type == "visit":
            return self._visit(sentence, hit)
        if "AB" in hit.slots or "AB" in (hit.phrase.subject, hit.phrase.object):
            actors, zones = self._slot(sentence, hit, "AB")
            if not actors and hit.phrase.subject == "AB":
                actors = self._understood(sentence, zones)
            return self._contact(hit, actors[:1], actors[1:])
        subject, zones = self._slot(sentence, hit, "A")
        if _NOT_OFFICIAL.search(self._words(sentence, zones)):
            return []
        object_, object_zones_ = self._slot(sentence, hit, "B")
        if not subject and hit.phrase.subject == "A":
            subject = self._understood(sentence, zones)
        elif not object_ and hit.phrase.subject == "B":
            object_ = self._understood(sentence, object_zones_)
        return self._contact(hit, subject, object_)

    @staticmethod
    def _words(sentence: _Sentence, zones: list[Span]) -> str:
        return sentence.masked[zones[0][0] : zones[0][1]] if zones else ""

    def _contact(
        self, hit: Hit, subject: tuple[Actor, ...], object_: tuple[Actor, ...]
    ) -> list[tuple[tuple[Actor, ...], Place | None]]:
        """Sides of a contact: the subject is the hub. A side that is not named is the outlet's own."""
        if not object_ and len(subject) > 1:
            subject, object_ = subject[:1], subject[1:]
        object_ = others(object_, subject)
        if not object_ or not subject:
            known = subject or object_
            home = others(self.cast.home_actor(), known)
            if hit.phrase.event_type not in ("message",) or not known or not home:
                return []
            subject, object_ = (known, home) if subject else (home, known)
        self.memory.pair = both(subject, object_)
        self.memory.guest = tuple(a for a in self.memory.pair if a.country != self.cast.home) or object_
        self.memory.subject = subject
        if hit.phrase.event_type == "message":
            return [((sender, *object_), None) for sender in subject]
        return [((*subject[:1], *others(both(subject, object_), subject[:1])), None)]

    def _visit(self, sentence: _Sentence, hit: Hit) -> list[tuple[tuple[Actor, ...], Place | None]]:
        visitors, zones = self._slot(sentence, hit, "A")
        if _NOT_OFFICIAL.search(self._words(sentence, zones)):
            return []
        if not visitors:
            visitors = self._understood(sentence, zones)
        places = self._destinations(sentence, hit)
        found: list[tuple[tuple[Actor, ...], Place | None]] = []
        for place in places:
            guests = tuple(actor for actor in visitors if actor.country != place.country)
            guests = guests or tuple(actor for actor in self.memory.pair if actor.country != place.country)
            for guest in guests[:1] if hit.phrase.rule == "visit_adjective" else guests:
                found.append(((guest, Actor(place.country, hit.end)), place))
                self.memory.guest = (guest,)
        if found:
            self.memory.subject = visitors or self.memory.guest
        return found

    def _destinations(self, sentence: _Sentence, hit: Hit) -> list[Place]:
        line = self.document.dispatch.dateline
        here = Place(line.place, line.country) if line and line.country and line.place else None
        if hit.is_here or hit.phrase.rule == "visit_adjective":
            return [here] if here else [Place("", self.cast.home)] if self.cast.home else []
        zones = [hit.slots["P"]] if "P" in hit.slots else object_zones(sentence.masked, hit.end)[:1]
        for zone in zones:
            named = self.cast.places(sentence.absolute(zone))
            if named:
                return [Place(mention.surface, country) for mention, country in named]
        return []

    # -- event

    def _add(self, sentence: _Sentence, hit: Hit, status: str, actors: tuple[Actor, ...], place: Place | None) -> None:
        phrase = hit.phrase
        roles = (phrase.role_a, *[phrase.role_b] * (len(actors) - 1))
        sides: tuple[Side, ...] = tuple(actor.side(role) for actor, role in zip(actors, roles, strict=True))
        told = mood.is_told_by_speaker(sentence.masked, hit.start)
        level = "background" if told else "core" if sentence.number <= _LEAD_SENTENCES else "secondary"
        words = sentence.masked[hit.start : hit.end]
        event = Event(
            event_type=phrase.event_type,
            sides=sides,
            span=sentence.span,
            rule=phrase.rule,
            status=status,
            level=level,
            sub_type=phrase.sub_type or _sub_type(phrase.event_type, self.document.text[slice(*sentence.span)]),
            format="video" if phrase.format and re.search(r"video|virtual|online", words, re.I) else phrase.format,
            date=self._date(sentence, hit, status),
            place=place,
        )
        self.events.append(event)

    def _date(self, sentence: _Sentence, hit: Hit, status: str) -> EventDate | None:
        start, end = sentence.span
        text = self.document.text[start:end]
        near: list[tuple[int, EventDate]] = []
        for span, found in find_dates(text, self.anchor, future=status == "planned"):
            if _NO_DATE.search(text[: span[0]]) or sentence.is_title:
                continue
            near.append((max(hit.start - span[1], span[0] - hit.end, 0), found))
        if near:
            self.last_date = min(near, key=lambda item: item[0])[1]
            return self.last_date
        if self.last_date and not sentence.is_title:
            return replace(self.last_date, basis="context")
        return self._around(status)

    def _around(self, status: str) -> EventDate | None:
        """The days about the dispatch's own: the two before it for what has happened, after it for what is planned."""
        day = dispatch_date(self.anchor, "around")
        if day is None or self.anchor.day is None or not self.anchor.has_year:
            return day
        other = self.anchor.day + timedelta(days=2 if status == "planned" else -2)
        return replace(day, start=min(day.start, other.isoformat()), end=max(day.end, other.isoformat()))


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


def find_events(document: Annotated) -> tuple[Event, ...]:
    """The event reports of an English dispatch, in text order."""
    teller = _Teller(document)
    title = document.dispatch.title
    for number, span in enumerate(document.sentences):
        is_title = number == 0 and bool(title) and document.text[slice(*span)].startswith((title or "")[:40])
        teller.tell(_Sentence(number, span, mask(document, span), is_title))
    return merge_reports(_levelled(teller.events, teller.anchor))
