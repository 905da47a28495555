"""What corrections make of a dispatch and its facts. Everything is compared as the tables show it, null as ""."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tasks.corrections.rows import Correction, kind_of, of_dispatches, parse_label, party_countries
from tasks.records import Claim, Dateline, Dispatch, Event, Facts, Mention, Place, Side

RULE = "correction"  # rule_id of a mention that a correction linked
_PRECISIONS = {4: "year", 7: "month", 10: "day", 16: "minute"}
_NUMBERS = frozenset(("quantity_low", "quantity_high", "denominator"))


def shown(value: Any) -> str:
    """A value as corrections write it: null is empty, 400.0 is 400."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _of(dispatch: Dispatch, table: str) -> list[tuple[str, Correction]]:
    """(column, correction) of one table."""
    rows = of_dispatches().get(dispatch.dispatch_id, ())
    return [(row.field.partition(".")[2], row) for row in rows if row.field.startswith(table + ".")]


def correct_dispatch(dispatch: Dispatch) -> Dispatch:
    """The dispatch with its own fields corrected."""
    for column, row in _of(dispatch, "dispatches"):
        changed: dict[str, Any] = {column: row.new or None}
        if column.startswith("dateline_"):
            part = column.removeprefix("dateline_")
            line = dispatch.dateline or Dateline()
            if shown(getattr(line, part)) == row.old:
                changed = {part: row.new or None}
                line = replace(line, **changed)
                dispatch = replace(dispatch, dateline=None if line == Dateline() else line)
        elif shown(getattr(dispatch, column)) == row.old:
            if column == "published_at":
                precision = _PRECISIONS.get(len(row.new), "second") if row.new else None
                changed |= {"published_precision": precision, "published_basis": "given" if row.new else None}
            dispatch = replace(dispatch, **changed)
    return dispatch


def correct_mentions(dispatch: Dispatch, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with their links corrected; countries, parties and sides of events are made from these. A name that
    the rules did not see is added by a correction without `old`."""
    found = list(mentions)
    rows = _of(dispatch, "mentions")
    if not rows:
        return found
    for _, row in rows:
        assert row.span
        start, end = row.span
        here = [number for number, m in enumerate(found) if (m.start, m.end) == row.span]
        for number in here:
            if shown(found[number].entity_id) == row.old:
                found[number] = _linked(found[number], row.new)
        if not here and not row.old and end <= len(dispatch.text):
            kind = kind_of(row.new) or "party"
            surface = dispatch.text[start:end]
            found.append(_linked(Mention(start, end, surface, kind, "name", None, 1.0, RULE), row.new))
    return sorted(found, key=lambda m: (m.start, m.end))


def _linked(mention: Mention, entity: str) -> Mention:
    kind = (kind_of(entity) if entity else None) or mention.kind
    country = entity if kind == "country" else party_countries().get(entity, entity[:3]) if kind == "party" else None
    return replace(
        mention, entity_id=entity or None, kind=kind, country=(country or None) if entity else None, candidates=(),
        confidence=1.0, rule_id=RULE,
    )  # fmt: skip


def correct_facts(dispatch: Dispatch, facts: Facts) -> Facts:
    """Events and claims corrected, each found by the span of its sentence or of its own."""
    if dispatch.dispatch_id not in of_dispatches():
        return facts
    return replace(facts, events=_events(dispatch, facts.events), claims=_claims(dispatch, facts.claims))


def _events(dispatch: Dispatch, events: Sequence[Event]) -> tuple[Event, ...]:
    found: list[Event] = list(events)
    for column, row in _of(dispatch, "event_reports"):
        if column == "is_event":
            found = [event for event in found if event.span != row.span]
        found = [
            _event(event, column, row.new)
            if event.span == row.span and shown(_value(event, column)) == row.old
            else event
            for event in found
        ]
    for column, row in _of(dispatch, "event_report_participants"):
        change = _country if column == "country_code" else _party
        found = [replace(event, sides=change(event.sides, row)) if event.span == row.span else event for event in found]
    return tuple(found)


def _value(event: Event, column: str) -> str | None:
    if column == "date_label":
        return event.date.label if event.date else None
    if column in ("place", "place_country"):
        return (event.place.name if column == "place" else event.place.country) if event.place else None
    value: str | None = getattr(event, column, None)
    return value


def _event(event: Event, column: str, new: str) -> Event:
    if column == "date_label":
        return replace(event, date=parse_label(new) if new else None)
    if column == "place":
        return replace(event, place=Place(new, event.place.country if event.place else None) if new else None)
    if column == "place_country":
        return replace(event, place=replace(event.place, country=new or None) if event.place else None)
    changed: dict[str, Any] = {column: new or None}
    return replace(event, **changed)


def _country(sides: Sequence[Side], row: Correction) -> tuple[Side, ...]:
    return tuple(replace(side, country=row.new or None) if shown(side.country) == row.old else side for side in sides)


def _party(sides: Sequence[Side], row: Correction) -> tuple[Side, ...]:
    """Without `old` the party joins the side of its country."""
    if not row.old:
        country = party_countries().get(row.new, row.new[:3])
        joined = [side.country == country and row.new not in side.parties for side in sides]
        return tuple(
            replace(side, parties=(*side.parties, row.new)) if joins else side
            for side, joins in zip(sides, joined, strict=True)
        )
    return tuple(
        replace(
            side,
            parties=tuple(
                dict.fromkeys(row.new if p == row.old else p for p in side.parties if p != row.old or row.new)
            ),
        )
        for side in sides
    )


def _claims(dispatch: Dispatch, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """A claim that is none is emptied of its links last: they are numbers of claims of the dispatch."""
    found = list(claims)
    dropped: set[int] = set()
    for column, row in _of(dispatch, "claims"):
        for number, claim in enumerate(found):
            if claim.span != row.span:
                continue
            if column == "is_claim":
                dropped.add(number)
            elif shown(getattr(claim, column)) == row.old:
                new: Any = row.new or None
                if new is not None and column in _NUMBERS:
                    new = float(row.new.replace(",", ""))
                found[number] = replace(claim, **{column: new})
    kept = [number for number in range(len(found)) if number not in dropped]
    renumbered = {old + 1: new for new, old in enumerate(kept, 1)}
    return tuple(
        replace(found[number], linked_to=tuple(renumbered[n] for n in found[number].linked_to if n in renumbered))
        for number in kept
    )
