"""Whom English words stand for that name nobody anew: a bare name told of before, "the party's president", "them", "his
counterpart", "the three countries"."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import first_verb
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Person, Span

_INTRODUCTIONS = 2  # a headline of a list, then the sentence that tells the office
_NEAR = 150  # characters between a name and what it is introduced with
_BARE_NAME = re.compile(
    r"\W*(?:(?:Mr|Mrs|Ms|Dr|Rep|Sen|Comrade|Cde|MR|MRS|DR)\b\.?\s+)?"
    r"(?!(?:The|This|That|These|Those|He|She|It|They|We|Both|In|On|At|Also|Her|His|Its|Their|A|An)\b|THE\b|HE\b|SHE\b|THEY\b|IT\b)"
    r"(?P<name>(?:[A-Z][\w'’-]+\s+){0,3}[A-Z][\w'’-]+)\W*(?:,?\s*\bwho\b.*)?$",
    re.DOTALL,
)
_REST_OF_NAME = re.compile(r"(?:¤|[\w'’-]|\s+(?=[A-Z¤]))*")
# What later words call a party told of before: "the party's leader", "the organization's secretary general"
PARTY_MEANT = compiled(
    r"\b(?:party|(?:organi[sz]ation|movement|front|coalition|alliance|league)['’]s)(?!\w)", re.IGNORECASE
)
_OF_PARTY = compiled(rf"\b(?:the|its|their)\s+(?:(?:ruling|governing|host)\s+)?{PARTY_MEANT.pattern}", re.IGNORECASE)
_GUESTS = re.compile(
    r"\W*(?:the|all|both|its|his|her|their)\s+(?:\w+\s+)?(?:guests|visitors|delegations)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\W*(?:them|him|her)\b", re.IGNORECASE)
_ON_BEHALF = compiled(r"\b(?:on\s+behalf\s+of|in\s+the\s+name\s+of)\s+", re.IGNORECASE)
_COUNTERPART = compiled(r"\bcounterparts?\b", re.IGNORECASE)
_COUNTRIES = re.compile(
    r"\W*(?:the\s+(?:two|three|four|five|six)|both|these)\s+(?:\w+\s+)?(?:countries|nations|states)\b", re.IGNORECASE
)


def bearer(scene: Scene, sentence: Sentence, name: str) -> tuple[Actor, ...]:
    """Whom the dispatch introduced a person with: "Ana Diaz, deputy leader of the ...", "a delegation of the ... led by
    Ana Diaz". The first sentences that have the surname tell."""
    read = scene.document.text[: sentence.span[0]]
    surname = re.compile(
        rf"\b{re.escape(name if name in read else name.split()[-1])}\b"
    )  # a surname may be a first name
    mentions = [
        (earlier, found)
        for earlier in scene.sentences_before(sentence)
        if not earlier.is_title and (found := surname.search(scene.document.text, *earlier.span))
    ]
    for number, (earlier, found) in enumerate(mentions[:_INTRODUCTIONS]):
        start, end = found.start() - earlier.span[0], found.end() - earlier.span[0]
        end = _REST_OF_NAME.match(earlier.masked, end).end()  # type: ignore[union-attr]
        after = first_verb(earlier.masked, end, len(earlier.masked))
        if earlier.masked[end : end + 1] == "," and (told := scene.cast.actors(earlier.absolute((end, after)))):
            return told[:1]
        told = scene.cast.actors(earlier.absolute((max(0, start - _NEAR), start)))[-1:] if number == 0 else ()
        if told and first_verb(earlier.masked, max(0, told[0].start - earlier.span[0]), start) == start:
            return told
    return ()


def told_later(scene: Scene, sentence: Sentence, name: str) -> tuple[Actor, ...]:
    """The party of "Threlfall, who is also vice president of the ...", which a later sentence tells."""
    who = re.compile(rf"\b{re.escape(name.split()[-1])},\s+who\s+(?:is|was|also|heads|leads|chairs)\b[^,.;]{{0,120}}")
    found = who.search(scene.document.text, sentence.span[1])
    told = scene.cast.actors(found.span()) if found else ()
    return tuple(actor for actor in told[:1] if actor.parties)


def bare_name(scene: Scene, sentence: Sentence, zone: Span) -> str | None:
    """The name that is all that a stretch says."""
    found = _BARE_NAME.fullmatch(scene.document.text, *sentence.absolute(zone))
    return found["name"] if found else None


def first_named(scene: Scene, sentence: Sentence, zone: Span) -> tuple[Actor, ...]:
    """Whom a full name without any office, never told before, means: the side told before without a name ("A deputy
    leader of the party held talks in Ankara. Ridha Ayari arrived on Wednesday")."""
    name = bare_name(scene, sentence, zone)
    subject = scene.memory.subject[:1]
    if name is None or " " not in name or not subject or subject[0].persons:
        return ()
    if name.split()[-1] in scene.document.text[: sentence.span[0]]:
        return ()
    return (replace(subject[0], persons=(Person(name, country=subject[0].country),)),)


def last_party(scene: Scene, before: int, own: set[str | None]) -> tuple[Actor, ...]:
    """The party last named before a character, of another country than one's own."""
    named = [m for m in scene.document.within(0, before, "party") if m.country not in own]
    found = scene.cast.cast.actor(named[-1]) if named else None
    return (found,) if found else ()


def with_the_party(
    scene: Scene, sentence: Sentence, zones: list[Span], object_: tuple[Actor, ...], subject: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """The object, with the party last named where the words are "the party's newly elected president"."""
    if not zones or not (told := _OF_PARTY.search(sentence.masked, *zones[0])):
        return object_
    found = last_party(scene, sentence.span[0] + told.start(), {actor.country for actor in subject})
    return join((*found, *object_))


def pronoun_object(
    scene: Scene, sentence: Sentence, zones: list[Span], subject: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Whom "them", "him" or "her" means: the guests, else the other side of the last contact."""
    memory = scene.memory
    if zones and len(memory.guests) > 1 and _GUESTS.match(sentence.masked, *zones[0]):
        return others(memory.guests, subject)
    if not zones or not _PRONOUN.match(sentence.masked, *zones[0]):
        return ()
    found = others(memory.guest, subject) or others(memory.pair, subject)
    return tuple(memory.acting.get(actor.key, actor) for actor in found[:1])


def on_behalf(scene: Scene, sentence: Sentence, hit: Hit, subject: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The subject with the party that it acts for: "presented ... on behalf of the ..."."""
    said = _ON_BEHALF.search(sentence.masked, hit.start)
    if said is None or len(subject) != 1:
        return subject
    named = scene.cast.actors(sentence.absolute((said.end(), min(len(sentence.masked), said.end() + 100))))
    return join((*subject, *(actor for actor in named[:1] if actor.country == subject[0].country)))


def as_counterpart(
    scene: Scene, sentence: Sentence, zones: list[Span], object_: tuple[Actor, ...], subject: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """ "His Vietnamese counterpart" of somebody who acts for a party acts for one as well."""
    if len(object_) != 1 or object_[0].parties or not (subject and subject[0].parties) or not zones:
        return object_
    is_counterpart = _COUNTERPART.search(sentence.masked, *zones[0])
    return (scene.cast.of_only_party(object_[0]),) if is_counterpart else object_


def countries_told(scene: Scene, sentence: Sentence, zone: Span) -> list[Actor]:
    """The countries that "the three countries" are: those named before in the sentence, else in the headline."""
    if not _COUNTRIES.match(sentence.masked, *zone):
        return []
    named = scene.cast.actors(sentence.absolute((0, zone[0])), with_occasion=True)
    found = [actor for actor in named if actor.country]
    return found if len(found) > 1 else [actor for actor in scene.headline if actor.country]
