"""The marts of a run: all of them after a full refresh; on a day (day.py) what the touched rows change.

The models of sql/ stay as they are. They run over temporary views with the names of the fact tables that show the
touched rows alone, once of the former database and once of this one. Where a mart's counts are sums over its evidence,
the difference of the two results is added to its cells; where a mart has a row per claim or event, the rows of the
touched ones are replaced. Where one event changes what another counts for (first contacts, gaps, partners met again),
the cells of the touched events are computed again, from the contacts in `kept.contacts` that share a pair or a year
with theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb

from tasks import contracts
from tasks.store import day
from tasks.store.database import insert, make_room, open_database, replace_rows
from tasks.store.home import Run
from tasks.store.models import build, create_exports, create_views, describe, in_order, models_of

SUMS: Final = (
    "countries_by_month", "countries_by_year", "parties_by_month", "parties_by_year", "events_by_month",
    "events_by_year", "regions_by_year", "parties_by_country", "partners_by_region", "event_kinds_by_year",
    "directions_by_year", "principals_by_year", "reports_per_event", "source_agreement",
)  # fmt: skip
# Marts whose cells rest on several events, and the contacts that a touched cell rests on.
_OF_PAIRS = """
    from kept.contacts where (country_code, partner_country) in (select (country_code, partner_country) from met)
        or (country_code, partner_party) in (select (country_code, partner_party) from met)
"""
_OF_YEARS = """
    from kept.contacts as contact
    where exists (from met where met.country_code = contact.country_code and met.year is not distinct from contact.year)
"""
CELLS: Final = {
    "dyads": _OF_PAIRS, "dyad_continuity": _OF_PAIRS, "first_contacts": _OF_PAIRS,
    "partners_by_year": _OF_YEARS, "party_status_by_year": _OF_YEARS,
}  # fmt: skip
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
            connection.execute(f"create or replace table kept.contacts as {CONTACTS}")


def update_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the former marts, in the copy of the former database, those of today."""
    marts = models_of("marts")
    changed = (*SUMS, *CELLS)
    day.show_touched(connection, "former.main")
    create_views(connection)
    for name in changed:
        connection.execute(f"create temp table before_{name} as {marts[name]}")
    day.show_touched(connection, "partywire.main")
    for name in changed:
        connection.execute(f"create temp table now_{name} as {marts[name]}")
        key = ", ".join(f'"{column}"' for column in contracts.MART_TABLES[name].key)
        both = f"select {key} from now_{name} union select {key} from before_{name}"
        connection.execute(f"create temp table cells_{name} as {both}")
    for name, (key, touched) in LISTS.items():
        replace_rows(connection, name, marts[name], of=touched, key=key)
    connection.execute(_MET)
    day.show_all(connection)
    for name in SUMS:
        _add(connection, name)
    connection.execute(_RANK)
    for name, contacts in CELLS.items():
        connection.execute(f"create or replace temp view stg_contacts as {contacts}")
        connection.execute(
            f"create temp table changed_{name} as from ({marts[name]}) as mart where exists ({_cell(name, 'mart')})"
        )
        _replace_cells(connection, name)
    _count_read(connection, changed)
    connection.execute("create or replace temp view stg_contacts as from kept.contacts")
    for name in in_order(marts):
        if name not in changed and name not in LISTS:
            insert(connection, name, marts[name])


CONTACTS: Final = "select stg_contacts.*, year from stg_contacts join stg_events using (event_id)"
_MET = f"""
    create temp table met as from kept.contacts semi join day.events using (event_id);

    delete from kept.contacts where event_id in (select event_id from day.events);

    insert into kept.contacts {CONTACTS};

    insert into met {CONTACTS}
"""
_RANK = """
    update partners_by_region as mart set rank_in_region = ranked.place
    from (
        select *, rank() over (partition by country_code, region, partner_kind order by event_count desc) as place
        from partners_by_region
    ) as ranked
    where ranked.country_code = mart.country_code and ranked.region is not distinct from mart.region
        and ranked.partner_kind = mart.partner_kind and ranked.partner = mart.partner
        and ranked.place is distinct from mart.rank_in_region
"""


def _replace_cells(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """The rows of changed_<mart> in place of the mart's touched cells."""
    connection.execute(f"delete from {name} where exists ({_cell(name, name)})")
    replace_rows(connection, name, f"from changed_{name}")


def _cell(name: str, rows: str) -> str:
    """Query for the touched cell of the mart that a row of `rows` is; key columns may be null."""
    same = (f'cells."{column}" is not distinct from {rows}."{column}"' for column in contracts.MART_TABLES[name].key)
    return f"from cells_{name} as cells where {' and '.join(same)}"


def _add(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Adds to a mart what its model counts now less what it counted before; cells that count nothing go.

    What is no count is the same in all rows of a cell; read_count and ranks are set afterwards.
    """
    table = contracts.MART_TABLES[name]
    counts = [column for column in table.columns if column.endswith("_count") and column != "read_count"]
    columns = ", ".join(
        f'"{column}"' if column in table.key
        else f'sum("{column}")::bigint as "{column}"' if column in counts
        else f'max("{column}") as "{column}"'
        for column in table.columns
    )  # fmt: skip
    less = ", ".join(f'-"{column}" as "{column}"' for column in counts)
    connection.execute(f"""
        create temp table changed_{name} as
        select {columns} from (
            from now_{name}
            union all by name
            select * replace ({less}) from before_{name}
            union all by name
            from {name} where exists ({_cell(name, name)})
        )
        group by {", ".join(f'"{column}"' for column in table.key)}
        having {" + ".join(f'sum("{column}")' for column in counts)} > 0
    """)
    _replace_cells(connection, name)


def _count_read(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """How many dispatches were read of a period stands in every cell of it, also of those that nothing else touches."""
    connection.execute("create temp table read_now as from stg_read")
    for name in names:
        if "read_count" in contracts.MART_TABLES[name].columns:
            unit = name.rpartition("_")[2]
            right = f"""coalesce((
                select any_value(read_count) from read_now
                where unit = '{unit}' and read_now.period is not distinct from {name}.period
            ), 0)"""
            connection.execute(f"update {name} set read_count = {right} where read_count <> {right}")
