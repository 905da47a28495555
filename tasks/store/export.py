"""Parquet of a table: one file, or one per month of the dispatch where the table is large.

Written so that equal rows give equal bytes: sorted by key, row groups of fixed size, one writer. A file whose bytes the
former snapshot has is a hard link to it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks import contracts
from tasks.store.database import literal, sort_key

LARGE_ROWS = 100_000
_ROW_GROUP = 100_000
_TEXT_ROW_GROUP = 2_000  # rows with the dispatch's text: 10 kB each


def export_table(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Writes `folder`/<table>/*.parquet."""
    target = folder / name
    target.mkdir(parents=True)
    schema = contracts.TABLES[name].schema
    size = _TEXT_ROW_GROUP if "text" in schema.names else _ROW_GROUP
    columns = ", ".join(f'"{column}"' for column in schema.names)
    part, by_part = _part_of(connection, name)
    counts = connection.execute(f"select {part} as file, count(*) from {by_part} group by 1 order by 1").fetchall()
    query = f"select {columns} from (select *, {part} as file from {by_part}) order by file, {sort_key(name)}"
    rows = _Rows(connection.sql(query).to_arrow_reader(size))
    for file, count in counts or [(name, 0)]:
        with pq.ParquetWriter(target / f"{file}.parquet", schema, compression="zstd", compression_level=3) as writer:
            for start in range(0, count, size):
                writer.write_table(rows.take(min(size, count - start)).cast(schema), row_group_size=size)


def _part_of(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, str]:
    """(SQL of a row's file name, SQL of the rows). What a month's dispatches say changes seldom once it is over."""
    if name == "sightings":
        return "run_id", name
    rows: int = connection.execute(f"select count(*) from {name}").fetchall()[0][0]
    if "dispatch_id" not in contracts.TABLES[name].columns or rows < LARGE_ROWS:
        return literal(name), name
    months = "(select dispatch_id, strftime(dispatch_date, '%Y-%m') as month from dispatches)"
    return "coalesce(month, 'undated')", f"{name} join {months} using (dispatch_id)"


class _Rows:
    """Takes tables of a given number of rows off a reader, each column in one piece: its batches differ by chance."""

    def __init__(self, reader: pa.RecordBatchReader) -> None:
        self._reader = reader
        self._batch = pa.RecordBatch.from_pylist([], reader.schema)

    def take(self, count: int) -> pa.Table:
        taken: list[pa.RecordBatch] = []
        while count:
            if not self._batch.num_rows:
                self._batch = self._reader.read_next_batch()
            taken.append(self._batch.slice(0, count))
            self._batch = self._batch.slice(taken[-1].num_rows)
            count -= taken[-1].num_rows
        return pa.Table.from_batches(taken, self._reader.schema).combine_chunks()


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
    """64 hex digits, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
