"""Runs the `select` files of sql/: the file name is the table's name, the order follows from what they read.

sql/staging/stg_*.sql             temporary views: what the marts share (names, periods, what counts as an event)
sql/evidence/<mart>_evidence.sql  temporary views: what each dispatch or event adds to a cell of the mart
sql/marts/*.sql                   tables of contracts.MART_TABLES, which are published: sums over their evidence
sql/exports/*.sql                 views in the published file: events in the shapes of other data sets

A file whose name holds `{unit}` is a model for each of UNITS, whose name stands for `{unit}` in its text too.
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter

import duckdb

from tasks import contracts
from tasks.reference import PROJECT_ROOT
from tasks.store.database import create_table, insert, literal

SQL_DIR = PROJECT_ROOT / "sql"
UNITS = ("month", "year")
STORED = frozenset(("stg_contacts",))  # what most marts read
_READS = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*")


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """The staging views and the marts, each after those it reads, from the tables in the connection's database."""
    create_views(connection, stored=STORED)
    marts = models_of("marts")
    for name in in_order(marts):
        insert(connection, name, marts[name])
    create_exports(connection)
    describe(connection)


def create_exports(connection: duckdb.DuckDBPyConnection) -> None:
    """The views over published tables that the DuckDB file holds; they name no path and no database."""
    exports = models_of("exports")
    for name in in_order(exports):
        connection.execute(f"create or replace view {name} as {exports[name]}")
        connection.execute(f"comment on view {name} is {literal(grain(exports[name]))}")


def create_views(connection: duckdb.DuckDBPyConnection, stored: frozenset[str] = frozenset()) -> None:
    """The staging and evidence views, temporary: they may stand beside a database that is read only. Those of `stored`
    are computed now, once."""
    there = dict(
        connection.execute(
            """select view_name, 'view' from duckdb_views() where temporary
            union all select table_name, 'table' from duckdb_tables() where temporary"""
        ).fetchall()
    )
    views = models_of("staging") | models_of("evidence")
    for name in in_order(views):
        kind = "table" if name in stored else "view"
        if there.get(name) == "view" == kind:
            continue
        if name in there:
            connection.execute(f"drop {there[name]} temp.{name}")
        connection.execute(f"create temp {kind} {name} as {views[name]}")


def models_of(folder: str) -> dict[str, str]:
    """Every model of a folder of sql/ by name: its `select`, fit to stand in parentheses, below its comment."""
    return {
        path.stem.replace("{unit}", unit): text.replace("{unit}", unit)
        for path in sorted((SQL_DIR / folder).glob("*.sql"))
        for text in [path.read_text(encoding="utf-8").rstrip().rstrip(";") + "\n"]
        for unit in (UNITS if "{unit}" in path.stem else [""])
    }


def grain(model: str) -> str:
    """What the model says of its rows: its first line."""
    return model.partition("\n")[0].removeprefix("-- ")


def in_order(models: dict[str, str]) -> list[str]:
    """The names so that each comes after those it reads."""
    return list(
        TopologicalSorter(
            {name: sorted(reads(text) & models.keys() - {name}) for name, text in sorted(models.items())}
        ).static_order()
    )


def reads(model: str) -> set[str]:
    """Names after `from` and `join`; those of common table expressions do no harm."""
    return {name.lower() for name in _READS.findall(_COMMENT.sub("", model))}


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
