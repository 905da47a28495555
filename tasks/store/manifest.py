"""manifest.json of a snapshot: files and their hashes, tables and their rows, the versions that made them."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import duckdb

from tasks.contracts import FACT_TABLES
from tasks.errors import Blocked, PartywireError
from tasks.reference import PROJECT_ROOT, reference_version

DATABASE: Final = "partywire.duckdb"
MANIFEST: Final = "manifest.json"
REMEDY: Final = (
    "point `latest` to another one of snapshots/, or remove `latest` and snapshots/ and run `partywire recode --yes`"
)
# Everything that stands between the facts of the dispatches and the tables made of them.
_MAKES_TABLES = (
    "tasks/store/*.py", "tasks/corrections/*.py", "tasks/contracts.py", "tasks/columns.py", "tasks/closed_lists.py",
    "tasks/event_types.py", "tasks/person_names.py", "sql/**/*.sql",
)  # fmt: skip


def read_manifest(snapshot: Path) -> dict[str, Any]:
    """files -> sha256, tables -> rows, versions, counts of the run. Raises PartywireError where it is damaged."""
    try:
        manifest: dict[str, Any] = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
        if manifest["files"] and manifest["tables"] and manifest["counts"]:
            return manifest
        problem = "it lists nothing"
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = f"{type(error).__name__} {error}"
    raise PartywireError(f"{snapshot / MANIFEST} is damaged ({problem}): {REMEDY}")


def check_former(snapshot: Path, tables: Collection[str]) -> None:
    """Raises Blocked where a run that takes over the rows of `tables` from this snapshot would lose facts or take
    foreign ones: Parquet files of the manifest are missing, others lie beside them, a table of facts was never made.
    """
    manifest = read_manifest(snapshot)
    listed = {name for name in manifest["files"] if name.startswith("parquet/")}
    present = {path.relative_to(snapshot).as_posix() for path in (snapshot / "parquet").rglob("*") if path.is_file()}
    for problem, names in (
        ("has lost", listed - present),
        ("has, from elsewhere,", present - listed),
        ("was made without", {f"parquet/{name}" for name in FACT_TABLES.keys() - manifest["tables"].keys()}),
    ):
        if found := sorted(name for name in names if name.split("/")[1] in tables):
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            raise Blocked(f"{snapshot} {problem} {found[0]}{more}: {REMEDY}")


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def tables_version() -> str:
    """12 hex digits over all that tables are made by; a snapshot of another version is built anew from its facts."""
    digest = sha256(f"{reference_version()} {duckdb.__version__}".encode())
    for path in sorted(path for rule in _MAKES_TABLES for path in PROJECT_ROOT.glob(rule)):
        digest.update(path.relative_to(PROJECT_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
