"""`partywire export --delta`: the published tables as Delta Lake tables, for readers on object storage.

Each export of a snapshot is one version of every table whose rows changed; readers may ask for former ones.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

import pyarrow.dataset as ds

from tasks import contracts
from tasks.errors import PartywireError, UsageError
from tasks.store.publish import read_manifest

_CONTENT: Final = "partywire_content"  # of a version: the hash of the table's files
_RUN: Final = "partywire_run"
_BATCH_ROWS: Final = 10_000


def export_delta(snapshot: Path, target: str) -> int:
    """Brings the Delta tables `target`/<table> up to the snapshot; the number of them that got a new version.

    target  folder, or URL such as s3://bucket/tables, with credentials as the deltalake package finds them
    Raises UsageError where that package is missing, PartywireError where the place cannot be written to.
    """
    try:
        import deltalake
        from deltalake.exceptions import DeltaError
    except ImportError:
        raise UsageError("--delta needs the package deltalake, which is not installed: make extras") from None
    if "://" not in target and Path(target).exists() and not Path(target).is_dir():
        raise UsageError(f"{target} is a file; name a folder")
    manifest = read_manifest(snapshot)
    try:
        return sum(_bring_up(deltalake, snapshot, name, f"{target}/{name}", manifest) for name in contracts.TABLES)
    except (DeltaError, OSError) as error:
        raise PartywireError(f"cannot write Delta tables to {target}: {str(error).splitlines()[0]}") from error


def _bring_up(deltalake: Any, snapshot: Path, name: str, table: str, manifest: dict[str, Any]) -> bool:
    """Whether the table needed a new version."""
    content = _content(name, manifest)
    if deltalake.DeltaTable.is_deltatable(table):
        last = deltalake.DeltaTable(table).history(1)[0]
        if last.get(_CONTENT) == content:
            return False
    schema = contracts.TABLES[name].schema
    rows = ds.dataset(snapshot / "parquet" / name, schema=schema, format="parquet", partitioning=None)
    deltalake.write_deltalake(
        table,
        rows.scanner(batch_size=_BATCH_ROWS).to_reader(),
        mode="overwrite",
        schema_mode="overwrite",
        description=contracts.TABLES[name].grain,
        commit_properties=deltalake.CommitProperties(
            custom_metadata={_CONTENT: content, _RUN: str(manifest["run_id"])}
        ),
    )
    return True


def _content(name: str, manifest: dict[str, Any]) -> str:
    """A hash of the table's Parquet files, which are the same bytes for the same rows, and of its columns."""
    files = [f"{path} {sha256}" for path, sha256 in manifest["files"].items() if path.startswith(f"parquet/{name}/")]
    columns = str(contracts.TABLES[name].schema)
    return hashlib.sha256("\n".join([columns, *sorted(files)]).encode()).hexdigest()
