"""A processed dispatch as rows of the fact tables.

Rows are tuples in the order of contracts.FACT_TABLES; version_no and is_current are null until `merge` knows them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tasks import contracts, reference
from tasks.closed_lists import CLOSED_LISTS
from tasks.records import Claim, Event, EventDate, Processed, Side
from tasks.reference import reference_version
from tasks.version import code_version

Row = tuple[Any, ...]


def short_hash(*parts: object) -> str:
    """16 hex digits that name a thing by what identifies it."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def fact_rows(processed: Processed) -> dict[str, list[Row]]:
    """Rows per fact table. Raises ValueError where a value breaks the contract of the tables."""
    dispatch_id = processed.dispatch.dispatch_id
    rows = {
        "dispatch_versions": [_version_row(processed)],
        "mentions": list(_mention_rows(dispatch_id, processed)),
        "mention_candidates": list(_candidate_rows(dispatch_id, processed)),
        "dispatch_countries": list(_country_rows(dispatch_id, processed)),
        "dispatch_parties": list(_party_rows(dispatch_id, processed)),
        "event_reports": list(_report_rows(dispatch_id, processed)),
        "event_report_participants": list(_participant_rows(dispatch_id, processed)),
        "claims": list(_claim_rows(dispatch_id, processed)),
    }
    for table, found in rows.items():
        key = len(contracts.FACT_TABLES[table].key)
        if len({row[:key] for row in found}) < len(found):
            raise ValueError(f"{table}: two rows with one key")
    return rows


@lru_cache(maxsize=1)
def _lineage() -> tuple[str, str]:
    return code_version(), reference_version()


@lru_cache(maxsize=1)
def _event_codes() -> dict[str, Row]:
    columns = ("plover_type", "plover_mode", "cameo_code")
    return {row["event_type"]: tuple(row[c] or None for c in columns) for row in reference.rows("event_types")}


def day(value: str | None) -> date | None:
    """An ISO day; null where the year, month or day is unknown."""
    return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None


def moment(value: str | None) -> datetime | None:
    """An ISO time cut at any precision: the first moment it may mean, as the clock of the place shows it."""
    if not value:
        return None
    padded = value if len(value) > 10 else value + "0000-01-01"[len(value) :]
    return datetime.fromisoformat(padded).replace(tzinfo=None)


def _listed(value: str | None, column: str) -> str | None:
    """The value, which is one of the column's closed list."""
    if value is not None and value not in CLOSED_LISTS[column]:
        raise ValueError(f"{column} {value!r} is not in the closed list")
    return value


def _span(processed: Processed, start: int, end: int) -> str:
    text = processed.dispatch.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span [{start}, {end}) lies outside the text of {len(text)} characters")
    return text[start:end]


def _version_row(processed: Processed) -> Row:
    d = processed.dispatch
    text_sha256 = d.text_sha256
    line = d.dateline
    line_day = line.date if line and line.date and not line.date.startswith("--") else None
    return (
        short_hash(d.dispatch_id, text_sha256), d.dispatch_id, None, None,
        d.source_id, d.url, d.title, d.text, d.language, d.agency, list(d.bylines), d.series,
        line and line.place, line and line.country, day(line_day), moment(d.published_at),
        _listed(d.published_precision, "published_precision"),
        _listed(d.published_basis, "published_basis"),
        day(d.date), text_sha256, processed.raw_sha256, processed.input_sha256, storable(processed.locator),
        moment(processed.fetched_at), processed.etag, [*d.warnings, *processed.facts.warnings], *_lineage(),
    )  # fmt: skip


def _mention_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    lineage = _lineage()
    for number, m in enumerate(processed.facts.mentions, 1):
        if m.surface != _span(processed, m.start, m.end):
            raise ValueError(f"surface {m.surface!r} is not the text at [{m.start}, {m.end})")
        kind = _listed(m.kind, "kind")
        form = _listed(m.form, "form")
        yield (
            dispatch_id, number, None, m.start, m.end, m.surface, kind, form, m.entity_id, m.confidence, m.rule_id,
            *lineage,
        )  # fmt: skip


def _candidate_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    for number, m in enumerate(processed.facts.mentions, 1):
        for candidate, confidence in dict(m.candidates).items():
            yield dispatch_id, number, candidate, confidence, m.rule_id, *_lineage()


def _first_rules(processed: Processed, kind: str) -> dict[str | None, str]:
    """The rule of each entity's first mention."""
    rules: dict[str | None, str] = {}
    for m in processed.facts.mentions:
        if m.kind == kind:
            rules.setdefault(m.entity_id, m.rule_id)
    return rules


def _country_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    rules = _first_rules(processed, "country")
    for c in processed.facts.countries:
        first = min(c.spans, default=(None, None))
        yield dispatch_id, c.code, None, c.count, c.named, c.about, *first, rules.get(c.code), *_lineage()


def _party_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    rules = _first_rules(processed, "party")
    for p in processed.facts.parties:
        first = min(p.spans, default=(None, None))
        yield dispatch_id, p.party_id, None, len(p.spans), p.about, *first, rules.get(p.party_id), *_lineage()


def report_ids(dispatch_id: str, events: Sequence[Event]) -> list[str]:
    """Keys of event_reports, in the order of `events`: from what happened between whom, not from its place in the
    text, so that a new version of the dispatch, or of the rules, that tells one event more leaves the others' ids."""
    told = [(event.event_type, *sorted(side.country or "" for side in event.sides)) for event in events]
    return [short_hash("report", dispatch_id, *key) for key in _numbered(told)]


def _numbered(keys: Sequence[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The keys, equal ones told apart by their number among equals."""
    seen: Counter[tuple[object, ...]] = Counter()
    for key in keys:
        seen[key] += 1
        yield *key, seen[key]


def date_label(when: EventDate) -> str:
    """The date as far as it is known; an interval as start/end."""
    if when.start.startswith("--"):
        return when.start if when.end == when.start else f"{when.start}/{when.end}"
    if when.precision in ("month", "year"):
        cut = 7 if when.precision == "month" else 4
        start, end = when.start[:cut], when.end[:cut]
    else:
        start, end = when.start, when.end
    return start if start == end else f"{start}/{end}"


def _date_columns(when: EventDate | None) -> Row:
    if when is None:
        return (None,) * 5
    known = not when.start.startswith("--") and not when.end.startswith("--")
    start, end = (day(when.start), day(when.end)) if known else (None, None)
    if start and end and end < start:
        raise ValueError(f"event ends ({end}) before it starts ({start})")
    return (
        start, end, when.label,
        _listed(when.precision, "date_precision"),
        _listed(when.basis, "date_basis"),
    )  # fmt: skip


def _report_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    ids = report_ids(dispatch_id, processed.facts.events)
    for number, e in enumerate(processed.facts.events, 1):
        yield (
            ids[number - 1], dispatch_id, number, None, *_type_columns(e),
            *_date_columns(e.date), e.place and e.place.name, e.place and e.place.country,
            *e.span, _span(processed, *e.span), e.confidence, e.rule, *_lineage(),
        )  # fmt: skip


def _type_columns(e: Event) -> Row:
    return (
        _listed(e.event_type, "event_type"), e.sub_type,
        _listed(e.format, "format"), *_event_codes().get(e.event_type, (None, None, None)),
        _listed(e.status, "status"), _listed(e.level, "level"),
        _listed(e.direction, "direction"),
    )  # fmt: skip


def _participant_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    events = processed.facts.events
    for report_id, event in zip(report_ids(dispatch_id, events), events, strict=True):
        for side_no, side in enumerate(event.sides):
            role = _listed(side.role, "role")
            for member_no, member in enumerate(_members(side), 1):
                yield (
                    report_id, side_no, member_no, dispatch_id, None, role, side.country,
                    *member, *_lineage(),
                )  # fmt: skip


def _members(side: Side) -> list[Row]:
    """(party_id, group_id, organization, person, person_role) of each member; a side without any has one empty row."""
    members: list[Row] = [(party, None, None, None, None) for party in dict.fromkeys(side.parties)]
    members += [(None, group, None, None, None) for group in dict.fromkeys(side.groups)]
    members += [(None, None, name, None, None) for name in dict.fromkeys(side.organizations)]
    members += [(None, None, None, person.name, person.role) for person in side.persons]
    return members or [(None,) * 5]


def claim_ids(dispatch_id: str, claims: Sequence[Claim]) -> list[str]:
    """Keys of claims, in the order of `claims`: from what is counted, not from the claim's place in the text."""
    told = [(claim.unit, claim.quantity_low, claim.quantity_high) for claim in claims]
    return [short_hash("claim", dispatch_id, *key) for key in _numbered(told)]


def _claim_rows(dispatch_id: str, processed: Processed) -> Iterator[Row]:
    ids = claim_ids(dispatch_id, processed.facts.claims)
    for number, c in enumerate(processed.facts.claims, 1):
        yield (
            ids[number - 1], dispatch_id, number, None, c.claimant, c.subject, c.quantity_low,
            c.quantity_high, _listed(c.comparator, "comparator"),
            _listed(c.unit, "unit"), c.unit_text, c.about, c.denominator, c.scope, c.place, c.period,
            day(c.as_of), ids[c.linked_to[0] - 1] if c.linked_to else None,
            *c.span, _span(processed, *c.span), c.rule, *_lineage(),
        )  # fmt: skip


def storable(text: str) -> str:
    """File names may hold bytes that are no UTF-8, which Parquet cannot: shown escaped."""
    return text.encode("utf-8", "backslashreplace").decode()
