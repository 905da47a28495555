"""A second, looser reading of English sentences that tell of a contact in words that no phrase knows.

The phrases (english_phrases) read exact constructions. Here a word of contact (reference/event_words_en.csv) tells of
which type the contact is and where its sides stand; whoever the clause names there takes part. That finds wording never
seen before, at lower confidence, and asks to be surer of the sides: each must be a party, a person, an organ, or a
country beside an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_contact_words import ContactWord, contact_words
from tasks.extract.events.english_contacts import remember
from tasks.extract.events.english_messages import is_spoken
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_second_sides import AGAIN, sides_of
from tasks.extract.events.english_sides import others
from tasks.extract.events.sides import side_key
from tasks.extract.gates import compiled
from tasks.records import Event, Span

_TALKS = frozenset({"meeting", "call", "briefing", "dialogue", "ceremony", "training"})  # one is often told as another
_CONFIDENCE = 0.6
_NEAR_THING = 120  # characters between a verb and what is signed, sent or given
_MONUMENT = compiled(r"\b(?:statues?|monuments?|mausoleum|cemetery|tower|tombs?|portraits?)\b", re.IGNORECASE)
_ATTENDED = re.compile(r"\b(?:attend(?:ed|s|ing)|addressed|participat(?:ed|es|ing))\b[^.;]{0,80}$", re.IGNORECASE)
_HOME_NEWS = compiled(
    r"\b(?:denounc\w+|condemn\w+|reject(?:s|ed)|criticis\w+|criticiz\w+|accus\w+|court|election|polls?|voters?|campaign(?:ed|ing)?|sued|trial|protest(?:s|ed|ers)|troops|killed|sanctions|export|imports?|market|shares)\b",
    re.IGNORECASE,
)


def second_reading(scene: Scene, sentence: Sentence, hits: list[Hit], told: list[Event]) -> Iterator[Event]:
    """The contacts of a sentence beside those `told` (of the dispatch so far, this sentence's included). What a phrase
    has read as denied or only wished for (`hits`) is not read again."""
    if sentence.is_title or not _names_sides(scene, sentence) or _HOME_NEWS.search(sentence.masked):
        return
    small = sentence.masked.lower()
    known = {_fact(event) for event in told}
    for row in contact_words().possible(sentence.masked):
        if not any(cue in small for cue in row.cues):
            continue
        for match in row.verb.finditer(sentence.masked):
            near = [hit for hit in hits if match.start() < hit.end and hit.start < match.end()]
            if any(_is_read(sentence, hit, row) for hit in near):
                continue
            if row.event_type == "message" and _MONUMENT.search(sentence.masked):
                continue
            if row.event_type == "call" and _ATTENDED.search(sentence.masked[: match.start()]):
                continue  # who follows a gathering by video calls nobody
            if row.thing and not _has_thing(row.thing, sentence.masked, match.span()):
                continue
            last_date, memory = scene.last_date, replace(scene.memory)
            new = [event for event in _read(scene, sentence, row, match.span()) if _fact(event) not in known]
            known.update(map(_fact, new))
            yield from new
            if any(event.level != "background" for event in new):
                continue
            scene.memory = memory  # "he" goes on meaning whom the first reading has found
            if scene.is_old(scene.last_date):
                scene.last_date = last_date  # what follows is of the news again


def _is_read(sentence: Sentence, hit: Hit, row: ContactWord) -> bool:
    """True where a phrase reads the words as another kind of event, or as none that happened."""
    if _family(hit.phrase.event_type) != _family(row.event_type):
        return True
    return mood.status(sentence.masked, hit.start, hit.end, title=False) is None


def _names_sides(scene: Scene, sentence: Sentence) -> bool:
    """True where a sentence names somebody of a party or of two countries: cheap, before any word is looked for."""
    if scene.memory.pair and AGAIN.match(sentence.masked):
        return True
    mentions = scene.document.within(*sentence.span)
    return any(m.kind == "party" for m in mentions) or len({m.country or m.entity_id for m in mentions}) > 1


def _has_thing(thing: re.Pattern[str], masked: str, verb: Span) -> bool:
    """True where what is signed, sent or given stands near the verb, in the same clause."""
    found = thing.search(masked, max(0, verb[0] - _NEAR_THING), min(len(masked), verb[1] + _NEAR_THING))
    return found is not None and ";" not in masked[min(found.end(), verb[0]) : max(found.start(), verb[1])]


def _family(event_type: str) -> str:
    return "talks" if event_type in _TALKS else event_type


def _fact(event: Event) -> tuple[str, frozenset[str]]:
    return _family(event.event_type), frozenset(side_key(side) for side in event.sides)


def _read(scene: Scene, sentence: Sentence, row: ContactWord, at: Span) -> Iterator[Event]:
    """The events of one word, each with two sides at least: of several senders, one each."""
    status = mood.status(sentence.masked, *at, title=False)
    if status is None:
        return
    told_of = mood.is_only_intended(sentence.masked, at[0]) or (
        row.kind != "occasion"
        and mood.is_told_by_speaker(sentence.masked, at[0])
        and not (sentence.is_lead and status == "planned")
    )
    first, second = sides_of(scene, sentence, row, at)
    hubs = first if row.role_a in ("sender", "visitor") else first[:1]
    told_last = scene.last_date
    when = scene.date_of(sentence, *at, status) if hubs and second else None
    if told_of:
        scene.last_date = told_last
    groups = [(actor,) for actor in second] if row.kind == "travel" else [second]  # each country has its own visit
    for hub, group in product(hubs, groups):
        rest = others(group, (hub,))
        if not rest:
            continue
        remember(scene, (hub,), rest)
        if row.kind == "travel":
            scene.memory.guest = scene.memory.visitor = (hub,)
        yield Event(
            event_type=row.event_type,
            sides=(hub.side(row.role_a), *(actor.side(row.role_b) for actor in rest)),
            span=sentence.span,
            rule="message_expressed" if row.kind == "give" and _is_spoken(sentence, row, at) else row.rule,
            status=status,
            level="background" if told_of else "core" if sentence.is_lead else "secondary",
            format={"call": "phone", "message": "written", "meeting": "in_person"}.get(row.event_type),
            date=when,
            place=scene.place_in(sentence) or scene.here,
            confidence=_CONFIDENCE,
        )


def _is_spoken(sentence: Sentence, row: ContactWord, at: Span) -> bool:
    return row.event_type == "message" and is_spoken(sentence.masked[at[0] : at[1] + _NEAR_THING])
