"""Comparing published snapshots."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tasks.contracts import OPERATION_TABLES

# What happened in which run. All other tables are the same bytes for the same inputs, however they were loaded.
HISTORY_TABLES = {*OPERATION_TABLES, "coverage_by_month", "event_successions"}


def tables(snapshot: Path) -> dict[str, bytes]:
    """Parquet files by name, without the history tables. Equal snapshots are equal byte for byte."""
    parquet = snapshot / "parquet"
    return {
        path.relative_to(parquet).as_posix(): path.read_bytes()
        for path in sorted(parquet.rglob("*.parquet"))
        if path.relative_to(parquet).parts[0].removesuffix(".parquet") not in HISTORY_TABLES
    }


def history(snapshot: Path) -> list[tuple[object, ...]]:
    """Rows of what happened in which run."""
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        return [
            (table, *row)
            for table in ("runs", "source_runs", "sightings", "quarantine", "coverage", "event_successions")
            for row in connection.execute(f"from {table} order by all").fetchall()
        ]
