"""Reports -> events: which reports tell one and the same real-world event.

Two reports tell one event if they have the same event type and the same countries on their sides, if nothing that
both name contradicts (parties per country, persons), and if their dates overlap. A date as vague as a month or a year
joins an event known to the day only where a single one qualifies. Two reports of one dispatch are two events: the
dispatch itself told them apart. All thresholds stand here; the result does not depend on the order of the reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.event_types import types_where

MAX_PRECISE_DAYS = 15  # a longer interval (a year of exchanges) is as vague as a month
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a report: what it names, to be contradicted or agreed with."""

    country: str | None
    parties: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """What coreference needs of an event report. `order` is its place in archive order; dates are inclusive."""

    order: int
    report_id: str
    dispatch_id: str
    cluster_id: str
    event_type: str
    sub_type: str | None
    language: str | None
    sentence: str
    start: date | None
    end: date | None
    precision: str | None
    sides: tuple[Side, ...]

    @property
    def is_precise(self) -> bool:
        """Known to the day or to a short interval."""
        return (
            self.start is not None
            and self.end is not None
            and self.precision in ("day", "interval")
            and (self.end - self.start).days < MAX_PRECISE_DAYS
        )

    @property
    def hub(self) -> str | None:
        return self.sides[0].country if self.sides else None

    @property
    def partners(self) -> frozenset[str]:
        """Countries of the sides; groups for sides without a country."""
        return frozenset(
            name for side in self.sides for name in ([side.country] if side.country else sorted(side.groups)) if name
        )

    def parties(self, country: str) -> frozenset[str]:
        return frozenset(party for side in self.sides if side.country == country for party in side.parties)

    def persons(self, country: str) -> frozenset[str]:
        return frozenset(person for side in self.sides if side.country == country for person in side.persons)


def group(reports: Iterable[Report]) -> list[list[Report]]:
    """Events as lists of their reports, in archive order; each report is in exactly one."""
    blocks: dict[tuple[str, frozenset[str]], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.order):
        blocks[report.event_type, report.partners].append(report)
    events = [event for block in blocks.values() for event in _group_block(block)]
    return sorted(events, key=lambda event: event[0].order)


def _group_block(block: Sequence[Report]) -> list[list[Report]]:
    """Precise reports first, so that a vague one cannot hold two of them together."""
    events: list[list[Report]] = []
    by_day: dict[date, list[int]] = defaultdict(list)
    by_sentence: dict[tuple[str, str], list[int]] = defaultdict(list)
    vague_by_dates: dict[tuple[date | None, date | None], list[int]] = defaultdict(list)
    for report in sorted(block, key=lambda r: (not r.is_precise, r.order)):
        copies = [n for n in by_sentence[report.cluster_id, report.sentence] if _other_dispatch(report, events[n])]
        if copies:
            chosen = copies[:1]
        elif report.is_precise:
            chosen = _fitting(report, events, sorted({n for day in _days(report) for n in by_day[day]}))[:1]
        elif report.start is None:
            chosen = []
        else:
            overlapping = sorted({n for day in _days(report) for n in by_day[day]}) if by_day else []
            precise = _fitting(report, events, overlapping)
            same = _fitting(report, events, vague_by_dates[report.start, report.end])
            chosen = precise if len(precise) == 1 else same[:1]
        if chosen:
            number = chosen[0]
            events[number].append(report)
        else:
            number = len(events)
            events.append([report])
            if report.start is not None and not report.is_precise:
                vague_by_dates[report.start, report.end].append(number)
        if report.is_precise:
            for day in _days(report):
                if number not in by_day[day]:
                    by_day[day].append(number)
        by_sentence[report.cluster_id, report.sentence].append(number)
    return [sorted(event, key=lambda r: r.order) for event in events]


def _days(report: Report) -> list[date]:
    if report.start is None or report.end is None:
        return []
    return [report.start + timedelta(days=n) for n in range((report.end - report.start).days + 1)]


def _fitting(report: Report, events: list[list[Report]], numbers: Iterable[int]) -> list[int]:
    return [n for n in numbers if all(_agree(report, member) for member in events[n])]


def _other_dispatch(report: Report, event: list[Report]) -> bool:
    return all(member.dispatch_id != report.dispatch_id for member in event)


def _agree(one: Report, other: Report) -> bool:
    """Nothing that both reports name contradicts."""
    if one.dispatch_id == other.dispatch_id or not _dates_overlap(one, other):
        return False
    # Of what is told of one side, that side may have many a day: a partner must be named
    if one.event_type in types_where("stands_alone", "true") and not _same_occasion(one, other):
        return False
    if not one.partners or (one.event_type not in types_where("first_side", "equal") and one.hub != other.hub):
        return False
    return all(
        _share(one.parties(country), other.parties(country)) and _persons_agree(one, other, country)
        for country in sorted(one.partners)
    )


def _dates_overlap(one: Report, other: Report) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _same_occasion(one: Report, other: Report) -> bool:
    if len(one.partners) > 1:
        return True
    parties = {party for side in one.sides for party in side.parties}
    return bool(one.sub_type) and one.sub_type == other.sub_type and bool(parties)


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _persons_agree(one: Report, other: Report, country: str) -> bool:
    """Names in one language share a word ("Xi", "Xi Jinping"); across languages they cannot be compared.

    A visitor is received by several people of the host's.
    """
    if one.language != other.language or (one.event_type == "visit" and country != one.hub):
        return True
    return _share(_name_words(one.persons(country)), _name_words(other.persons(country)))


def _name_words(persons: frozenset[str]) -> frozenset[str]:
    return frozenset(word.casefold() for person in persons for word in _WORD.findall(person))
