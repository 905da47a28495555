"""corrections.csv: which row corrects what, and which cannot be meant."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from tasks import reference
from tasks.closed_lists import CLOSED_LISTS
from tasks.errors import UsageError
from tasks.records import EventDate, Span

COLUMNS: Final = ("dispatch_id", "span", "event_id", "field", "old", "new", "reason", "who", "when")

_OF_DISPATCH = (
    "agency",
    "title",
    "language",
    "series",
    "dateline_place",
    "dateline_country",
    "dateline_date",
    "published_at",
)
_OF_EVENT = ("event_type", "sub_type", "format", "status", "level", "direction", "date_label", "place", "place_country")
_OF_CLAIM = (
    "claimant", "subject", "quantity_low", "quantity_high", "comparator", "unit", "about", "denominator", "scope",
    "place", "period", "as_of", "is_claim",
)  # fmt: skip
FIELDS: Final = (
    *(f"dispatches.{column}" for column in _OF_DISPATCH),
    "mentions.entity_id",
    *(f"event_reports.{column}" for column in (*_OF_EVENT, "is_event")),
    "event_report_participants.country_code",
    "event_report_participants.party_id",
    *(f"claims.{column}" for column in _OF_CLAIM),
    *(f"events.{column}" for column in _OF_EVENT),
)
_NEVER_NULL = frozenset(("event_type", "status", "level", "comparator", "unit", "is_event", "is_claim"))


@dataclass(frozen=True, slots=True)
class Correction:
    """One row. `span` is None for a field of the dispatch or of an event; "" in old or new is null."""

    dispatch_id: str
    span: Span | None
    event_id: str
    field: str
    old: str
    new: str
    reason: str
    who: str
    when: str


@lru_cache(maxsize=1)
def of_dispatches() -> dict[str, tuple[Correction, ...]]:
    """dispatch_id -> its corrections."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in corrections():
        found[row.dispatch_id].append(row)
    return {key: tuple(rows) for key, rows in found.items() if key}


@lru_cache(maxsize=1)
def of_events() -> dict[str, tuple[Correction, ...]]:
    """event_id -> its corrections."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in corrections():
        found[row.event_id].append(row)
    return {key: tuple(rows) for key, rows in found.items() if key}


@lru_cache(maxsize=1)
def corrections() -> tuple[Correction, ...]:
    """All corrections, in the order of the file. Raises UsageError that names the row that cannot be meant."""
    found = [read_row(row) for row in reference.rows("corrections")]
    return tuple(dict.fromkeys(found))


def read_row(row: Mapping[str, str]) -> Correction:
    """One row of COLUMNS, checked. Raises UsageError that names it."""
    try:
        found = Correction(**{**row, "span": parse_span(row["span"])})  # type: ignore[arg-type]
        _check(found)
    except ValueError as error:
        place = " ".join(filter(None, (row["dispatch_id"], row["span"], row["event_id"], row["field"])))
        raise UsageError(f"corrections.csv, row {place or '(empty)'}: {error}") from None
    return found


def parse_span(text: str) -> Span | None:
    """[12,34] or 12-34 as (12, 34); empty as None. Raises ValueError for anything else."""
    if not text:
        return None
    match = re.fullmatch(r"\[?\s*(\d+)\s*(?:,|-|\.\.)\s*(\d+)\s*[\])]?", text)
    if not match or int(match[1]) >= int(match[2]):
        raise ValueError(f"span {text!r} is not [first,after]")
    return int(match[1]), int(match[2])


def _check(row: Correction) -> None:
    table, _, column = row.field.partition(".")
    if row.field not in FIELDS:
        raise ValueError(f"field {row.field!r} cannot be corrected; there are {', '.join(FIELDS)}")
    if table == "events" and not (row.event_id and not row.span):
        raise ValueError("a field of events wants event_id, and no span")
    if table != "events" and (not row.dispatch_id or row.event_id or (row.span is None) != (table == "dispatches")):
        raise ValueError("dispatch_id and, but for fields of dispatches, span are wanted, and no event_id")
    if not row.reason:
        raise ValueError("a reason is wanted")
    if row.old == row.new:
        raise ValueError("old and new are the same")
    if column.startswith("is_") and (row.old, row.new) != ("true", "false"):
        raise ValueError(f"{column} goes from true to false only")
    if row.new and column in CLOSED_LISTS and row.new not in CLOSED_LISTS[column]:
        raise ValueError(f"{row.new!r} is no {column}; there are {', '.join(CLOSED_LISTS[column])}")
    if not row.new and column in _NEVER_NULL:
        raise ValueError(f"{column} cannot be empty")
    if column.endswith("country_code") or column in ("place_country", "dateline_country"):
        if row.new and row.new not in _countries():
            raise ValueError(f"{row.new!r} is no code of countries")
    elif column in ("entity_id", "party_id") and row.new and kind_of(row.new) is None:
        raise ValueError(f"{row.new!r} is no code of countries, parties or party_groups")
    elif row.new and column in _READ:
        _READ[column](row.new)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(row["code"] for row in reference.rows("countries"))


@lru_cache(maxsize=1)
def party_countries() -> dict[str, str]:
    return {row["party_id"]: row["country_code"] for row in reference.rows("parties")}


@lru_cache(maxsize=1)
def _groups() -> frozenset[str]:
    return frozenset(row["group_id"] for row in reference.rows("party_groups"))


def kind_of(entity_id: str) -> str | None:
    """country, party (provisional ids included) or party_group; None for anything else."""
    if entity_id in _countries():
        return "country"
    if entity_id in party_countries() or re.fullmatch(r"[A-Z]{3}-unlisted-[a-z0-9-]+", entity_id):
        return "party"
    return "party_group" if entity_id in _groups() else None


def parse_label(label: str) -> EventDate:
    """A date_label (2001, 2024-08, 2024-05-12, 2024-05-12/2024-05-13) as the days it spans."""
    first, _, last = label.partition("/")
    start, end = _day(first, last=False), _day(last or first, last=True)
    if end < start:
        raise ValueError(f"date {label!r} ends before it starts")
    precision = {4: "year", 7: "month"}.get(len(first), "interval" if last else "day")
    return EventDate(start, end, precision, "context")


def _day(text: str, *, last: bool) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise ValueError(f"date {text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1)).isoformat()


def _number(text: str) -> float:
    return float(text.replace(",", ""))


_READ = {
    "date_label": parse_label,
    "dateline_date": date.fromisoformat,
    "as_of": date.fromisoformat,
    "published_at": lambda text: datetime.fromisoformat(text + "0000-01-01"[len(text) :]),
    "quantity_low": _number,
    "quantity_high": _number,
    "denominator": _number,
}
