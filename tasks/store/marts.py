"""The marts of a run: all of them after a full refresh; on a day (day.py) what the touched rows change.

The models of sql/ stay as they are. They run over temporary views with the names of the fact tables that show the
touched rows alone, once of the former database and once of this one. Where a mart's counts are sums over its evidence,
the difference of the two results is added to its cells; where a mart has a row per claim or event, the rows of the
touched ones are replaced. Marts in which one event changes what another counts for (first contacts, ranks, gaps) are
computed again, from `kept.contacts`: who met whom, an event at a time.
"""

from __future__ import annotations

from typing import Final

import duckdb

from tasks import contracts
from tasks.store import day
from tasks.store.database import insert, make_room, open_database, replace_rows
from tasks.store.home import Run
from tasks.store.models import build, create_exports, create_views, describe, in_order, models_of

SUMS: Final = (
    "countries_by_month", "countries_by_year", "parties_by_month", "parties_by_year", "events_by_month",
    "events_by_year", "regions_by_year", "parties_by_country", "event_kinds_by_year", "directions_by_year",
    "principals_by_year", "reports_per_event", "source_agreement",
)  # fmt: skip
# Marts with a row per claim or event, and the list of those whose rows are replaced.
LISTS: Final = {
    "claims_timeline": ("dispatch_id", "day.families"),
    "contacts_without_relations": ("event_id", "day.events"),
}


def build_models(run: Run) -> None:
    """Builds all marts in the run's database and describes every table and column."""
    with open_database(run.database) as connection:
        if run.former and day.is_day(connection):
            day.attach_former(connection, run.former)
            update_marts(connection)
            create_exports(connection)
            describe(connection)
        else:
            make_room(connection, "dispatch_versions")
            build(connection)
            connection.execute("create or replace table kept.contacts as from stg_contacts")


def update_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the former marts, in the copy of the former database, those of today."""
    marts = models_of("marts")
    day.show_touched(connection, "former.main")
    create_views(connection)
    for name in SUMS:
        connection.execute(f"create temp table before_{name} as {marts[name]}")
    day.show_touched(connection, "partywire.main")
    for name in SUMS:
        _add(connection, name, marts[name])
    for name, (key, touched) in LISTS.items():
        replace_rows(connection, name, marts[name], of=touched, key=key)
    connection.execute("delete from kept.contacts where event_id in (select event_id from day.events)")
    connection.execute("insert into kept.contacts from stg_contacts")
    day.show_all(connection)
    _count_read(connection)
    connection.execute("create or replace temp view stg_contacts as from kept.contacts")
    for name in in_order(marts):
        if name not in SUMS and name not in LISTS:
            insert(connection, name, marts[name])


def _add(connection: duckdb.DuckDBPyConnection, name: str, model: str) -> None:
    """Adds to a mart what its model counts now less what it counted before; cells that count nothing go.

    What is no count is the same in all rows of a cell; read_count is set by _count_read.
    """
    table = contracts.MART_TABLES[name]
    counts = [column for column in table.columns if column.endswith("_count") and column != "read_count"]
    key = ", ".join(f'"{column}"' for column in table.key)
    columns = ", ".join(
        f'"{column}"' if column in table.key
        else f'sum("{column}")::bigint as "{column}"' if column in counts
        else f'max("{column}") as "{column}"'
        for column in table.columns
    )  # fmt: skip
    less = ", ".join(f'-"{column}" as "{column}"' for column in counts)
    same = " and ".join(f'cells."{column}" is not distinct from {name}."{column}"' for column in table.key)
    connection.execute(f"""
        create temp table now_{name} as {model};

        create temp table cells_{name} as select distinct {key} from (
            select {key} from now_{name} union all select {key} from before_{name}
        );

        create temp table changed_{name} as
        select {columns} from (
            from now_{name}
            union all by name
            select * replace ({less}) from before_{name}
            union all by name
            from {name} where exists (from cells_{name} as cells where {same})
        )
        group by {key} having {" + ".join(f'sum("{column}")' for column in counts)} > 0;

        delete from {name} where exists (from cells_{name} as cells where {same})
    """)
    replace_rows(connection, name, f"from changed_{name}")


def _count_read(connection: duckdb.DuckDBPyConnection) -> None:
    """How many dispatches were read of a period stands in every cell of it, also of those that nothing else touches."""
    connection.execute("create temp table read_now as from stg_read")
    for name in SUMS:
        if "read_count" in contracts.MART_TABLES[name].columns:
            unit = name.rpartition("_")[2]
            right = f"""coalesce((
                select any_value(read_count) from read_now
                where unit = '{unit}' and read_now.period is not distinct from {name}.period
            ), 0)"""
            connection.execute(f"update {name} set read_count = {right} where read_count <> {right}")
