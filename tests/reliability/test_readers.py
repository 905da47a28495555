"""Readers that poll while runs publish see one run's tables, whole, at every look; a run of fifty leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from tasks.contracts import TABLES
from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tasks.store.manifest import read_manifest
from tests.tasks.store.synthetic import batch, load


def look(home: Path) -> str | None:
    """What is wrong with what a reader finds now, if anything. It resolves `latest` once, as the README says."""
    snapshot = Home(home).latest()
    if snapshot is None:
        return None
    manifest = read_manifest(snapshot)
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        runs = {"database": connection.execute("select max(run_id) from runs").fetchall()[0][0]}
        folder = str(snapshot / "parquet")
        runs["parquet"] = connection.execute(f"select max(run_id) from '{folder}/runs/*.parquet'").fetchall()[0][0]
        counted = connection.execute(
            " union all ".join(f"select '{name}', count(*) from '{folder}/{name}/*.parquet'" for name in TABLES)
        ).fetchall()
    if set(runs.values()) != {snapshot.name}:
        return f"{snapshot.name} holds {runs}"
    return None if dict(counted) == manifest["tables"] else f"{snapshot.name}: counts differ"


@pytest.mark.parametrize("polls", [15, pytest.param(1000, marks=pytest.mark.reliability)])
def test_readers_see_whole_snapshots_only(polls: int, tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, [batch(range(4))])
    problems: list[str | None] = []
    published: list[str] = []
    ended = threading.Event()

    def publish() -> None:
        number = 4
        while not ended.is_set():
            published.append(load(home, [batch(range(number, number + 2))])[1].name)
            number += 2

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        while len(problems) < polls or (len(published) < 2 and publisher.is_alive()):
            problems.append(look(tmp_path))
    finally:
        ended.set()
        publisher.join()
    assert set(problems) == {None}
    assert len(published) >= 2


SOAK = """
import json, os, resource, sys
from pathlib import Path
from flows import console, options
from flows.direct import run_direct
from tests.snapshots import tables
from tasks.store.home import Home
from tasks.contracts import TABLES
import duckdb, io, hashlib
console.errors.file = io.StringIO()
home, runs = Path(sys.argv[1]), int(sys.argv[2])
def resident():
    return int(Path('/proc/self/statm').read_text().split()[1]) * 4096
for number in range(runs):
    run_direct(options.run_options(inputs=['samples/records', 'samples/pages'], workers=1, home=home))
    latest = Home(home).latest()
    with duckdb.connect(str(latest / 'partywire.duckdb'), read_only=True) as connection:
        rows = {name: connection.execute(f'select count(*) from {name}').fetchall()[0][0] for name in TABLES}
    size = sum(p.stat().st_size for p in latest.rglob('*') if p.is_file() and p.name != 'partywire.duckdb')
    size += sum(p.stat().st_size for p in (home / 'archive').rglob('*') if p.is_file())
    print(json.dumps({'rows': rows, 'size': size, 'database': (latest / 'partywire.duckdb').stat().st_size,
        'memory': resident(), 'files': len(os.listdir('/proc/self/fd')),
        'tables': hashlib.sha256(repr(sorted(tables(latest).items())).encode()).hexdigest()}), flush=True)
"""
HISTORY = {"runs", "source_runs", "sightings", "quarantine", "coverage"}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("runs", [3, pytest.param(50, marks=pytest.mark.reliability)])
def test_the_same_inputs_again_and_again_leave_no_growth(runs: int, tmp_path: Path) -> None:
    import json

    done = subprocess.run(
        [sys.executable, "-c", SOAK, str(tmp_path / "home"), str(runs)],
        capture_output=True, text=True, check=False, cwd=PROJECT_ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second, *_, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last["tables"] == first["tables"]
    assert {name for name, rows in last["rows"].items() if rows != first["rows"][name]} <= HISTORY
    assert last["rows"]["runs"] == runs
    assert (last["size"] - second["size"]) / (runs - 2) < 20_000
    assert last["files"] <= second["files"]
    if runs > 10:  # a process settles within its first runs
        assert last["memory"] < 1.05 * json.loads(done.stdout.splitlines()[9])["memory"]
