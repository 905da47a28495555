"""Who sends an English message, and to whom: what is handed over, adopted at a rally, or sent to a congress or
on a leader's death."""

from __future__ import annotations

import re

from tasks.extract.events.english_clauses import first_verb, object_zones
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

# What a message is sent over: the death of a party leader, the election of one
_LEADER = compiled(
    r"\b(?:death|passing|demise|bier|mourn\w*|(?:re-?)?(?:election|elected|appointment)\s+as)\b", re.IGNORECASE
)
_LETTER = compiled(
    r"\b(?:messages?|letters?|telegrams?|cables?|baskets?|wreaths?|flowers|gifts?|cards?)\b", re.IGNORECASE
)
_WRITTEN = compiled(
    r"\b(?:messages?|letters?|telegrams?|cable[sd]?|baskets?|wreaths?|flowers|gifts?|cards?|repl(?:y|ies)|sen[dt]s?|wrote|writes)\b",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    r"\W*the\s+(?:(?:participants|delegates|delegations|guests)\s+(?:in|of|at|to|attending)\s+(?:the\s+)?)?"
    r"(?:[\w-]+\s+){0,3}(?:congress|convention|conference)\b",
    re.IGNORECASE,
)
_TO_CONGRESS = compiled(r"\bto\s+the\s+(?:[\w-]+\s+){0,3}(?:congress|convention|conference|party)\b", re.IGNORECASE)
# "adopted at the meetings held in A, B and C"
_HELD_IN = compiled(
    r"\b(?:meetings?|events?|seminars?|rall(?:y|ies)|gatherings?|functions?|ceremon(?:y|ies)|lectures?)\s+(?:held\s+|organi[sz]ed\s+)?in\s",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto\s", re.IGNORECASE)
_NEAR = 80  # characters after "congress" within which its party is named


def is_spoken(words: str) -> bool:
    """True for "extended congratulations" without a word of anything written or laid, and for greetings that a visitor
    conveys."""
    return not (_LETTER if words.lower().startswith("convey") else _WRITTEN).search(words)


def adopters(scene: Scene, sentence: Sentence, hit: Hit, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whose gathering adopts a letter: who is named in the sentence beside the recipient, else in the one before; of
    meetings held in other countries, those."""
    before = scene.sentences_before(sentence)[-1:]
    spans = [sentence.absolute((0, hit.start)), sentence.absolute((hit.end, len(sentence.masked)))]
    named = [scene.cast.actors(span) for span in (*spans, *(told.span for told in before))]
    found = next((actors[:1] for group in named if (actors := others(group, recipients))), ())
    held = _HELD_IN.search(sentence.masked, hit.end)
    if held is None:
        return found
    end = first_verb(sentence.masked, held.end(), len(sentence.masked))
    there = tuple(
        Actor(place.country, sentence.span[0] + held.end())
        for place in scene.cast.places(sentence.absolute((held.end(), end)))
    )
    return found if not there or (len(there) == 1 and not others(found, there)) else there


def senders(scene: Scene, sentence: Sentence, hit: Hit, bearer: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who sends what somebody hands over: named after "from", else the bearer's own side."""
    found = _after(scene, sentence, hit, "from|sent\\s+by")
    return found or bearer


def handed_to(scene: Scene, sentence: Sentence, hit: Hit, bearer: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """To whom it is handed over: named after "to"; the party whose congress is held; the other side of the last
    contact; the hosts."""
    found = others(_after(scene, sentence, hit, "to"), bearer)
    if not found and _TO_CONGRESS.search(sentence.masked, hit.end):
        found = others(scene.memory.congress, bearer)
    pair = others(scene.memory.pair, bearer)
    return found or (pair if len(pair) == 1 else ())


def _after(scene: Scene, sentence: Sentence, hit: Hit, preposition: str) -> tuple[Actor, ...]:
    match = re.compile(rf"[^;]{{0,160}}?\b(?:{preposition})\s+", re.IGNORECASE).match(sentence.masked, hit.end)
    if match is None:
        return ()
    start, end = object_zones(sentence.masked, match.end())[0]
    if preposition != "to" and (to := _TO.search(sentence.masked, start, end)):
        end = to.start()
    return scene.cast.actors(sentence.absolute((start, end)))


def elected(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """Whom a bare name heads: "to Barrios on his election as president of the ..." goes to that party or country."""
    post = _LEADER.search(sentence.masked, hit.end)
    found = scene.cast.actors(sentence.absolute((post.end(), len(sentence.masked)))) if post else ()
    return found[:1]


def celebrated(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span]) -> tuple[Actor, ...]:
    """Whose congress a message is sent to: "to the 11th congress of the ..."."""
    congress = _CONGRESS.match(sentence.masked, zones[0][0]) if zones else None
    if congress is None:
        return ()
    return scene.cast.actors(sentence.absolute((congress.start(), congress.end() + _NEAR)), with_occasion=True)[:1]


def with_bereaved(scene: Scene, sentence: Sentence, hit: Hit, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Condolences on a party leader's death go to his party, and so do congratulations on the election of one."""
    death = _LEADER.search(sentence.masked, hit.start)
    if hit.phrase.event_type != "message" or death is None:
        return recipients
    mourned = scene.cast.actors(sentence.absolute((death.end(), len(sentence.masked))), with_occasion=True)
    countries = {actor.country for actor in recipients}
    return join([*recipients, *(actor for actor in mourned if actor.country in countries)])
