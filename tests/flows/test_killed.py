"""A run that is killed costs nothing but the run: the former tables stay, the next run ends with the same tables."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tests.snapshots import tables

PARTYWIRE = Path(sys.executable).with_name("partywire")
FIRST = PROJECT_ROOT / "samples" / "records"
KILLS = 6


def start(home: Path, *inputs: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(PARTYWIRE), "run", "--direct", *map(str, inputs), "--home", str(home), "--workers", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def finish(home: Path, *inputs: Path) -> dict[str, bytes]:
    process = start(home, *inputs)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()
    snapshot = Home(home).latest()
    assert snapshot is not None
    return tables(snapshot)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], float]:
    """Tables after the first inputs and after all samples, and the seconds that the second run takes."""
    home = tmp_path_factory.mktemp("undisturbed")
    before = finish(home, FIRST)
    started = time.monotonic()
    after = finish(home, PROJECT_ROOT / "samples")
    return before, after, time.monotonic() - started


@pytest.mark.reliability  # test_kills.py kills at chosen operations, which takes less time
def test_killed_at_any_moment(undisturbed: tuple[dict[str, bytes], dict[str, bytes], float], tmp_path: Path) -> None:
    before, after, seconds = undisturbed
    chance = random.Random(7)
    finish(tmp_path, FIRST)
    for kill in range(KILLS):
        process = start(tmp_path, PROJECT_ROOT / "samples")
        time.sleep(seconds * (kill + chance.random()) / KILLS)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        snapshot = Home(tmp_path).latest()
        assert snapshot is not None
        duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True).close()
        assert tables(snapshot) in (before, after)
    assert finish(tmp_path, PROJECT_ROOT / "samples") == after


def test_stopped_by_a_signal_says_so_in_time(tmp_path: Path) -> None:
    process = start(tmp_path, PROJECT_ROOT / "samples")
    time.sleep(1.5)
    process.send_signal(signal.SIGTERM)
    started = time.monotonic()
    _, errors = process.communicate(timeout=30)
    assert time.monotonic() - started < 10
    assert process.returncode == 130
    assert "stopped" in errors.decode()
    assert "Traceback" not in errors.decode()
