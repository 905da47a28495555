"""Letters that a dispatch prints whole: address, "Dear comrades", text, signature. The message is the letter itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.events.english_scene import Scene
from tasks.extract.events.english_sides import others
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Event, Span

_SALUTATION = re.compile(
    r"\W*(?:to\s+)?(?:dear|esteemed|respected|beloved|honou?red)\s+(?:[\w.'’-]+\s+){0,5}?"
    r"(?:comrades?|friends?|colleagues?|leaders?|brothers?|sisters?|sirs?|madam|excellency|president|secretary|chairm[ae]n|chairperson|minister)\b"
    r"(?:[^.\n]{0,60}[,:!]|(?:\s+[\w.'’-]+){0,3})\s*",
    re.IGNORECASE,
)
_WORDS = compiled(
    r"\b(?:condolences?|sympath\w+|greet(?:ings?)?|congratulat\w+|salut\w+|solidarity|wish(?:es)?|regards|thanks?|invit\w+|mourn\w*)\b",
    re.IGNORECASE,
)
_OF_SENDER = compiled(
    r"\b(?:on\s+behalf\s+of|in\s+the\s+name\s+of|from|sends?|convey\w*|extends?|express\w*)\b", re.IGNORECASE
)
_LONGEST_ADDRESS = 12  # lines above the salutation
_LONGEST_SIGNATURE = 6  # lines at the end
_OPENING = 500  # characters of the text in which "on behalf of the ..." tells who writes


def with_letter(scene: Scene, events: list[Event]) -> list[Event]:
    """The events with the message that a letter printed whole is; what it speaks of is background."""
    document = scene.document
    if not _WORDS.search(document.text):
        return events
    lines = list(_lines(document.text))
    at = next((n for n, line in enumerate(lines) if _SALUTATION.fullmatch(document.text, *line)), None)
    if at is None:
        return events
    begins = lines[at][1]
    senders, recipients = _correspondents(scene, lines, at)
    if not senders or not recipients:
        return events
    talk = [replace(event, level="background") if event.span[0] >= begins else event for event in events]
    sides = (senders[0].side("sender"), recipients[0].side("recipient"))
    if any(event.event_type == "message" and event.level != "background" for event in talk):
        return talk  # whose words are printed has been told
    sentence = next((span for span in document.sentences if span[1] > begins), document.sentences[-1])
    letter = Event(
        "message", sides, sentence, "message_letter", level="core", format="written", date=scene.about_now("past"),
        sub_type="condolence" if re.search(r"condol|mourn|passed\s+away", document.text, re.IGNORECASE) else "greeting",
        confidence=0.8,
    )  # fmt: skip
    return [*talk, letter]


def _correspondents(scene: Scene, lines: list[Span], at: int) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who writes, and to whom: the recipient stands above the salutation, the sender below the text, else where it
    opens ("on behalf of the ..."), else in the heading beside the recipient."""
    document = scene.document
    head = _parties(scene, (lines[max(0, at - _LONGEST_ADDRESS)][0], lines[at][1]))
    foot = (
        _parties(scene, (lines[max(at + 1, len(lines) - _LONGEST_SIGNATURE)][0], lines[-1][1]))
        if at + 1 < len(lines)
        else ()
    )
    text = (lines[at][1], min(len(document.text), lines[at][1] + _OPENING))
    opening = _parties(scene, text) if _OF_SENDER.search(document.text, *text) else ()
    for senders in (foot, opening, head):
        recipients = others(head[::-1], senders[:1]) or others(opening, senders[:1])
        if senders and recipients:
            return senders[:1], recipients[:1]
    return (), ()


def _parties(scene: Scene, zone: Span) -> tuple[Actor, ...]:
    """The parties that a stretch names, in text order."""
    return tuple(actor for actor in scene.cast.actors(zone, with_occasion=True) if actor.parties)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield (start, start + len(line))
        start += len(line) + 1
