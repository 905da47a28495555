"""reference/*.csv as tables, so that a snapshot explains its own codes."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from tasks import contracts, reference
from tasks.store.database import insert


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """The contract's columns of each reference file; further columns stay in the file."""
    for name, table in contracts.REFERENCE_TABLES.items():
        rows = reference.rows(name)
        columns = [_column(rows, name, column, table.schema.field(column).type) for column in table.columns]
        connection.register("reference_rows", pa.table(columns, schema=table.schema))
        insert(connection, name, "select distinct * from reference_rows")
        connection.unregister("reference_rows")


def _column(rows: tuple[dict[str, str], ...], name: str, column: str, wanted: pa.DataType) -> pa.Array:
    values: list[Any] = [row.get(column) or None for row in rows]
    try:
        if pa.types.is_integer(wanted):
            return pa.array([value and int(value) for value in values], wanted)
        return pa.array(values, pa.string()).cast(wanted)
    except (ValueError, pa.ArrowInvalid) as error:
        raise ValueError(f"reference/{name}.csv, column {column}: {error}") from error
