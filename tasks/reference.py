"""Reads reference/*.csv. One row per fact, each with where it was checked; nothing about names is written in code."""

from __future__ import annotations

import csv
import hashlib
import os
from functools import lru_cache
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent


def reference_dir() -> Path:
    """PARTYWIRE_REFERENCE, or reference/ of the clone."""
    return Path(os.environ.get("PARTYWIRE_REFERENCE") or PROJECT_ROOT / "reference")


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of reference/<name>.csv; lines that start with # are comments. Values are stripped strings."""
    with (reference_dir() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple({key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines))


@lru_cache(maxsize=1)
def reference_version() -> str:
    """12 hex digits over names and contents of all reference files."""
    digest = hashlib.sha256()
    for path in sorted(reference_dir().glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
