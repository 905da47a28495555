"""What English dispatches tell beside the contact itself: the congress or anniversary that a message is for, and press
conferences and interviews that are themselves the occasion (CODEBOOK R1, R3)."""

from __future__ import annotations

import re
from datetime import date

from tasks.extract.event_dates import Anchor
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate, Side

_OF_PARTY = compiled(
    r"\b(?P<what>congress|plenum|plenary\s+(?:session|meeting)|anniversary|birthday|founding|establishment)\b"
    r"(?:\s+of\s+(?:the\s+)?(?:founding|establishment|birth))?\s+of\s+(?:the\s+)?(?=¤)",
    re.IGNORECASE,
)
_ELECTION = compiled(
    r"\b(?:re-?)?elect(?:ion|ed)\s+(?:as\s+)?(?:the\s+|its\s+)?(?:(?:[\w-]+\s+){1,4}?of\s+(?:the\s+)?(?=¤)"
    r"|(?=¤+(?:['’]s?)?\s+(?:\w+\s+)?(?:chief|leader|chair\w*|general\s+secretary|president)\b))",
    re.IGNORECASE,
)
_OF_RECIPIENT = compiled(
    r"(?:\bits|\btheir|\bthe|[¤'’]s?)\s+(?:(?!revolution|independence|liberation|victory|diplomatic)\w+[\s-]){0,3}(?P<what>congress|plenum|foundation|founding(?!\s+anniv)|(?:founding\s+)?anniversary(?!\s+of\s+(?!(?:the\s+(?:founding|establishment)\s+of\s+)?(?:its|their|the\s+(?:party|latter)['’]s)\b)))\b",
    re.IGNORECASE,
)
# "to attend the congress of ..." makes a visit its occasion
_ATTEND = compiled(
    r"\battend\w*\s+(?:the\s+)?(?:opening\s+(?:ceremony\s+)?of\s+(?:the\s+)?)?(?:\w+[\s-]){0,3}?"
    r"(?:(?P<what>congress|(?:national\s+)?conference|convention)\s+of\s+(?:the\s+)?(?=¤)|¤[¤'’s\s]*(?:\w+\s+){0,2}(?P<named>congress|conference|convention))",
    re.IGNORECASE,
)
_PRESS = compiled(r"\b(?:news|press)\s+conference\b", re.IGNORECASE)
_INTERVIEW = compiled(r"\binterview\b", re.IGNORECASE)
_OPENING = 5  # sentences
_PARTY_DIPLOMACY = compiled(
    r"\b(?:inter-party|party-to-party|foreign\s+(?:affairs|contacts|relations|exchanges|parties)|external\s+relations|diplomacy"
    r"|international\s+(?:liaison\s+)?department)\b",
    re.IGNORECASE,
)


def party_occasion(scene: Scene, sentence: Sentence, contact: Event) -> Event | None:
    """The congress or anniversary of the other side's party that a message is sent for or a visit made for."""
    if contact.event_type == "visit":
        return _attended(scene, sentence, contact)
    match = _OF_PARTY.search(sentence.masked) or _ELECTION.search(sentence.masked)
    if match:
        owners = scene.cast.actors(sentence.absolute((match.end(), len(sentence.masked))), with_occasion=True)[:1]
    else:
        match = _OF_RECIPIENT.search(sentence.masked)
        owners = tuple(Actor(s.country, 0, parties=s.parties) for s in contact.sides[1:2])
    recipients = {side.country for side in contact.sides[1:]}
    if match is None or not owners or not owners[0].parties or owners[0].country not in recipients:
        return None
    is_election = match.re.pattern == _ELECTION.pattern
    is_anniversary = not is_election and not match["what"].lower().startswith(("congress", "plen"))
    return Event(
        "party_life",
        (Side("subject", owners[0].country, owners[0].parties[:1]),),
        sentence.span,
        "party_occasion",
        status="past" if is_anniversary or is_election else "ongoing",
        level="secondary" if contact.level != "background" else "background",
        sub_type="election" if is_election else "anniversary" if is_anniversary else "congress",
        date=contact.date if is_anniversary or is_election else _month(scene.anchor),
        confidence=0.6,
    )


def _attended(scene: Scene, sentence: Sentence, visit: Event) -> Event | None:
    match = _ATTEND.search(sentence.masked)
    if match is None:
        return None
    start = match.start()
    owners = scene.cast.actors(sentence.absolute((start, match.end() + 80)), with_occasion=True)
    owner = next((actor for actor in owners if actor.parties and actor.country == visit.sides[1].country), None)
    if owner is None:
        return None
    return Event(
        "party_life",
        (Side("subject", owner.country, owner.parties[:1]), visit.sides[0]),
        sentence.span,
        "party_congress_attended",
        status="planned" if visit.status == "planned" else "ongoing",
        level="secondary" if visit.level != "background" else "background",
        sub_type="congress",
        date=visit.date,
        place=visit.place,
        confidence=0.6,
    )


def _month(anchor: Anchor) -> EventDate | None:
    """A congress lasts days that the message does not tell: the month of the dispatch."""
    if anchor.day is None or not anchor.has_year:
        return None
    following = date(anchor.day.year + anchor.day.month // 12, anchor.day.month % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return EventDate(anchor.day.replace(day=1).isoformat(), last.isoformat(), "month", anchor.basis)


def statement(scene: Scene, sentence: Sentence) -> Event | None:
    """A party's press conference abroad, or an interview on party diplomacy, told in the lead (an interview also soon
    after it)."""
    if sentence.is_title or not (sentence.is_lead or sentence.number < _OPENING):
        return None
    match = _PRESS.search(sentence.masked) or _INTERVIEW.search(sentence.masked)
    is_press = match is not None and "conference" in match[0].lower()
    if match is None or (is_press and not sentence.is_lead):
        return None
    speakers = [actor for actor in scene.cast.actors(sentence.span) if actor.parties]
    if not speakers:
        return None
    here = scene.here.country if scene.here else None
    text = scene.document.text[slice(*sentence.span)]
    if is_press and (here is None or here == speakers[0].country):
        return None
    if not is_press and not _PARTY_DIPLOMACY.search(text):
        return None
    return Event(
        "statement",
        (speakers[0].side("speaker"),),
        sentence.span,
        "statement_press_conference" if is_press else "statement_interview",
        sub_type="press_conference" if is_press else "interview",
        date=scene.date_of(sentence, match.start(), match.end(), "past"),
        place=scene.here,
        confidence=0.6,
    )
