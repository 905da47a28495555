"""Parquet of a table: one file, or one per month of the dispatch where the table is large.

Written so that equal rows give equal bytes: sorted by key, row groups of fixed size, one writer. A file whose bytes the
former snapshot has is a hard link to it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks import contracts
from tasks.store.database import literal, sort_key

# What happened in which run. All other tables are the same bytes for the same inputs, however they were loaded.
HISTORY_TABLES = ("runs", "coverage", "coverage_by_month", "sightings", "quarantine", "event_successions")
LARGE_ROWS = 100_000
_ROW_GROUP = 100_000
_TEXT_ROW_GROUP = 2_000  # rows with the dispatch's text: 10 kB each


def export_table(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Writes `folder`/<table>/*.parquet."""
    target = folder / name
    target.mkdir(parents=True)
    columns = ", ".join(f'"{column}"' for column in contracts.TABLES[name].columns)
    for part, condition in _partitions(connection, name):
        query = f"select {columns} from {name} {condition} order by {sort_key(name)}"
        _write(connection, name, query, target / f"{part}.parquet")


def _partitions(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[tuple[str, str]]:
    """(file name, condition) of each file: what a month's dispatches say changes seldom once the month is over."""
    table = contracts.TABLES[name]
    if name == "sightings":
        for (run_id,) in connection.execute("select run_id from runs order by run_id").fetchall():
            yield run_id, f"where run_id = {literal(run_id)}"
        return
    rows: int = connection.execute(f"select count(*) from {name}").fetchall()[0][0]
    if "dispatch_id" not in table.columns or rows < LARGE_ROWS:
        yield name, ""
        return
    of_month = "dispatch_id in (select dispatch_id from dispatches where strftime(dispatch_date, '%Y-%m') {})"
    months = connection.execute(f"""
        select distinct strftime(dispatch_date, '%Y-%m') from dispatches semi join {name} using (dispatch_id) order by 1
    """).fetchall()
    for (month,) in months:
        yield month or "undated", "where " + of_month.format(f"= {literal(month)}" if month else "is null")


def _write(connection: duckdb.DuckDBPyConnection, name: str, query: str, path: Path) -> None:
    schema = contracts.TABLES[name].schema
    size = _TEXT_ROW_GROUP if "text" in schema.names else _ROW_GROUP
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3) as writer:
        for batch in _row_groups(connection.sql(query).to_arrow_reader(size), size):
            writer.write_table(batch.cast(schema), row_group_size=size)


def _row_groups(reader: pa.RecordBatchReader, size: int) -> Iterator[pa.Table]:
    """Tables of exactly `size` rows (the last of fewer), each column in one piece: batches differ from run to run."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in reader:
        while count + batch.num_rows >= size:
            head, batch = batch.slice(0, size - count), batch.slice(size - count)
            yield pa.Table.from_batches([*waiting, head], reader.schema).combine_chunks()
            waiting, count = [], 0
        if batch.num_rows:
            waiting.append(batch)
            count += batch.num_rows
    if waiting:
        yield pa.Table.from_batches(waiting, reader.schema).combine_chunks()


def link_unchanged(folder: Path, former: Path | None, former_hashes: dict[str, str]) -> dict[str, str]:
    """Hashes of all files under `folder` by relative path; files the former snapshot has become hard links to it."""
    hashes: dict[str, str] = {}
    for path in sorted(folder.rglob("*.parquet")):
        relative = path.relative_to(folder.parent).as_posix()
        hashes[relative] = file_sha256(path)
        if former is not None and former_hashes.get(relative) == hashes[relative]:
            linked = path.with_suffix(".link")
            try:
                os.link(former / relative, linked)
            except OSError:  # a file system without hard links: the copy just written stands
                continue
            linked.replace(path)
    return hashes


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
