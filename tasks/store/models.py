"""Runs the `select` files of sql/: the file name is the table's name, the order follows from what they read.

sql/staging/stg_*.sql             temporary views: what the marts share (names, periods, what counts as an event)
sql/evidence/<mart>_evidence.sql  temporary views: what each dispatch or event adds to a cell of the mart
sql/marts/*.sql                   tables of contracts.MART_TABLES, which are published: sums over their evidence
sql/exports/*.sql                 views in the published file: events in the shapes of other data sets
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from tasks import contracts
from tasks.reference import PROJECT_ROOT
from tasks.store.database import create_table, insert, literal, make_room, open_database
from tasks.store.home import Run

SQL_DIR = PROJECT_ROOT / "sql"
STORED = frozenset(("stg_contacts",))  # what most marts read
_READS = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*")


def build_models(run: Run) -> None:
    """Builds all marts in the run's database and describes every table and column."""
    with open_database(run.database) as connection:
        make_room(connection, "dispatch_versions")
        build(connection)


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """The staging views and the marts, each after those it reads, from the tables in the connection's database."""
    create_views(connection, stored=STORED)
    for path in in_order(sorted((SQL_DIR / "marts").glob("*.sql"))):
        insert(connection, path.stem, query_of(path))
    create_exports(connection)
    describe(connection)


def create_exports(connection: duckdb.DuckDBPyConnection) -> None:
    """The views over published tables that the DuckDB file holds; they name no path and no database."""
    for path in in_order(sorted((SQL_DIR / "exports").glob("*.sql"))):
        connection.execute(f"create or replace view {path.stem} as {query_of(path)}")
        connection.execute(f"comment on view {path.stem} is {literal(first_line(path))}")


def first_line(path: Path) -> str:
    """What the model says of its rows."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")


def create_views(connection: duckdb.DuckDBPyConnection, stored: frozenset[str] = frozenset()) -> None:
    """The staging and evidence views, temporary: they may stand beside a database that is read only. Those of `stored`
    are computed now, once."""
    there = dict(
        connection.execute(
            """select view_name, 'view' from duckdb_views() where temporary
            union all select table_name, 'table' from duckdb_tables() where temporary"""
        ).fetchall()
    )
    for path in in_order(
        [path for folder in ("staging", "evidence") for path in sorted((SQL_DIR / folder).glob("*.sql"))]
    ):
        kind = "table" if path.stem in stored else "view"
        if there.get(path.stem) == "view" == kind:
            continue
        if path.stem in there:
            connection.execute(f"drop {there[path.stem]} temp.{path.stem}")
        connection.execute(f"create temp {kind} {path.stem} as {query_of(path)}")


def query_of(path: Path) -> str:
    """The `select` of a file, fit to stand in parentheses."""
    return path.read_text(encoding="utf-8").rstrip().rstrip(";") + "\n"


def in_order(paths: list[Path]) -> list[Path]:
    """The files so that each comes after the ones it reads."""
    by_name = {path.stem: path for path in paths}
    graph = {name: sorted(reads(path) & by_name.keys() - {name}) for name, path in sorted(by_name.items())}
    return [by_name[name] for name in TopologicalSorter(graph).static_order()]


def reads(path: Path) -> set[str]:
    """Names after `from` and `join`; those of common table expressions do no harm."""
    return {name.lower() for name in _READS.findall(_COMMENT.sub("", path.read_text(encoding="utf-8")))}


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Grain and definitions of contracts.py as comments, where BI tools show them."""
    for name, table in contracts.TABLES.items():
        connection.execute(f"comment on table {name} is {literal('one row: ' + table.grain)}")
        for column in table.columns:
            connection.execute(f'comment on column {name}."{column}" is {literal(table.description(column))}')


def build_empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table without rows; tests fill in the few that a model reads."""
    for name in contracts.TABLES:
        create_table(connection, name)
