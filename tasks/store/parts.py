"""The parts of a run: each batch as one folder of small Parquet files, complete or absent.

work/<run id>/parts/<batch>/<fact table>.parquet      rows of the processed dispatches, with `input_key`
work/<run id>/outcomes/<batch>/<rejected|unchanged|coverage>.parquet

A table without rows has no file. A batch that is written again (a retry, a worker that died) replaces the former one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks import contracts
from tasks.records import Processed, Rejected
from tasks.store.rows import Row, fact_rows, storable
from tasks.store.shingles import signature

_KEY = pa.field("input_key", pa.string())
_SIGNATURE = pa.field("signature", pa.list_(pa.uint32()))  # of versions: what near copies are found by


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known input seen again: what KnownInputs.lookup said about it."""

    locator: str
    input_sha256: str
    dispatch_id: str
    version_id: str
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one source yielded on one day (ISO date); batches and runs of the same day add up."""

    source_id: str
    day: str
    fetched: int = 0
    empty: int = 0
    missing: int = 0
    blocked: int = 0


def part_schema(table: str) -> pa.Schema:
    """The contract's columns, and the input the row was made from."""
    fields = [*contracts.FACT_TABLES[table].schema, _KEY]
    return pa.schema([*fields, _SIGNATURE] if table == "dispatch_versions" else fields)


_TEXT, _FLAG, _COUNT = pa.string(), pa.bool_(), pa.int64()
OUTCOME_SCHEMAS = {
    "rejected": pa.schema(
        [(name, _TEXT) for name in ("locator", "reason", "detail", "raw_sha256", "input_sha256", "source_id")]
        + [("is_refused", _FLAG), ("is_gone", _FLAG)]
    ),
    "unchanged": pa.schema(
        [(name, _TEXT) for name in ("locator", "input_sha256", "dispatch_id", "version_id", "source_id")]
    ),
    "coverage": pa.schema(
        [("source_id", _TEXT), ("day", _TEXT)]
        + [(f"{name}_count", _COUNT) for name in ("fetched", "empty", "missing", "blocked")]
    ),
}


def write_part(run_dir: Path, number: int, processed: Sequence[Processed]) -> None:
    """Rows of one batch. A dispatch that breaks the contract of the tables is rejected alone, with the reason."""
    rows: dict[str, list[Row]] = {table: [] for table in contracts.FACT_TABLES}
    rejected: list[Rejected] = []
    for index, one in enumerate(processed):
        try:
            found = fact_rows(one)
        except ValueError as error:
            rejected.append(_of_processed(one, str(error)))
            continue
        key = f"{number:012d}-{index:012d}"
        for table, table_rows in found.items():
            extra = (key, signature(one.dispatch.text)) if table == "dispatch_versions" else (key,)
            rows[table].extend(row + extra for row in table_rows)
    tables = {table: _arrow(table_rows, part_schema(table)) for table, table_rows in rows.items()}
    tables["rejected"] = _arrow(_rejected_rows(rejected), OUTCOME_SCHEMAS["rejected"])
    _replace(part_folder(run_dir, number), tables)


def drop_part(run_dir: Path, number: int) -> None:
    """Removes the part of a batch, if there is one."""
    shutil.rmtree(part_folder(run_dir, number), ignore_errors=True)


def part_folder(run_dir: Path, number: int) -> Path:
    """Where the part of a batch lies."""
    return run_dir / "parts" / f"{number:012d}"


def write_outcomes(
    run_dir: Path,
    number: int,
    rejected: Sequence[Rejected],
    unchanged: Sequence[Sighting],
    coverage: Sequence[Coverage],
) -> None:
    """Files what became of a batch's inputs without extraction: as whole as a part, or not there."""
    rows = {
        "rejected": _rejected_rows(rejected),
        "unchanged": [
            (storable(s.locator), s.input_sha256, s.dispatch_id, s.version_id, s.source_id) for s in unchanged
        ],
        "coverage": [astuple(c) for c in coverage],
    }
    folder = run_dir / "outcomes" / f"{number:012d}"
    if any(rows.values()) or folder.exists():
        _replace(folder, {name: _arrow(rows[name], schema) for name, schema in OUTCOME_SCHEMAS.items()})


def _of_processed(one: Processed, detail: str) -> Rejected:
    return Rejected(
        one.locator,
        "extraction_failed",
        detail,
        one.raw_sha256,
        input_sha256=one.input_sha256,
        source_id=one.dispatch.source_id,
    )


def _rejected_rows(rejected: Iterable[Rejected]) -> list[Row]:
    return [
        (
            storable(r.locator),
            r.reason,
            storable(r.detail),
            r.raw_sha256,
            r.input_sha256,
            r.source_id,
            r.is_refused,
            r.is_gone,
        )
        for r in rejected
    ]


def _arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _replace(folder: Path, tables: dict[str, pa.Table]) -> None:
    """The files are small, many and read once: what packs large ones well costs more here than it saves."""
    new = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, table in tables.items():
        if table.num_rows:
            pq.write_table(
                table, new / f"{name}.parquet", compression="lz4", use_dictionary=False, write_statistics=False
            )
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
