"""What one dispatch tells more than once is one event report. Shared by all languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from tasks.closed_lists import LEVELS
from tasks.event_types import types_where
from tasks.extract.events.sides import join_sides, side_key
from tasks.records import Event, EventDate, Side

# Tellings of one event may differ by this many days. A visit is announced, begun and summed up in one dispatch.
_SLACK = {"visit": 10}

_AHEAD = 60  # days: for a planned visit told first without a day
_LONG = timedelta(days=60)

# Dates that rest on the dispatch alone give way to a date that the text states.
_STATED = ("explicit", "weekday", "relative", "context", "dateline", "published")

# One event per foreign party met (codebook, section 5)
_ONE_PER_PARTY = frozenset({"meeting", "call"})


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def dates_agree(one: EventDate | None, two: EventDate | None, slack: int = 3) -> bool:
    """True where the ranges overlap or lie within `slack` days; an unknown date agrees with all."""
    if one is None or two is None:
        return True
    bounds = [_day(value) for value in (one.start, one.end, two.start, two.end)]
    if any(bound is None for bound in bounds):
        return one.start[-5:] == two.start[-5:]
    first, last, other_first, other_last = (bound for bound in bounds if bound)
    return (first - other_last).days <= slack and (other_first - last).days <= slack


def _is_long(when: EventDate) -> bool:
    first, last = _day(when.start), _day(when.end)
    return bool(first and last and last - first > _LONG)


def _better_date(one: EventDate | None, two: EventDate | None, of_tour: frozenset[EventDate]) -> EventDate | None:
    """The date that says more of an event told twice. `of_tour`: dates that several stops of a journey share."""
    if one is None or two is None:
        return one or two
    if (
        one in of_tour
        and two not in of_tour
        and two.basis in _STATED[:3]
        and one.start <= two.start <= two.end <= one.end
    ):
        return two  # "will visit A and B from 9 to 15 May ... will be in B from 13"
    if (
        one.precision == "day"
        and two.precision == "interval"
        and not _is_long(two)
        and two.start <= one.start <= two.end
    ):
        return (
            two if _STATED.index(two.basis) <= _STATED.index(one.basis) else one
        )  # "ended on Friday ... from 3 to 6 May"
    if one.basis in _STATED[:3] and _is_long(two) and not _is_long(one):
        return one  # "the third delegation to visit China since 2010"
    return two if _STATED.index(two.basis) < _STATED.index(one.basis) else one


def _same(one: Event, two: Event) -> bool:
    if one.event_type != two.event_type or (one.level == "background") != (two.level == "background"):
        return False
    # A reply repeats no message, a return visit no visit.
    if one.event_type in types_where("first_side", "actor") and side_key(one.sides[0]) != side_key(two.sides[0]):
        return False
    if one.event_type in _ONE_PER_PARTY and _have_other_parties(one, two):
        return False
    if one.event_type == "visit" and _are_of_rivals(one.sides[0], two.sides[0]):
        return False
    slack = _SLACK.get(one.event_type, 3)
    if one.event_type == "visit" and one.status == two.status == "planned" and _is_unstated(one.date):
        slack = _AHEAD  # "will visit B over the holidays ... flies there on May 3"
    if one.event_type != "visit" and (one.status == "planned") != (two.status == "planned"):
        slack = 0  # they met on Monday and will meet again on Tuesday
    if one.event_type in _ONE_PER_PARTY and _is_told_day(one.date) and _is_told_day(two.date):
        slack = 0  # they met on Monday, and again on Tuesday
    return {side_key(s) for s in one.sides} == {side_key(s) for s in two.sides} and dates_agree(
        one.date, two.date, slack
    )


def _is_unstated(when: EventDate | None) -> bool:
    """True for a date that rests on the dispatch's own."""
    return when is not None and when.basis not in _STATED[:4]


def _is_told_day(when: EventDate | None) -> bool:
    """True for a day that the sentence itself gives."""
    return when is not None and when.precision == "day" and when.basis in _STATED[:3]


def _have_other_parties(one: Event, two: Event) -> bool:
    """True where a side acts for one party here and for another one there, or for none as the holder of an office."""
    if (one.sub_type == "officials") != (two.sub_type == "officials") and _partners_differ(one, two):
        return True
    known = {side_key(side): set(side.parties) for side in one.sides}
    return any(
        side.parties and (known.get(side_key(side)) or set(side.parties)).isdisjoint(side.parties) for side in two.sides
    )


def _are_of_rivals(one: Side, two: Side) -> bool:
    """True where delegations of different parties of one country travel."""
    return bool(one.parties and two.parties) and set(one.parties).isdisjoint(two.parties)


def _partners_differ(one: Event, two: Event) -> bool:
    """True where only one of two tellings names a party of a side, and they name no person of it in common."""
    known = {side_key(side): side for side in one.sides}
    pairs = [(known[side_key(side)], side) for side in two.sides if side_key(side) in known]
    return any(
        bool(first.parties) != bool(second.parties)
        and {person.name for person in first.persons}.isdisjoint(person.name for person in second.persons)
        for first, second in pairs
    )


def _merge(one: Event, two: Event, of_tour: frozenset[EventDate]) -> Event:
    later: dict[str, Side] = {side_key(side): side for side in two.sides}
    sides = tuple(join_sides(side, later[side_key(side)]) for side in one.sides)
    return replace(
        one,
        sides=sides,
        level=min(one.level, two.level, key=LEVELS.index),
        date=_better_date(one.date, two.date, of_tour),
        place=one.place or two.place,
        sub_type=one.sub_type or two.sub_type,
        format=one.format or two.format,
        confidence=max(one.confidence, two.confidence),
    )


def _dates_of_tours(events: list[Event]) -> frozenset[EventDate]:
    """The stretches told for visits of one guest to several countries together."""
    told = {
        (side_key(event.sides[0]), event.date, side_key(event.sides[-1]))
        for event in events
        if event.event_type == "visit" and event.date and event.date.precision == "interval"
    }
    shared = Counter((guest, when) for guest, when, _ in told)
    return frozenset(when for (_, when), hosts in shared.items() if hosts > 1)


def merge_reports(events: list[Event]) -> tuple[Event, ...]:
    """One report per type, sides and compatible date, in text order. The first telling gives order and roles of the
    sides and the sentence; later ones add parties, persons, place and a better date. A background event repeats
    nothing if the same type and sides are reported as news."""
    merged: list[Event] = []
    of_tour = _dates_of_tours(events)
    for event in sorted(events, key=lambda e: e.span):
        for number, known in enumerate(merged):
            if _same(known, event):
                merged[number] = _merge(known, event, of_tour)
                break
        else:
            merged.append(event)
    return tuple(merged)
