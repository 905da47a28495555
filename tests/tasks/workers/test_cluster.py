"""What a run makes of the answers of a Dask cluster, here without one (tests/reliability/test_dask.py has one)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tasks.errors import PartywireError, UsageError
from tasks.ingest import IngestOptions
from tasks.store.home import Run
from tasks.workers import cluster
from tasks.workers.batch import Batch, OtherRules, WorkerDied, batch_of, rules_here, work
from tasks.workers.cluster import DaskCluster
from tasks.workers.remote import Delivery
from tasks.workers.shared import SharedPlace


class KilledWorker(Exception):
    pass


class Client:
    """Answers every batch with `answer`, an exception being raised; None: never."""

    answer: Any = None
    threads = {"tcp://there:1": 2, "tcp://there:2": 1}

    def __init__(self, address: str, **options: object) -> None:
        if "nowhere" in address:
            raise OSError("Timed out trying to connect")

    def wait_for_workers(self, count: int, timeout: float) -> None:
        pass

    def get_executor(self, **options: object) -> Client:
        return self

    def nthreads(self) -> dict[str, int]:
        return self.threads

    def submit(self, *task: object) -> Future[Any]:
        future: Future[Any] = Future()
        if isinstance(self.answer, BaseException):
            future.set_exception(self.answer)
        elif self.answer is not None:
            future.set_result(self.answer)
        return future

    def run(self, *task: object, **options: object) -> None:
        raise OSError("gone")

    def shutdown(self, wait: bool) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run("r", datetime(2026, 1, 1), tmp_path / "home", None)  # noqa: DTZ001 - kept naive: UTC


@pytest.fixture(autouse=True)
def dask(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client, KilledWorker=KilledWorker))
    monkeypatch.setattr(cluster, "_ALONE", 0.01)
    yield


def batch() -> Batch:
    options = IngestOptions()
    return batch_of(7, [], options.perspective, options.dates)


def answered(run: Run, monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(Client, "answer", answer)
    with DaskCluster("tcp://here:8786", run, str(run.home / "shared")) as workers:
        assert workers.size == 3
        assert workers.result(batch(), workers.submit(batch())) == []


def test_a_part_is_taken_where_the_answer_says(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    part = tmp_path / "000000007000"
    part.mkdir()
    (part / "mentions.parquet").write_bytes(b"rows")
    place = SharedPlace(str(run.home / "shared"), "r")
    place.leave(part)  # by a worker that was lost before it could answer
    answered(run, monkeypatch, Delivery({7000: place.leave(part)}, []))
    assert (run.dir / "parts" / part.name / "mentions.parquet").read_bytes() == b"rows"
    assert not list((run.home / "shared").iterdir())


@pytest.mark.parametrize(
    ("answer", "raised", "said"),
    [
        (KilledWorker(), WorkerDied, ""),
        (OtherRules("other rules"), OtherRules, "other rules"),
        (CancelledError(), PartywireError, "the Dask cluster at tcp://here:8786 failed: CancelledError"),
        (ModuleNotFoundError("No module named 'tasks'\nmore"), PartywireError, "No module named 'tasks'$"),
        (Delivery({7000: ["nowhere/mentions.parquet"]}, []), PartywireError, "--shared must name a place"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: object, raised: type[Exception], said: str
) -> None:
    with pytest.raises(raised, match=said or None):
        answered(run, monkeypatch, answer)


def test_a_run_does_not_wait_for_ever_for_a_cluster_without_workers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Client, "answer", None)
    with DaskCluster("tcp://here:8786", run, None) as workers:
        future = workers.submit(batch())
        monkeypatch.setattr(Client, "threads", {})
        with pytest.raises(PartywireError, match="has no workers left"):
            workers.result(batch(), future)


@pytest.mark.parametrize(
    ("address", "shared", "said"),
    [("tcp://nowhere:1", None, "no Dask scheduler answers"), ("tcp://here:1", "nothing://x", "--shared nothing://x")],
)
def test_a_cluster_that_cannot_be_used_is_wrong_usage(run: Run, address: str, shared: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said), DaskCluster(address, run, shared):
        pass


def test_without_dask_one_line_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="make extras"), DaskCluster("tcp://here:1", run, None):
        pass


def test_workers_with_other_corrections_or_without_events_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = rules_here()
    assert work(batch(), tmp_path, rules) == []
    monkeypatch.setenv("PARTYWIRE_EVENTS", "no")
    with pytest.raises(OtherRules):
        work(batch(), tmp_path, rules)
    monkeypatch.delenv("PARTYWIRE_EVENTS")
    (tmp_path / "corrections.csv").write_text("dispatch_id\n", encoding="utf-8")
    monkeypatch.setenv("PARTYWIRE_REFERENCE", str(tmp_path))
    assert rules_here() != rules
