"""What many abroad do on an occasion, told at once, while who they are is told only by what each of them said:
"Meetings were held in A, B and C to mark the anniversary ... The secretary of the X Party said ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate, Span

_WHO = (
    r"(?:personages|figures|personalities|politicians|leaders|statesmen|parties|organi[sz]ations|representatives|people"
    r"|dignitaries|circles)"
)
_ABROAD = (
    r"(?:(?:different|various|several|many|other|foreign|some|numerous|dozens\s+of|a\s+number\s+of)\s+(?:\w+\s+)?"
    r"(?:countries|nations|parts\s+of\s+the\s+world)|abroad|overseas|(?:around|across|all\s+over)\s+the\s+world)"
)
_LISTED_PLACES = r"\bin\s+¤[¤\s]*(?:(?:,\s*¤[¤\s]*)*(?:,\s*)?and\s+¤|and\s+(?:[\w-]+\s+){1,5}?in\s+¤)"
_OCCASION = (
    r"\b(?:to\s+(?:celebrate|mark|commemorate|observe|support|denounce|condemn)|on\s+the\s+occasion|marking|celebrating"
    r"|in\s+(?:support|solidarity|celebration|commemoration))\b"
)
# Looked for from the start of each clause only: what is ahead of it anywhere is ahead of its start.
_GATHERED = compiled(
    rf"(?:^|(?<=;))(?=[^;]*(?:{_LISTED_PLACES}|\b{_ABROAD}\b|\b(?:place|held)\s+at\s+(?:the\s+)?[^;]{{0,140}}?¤))(?=[^;]*{_OCCASION})[^;]*?(?P<what>"
    r"\b(?:meetings?|seminars?|lectures?|events|rall(?:y|ies)|functions?|celebrations?|gatherings?|ceremon(?:y|ies)|forums?|symposi(?:a|ums?)"
    r"|round-?tables?(?:\s+talks)?|exhibitions?|film\s+shows?)\b[^.;]{0,80}?\b(?:took\s+place|(?:was|were)\s+(?:\w+\s+)?(?:held|organi[sz]ed|staged|arranged))"
    r"|\b(?:there\s+)?took\s+place\s+(?:[\w-]+\s+){0,2}(?:meetings|seminars|lectures|events|rallies|functions|celebrations|gatherings|ceremonies))\b",
    re.IGNORECASE,
)
_WRITTEN = compiled(
    rf"\b(?:{_WHO}\b[^.;]{{0,80}}?\b{_ABROAD}|foreign\s+(?:\w+\s+)?{_WHO})\b[^.;]{{0,60}}?\b(?P<what>(?:in|sen[dt]|have\s+sent|addressed)\s+(?:their\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:messages|letters|telegrams))\b"
    rf"|\b(?P<sent>(?:messages|letters|telegrams)\b[^.;]{{0,60}}?\b(?:sent|received|came|come|coming)\b[^.;]{{0,20}}?\b(?:by|from))\s+(?:[\w-]+\s+){{0,3}}?"
    rf"(?:{_WHO}\b[^.;]{{0,60}}?\b{_ABROAD}|foreign\s+{_WHO}|{_ABROAD})\b"
    rf"|^\W*(?P<opening>in\s+(?:their\s+)?(?:[\w-]+\s+){{0,2}}?(?:messages|letters|telegrams))\b[^.;]{{0,160}}?\b"
    rf"(?:{_WHO}\b[^.;]{{0,60}}?\b{_ABROAD}|foreign\s+(?:\w+\s+)?{_WHO})\b",
    re.IGNORECASE,
)
_STATED = compiled(
    rf"\b(?:{_WHO}\b[^.;]{{0,100}}?\b{_ABROAD}|foreign\s+(?:\w+\s+)?{_WHO})\b[^.;]{{0,60}}?\b(?P<what>(?:issued|released|published|made\s+public|gave\s+out)"
    r"\s+(?:[\w-]+\s+){0,2}?(?:statements|declarations))\b",
    re.IGNORECASE,
)
_SPOKE = compiled(
    r"\b(?:said|says|stressed|noted|praised|lauded|hailed|expressed|stated|affirmed|reaffirmed|underlined|underscored|emphasi[sz]ed|hoped|wished|pointed|voiced"
    r"|extended|paid|disclosed|denounced|condemned|called|elaborated|appreciated|congratulated|supported|declared|spoke|recalled|demanded|conveyed|told|made\s+public|issued|released|in\s+(?:a|his|her|its|their)\s+(?:\w+\s+)?(?:statements?|messages?|letters?))\b",
    re.IGNORECASE,
)
_NO_SPEAKER = re.compile(
    r"\W*(?:he|she|it|they|this|these|all|the\s+(?:speakers?|participants|messages?|letters?|statements?))\b", re.I
)
_OTHER_NEWS = re.compile(r"\W*(?:meanwhile|on\s+the\s+same\s+day|elsewhere)\b", re.IGNORECASE)
_REACH = 15  # sentences


@dataclass(frozen=True)
class _Kind:
    event_type: str
    role_a: str
    role_b: str | None  # None: with one side
    pattern: re.Pattern[str]


_KINDS = (
    _Kind("statement", "speaker", None, _STATED),
    _Kind("message", "sender", "recipient", _WRITTEN),
    _Kind("dialogue", "hub", "participant", _GATHERED),
)


def observances(scene: Scene, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """The gatherings, messages and statements of the parties abroad that are named as speaking; `told` holds the events
    read before, which are not told again."""
    found: list[Event] = []
    for number, sentence in enumerate(sentences):
        if sentence.is_title:
            continue
        for kind in _KINDS:
            if opening := kind.pattern.search(sentence.masked):
                found += _of_speakers(scene, sentence, kind, opening, sentences[number + 1 : number + 1 + _REACH])
                break
    known = {_fact(event) for event in told if event.level != "background"}
    return [event for event in found if _fact(event) not in known]


def without_observed(events: list[Event], observed: list[Event]) -> list[Event]:
    """The events without the gathering of all who each held one of their own for the same occasion."""
    speakers = {event.sides[0].country for event in observed if event.event_type == "dialogue"}
    return [
        event
        for event in events
        if event.event_type != "dialogue" or not {side.country for side in event.sides} <= speakers
    ]


def _of_speakers(
    scene: Scene, sentence: Sentence, kind: _Kind, opening: re.Match[str], following: list[Sentence]
) -> list[Event]:
    owner = _owner(scene, sentence)
    if kind.role_b and not owner:
        return []
    return [
        Event(
            kind.event_type,
            (speaker.side(kind.role_a), *(actor.side(kind.role_b) for actor in owner if kind.role_b)),
            span,
            f"{kind.event_type}_observed",
            level="core" if sentence.is_lead else "secondary",
            format="written" if kind.event_type == "message" else None,
            date=_day(scene, sentence, kind, opening),
            confidence=0.75,
        )
        for speaker, span in _speakers(scene, following, owner)
    ]


def _owner(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """Whose occasion it is: the outlet's own side where it is named at all, else who is named first."""
    home = scene.cast.home_actor()
    named = scene.cast.actors(sentence.span, with_occasion=True)
    own = tuple(actor for actor in named if home and actor.country == home[0].country)
    is_of_home = (
        any(mention.country == home[0].country for mention in scene.document.within(*sentence.span)) if home else False
    )
    return own or (home if is_of_home else named[:1] or home)


def _speakers(scene: Scene, following: list[Sentence], owner: tuple[Actor, ...]) -> Iterator[tuple[Actor, Span]]:
    """The parties, by country, that the next sentences have as speaking, and where."""
    found: list[Actor] = []
    where: dict[str, Span] = {}
    for sentence in following:
        if _OTHER_NEWS.match(sentence.masked):
            break
        spoke = _SPOKE.search(sentence.masked)
        if spoke is None or _NO_SPEAKER.match(sentence.masked):
            continue
        speakers = scene.cast.actors(sentence.absolute((0, spoke.start())))
        for actor in others(tuple(actor for actor in speakers if actor.parties), owner):
            found.append(actor)
            where.setdefault(actor.key, sentence.span)
    for actor in join(found):
        yield actor, where[actor.key]


def _day(scene: Scene, sentence: Sentence, kind: _Kind, opening: re.Match[str]) -> EventDate | None:
    """When gatherings were held is told; messages and statements come in the days about the dispatch."""
    if kind.event_type != "dialogue":
        return scene.about_now("past")
    return scene.date_of(sentence, *opening.span("what"), "past")


def _fact(event: Event) -> tuple[str, frozenset[str | None]]:
    return event.event_type, frozenset(side.country for side in event.sides)
