"""Sentences that give the day, or the party, of what an earlier one has told: "The signing took place in Vientiane on
June 11", "The delegation is led by a secretary of the party of ..."."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Event, Side

# What a later sentence calls an event of these types
_NAMES = {
    "signing": ("agreement",), "agreement": ("agreement",), "memorandum": ("agreement",), "document": ("agreement",),
    "meeting": ("meeting",), "talks": ("meeting",), "reception": ("meeting", "ceremony"), "encounter": ("meeting",),
    "visit": ("visit",), "trip": ("visit",), "tour": ("visit",), "stay": ("visit",),
    "call": ("call",), "conversation": ("call", "meeting"),
    "forum": ("dialogue",), "seminar": ("dialogue",), "workshop": ("dialogue",), "symposium": ("dialogue",),
    "conference": ("dialogue",), "dialogue": ("dialogue",), "summit": ("dialogue",), "session": ("dialogue",),
    "course": ("training",), "training": ("training",), "program": ("training",), "programme": ("training",),
    "briefing": ("briefing",), "medal": ("award",), "medals": ("award",), "order": ("award",), "award": ("award",),
    "message": ("message",), "letter": ("message",), "donation": ("aid",), "supplies": ("aid",), "aid": ("aid",),
    "ceremony": ("ceremony", "award", "aid", "agreement"), "congress": ("party_life",),
}  # fmt: skip
_IT = re.compile(r"^\W*it\s+was\s+(?P<verb>signed|inked|sealed|initialled)\b", re.IGNORECASE)
_RETOLD = re.compile(
    r"^\W*(?:the|this)\s+(?:[\w¤'’-]+\s+){0,4}?(?P<what>" + "|".join(_NAMES) + r")\b[^.;]{0,60}?\b(?P<verb>took\s+place"
    r"|takes\s+place|(?:will|is\s+(?:to|due\s+to|scheduled\s+to|set\s+to))\s+(?:take\s+place|be\s+held|last|run)"
    r"|(?:was|were|is|being)\s+(?:held|signed|inked|handed\s+over|conferred|presented|delivered|sent|dated|made|scheduled)"
    r"|ran|runs|lasted|lasts|began|begins|opened|opens|started|starts)\b",
    re.IGNORECASE,
)


# "They were conveyed to officials concerned between August 30 and September 5": the messages listed before
_HANDED_ON = re.compile(
    r"^\W*(?:they|these|the\s+(?:[\w-]+\s+){0,2}(?:baskets?|messages?|letters?|gifts?|wreaths?))\s+(?:were|was|had\s+been)\s+"
    r"(?P<verb>conveyed|handed|delivered|presented|forwarded)\b",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"^\W*(?:the|this)\s+(?:[\w¤-]+\s+){0,2}?(?:delegation|team|group|mission)\s+(?:is|was)\s+(?:being\s+)?(?:led|headed)\s+by\b"
    r"|\b(?:delegation|team|group|mission)\s*,\s+which\s+(?:is|was)\s+(?:led|headed)\s+by\b",
    re.IGNORECASE,
)
_DELEGATION = compiled(r"\b(?:delegation|team|group|mission)\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r",?\s(?:after|before|when|while|where|who|which|as)\s", re.IGNORECASE)
_STATED = ("explicit", "weekday", "relative")


def _handed_on(scene: Scene, sentence: Sentence, events: list[Event]) -> list[Event]:
    """The events, the messages told without a day with the one on which they were handed on."""
    told = _HANDED_ON.match(sentence.masked)
    when = scene.date_of(sentence, *told.span("verb"), "past") if told else None
    if when is None or when.basis not in _STATED:
        return events
    return [
        replace(event, date=when)
        if event.event_type == "message" and not (event.date and event.date.basis in _STATED)
        else event
        for event in events
    ]


def _main_clause(sentence: Sentence, start: int) -> Sentence:
    """The sentence up to the clause that tells of something else: "was held after he received X"."""
    other = _OTHER_CLAUSE.search(sentence.masked, start)
    if other is None:
        return sentence
    cut = other.start()
    return replace(sentence, span=(sentence.span[0], sentence.span[0] + cut), masked=sentence.masked[:cut])


def with_party_told(scene: Scene, sentence: Sentence, events: list[Event]) -> list[Event]:
    """The events, the delegation that a sentence says who leads with the party of its leader."""
    led = _LED_BY.search(sentence.masked)
    leaders = scene.cast.actors(sentence.absolute((led.end(), len(sentence.masked))))[:1] if led else ()
    if not leaders or not leaders[0].parties:
        return events
    return [
        replace(event, sides=tuple(_led(side, leaders[0]) for side in event.sides))
        if _DELEGATION.search(scene.document.text, *event.span)
        else event
        for event in events
    ]


def _led(side: Side, leader: Actor) -> Side:
    return side if side.parties or side.country != leader.country else replace(side, parties=leader.parties)


def with_day_told(scene: Scene, sentence: Sentence, events: list[Event]) -> list[Event]:
    """The events, the last one of the kind that the sentence speaks of again with the day that it gives."""
    again = _RETOLD.match(sentence.masked) or _IT.match(sentence.masked)
    if again is None:
        return _handed_on(scene, sentence, events)
    is_planned = bool(re.match(r"will|is\s|(?:takes|runs|lasts|begins|opens|starts)\b", again["verb"], re.IGNORECASE))
    when = scene.date_of(_main_clause(sentence, again.end()), *again.span("verb"), "planned" if is_planned else "past")
    if when is None or when.basis not in _STATED:
        return events
    kinds = _NAMES[again["what"].lower()] if again.re.pattern == _RETOLD.pattern else ("agreement",)
    last = max((n for n, e in enumerate(events) if e.event_type in kinds and e.level != "background"), default=None)
    return [replace(event, date=when) if number == last else event for number, event in enumerate(events)]
