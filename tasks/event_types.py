"""What reference/event_types.csv says of the event types, for rules that hold for several of them."""

from __future__ import annotations

from functools import lru_cache

from tasks import reference


@lru_cache(maxsize=16)
def types_where(column: str, value: str) -> frozenset[str]:
    """The event types whose `column` holds `value`."""
    return frozenset(row["event_type"] for row in reference.rows("event_types") if row[column] == value)


@lru_cache(maxsize=32)
def days_between_reports(event_type: str) -> int:
    """How many days may lie between two dates under which one event of the type is reported; 0 where it is over at
    once."""
    return sum(
        int(row["days_between_reports"] or 0)
        for row in reference.rows("event_types")
        if row["event_type"] == event_type
    )
