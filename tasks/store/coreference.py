"""Reports -> events: which reports tell one and the same real-world event.

Two reports tell one event if they have the same event type and the same countries on their sides, if nothing that
both name contradicts (parties per country, persons), and if their dates meet: they overlap, or, of an event that lasts
(a visit is told when it begins and when it ends), lie as near as event_types.csv says. A date as vague as a month or a
year joins an event known to the day only where a single one qualifies. Two reports of one dispatch are two events: the
dispatch itself told them apart. All thresholds stand here and in event_types.csv; the result does not depend on the
order of the reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.event_types import days_between_reports, types_where
from tasks.person_names import Likeness, compare

MAX_PRECISE_DAYS = 15  # a longer interval (a year of exchanges) is as vague as a month
UNNAMED_DAYS = 2  # reports of one visit may lie further apart only if they name the same person
_REMOTE = frozenset(("video", "phone"))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a report: what it names, to be contradicted or agreed with."""

    country: str | None
    role: str | None = None
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
    format: str | None
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
    def days(self) -> int:
        return (self.end - self.start).days if self.start and self.end else 0

    @property
    def kind(self) -> str:
        """Event type; talks by video are a call, whether the outlet calls them a meeting or not."""
        return "call" if self.event_type == "meeting" and self.format in _REMOTE else self.event_type

    @property
    def has_actor(self) -> bool:
        """Whether turning the sides round makes another event: not where all do the same, as in a joint statement."""
        is_equal = self.event_type in types_where("first_side", "equal")
        return not is_equal and len({side.role for side in self.sides}) > 1

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
        blocks[report.kind, report.partners].append(report)
    events = [event for block in blocks.values() for event in _group_block(block)]
    return sorted(events, key=lambda event: event[0].order)


def _group_block(block: Sequence[Report]) -> list[list[Report]]:
    """Precise reports first, so that a vague one cannot hold two of them together; of those the longest, which tell how
    long an event lasts that others tell a day of."""
    events: list[list[Report]] = []
    by_day: dict[date, list[int]] = defaultdict(list)
    by_sentence: dict[tuple[str, str], list[int]] = defaultdict(list)
    vague_by_dates: dict[tuple[date | None, date | None], list[int]] = defaultdict(list)
    for report in sorted(block, key=lambda r: (not r.is_precise, -r.days if r.is_precise else 0, r.order)):
        copies = [n for n in by_sentence[report.cluster_id, report.sentence] if _other_dispatch(report, events[n])]
        if copies:
            chosen = copies[:1]
        elif report.is_precise:
            near = sorted({n for day in _days(report, days_between_reports(report.kind)) for n in by_day[day]})
            chosen = sorted(_fitting(report, events, near), key=lambda n: (_distance(report, events[n]), n))[:1]
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


def is_linked(one: Report, other: Report) -> bool:
    """Whether one of two reports of a kind and of the same partners may take the other into its event: a copy of its
    sentence, or dates that meet while nothing contradicts. Reports of an event are linked, if only by others of it."""
    if (one.cluster_id, one.sentence) == (other.cluster_id, other.sentence):
        return True
    if one.start is None or other.start is None:
        return False
    return _gap(one, other) <= _allowed_gap(one, other) and _agree(one, other)


def _days(report: Report, further: int = 0) -> list[date]:
    """The days of a report, and so many before and after it."""
    if report.start is None or report.end is None:
        return []
    return [report.start + timedelta(days=n) for n in range(-further, (report.end - report.start).days + 1 + further)]


def _gap(one: Report, other: Report) -> int:
    """Days between two reports; 0 where they overlap or one is undated."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0
    return max((one.start - other.end).days, (other.start - one.end).days, 0)


def _distance(report: Report, event: list[Report]) -> int:
    return min(_gap(report, member) for member in event)


def _fitting(report: Report, events: list[list[Report]], numbers: Iterable[int]) -> list[int]:
    return [n for n in numbers if all(_agree(report, member) for member in events[n]) and _meets(report, events[n])]


def _meets(report: Report, event: list[Report]) -> bool:
    """The dates of the report and of every member meet; of an event that lasts it is enough that the report lies in
    the days that a member gives it."""
    if days_between_reports(report.kind) and any(_contains(member, report) for member in event):
        return True
    return all(_gap(report, member) <= _allowed_gap(report, member) for member in event)


def _contains(one: Report, other: Report) -> bool:
    """Whether one gives an event several days, and the other a day of them."""
    return one.is_precise and one.start != one.end and other.is_precise and _gap(one, other) == 0


def _other_dispatch(report: Report, event: list[Report]) -> bool:
    return all(member.dispatch_id != report.dispatch_id for member in event)


def _agree(one: Report, other: Report) -> bool:
    """Nothing that both reports name contradicts."""
    if one.dispatch_id == other.dispatch_id or not one.partners:
        return False
    # Of what is told of one side, that side may have many a day: a partner must be named
    if one.event_type in types_where("stands_alone", "true") and not _same_occasion(one, other):
        return False
    if (one.has_actor or other.has_actor) and one.hub != other.hub:
        return False
    if not all(_share(one.parties(country), other.parties(country)) for country in one.partners):
        return False
    return _persons(one, other) is not Likeness.DIFFERENT


def _allowed_gap(one: Report, other: Report) -> int:
    """Only reports known to the day can lie days apart and mean one event."""
    days = days_between_reports(one.kind)
    if not (days and one.is_precise and other.is_precise):
        return 0
    return days if _persons(one, other) is Likeness.SAME else min(days, UNNAMED_DAYS)


def _same_occasion(one: Report, other: Report) -> bool:
    if len(one.partners) > 1:
        return True
    parties = {party for side in one.sides for party in side.parties}
    return bool(one.sub_type) and one.sub_type == other.sub_type and bool(parties)


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _persons(one: Report, other: Report) -> Likeness:
    """SAME if a person of one country is named by both, DIFFERENT if on one side all are others.

    A visitor is received by several people of the host's.
    """
    found = Likeness.UNKNOWN
    for country in sorted(one.partners):
        if one.event_type == "visit" and country != one.hub:
            continue
        pairs = [compare(a, b, country) for a in one.persons(country) for b in other.persons(country)]
        if Likeness.SAME in pairs:
            found = Likeness.SAME
        elif pairs and Likeness.UNKNOWN not in pairs:
            return Likeness.DIFFERENT
    return found
