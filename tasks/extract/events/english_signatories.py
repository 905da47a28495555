"""Joint statements whose signatories stand in a list, one party a line (as sister parties publish them)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.extract.annotated import Annotated
from tasks.extract.events.english_scene import Scene
from tasks.extract.events.sides import join
from tasks.extract.gates import compiled
from tasks.records import Event, Mention, Span

_STATEMENT = compiled(
    r"\b(?:joint|common|solidarity|open)\s+(?:\w+\s+)?(?:statement|declaration|appeal|communiqu[eé]|letter|resolution|call|message)\b"
    r"|\b(?:statement|declaration|appeal|communiqu[eé]|resolution)\s+(?:of|by)\s+(?:the\s+)?(?:[\w'’,-]+\s+){0,6}parties\b"
    r"|\b(?:the\s+)?undersigned\b|\bsignatory\s+parties\b",
    re.IGNORECASE,
)
_SHORTEST = 3  # parties: fewer are no list
_OTHER_WORDS = 40  # characters of a line beside the party: its country, an abbreviation, a number
_GAP = 2  # lines between two parties of one list that name none: a party unknown here


def signatories(scene: Scene, told: list[Event]) -> list[Event]:
    """The statement of the parties that a list of lines names; none where the text has told it already."""
    document = scene.document
    parties = _listed(document)
    if len(parties) < _SHORTEST or any(event.event_type in ("statement", "agreement") for event in told):
        return []
    stated = _STATEMENT.search(document.text)
    if stated is None:
        return []
    actors = join([actor for party in parties if (actor := scene.cast.cast.actor(party))])
    if len(actors) < 2:
        return []
    return [
        Event(
            "statement",
            tuple(actor.side("speaker") for actor in actors),
            _sentence_of(document, stated.start()),
            "statement_signatories",
            status="past",
            level="core",
            sub_type="joint_statement",
            date=scene.about_now("past"),
            confidence=0.75,
        )
    ]


def _sentence_of(document: Annotated, at: int) -> Span:
    return next((span for span in document.sentences if span[0] <= at < span[1]), document.sentences[0])


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield (start, start + len(line))
        start += len(line) + 1


def _listed(document: Annotated) -> list[Mention]:
    """The parties of the longest run of lines that consist of a party's name."""
    best: list[Mention] = []
    run: list[Mention] = []
    gap = 0
    for start, end in _lines(document.text):
        found = document.within(start, end, "party")
        party = found[0] if found else None
        rest = end - start - (party.end - party.start) if party else 0
        if party and rest <= _OTHER_WORDS and len({m.entity_id for m in found}) == 1:
            run, gap = [*run, party], 0
        elif end - start > 100 or gap >= _GAP:
            run, gap = [], 0
        else:
            gap += 1
        best = run if len(run) > len(best) else best
    return best
