"""Table corrections: what became of each row of corrections.csv; and the corrections of events, which have no dispatch.

The outcome is read off the tables themselves: `applied` where they say `new`, `waiting` where they still say `old` (the
dispatch was read before the correction was written, or is not here), `stale` where they say neither.
"""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa

from tasks import contracts
from tasks.corrections.apply import RULE, shown
from tasks.corrections.rows import corrections, of_events, parse_label
from tasks.store.database import create_table, insert
from tasks.store.rows import Row, day

_EVENT_COLUMNS: Final = contracts.DERIVED_TABLES["events"].columns
# Where the corrected thing lies: the columns that hold its span.
_SPANS = {
    "mentions": ("start_char", "end_char"),
    "claims": ("start_char", "end_char"),
    "event_reports": ("sentence_start", "sentence_end"),
}


def corrected_event(row: Row) -> Row:
    """A row of `events` with the corrections of its event_id; rule_id says that there are some."""
    rows = of_events().get(row[0], ())
    if not rows:
        return row
    values = dict(zip(_EVENT_COLUMNS, row, strict=True))
    for correction in rows:
        column = correction.field.partition(".")[2]
        if shown(values[column]) != correction.old:
            continue
        values |= {column: correction.new or None, "rule_id": RULE}
        if column == "date_label":
            when = parse_label(correction.new) if correction.new else None
            values |= {
                "date_start": when and day(when.start),
                "date_end": when and day(when.end),
                "date_precision": when and when.precision,
                "date_basis": when and when.basis,
            }
    return tuple(values[column] for column in _EVENT_COLUMNS)


def load_corrections(connection: duckdb.DuckDBPyConnection) -> None:
    """Builds the table from the file and the tables that are there. Call it after all facts and events are."""
    create_table(connection, "corrections", "written_corrections")
    rows = [
        (
            c.dispatch_id or None, c.span and c.span[0], c.span and c.span[1], c.event_id or None, c.field,
            c.old or None, c.new or None, None, c.reason, c.who or None, c.when or None,
        )
        for c in corrections()
    ]  # fmt: skip
    if rows:
        schema = contracts.TABLES["corrections"].schema
        arrays = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
        connection.register("correction_rows", pa.table(arrays, schema=schema))
        connection.execute("insert into written_corrections from correction_rows")
        connection.unregister("correction_rows")
    fields = sorted({c.field for c in corrections()})
    told = " union all ".join(map(_told, fields)) or "select null::varchar as field where false"
    insert(connection, "corrections", _OUTCOMES.format(told=told) if fields else "from written_corrections")


def _told(field: str) -> str:
    """Query (field, dispatch_id, event_id, start_char, end_char, value): what the tables say now; `value` of a thing
    that may be dropped is `true` while it is there."""
    table, _, column = field.partition(".")
    value = "'true'" if column.startswith("is_") else f"coalesce(facts.{column}::varchar, '')"
    if column in ("quantity_low", "quantity_high", "denominator"):
        value = f"coalesce(regexp_replace(facts.{column}::varchar, '\\.0$', ''), '')"
    start, end = _SPANS.get(table, ("null::bigint", "null::bigint"))
    source, ids = f"{table} as facts", "facts.dispatch_id, null as event_id"
    if table == "event_report_participants":
        source = f"{table} as facts join event_reports using (report_id, dispatch_id)"
        ids, start, end = "dispatch_id, null as event_id", "sentence_start", "sentence_end"
    elif table == "events":
        ids = "null as dispatch_id, event_id"
    return f"select '{field}' as field, {ids}, {start} as start_char, {end} as end_char, {value} as value from {source}"


_OUTCOMES = """
    with told as ({told}),
    found as (
        select
            c.dispatch_id, c.event_id, c.start_char, c.end_char, c.field, c.old, c.new,
            bool_or(value = coalesce(c.old, '')) as says_old,
            bool_or(value = coalesce(c.new, '')) as says_new,
            count(value) > 0 as is_there,
        from written_corrections as c
        left join told on
            told.field = c.field and told.dispatch_id is not distinct from c.dispatch_id
            and told.event_id is not distinct from c.event_id
            and told.start_char is not distinct from c.start_char and told.end_char is not distinct from c.end_char
        group by all
    )
    select
        c.* replace (
            case
                when c.field in ('event_reports.is_event', 'claims.is_claim') then
                    if(is_there, 'waiting', if(has_dispatch, 'applied', 'waiting'))
                when says_old and not coalesce(c.old is null and says_new, false) then 'waiting'
                when says_new then 'applied'
                when c.dispatch_id is not null and not has_dispatch then 'waiting'
                when not is_there and c.old is null then 'waiting'
                when c.event_id is not null and not is_there and c.event_id not in (
                    select old_event_id from event_successions
                ) then 'waiting'
                else 'stale'
            end as state
        )
    from (
        select *, coalesce(dispatch_id in (select dispatch_id from dispatches), false) as has_dispatch
        from written_corrections
    ) as c
    join found on
        found.field = c.field and found.dispatch_id is not distinct from c.dispatch_id
        and found.event_id is not distinct from c.event_id
        and found.start_char is not distinct from c.start_char and found.end_char is not distinct from c.end_char
        and found.old is not distinct from c.old and found.new is not distinct from c.new
"""
