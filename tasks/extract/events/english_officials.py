"""Holders of state offices who are met beside people of a party: a contact of their own (CODEBOOK R6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_slots import STATE_OFFICE
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Span

# What parts those met from one another; "and" before an office only, as "minister and chairman" may be one person
_NEXT = compiled(
    r"\s*[,;]\s*(?:and\s+|as\s+well\s+as\s+)?(?:with\s+)?"
    r"|\s*\b(?:and|as\s+well\s+as|together\s+with|along\s+with|alongside)\b\s*,?\s*(?:(?:separately|also|later)\s*,?\s*)?"
    r"(?=with\b|the\b|senior\b|other\b|representatives\b|leaders\b|officials\b|members\b|¤"
    r"|(?:(?:prime|deputy|vice|foreign|first)\s+)?(?:minister|president|premier|speaker|governor|mayor)\b)",
    re.IGNORECASE,
)
_THE = re.compile(r"\W*(?:with\s+)?(?:the|officials|members)\s", re.IGNORECASE)
_BARE_NAME = re.compile(r"\W*(?:(?:mr|mrs|ms|dr)\.?\s+)?¤+(?:\s¤+)*\W*", re.IGNORECASE)


def officials_met(scene: Scene, sentence: Sentence, contact: Contact, zones: list[Span], met: int) -> list[Contact]:
    """ "met with the prime minister and with leaders of B": people of B's country met without a party of theirs being
    named are one further contact (CODEBOOK R6). Two offices of one person are not. `met`: which side is met."""
    actors, place = contact
    if not zones or len(actors) != 2 or not actors[met].parties:
        return []
    people = list(_people(sentence.masked, *zones[0]))
    of_party = [bool(scene.document.within(*sentence.absolute(span), "party")) for span, _ in people]
    named = [bool(scene.document.within(*sentence.absolute(span), "person")) for span, _ in people]
    for number, (span, is_listed) in enumerate(people):
        told = sentence.masked[slice(*span)]
        if of_party[number] or not any(of_party) or not STATE_OFFICE.search(told):
            continue
        goes_on = number + 1 < len(people) and people[number + 1][1] and not named[number + 1]
        if goes_on and of_party[number + 1]:  # "former minister ¤, head of the delegation of ¤"
            continue
        of_name = is_listed and _BARE_NAME.fullmatch(sentence.masked, *people[number - 1][0])
        is_new = not is_listed and (_THE.match(told) or STATE_OFFICE.match(told.lstrip()))
        is_before_name = (
            not is_listed and number + 1 < len(people) and _BARE_NAME.fullmatch(sentence.masked, *people[number + 1][0])
        )  # ", and chairman of the Senate, ¤"
        if named[number] or of_name or is_new or is_before_name:
            official = Actor(actors[met].country, sentence.span[0] + span[0])
            return [((actors[0], official) if met else (official, actors[1]), place)]
    return []


def _people(masked: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The stretches of a list of people; True for one behind a comma, which may tell the office of the one before."""
    is_listed = False
    for cut in _NEXT.finditer(masked, start, end):
        yield (start, cut.start()), is_listed
        start, is_listed = cut.end(), cut[0].strip() in (",", ";")
    yield (start, end), is_listed
