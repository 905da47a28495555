"""What a day touches: the rows that a run replaces in a copy of the former snapshot's database.

A run over a snapshot that was made by the same rules starts from a copy of its file. Everything it does follows from
three lists in the schema `day` of that file, which publishing drops:

dispatches   whose facts are new, or whose group of copies changed (merge, copies)
events       that were told by them, or are now, or may be told by the same reports (events, neighbourhood)
families     of both: all dispatches that tell one of the events, for what rests on dispatches and events together

Rows of these are deleted and written again; marts change by what the rows added before and add now (deltas); Parquet
files that hold none of them are links; checks look at them alone. Without such a snapshot (the first run, `recode`,
other rules or reference data) a run starts from empty tables, takes all facts over and computes everything else anew:
the full refresh, with which a day's result is identical.

The schema `kept`, which stays, holds what later days need and nobody else: signatures of texts, and who met whom.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from tasks import contracts
from tasks.contracts import FACT_TABLES
from tasks.store.database import create_table, literal
from tasks.store.manifest import DATABASE, read_manifest, tables_version

OF_DISPATCHES = (*FACT_TABLES, "dispatches", "superseded_facts", "version_changes", "claims_timeline")
OF_EVENTS = ("events", "event_participants", "event_disagreements")
_SHOWN_OF_DISPATCHES = (*FACT_TABLES, "dispatches")


def touched_dispatches(table: str) -> str:
    """The list of dispatches whose rows in the table may be others than before; empty if it can be any."""
    return "day.dispatches" if table in OF_DISPATCHES else "day.families" if table == "event_members" else ""


def start_database(path: Path, former: Path | None) -> bool:
    """Copies the former snapshot's file to `path` if a run can go on from it; else there is no file. A spoiled one
    is left to `verify`: the Parquet files beside it hold the same."""
    if former is None or not (former / DATABASE).is_file():
        return False
    if read_manifest(former).get("tables_version") != tables_version():
        return False
    shutil.copyfile(former / DATABASE, path)
    try:
        duckdb.connect(str(path)).close()
    except duckdb.Error:
        path.unlink()
        return False
    return True


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table, empty, for a full refresh."""
    connection.execute("create schema kept")
    connection.execute("create table kept.signatures (dispatch_id varchar, dispatch_date date, bands uinteger[])")
    for name in contracts.TABLES:
        create_table(connection, name)


def begin(connection: duckdb.DuckDBPyConnection, former: Path) -> None:
    """The lists, empty, and the former database under the name `former`."""
    attach_former(connection, former)
    connection.execute("drop schema if exists day cascade")
    connection.execute("create schema day")
    connection.execute("create table day.dispatches (dispatch_id varchar)")
    connection.execute("create table day.events (event_id varchar)")
    connection.execute("create table day.families (dispatch_id varchar)")


def attach_former(connection: duckdb.DuckDBPyConnection, former: Path) -> None:
    connection.execute(f"attach {literal(former / DATABASE)} as former (read_only)")


def is_day(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the run goes on from a copy, and not from empty tables."""
    found = connection.execute(
        "select count(*) from duckdb_schemas() where database_name = 'partywire' and schema_name = 'day'"
    ).fetchall()
    return bool(found[0][0])


def end(connection: duckdb.DuckDBPyConnection) -> None:
    """Nothing of the lists is published."""
    connection.execute("drop schema if exists day cascade")


def former_rows(connection: duckdb.DuckDBPyConnection, names: Iterable[str], keys: str) -> None:
    """Temporary tables former_<name>: the former rows of the dispatches in `keys`."""
    for name in names:
        connection.execute(
            f"create temp table former_{name} as from former.main.{name} semi join {keys} using (dispatch_id)"
        )


def show_touched(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Lays temporary views over the fact tables, by their names, that show the touched rows of those of `schema`: what
    is then computed is what these rows add."""
    for name in _SHOWN_OF_DISPATCHES:
        connection.execute(
            f"create or replace temp view {name} as from {schema}.{name} semi join day.families using (dispatch_id)"
        )
    for name in (*OF_EVENTS, "event_members"):
        connection.execute(
            f"create or replace temp view {name} as from {schema}.{name} semi join day.events using (event_id)"
        )


def show_regrouped(connection: duckdb.DuckDBPyConnection) -> None:
    """After `show_touched`: of event reports those of touched events alone, so that each has its event."""
    for name in ("event_reports", "event_report_participants"):
        connection.execute(f"""
            create or replace temp view {name} as from partywire.main.{name}
            where report_id in (select report_id from event_members)
                or dispatch_id in (select dispatch_id from day.dispatches)
        """)


def show_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes the views of `show_touched` away."""
    for name in (*_SHOWN_OF_DISPATCHES, *OF_EVENTS, "event_members"):
        connection.execute(f"drop view temp.{name}")
