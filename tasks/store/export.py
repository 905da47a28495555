"""Parquet of a table: one file, or one per month of the dispatch where the table is large.

Written so that equal rows give equal bytes: sorted by key, row groups of fixed size, one writer. A file whose bytes the
former snapshot has is a hard link to it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks import contracts
from tasks.store import day
from tasks.store.database import literal, make_room, sort_key

LARGE_ROWS = 100_000
LARGE_TEXT_ROWS = 5_000  # of tables with the dispatch's text
_ROW_GROUP = 100_000
_TEXT_ROW_GROUP = 2_000  # rows with the dispatch's text: 10 kB each


def export_table(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Path, former: Path | None = None
) -> set[str]:
    """Writes `folder`/<table>/*.parquet. On a day (day.py) only files with touched rows are written, as long as the
    table is cut as before; the others are links to `former`, the folder of the former snapshot's tables. Returns the
    names of the links."""
    target = folder / name
    target.mkdir(parents=True)
    cut = _cut(connection, name)
    kept = _untouched(connection, name, cut, former / name) if former else {}
    if not kept:
        if "text" in contracts.TABLES[name].columns:
            make_room(connection, name)
        part = cut.part if cut else literal(name)
        _write(connection, name, target, f"select *, {part} as file from {name} {cut.months() if cut else ''}")
        return set()
    for file in kept.values():
        link_or_copy(file, target / file.name)
    if name == "sightings":
        run_ids = ", ".join(map(literal, kept))
        _write(connection, name, target, f"select *, run_id as file from {name} where run_id not in ({run_ids})")
    elif cut and cut.touched:
        _write(connection, name, target, _touched_rows(name, cut, kept.keys(), former / name if former else target))
    return {f"{name}/{file.name}" for file in kept.values()}


@dataclass(frozen=True)
class _Cut:
    """How a large table is cut into files. part: SQL of a row's file; owner: the key of what a row belongs to, and
    dates: (table, day) that say of which month it is; touched: the keys of touched owners."""

    part: str
    owner: str = ""
    dates: tuple[str, str] = ("", "")
    touched: str = ""

    def months(self) -> str:
        """SQL that joins `month` to the rows."""
        table, day_of = self.dates
        if not table:
            return ""
        month = f"strftime({day_of}, '%Y-%m') as month"
        return f"join (select {self.owner}, {month} from {table}) using ({self.owner})"


def _cut(connection: duckdb.DuckDBPyConnection, name: str) -> _Cut | None:
    """What a month's dispatches say changes seldom once it is over."""
    if name == "sightings":
        return _Cut("run_id")
    rows: int = connection.execute(f"select count(*) from {name}").fetchall()[0][0]
    columns = contracts.TABLES[name].columns
    large = LARGE_TEXT_ROWS if "text" in columns else LARGE_ROWS
    if rows < large or not {"dispatch_id", "event_id"} & set(columns):
        return None
    month = "coalesce(month, 'undated')"
    if name in day.OF_EVENTS:
        return _Cut(month, "event_id", ("events", "first_reported_at"), "day.events")
    if "dispatch_id" not in columns:
        return _Cut(month, "event_id", ("events", "first_reported_at"))
    return _Cut(month, "dispatch_id", ("dispatches", "dispatch_date"), day.touched_dispatches(name))


def _untouched(connection: duckdb.DuckDBPyConnection, name: str, cut: _Cut | None, former: Path) -> dict[str, Path]:
    """Former files that hold what the table holds, by name without suffix; none where the whole table is written."""
    files = {path.stem: path for path in sorted(former.glob("*.parquet"))}
    if name in contracts.REFERENCE_TABLES or name == "sightings":
        return files
    if cut is None or not cut.touched or name in files:
        return {}
    table, day_of = cut.dates
    days = f"select {cut.owner}, {day_of} as day"
    touched = connection.execute(f"""
        select distinct coalesce(strftime(day, '%Y-%m'), 'undated')
        from ({days} from {table} union all {days} from former.main.{table}) semi join {cut.touched} using ({cut.owner})
    """).fetchall()
    return {file: path for file, path in files.items() if (file,) not in touched}


def _touched_rows(name: str, cut: _Cut, kept: Iterable[str], former: Path) -> str:
    """The rows of the files that are not kept: as they were, but for those of touched owners."""
    spoiled = [path for path in sorted(former.glob("*.parquet")) if path.stem not in set(kept)]
    rows = f"select {name}.*, {cut.part} as file from {name} {cut.months()} semi join {cut.touched} using ({cut.owner})"
    if not spoiled:
        return rows
    files = f"[{', '.join(map(literal, spoiled))}]"
    return f"""
        {rows}
        union all by name
        select * exclude filename, parse_filename(filename, true) as file
        from read_parquet({files}, filename = true, hive_partitioning = false)
        anti join {cut.touched} using ({cut.owner})
    """


def _write(connection: duckdb.DuckDBPyConnection, name: str, target: Path, rows: str) -> None:
    """Files of `rows`, a query with the column `file`; one without rows if there are none at all."""
    schema = contracts.TABLES[name].schema
    size = _TEXT_ROW_GROUP if "text" in schema.names else _ROW_GROUP
    columns = ", ".join(f'"{column}"' for column in schema.names)
    counts = connection.execute(f"select file, count(*) from ({rows}) group by 1 order by 1").fetchall()
    query = f"select {columns} from ({rows}) order by file, {sort_key(name)}"
    reader = _Rows(connection.sql(query).to_arrow_reader(size))
    if not counts and not any(target.iterdir()):
        counts = [(name, 0)]
    for file, count in counts:
        with pq.ParquetWriter(target / f"{file}.parquet", schema, compression="zstd", compression_level=3) as writer:
            for start in range(0, count, size):
                writer.write_table(reader.take(min(size, count - start)).cast(schema), row_group_size=size)


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


def link_unchanged(
    folder: Path, former: Path | None, former_hashes: dict[str, str], linked: Collection[str] = ()
) -> dict[str, str]:
    """Hashes of all files under `folder` by relative path; files the former snapshot has become hard links to it.

    linked  names of those that are known to be what they were
    """
    hashes: dict[str, str] = {}
    for path in sorted(folder.rglob("*.parquet")):
        relative = path.relative_to(folder.parent).as_posix()
        if path.relative_to(folder).as_posix() in linked:
            hashes[relative] = former_hashes[relative]
            continue
        hashes[relative] = file_sha256(path)
        if former is not None and former_hashes.get(relative) == hashes[relative]:
            link = path.with_suffix(".link")
            try:
                os.link(former / relative, link)
            except OSError:  # a file system without hard links: the copy just written stands
                continue
            link.replace(path)
    return hashes


def link_or_copy(file: Path, target: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def file_sha256(path: Path) -> str:
    """64 hex digits, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
