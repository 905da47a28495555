"""Holders of state offices who are met beside people of a party: a contact of their own (CODEBOOK R6)."""

from __future__ import annotations

import re

from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_slots import STATE_OFFICE
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Span

_AND_WITH = compiled(
    r"\s*,?\s*\b(?:and|as\s+well\s+as)\b\s*,?\s*(?:(?:separately|also|later)\s*,?\s*)?"
    r"(?=with\b|the\b|senior\b|other\b|representatives\b|leaders\b|officials\b|members\b|¤"
    r"|(?:(?:prime|deputy|vice|foreign|first)\s+)?(?:minister|president|premier|speaker|governor|mayor)\b)",
    re.IGNORECASE,
)


def officials_met(scene: Scene, sentence: Sentence, contact: Contact, zones: list[Span], met: int) -> list[Contact]:
    """ "met with the prime minister and with leaders of B": people of B's country met without a party of theirs being
    named are one further contact (CODEBOOK R6). Two offices of one person are not. `met`: which side is met."""
    actors, place = contact
    if not zones or len(actors) != 2 or not actors[met].parties:
        return []
    start, end = zones[0]
    for cut in _AND_WITH.finditer(sentence.masked, start, end):
        for one, other in (((start, cut.start()), (cut.end(), end)), ((cut.end(), end), (start, cut.start()))):
            told = sentence.masked[slice(*one)]
            is_whole = re.match(r"\W*the\s", told, re.IGNORECASE) or bool(
                scene.document.within(*sentence.absolute(one), "person")
            )
            names_party = [bool(scene.document.within(*sentence.absolute(zone), "party")) for zone in (one, other)]
            if is_whole and STATE_OFFICE.search(told) and names_party == [False, True]:
                official = Actor(actors[met].country, sentence.span[0] + one[0])
                return [((actors[0], official) if met else (official, actors[1]), place)]
    return []
