"""From a checked run to the latest snapshot, in an order in which a kill at any instant leaves a whole one.

1. archive segments move to archive/: facts never stand without their raw bytes
2. snapshots/<run id>.tmp is filled, every file synced
3. it is renamed to snapshots/<run id>; the run's ledger is written, pending
4. `latest` is switched by one rename: from here on the run is published; the ledger gets its name
5. old snapshots and the work folder go
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from tasks import contracts
from tasks.closed_lists import INPUT_OUTCOMES
from tasks.reference import reference_version
from tasks.store import day, ledger
from tasks.store.database import STORAGE_VERSION, literal, make_room, open_database
from tasks.store.datapackage import PACKAGE, package_facts, write_datapackage
from tasks.store.export import export_table, file_sha256, link_unchanged
from tasks.store.home import Home, Run, sync
from tasks.store.manifest import DATABASE, read_manifest, tables_version, write_manifest
from tasks.version import code_version

KEPT_SNAPSHOTS = 7
KEPT_FOR = timedelta(hours=24)


def publish(run: Run, finish: Callable[[Path], object] | None = None) -> Path:
    """The new snapshot, now the latest. finish: puts further files beside its tables before it is sealed."""
    home = Home(run.home)
    snapshot = home.snapshots / run.run_id
    building = home.snapshots / f"{run.run_id}.tmp"
    _keep_archive(run, home)
    building.mkdir(parents=True)
    with open_database(run.database) as connection:
        tables = building / "parquet"
        former = run.former if day.is_day(connection) else None
        if former:
            day.attach_former(connection, former)
        else:
            make_room(connection, "dispatch_versions")
        linked = {
            file
            for name in contracts.TABLES
            for file in export_table(connection, name, tables, former and former / "parquet")
        }
        facts = _facts_of_run(connection, run)
        ledger.write_pending(connection, home.archive, run.run_id, run.former, run.settings())
        day.end(connection)
    run.database.rename(building / DATABASE)
    if finish:
        finish(building)
    former_hashes = read_manifest(run.former)["files"] if run.former else {}
    hashes = link_unchanged(building / "parquet", run.former, former_hashes, linked)
    hashes[DATABASE] = file_sha256(building / DATABASE)
    package = write_datapackage(building, run.run_id, package_facts(facts))
    hashes[PACKAGE] = file_sha256(package)
    write_manifest(building, {**facts, "files": dict(sorted(hashes.items()))})
    _seal(building)
    building.rename(snapshot)
    sync(home.snapshots)
    sync(home.archive)
    home.switch(snapshot)
    ledger.settle(home.archive, run.run_id)
    prune(home)
    shutil.rmtree(run.dir, ignore_errors=True)
    return snapshot


def _keep_archive(run: Run, home: Home) -> None:
    segments = [path for path in sorted(run.archive.rglob("*")) if path.is_file()] if run.archive.exists() else []
    home.archive.mkdir(parents=True, exist_ok=True)
    for path in segments:
        sync(path)
        target = home.archive / path.relative_to(run.archive)
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
    sync(home.archive)


def _facts_of_run(connection: duckdb.DuckDBPyConnection, run: Run) -> dict[str, Any]:
    counts = connection.sql(f"from runs where run_id = {literal(run.run_id)}").to_arrow_table().to_pylist()[0]
    rows = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in contracts.TABLES}
    return {
        "run_id": run.run_id,
        "former": run.former.name if run.former else None,
        "started_at": counts["started_at"].isoformat(),
        "finished_at": counts["finished_at"].isoformat(),
        "code_version": code_version(),
        "reference_version": reference_version(),
        "tables_version": tables_version(),
        "duckdb_storage_version": STORAGE_VERSION,
        "counts": {name: counts[name] for name in ("seen", *INPUT_OUTCOMES)},
        "tables": rows,
    }


def _seal(folder: Path) -> None:
    """Everything on disk and read-only. A file linked from the former snapshot is so already."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            if path.stat().st_nlink == 1:
                sync(path)
            path.chmod(0o444)
    for path in [*sorted(p for p in folder.rglob("*") if p.is_dir()), folder]:
        sync(path)


def prune(home: Home, now: datetime | None = None) -> None:
    """Removes snapshots that are neither among the newest KEPT_SNAPSHOTS nor younger than KEPT_FOR."""
    oldest_kept = (now or datetime.now(UTC)).timestamp() - KEPT_FOR.total_seconds()
    latest = home.latest()
    snapshots = sorted(path for path in home.snapshots.iterdir() if path.is_dir() and path.suffix != ".tmp")
    for path in snapshots[:-KEPT_SNAPSHOTS]:
        if path != latest and path.stat().st_mtime < oldest_kept:
            doomed = path.with_suffix(".tmp")  # a kill halfway leaves remains that the next run removes
            path.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
