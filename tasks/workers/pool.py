"""Worker processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import Self

from tasks.lean import keep_pandas_out
from tasks.records import Rejected
from tasks.store.parts import drop_part
from tasks.workers.batch import Batch, WorkerDied, work


class ThisProcess:
    """Works on each batch when it is given, in the process of the run."""

    size = 1

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def submit(self, batch: Batch) -> Future[list[Rejected]]:
        future: Future[list[Rejected]] = Future()
        future.set_result(work(batch, self._folder))
        return future

    def result(self, batch: Batch, future: Future[list[Rejected]]) -> list[Rejected]:
        return future.result()


class ProcessPool:
    """`size` processes that write parts into `folder`, started with the first batch and again when one has died.

    rules  what they must read by (see `work`); with it each is started by itself: several pools may be open at once
    """

    def __init__(self, size: int, folder: Path, rules: str | None = None) -> None:
        self.size = size
        self._folder = folder
        self._rules = rules
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close(wait=exc[0] is None)

    def close(self, *, wait: bool) -> None:
        """wait: for the batches under way; else the workers are ended, since the run was stopped or failed for good."""
        if self._executor is None:
            return
        if not wait:
            for worker in multiprocessing.active_children():
                worker.terminate()
        self._executor.shutdown(cancel_futures=True)
        self._executor = None
        if self._rules is None:
            _end_common_ancestor()

    def submit(self, batch: Batch) -> Future[list[Rejected]]:
        try:
            return self._submit(batch)
        except BrokenProcessPool:  # by an earlier batch, whose future says so
            self._executor = None
            return self._submit(batch)

    def result(self, batch: Batch, future: Future[list[Rejected]]) -> list[Rejected]:
        try:
            return future.result()
        except BrokenProcessPool as error:
            drop_part(self._folder, batch.number)  # written, perhaps, by a worker that died before it could say so
            raise WorkerDied from error

    def _submit(self, batch: Batch) -> Future[list[Rejected]]:
        if self._executor is None:
            context = _common_ancestor() if self._rules is None else multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self.size, context, initializer=_begin)
        with _apart():
            return self._executor.submit(work, batch, self._folder, self._rules)


@contextmanager
def _apart() -> Iterator[None]:
    """For starting a worker that inherits neither of two things. SIGINT: Ctrl-C reaches all processes of a terminal,
    and only the run may answer it. (Blocked here, not when the executor is made: that starts Python's resource
    tracker, which unblocks it.) The main module, which each worker would import: the command line, or Prefect."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _common_ancestor() -> BaseContext:
    """Never plain fork: a child would inherit Prefect's threads and locks. Instead one clean process is started, which
    builds the tables and is forked for each worker."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tasks.workers.warm"])
    return context


def _end_common_ancestor() -> None:
    """Else it would hold its memory while tables are built, and serve a later run of this process with the settings
    and names of this one. Python has no public name for it."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _begin() -> None:
    """In each worker. One whose run was killed would wait for its next batch for ever: it ends with its parent."""
    keep_pandas_out()

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
