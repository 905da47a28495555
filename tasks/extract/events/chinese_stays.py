"""The days of a stay that is told by its ends: 代表团5日抵达河内，8日离越 is a visit of four days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.records import Event, EventDate

_CAME = frozenset({"zh_visit_arrive", "zh_visit_into", "zh_visit_china"})
_WENT = frozenset({"zh_visit_left", "zh_visit_departed", "zh_visit_ended", "zh_visit_over", "zh_visit_trip"})
_LONGEST = 30  # days
_DAYS = ("explicit", "weekday", "relative")


def _day(event: Event) -> date | None:
    """The day that a sentence gives to an event."""
    when = event.date
    if when is None or when.precision != "day" or when.basis not in _DAYS or when.start.startswith("--"):
        return None
    return date.fromisoformat(when.start)


def with_stays(events: list[Event]) -> list[Event]:
    """Events, the visits among them with both days where one telling dates the arrival and another the leaving."""
    stays: dict[tuple[str | None, ...], EventDate] = {}
    for came in (e for e in events if e.rule in _CAME and e.event_type == "visit"):
        for went in (e for e in events if e.rule in _WENT and _sides(e) == _sides(came)):
            first, last = _day(came), _day(went)
            if first and last and 0 < (last - first).days <= _LONGEST:
                stays[_sides(came)] = EventDate(first.isoformat(), last.isoformat(), "interval", "explicit")
    return [_lasting(event, stays.get(_sides(event))) for event in events]


def _sides(event: Event) -> tuple[str | None, ...]:
    return tuple(side.country for side in event.sides)


def _lasting(event: Event, stay: EventDate | None) -> Event:
    if stay is None or event.event_type != "visit" or event.date is None:
        return event
    is_within = stay.start <= event.date.start and event.date.end <= stay.end
    return replace(event, date=stay) if is_within else event
