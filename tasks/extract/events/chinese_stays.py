"""The days of what is told by its ends: 5日抵达，8日离越 is a visit of four days; 6日开班，20日结业 a course."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.extract.event_dates import Anchor
from tasks.extract.event_dates_chinese import find_dates
from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate

_CAME = frozenset({"zh_visit_arrive", "zh_visit_into", "zh_visit_china"})
_WENT = frozenset({"zh_visit_left", "zh_visit_departed", "zh_visit_ended", "zh_visit_over", "zh_visit_trip"})
_LONGEST = 30  # days
_BEGINS = compiled(r"开课|开班(?!式|仪式|典礼)|开学(?!典礼)|开讲")
_ENDS = compiled(r"结业(?!式|仪式|典礼)|结课|结束")
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


def with_terms(events: list[Event], sentences: list[Sentence], anchor: Anchor) -> list[Event]:
    """Events, the courses among them with the days on which a sentence says that they begin and end."""
    if not any(event.event_type == "training" for event in events):
        return events
    term = next((t for t in (_term(s.text, anchor) for s in sentences if not s.is_speech) if t), None)
    return [replace(e, date=term) if term and e.event_type == "training" else e for e in events]


def _term(text: str, anchor: Anchor) -> EventDate | None:
    begins, ends = _BEGINS.search(text), _ENDS.search(text)
    if not begins or not ends or ends.start() < begins.end():
        return None
    dates = find_dates(text, anchor)
    first = [value for (_, end), value in dates if end <= begins.start()]
    last = [value for (start, end), value in dates if begins.end() <= start and end <= ends.start()]
    if not first or not last or not first[-1].start < last[-1].end:
        return None
    return EventDate(first[-1].start, last[-1].end, "interval", "explicit")
