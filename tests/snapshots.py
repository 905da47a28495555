"""Comparing published snapshots."""

from __future__ import annotations

from pathlib import Path

# Tables that speak of runs and not of dispatches: they differ between two runs over the same inputs.
OF_RUNS = {"runs", "coverage", "sightings", "quarantine"}


def tables(snapshot: Path) -> dict[str, bytes]:
    """Parquet files by name, without the tables of runs. Equal snapshots are equal byte for byte."""
    parquet = snapshot / "parquet"
    return {
        path.relative_to(parquet).as_posix(): path.read_bytes()
        for path in sorted(parquet.rglob("*.parquet"))
        if path.relative_to(parquet).parts[0].removesuffix(".parquet") not in OF_RUNS
    }
