"""Literal rows into tables, and what a mart makes of them."""

from __future__ import annotations

from typing import Any

import duckdb

from tasks import contracts
from tasks.store import models
from tasks.store.database import insert

EVENT = "event_id event_type status level report_count date_start date_end date_precision"
SIDE = "event_id side_no member_no country_code party_id"


def add(tables: duckdb.DuckDBPyConnection, name: str, columns: str, *rows: tuple) -> None:
    names = columns.split()
    assert set(names) <= set(contracts.TABLES[name].columns)
    marks = ", ".join("?" * len(names))
    for row in rows:
        tables.execute(f"insert into {name} ({', '.join(names)}) values ({marks})", row)


def mart(tables: duckdb.DuckDBPyConnection, name: str, columns: str) -> list[tuple[Any, ...]]:
    """The mart's columns, sorted; only this mart is built."""
    insert(tables, name, models.models_of("marts")[name])
    return tables.execute(f"select {', '.join(columns.split())} from {name} order by all nulls first").fetchall()
