"""Questions to the latest snapshot, read-only and safe on queries that nobody has looked at."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.errors import UsageError
from tasks.store.home import Home
from tasks.store.manifest import DATABASE

Format = Literal["table", "csv", "excel", "json", "parquet"]
MEMORY_LIMIT = "2GB"
SECONDS = 300.0  # PARTYWIRE_SQL_SECONDS sets another limit
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def connect(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The latest snapshot's tables. The connection cannot write, read files, load extensions or change its settings."""
    snapshot = home.latest()
    if snapshot is None:
        raise UsageError(f"{home.path} holds no tables yet; `partywire run` makes some")
    connection = open_snapshot(snapshot)
    try:
        yield connection
    finally:
        connection.close()


def open_snapshot(snapshot: Path) -> duckdb.DuckDBPyConnection:
    """The snapshot's tables, locked down as `connect` says; the caller closes it."""
    return duckdb.connect(
        str(snapshot / DATABASE),
        read_only=True,
        config={
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": "",  # no spilling: it would lie beside the snapshot's files
            "lock_configuration": True,
        },
    )


def query(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """The result as Arrow; of several statements the last one's. Errors of the query come as one readable line."""
    seconds = _time_limit()
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        result = connection.sql(sql)
        if result is None:
            raise UsageError("there is no query in this; try: select * from countries_by_year")
        return result.to_arrow_table()
    except duckdb.InterruptException:
        raise UsageError(f"stopped after {seconds:g} s; PARTYWIRE_SQL_SECONDS sets another limit") from None
    except duckdb.Error as error:
        with suppress(duckdb.Error):  # a transaction that the query began would refuse the next one
            connection.execute("rollback")
        raise UsageError(_one_line(error)) from None
    finally:
        timer.cancel()


def _time_limit() -> float:
    """Seconds that a query may take."""
    text = os.environ.get("PARTYWIRE_SQL_SECONDS", "")
    try:
        seconds = float(text or SECONDS)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise UsageError(f"PARTYWIRE_SQL_SECONDS wants a number of seconds, not {text!r}")
    return seconds


def _one_line(error: duckdb.Error) -> str:
    """DuckDB's message without its drawing of the query; a hint ("Did you mean ...") is kept."""
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join(line for line in lines if line and not line.startswith(("LINE ", "^")))


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Tables and views, with their columns."""
    rows = connection.execute(
        """select table_name, list(column_name order by column_index) from duckdb_columns()
        where not internal and schema_name = 'main' group by all"""
    ).fetchall()
    return dict(rows)


def write(result: pa.Table, form: Format, out: IO[bytes]) -> None:
    """Writes csv, excel (csv with the mark by which Excel knows UTF-8), json (an object a row) or parquet. A cell of a
    csv that a spreadsheet would run gets a quote mark."""
    if form == "parquet":
        buffer = io.BytesIO()  # a pipe cannot be seeked
        pq.write_table(result, buffer, compression="zstd")
        out.write(buffer.getvalue())
    elif form == "json":
        for row in result.to_pylist():
            out.write(json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n")
    else:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(result.column_names)
        for batch in result.to_batches():
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([spreadsheet_cell(value) for value in row] for row in zip(*columns, strict=True))
        out.write(text.getvalue().encode("utf-8-sig" if form == "excel" else "utf-8"))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def spreadsheet_cell(value: Any) -> Any:
    """A value for CSV: one that a spreadsheet would run gets a quote mark, a list is joined."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return _plain(value) if isinstance(value, date | datetime) else value
