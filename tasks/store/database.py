"""The run's DuckDB file: opening it, its tables by contract, the former snapshot beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tasks import contracts
from tasks.closed_lists import RENAMED

STORAGE_VERSION = "v1.4.0"  # what DuckDB 1.4 and 1.5, in today's BI drivers, can open
MEMORY_MB = 256  # of DuckDB's buffers; what does not fit goes to disk beside the file
_ROWS_A_SHARE = 200_000  # dispatches for which as much memory again is needed
THREADS = 2  # each needs its share of the buffers
_TYPES = {
    pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN", pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP", pa.list_(pa.string()): "VARCHAR[]",
}  # fmt: skip


@contextmanager
def open_database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The run's file for writing. Closing leaves one whole file and no .wal beside it."""
    connection = duckdb.connect(
        config={"temp_directory": str(path.with_suffix(".spill")), "memory_limit": f"{MEMORY_MB}MB", "threads": THREADS}
    )
    try:
        connection.execute(f"attach {literal(path)} as partywire (storage_version '{STORAGE_VERSION}')")
        connection.execute("use partywire")
        connection.execute("begin")  # one transaction: the file is the run's own, a log of every statement helps nobody
        yield connection
        connection.execute("commit")
        connection.execute("checkpoint partywire")
        connection.execute("use memory")
        connection.execute("detach partywire")
    finally:
        connection.close()


def make_room(connection: duckdb.DuckDBPyConnection, *sources: str) -> None:
    """Raises the memory limit where texts are long, as DuckDB moves pieces of 2,048 rows, several at once; and where
    they are very many, as it holds a page of each sorted run on disk."""
    lengths = " union all ".join(f"select strlen(text) as length from {source}" for source in sources)
    found = connection.execute(
        f"""with lengths as ({lengths}), largest as (from lengths order by length desc limit 2048)
        select (select count(*) from lengths), (select sum(length) from largest)"""
    ).fetchall()
    rows, largest = found[0]
    megabytes = MEMORY_MB * (1 + rows // _ROWS_A_SHARE) + 8 * int(largest or 0) // 1_000_000
    connection.execute(f"set memory_limit = '{megabytes}MB'")


def literal(value: object) -> str:
    """A SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def column_type(table: contracts.Table, column: str) -> str:
    """DuckDB type of a column by contract."""
    return _TYPES[table.schema.field(column).type]


def create_table(connection: duckdb.DuckDBPyConnection, name: str, temporary: str | None = None) -> None:
    """An empty table by contract; `temporary` is the name of a temporary one with the same columns.

    No primary key: uniqueness is a check (an index costs eight times the file).
    """
    table = contracts.TABLES[name]
    columns = ", ".join(f'"{column}" {column_type(table, column)}' for column in table.columns)
    target = f"temp table {temporary}" if temporary else f"table {name}"
    connection.execute(f"create or replace {target} ({columns})")


def insert(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Makes table `name` by contract from the rows of `query`, matched by column name and sorted by key."""
    create_table(connection, name)
    replace_rows(connection, name, query)


def replace_rows(
    connection: duckdb.DuckDBPyConnection, name: str, query: str, *, of: str | None = None, key: str = "dispatch_id"
) -> None:
    """Adds the rows of `query` to table `name`, matched by column name and sorted by key, in place of those whose `key`
    is in `of`, a table of keys. The query does not see the rows that go: it reads their former values elsewhere."""
    if of:
        connection.execute(f"delete from {name} where ({key}) in (select ({key}) from {of})")
    columns = ", ".join(f'"{column}"' for column in contracts.TABLES[name].columns)
    connection.execute(f"insert into {name} ({columns}) select {columns} from ({query}) order by {storage_key(name)}")


def storage_key(name: str) -> str:
    """SQL to order stored rows by: where texts are, by day, so that those of a few days lie together."""
    days = "dispatch_date, " if "text" in contracts.TABLES[name].columns else ""
    return days + sort_key(name)


def register(
    connection: duckdb.DuckDBPyConnection, name: str, types: Mapping[str, pa.DataType], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Rows of Python values under the name of a table, until `connection.unregister(name)`."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(types)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
    connection.register(name, pa.table(arrays, names=list(types)))


def sort_key(name: str) -> str:
    """SQL to order by: a table's key."""
    return ", ".join(f'"{column}" nulls first' for column in contracts.TABLES[name].key)


def parquet_files(snapshot: Path, table: str) -> str:
    """Glob over the Parquet files of a table."""
    return str(snapshot / "parquet" / table / "*.parquet")


def former_view(connection: duckdb.DuckDBPyConnection, former: Path | None, name: str, view: str | None = None) -> None:
    """Temporary view `former_<name>`, or `view`: the table in the former snapshot; without one, no rows.

    A snapshot of an earlier release may lack a table (no rows) or a column (null), or call a value otherwise.
    """
    table = contracts.TABLES[name]
    folder = former / "parquet" / name if former else None
    source, present = "(select 1 where false)", set()
    if former and folder and folder.is_dir():
        source = f"read_parquet({literal(parquet_files(former, name))}, hive_partitioning = false)"
        present = {row[0] for row in connection.execute(f"describe from {source}").fetchall()}
    columns = ", ".join(
        f'{as_called_today(column) if column in present else "null"}::{column_type(table, column)} as "{column}"'
        for column in table.columns
    )
    connection.execute(f"create or replace temp view {view or f'former_{name}'} as select {columns} from {source}")


def as_called_today(column: str) -> str:
    """SQL of a column's values, where earlier releases may have written others."""
    cases = " ".join(f"when {literal(old)} then {literal(new)}" for old, new in RENAMED.get(column, {}).items())
    return f'case "{column}" {cases} else "{column}" end' if cases else f'"{column}"'
