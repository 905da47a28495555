"""A Dask cluster on this machine gives the same tables as processes do, also when one of its workers is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus_files import write
from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tasks.workers.batch import BATCH_CANDIDATES
from tests.flows.test_scheduled import free_port
from tests.snapshots import tables

pytest.importorskip("distributed", reason="make extras installs Dask")

BIN = Path(sys.executable).parent
WORKERS = 4
BATCHES = 6
pytestmark = pytest.mark.reliability


class Cluster:
    """A scheduler and WORKERS workers, each process on its own."""

    def __init__(self, folder: Path) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.log = (folder / "cluster.log").open("wb")
        self.scheduler = self._start("scheduler", "--host", self.address, "--no-dashboard")
        self.workers = [
            self._start("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
                        "--local-directory", str(folder))
            for _ in range(WORKERS)
        ]  # fmt: skip

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([BIN / "dask", *arguments], cwd=PROJECT_ROOT, stdout=self.log, stderr=self.log)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """BATCHES of them."""
    return write(tmp_path_factory.mktemp("inputs"), BATCHES * BATCH_CANDIDATES, "jsonl")


@pytest.fixture(scope="module")
def expected(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return run(inputs, tmp_path_factory.mktemp("processes"), "--workers", "2")


def start(inputs: Path, home: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [BIN / "partywire", "run", "--direct", str(inputs), "--home", str(home), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(process: subprocess.Popen[str], home: Path) -> dict[str, bytes]:
    _, errors = process.communicate(timeout=900)
    assert process.returncode == 0, errors
    snapshot = Home(home).latest()
    assert snapshot is not None
    return tables(snapshot)


def run(inputs: Path, home: Path, *options: str) -> dict[str, bytes]:
    return finish(start(inputs, home, *options), home)


def parts(home: Path) -> list[Path]:
    return list(home.glob("work/*/parts/[0-9]*"))


def test_the_same_tables_by_way_of_a_shared_place(
    cluster: Cluster, inputs: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    assert run(inputs, tmp_path / "home", "--dask", cluster.address, "--shared", shared.as_uri()) == expected
    assert not list(shared.iterdir())


def test_the_same_tables_when_a_worker_is_killed(
    cluster: Cluster, inputs: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    process = start(inputs, tmp_path, "--dask", cluster.address)
    deadline = time.monotonic() + 600
    while not parts(tmp_path) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    taken = len(parts(tmp_path))
    os.kill(cluster.workers.pop().pid, signal.SIGKILL)
    assert 0 < taken < BATCHES
    assert finish(process, tmp_path) == expected


def test_workers_that_read_by_other_names_are_refused(cluster: Cluster, inputs: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "corrections.csv").write_text((PROJECT_ROOT / "reference" / "corrections.csv").read_text().splitlines()[0])
    process = subprocess.run(
        [BIN / "partywire", "run", "--direct", str(inputs), "--home", str(tmp_path / "home"), "--dask", cluster.address],
        capture_output=True, text=True, check=False, env={**os.environ, "PARTYWIRE_REFERENCE": "own"}, cwd=tmp_path,
    )  # fmt: skip
    assert process.returncode == 1
    assert "the workers read by other rules or names" in process.stderr.splitlines()[-1]
    assert "Traceback" not in process.stderr
