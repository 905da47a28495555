"""Disks that are full or closed, clocks that jump, runs that meet, files that were spoiled: one line, and nothing lost."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows import cli
from tasks.reference import PROJECT_ROOT
from tasks.store import home as home_module
from tasks.store.home import Home
from tasks.store.verify import verify
from tests.snapshots import tables
from tests.tasks.store.synthetic import batch, load

PARTYWIRE = Path(sys.executable).with_name("partywire")
FIRST = PROJECT_ROOT / "samples" / "records"
MORE = PROJECT_ROOT / "samples" / "pages" / "cns"


def start(home: Path, *inputs: Path, limit: int | None = None) -> subprocess.Popen[str]:
    def restrict() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [PARTYWIRE, "run", "--direct", "--workers", "1", *map(str, inputs), "--home", str(home)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=restrict,
    )  # fmt: skip


def latest(home: Path) -> Path:
    snapshot = Home(home).latest()
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("first") / "home"
    process = start(home, FIRST)
    assert process.wait(120) == 0, process.stderr and process.stderr.read()
    return home


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


LONG = pytest.mark.reliability


@pytest.mark.parametrize("limit", [pytest.param(2_000, marks=LONG), pytest.param(200_000, marks=LONG), 4_000_000])
def test_a_disk_that_fills_up_costs_the_run_only(home: Path, limit: int) -> None:
    before = latest(home)
    process = start(home, MORE, limit=limit)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1, errors
    assert "Traceback" not in errors
    assert errors.splitlines()[-1].startswith("partywire: ")
    assert latest(home) == before
    again = start(home, MORE)
    assert again.wait(120) == 0
    assert not list((home / "archive").glob("*.pending"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    ) if shutil.which("mount") else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("a file system can be mounted by root only")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.reliability
@pytest.mark.parametrize("is_new", [False, True], ids=["former tables", "new home"])
def test_a_real_disk_without_space_costs_the_run_only(
    is_new: bool, first: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run with so many bytes left, then with twice as many, until one ends well; the check before the start, which
    would say so at once, is switched off."""

    def run(home: Path) -> int:
        return cli._run(["run", "--direct", "--workers", "1", str(MORE), "--home", str(home)])

    def prepare(home: Path) -> Path:
        if not is_new:
            shutil.copytree(first, home, symlinks=True)
        return home

    home, ballast = prepare(small_disk / "home"), small_disk / "ballast"
    before = Home(home).latest()
    there = before and tables(before)
    monkeypatch.setattr(Home, "check_room", lambda _: None)
    codes = []
    for size in (15_000 * 2**n for n in range(13)):
        ballast.write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - size)))
        codes.append(run(home))
        ballast.unlink()
        told = capsys.readouterr().err
        assert "Traceback" not in told
        if codes[-1] == 0:
            break
        assert told.splitlines()[-1].startswith("partywire: "), told
        assert Home(home).latest() == before
        assert before is None or (tables(before) == there and not verify(Home(home)).problems)
    assert len(codes) > 5 and codes[-1] == 0 and set(codes[:-1]) == {1}
    assert run(home) == 0
    assert not list(home.rglob("*.pending")) and not list((home / "work").iterdir())
    undisturbed = prepare(small_disk.parent / "undisturbed")
    assert run(undisturbed) == 0
    assert tables(latest(home)) == tables(latest(undisturbed))


def test_a_full_disk_is_noticed_before_the_start(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))  # type: ignore[attr-defined]
    assert cli._run(["run", str(MORE), "--home", str(home)]) == 1
    assert "no space: 1 MB are free" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder in which even root can make nothing: /proc")
def test_a_home_that_cannot_be_written_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._run(["run", "--direct", str(MORE), "--home", "/proc/partywire"]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("partywire: ")


def test_of_two_runs_at_once_one_is_told_so(home: Path) -> None:
    pair = [start(home, MORE) for _ in range(2)]
    told = [process.communicate(timeout=180)[1] for process in pair]
    codes = sorted(process.returncode for process in pair)
    assert codes in ([0, 4], [0, 0]), told
    assert not any("Traceback" in errors for errors in told)
    with duckdb.connect(str(latest(home) / "partywire.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from runs").fetchall() == [(1 + codes.count(0),)]


@pytest.mark.parametrize("damage", ["manifest.json", "parquet/sightings"])
def test_a_spoiled_file_of_the_former_snapshot_is_named(
    home: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = latest(home) / damage
    for file in target.glob("*") if target.is_dir() else [target]:
        file.chmod(0o644)
        file.write_bytes(b'{"files": {')
    assert cli._run(["run", "--direct", "--workers", "1", str(MORE), "--home", str(home)]) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("partywire: ")
    assert damage in line


@pytest.mark.parametrize("days", [-4000, pytest.param(-1, marks=LONG), pytest.param(4000, marks=LONG)])
def test_a_clock_that_jumps_changes_no_table(days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [batch(range(8)), batch(range(8, 16))]
    for part in parts:
        load(Home(tmp_path / "steady"), [part])

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + dt.timedelta(days=days)

    one = load(Home(tmp_path / "jumps"), [parts[0]])[0]
    monkeypatch.setattr(home_module, "datetime", Clock)
    two = load(Home(tmp_path / "jumps"), [parts[1]])[0]
    monkeypatch.undo()
    three = load(Home(tmp_path / "jumps"), [])[0]
    assert one.run_id < two.run_id < three.run_id
    assert tables(latest(tmp_path / "jumps")) == tables(latest(tmp_path / "steady"))


def test_everything_is_on_disk_before_it_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of syncs and renames, recorded: bytes, then names, then the switch."""
    done: list[tuple[str, str]] = []
    sync, rename, replace = os.fsync, os.rename, os.replace

    def record_sync(handle: int) -> None:
        done.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def record(name: str, act):  # type: ignore[no-untyped-def]
        def move(old, new, **more):  # type: ignore[no-untyped-def]
            done.append((name, f"{old} {new}"))
            act(old, new, **more)

        return move

    monkeypatch.setattr(os, "fsync", record_sync)
    monkeypatch.setattr(os, "rename", record("rename", rename))
    monkeypatch.setattr(os, "replace", record("rename", replace))
    run, snapshot, _ = load(Home(tmp_path), [batch(range(6))], raw=b"raw")
    monkeypatch.undo()

    def at(kind: str, ending: str) -> int:
        return max(number for number, (what, name) in enumerate(done) if what == kind and name.endswith(ending))

    building = f"{snapshot}.tmp"
    kept = at("rename", f"archive/{run.run_id}-segment.warc.gz")
    whole = at("rename", f"{building} {snapshot}")
    switched = at("rename", f"latest.tmp {tmp_path / 'latest'}")
    assert at("sync", f"{run.run_id}-segment.warc.gz") < kept < whole < switched
    for file in snapshot.rglob("*"):
        assert at("sync", f"{building}/{file.relative_to(snapshot)}") < whole
    assert at("sync", building) < whole
    assert whole < at("sync", str(tmp_path / "snapshots")) < switched
    assert at("sync", ".ledger.jsonl.gz.pending") < switched < at("rename", f"{run.run_id}.ledger.jsonl.gz")
    assert switched < at("sync", str(tmp_path))
