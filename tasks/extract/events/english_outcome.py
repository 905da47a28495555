"""What an English dispatch tells as a whole, once its sentences are read: headlines, echoes, courtesies and asides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from tasks.extract.events.english_letters import with_letter
from tasks.extract.events.english_lists import without_unnamed
from tasks.extract.events.english_scene import OLD, Scene
from tasks.extract.events.sides import predecessors, side_key
from tasks.places import coexisted
from tasks.records import Event, Span

_SPOKEN = (
    "call",
    "meeting",
    "visit",
    "dialogue",
    "training",
    "briefing",
    "ceremony",
)  # where congratulations are spoken
_ECHOES = ("meeting_after", "briefing_host")  # rules that may tell again of a meeting
_COMMENTARY = re.compile(r"\b(?:commentary|editorial|op-?ed)\b", re.IGNORECASE)
_HE = re.compile(r"\W*(?:he|she|they|both)\s", re.IGNORECASE)
_SEVERAL = 2  # contacts of one kind that the lead tells of one country
_HISTORY = timedelta(days=3 * 365)


def settled(events: list[Event], scene: Scene, titles: set[Span]) -> list[Event]:
    """The events of a dispatch without what tells another one again or accompanies it; levels set."""
    events = without_unnamed(_without_ways_home(_without_successors(events)))
    events = with_letter(scene, _without_courtesies(events))
    events = _without_asides(_without_echoes(events, scene.document.text))
    events = _without_headlines(_with_parties_of_headline(events, titles), titles)
    return _levelled(_without_judged(events, scene), scene)


def _without_courtesies(events: list[Event]) -> list[Event]:
    """Congratulations spoken in a call or a meeting are no message; thanks are one only in answer to one."""
    spoken = _dyads(event for event in events if event.event_type in _SPOKEN)
    events = [
        event
        for event in events
        if event.rule not in ("message_congratulated", "message_expressed")
        or not (_dyads([event]) | _turned([event])) & spoken
    ]
    answered = _dyads(e for e in events if e.event_type == "message" and e.sub_type != "condolence")
    return [event for event in events if event.rule != "message_thanks" or _turned([event]) & answered]


def _without_ways_home(events: list[Event]) -> list[Event]:
    """Who "will return home" from a country visits it, and not the other way round."""
    told = _dyads(
        e for e in events if e.event_type == "visit" and e.rule != "visit_went_home" and e.level != "background"
    )
    return [event for event in events if event.rule != "visit_went_home" or not _turned([event]) & told]


def _without_judged(events: list[Event], scene: Scene) -> list[Event]:
    """A commentary judges what others do: dealings in which its own side takes no part are background."""
    if not _COMMENTARY.search(scene.document.dispatch.title or ""):
        return events
    home = scene.cast.home
    return [
        event if home in {side.country for side in event.sides} else replace(event, level="background")
        for event in events
    ]


def _without_successors(events: list[Event]) -> list[Event]:
    """A state and one that replaced it are never two sides: "Moscow" or "the Kremlin" beside the Soviet party is the
    Soviet side. One that broke away from it (East Timor) or joined it may be."""
    told = []
    for event in events:
        codes = {side.country for side in event.sides}
        sides = tuple(side for side in event.sides if not _replaced(side.country) & codes)
        if len(sides) > 1 or len(sides) == len(event.sides):
            told.append(replace(event, sides=sides))
    return told


def _replaced(code: str | None) -> set[str | None]:
    """The states that were gone when this one began."""
    return {before for before in predecessors().get(code, frozenset()) if not coexisted(before, code)}


def _dyads(events: Iterable[Event]) -> set[tuple[str, str]]:
    """The hub with each other side."""
    return {(side_key(event.sides[0]), side_key(side)) for event in events for side in event.sides[1:]}


def _turned(events: Iterable[Event]) -> set[tuple[str, str]]:
    return {(two, one) for one, two in _dyads(events)}


def _without_echoes(events: list[Event], text: str) -> list[Event]:
    """ "After the talks" repeats talks told before; who "informed the host of the plenum" did so at the meeting."""
    talks = [e for e in events if e.event_type in ("meeting", "call") and e.rule not in _ECHOES]
    met = {frozenset(map(side_key, e.sides)) for e in talks}
    return [e for e in events if not _is_echo(e, text) or frozenset(map(side_key, e.sides)) not in met]


def _is_echo(event: Event, text: str) -> bool:
    """True for a rule that tells again of talks, and for what "he" told his partner of them."""
    is_his = event.event_type == "briefing" and _HE.match(text, event.span[0])
    return event.rule in _ECHOES or bool(is_his)


def _without_asides(events: list[Event]) -> list[Event]:
    """Past the lead, contacts of other sides without any date are told in passing: background; not so where the lead
    tells of the like of several."""
    lead = [{side.country for side in event.sides} for event in events if event.level == "core"]
    series = Counter(
        fact for e in events if e.level == "core" for fact in {(e.event_type, side.country) for side in e.sides}
    )
    return [
        replace(event, level="background")
        if event.level == "secondary"
        and event.event_type not in ("message", "party_life", "other")
        and (event.date is None or event.date.basis in ("dateline", "published"))
        and lead
        and {side.country for side in event.sides} not in lead
        and max(series[event.event_type, side.country] for side in event.sides) < _SEVERAL
        else event
        for event in events
    ]


def _with_parties_of_headline(events: list[Event], titles: set[Span]) -> list[Event]:
    """ "Labour frontbencher meets Spanish socialists": the first telling of a headline's event has its parties."""
    for headline in [event for event in events if event.span in titles]:
        named = {side.country: side for side in headline.sides if side.parties}
        number = next((n for n, e in enumerate(events) if e.span not in titles and _is_same_dyad(e, headline)), None)
        if number is None or events[number].sub_type == "officials":
            continue
        sides = [
            replace(side, parties=named[side.country].parties) if side.country in named and not side.parties else side
            for side in events[number].sides
        ]
        events = [replace(event, sides=tuple(sides)) if n == number else event for n, event in enumerate(events)]
    return events


def with_party_of_journey(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """ "Sent a delegation to A and B ... The group from the party arrived in A": it went to B for the party, too."""
    parties = {
        (event.span, event.sides[0].country): event.sides[0].parties
        for event in events
        if event.event_type == "visit" and event.sides[0].parties
    }
    return tuple(
        replace(event, sides=(replace(visitor, parties=parties[event.span, visitor.country]), *event.sides[1:]))
        if event.event_type == "visit"
        and not (visitor := event.sides[0]).parties
        and (event.span, visitor.country) in parties
        else event
        for event in events
    )


def _is_same_dyad(event: Event, other: Event) -> bool:
    return event.event_type == other.event_type and set(map(side_key, event.sides)) == set(map(side_key, other.sides))


def _without_headlines(events: list[Event], titles: set[Span]) -> list[Event]:
    """The headline repeats what the text tells in full: its events count only where the text has none of the kind."""
    told = [event for event in events if event.span not in titles and event.level != "background"]
    return [
        event
        for event in events
        if event.span not in titles or not any(_is_of_headline(event, other) for other in told)
    ]


def _is_of_headline(event: Event, other: Event) -> bool:
    countries = {side.country for side in event.sides}
    same_type = event.event_type == other.event_type or {event.event_type, other.event_type} == {"meeting", "call"}
    return same_type and bool(countries & {side.country for side in other.sides} - {None})


def _levelled(events: list[Event], scene: Scene) -> list[Event]:
    """Old events are background, unless a dispatch tells of nothing newer (a review of the last years)."""
    news = [event for event in events if event.level != "background" and event.event_type != "other"]
    limit = OLD if any(not scene.is_old(event.date) for event in news) else _HISTORY
    return [replace(event, level="background") if scene.age(event.date) > limit else event for event in events]
