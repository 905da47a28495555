"""From a stream of inputs to parts in the work folder: archive, skip what is known, normalise and extract on all cores.

Memory is bounded by the batches in flight, whatever the size of the input.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from tasks.closed_lists import FETCH_FAULTS
from tasks.lean import keep_pandas_out
from tasks.process import DateRange, process_all, rejected
from tasks.records import Candidate, Perspective, Rejected
from tasks.store.home import Run
from tasks.store.known import KnownInputs
from tasks.store.parts import Sighting

BATCH_CANDIDATES = 48
BATCH_BYTES = 4_000_000
_UNOPENED = frozenset(("missing", "unreadable", *FETCH_FAULTS))

Report = Callable[["Progress"], None]


@dataclass
class Progress:
    """Inputs counted while a run goes on; the final counts are the store's, and must add up to `seen`.

    seen      inputs read, by source; "" for files and single addresses
    unusable  those of them that were opened and gave no dispatch
    """

    read: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    unusable: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    unchanged: int = 0
    done: int = 0
    quarantined: int = 0
    first_problem: str | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class IngestOptions:
    """from_archive: the items come from the home's own archive, which need not keep them twice."""

    perspective: Perspective = Perspective()
    dates: DateRange = DateRange()
    workers: int = 1
    from_archive: bool = False


@dataclass(frozen=True)
class _Job:
    """What a worker gets: values that can be pickled."""

    run: Run
    options: IngestOptions
    number: int
    candidates: list[Candidate] = field(default_factory=list)


def work(job: _Job) -> list[Rejected]:
    """Normalises and extracts one batch and writes its part; returns what was rejected. Runs in a worker process."""
    processed, unusable = process_all(job.candidates, job.options.perspective, job.options.dates)
    job.run.write_part(job.number, processed)
    return unusable


def ingest(
    run: Run,
    known: KnownInputs,
    items: Iterable[Candidate | Rejected],
    options: IngestOptions,
    progress: Progress,
    report: Report,
) -> None:
    """Reads `items` to the end, counting in `progress`. Every one of them becomes a row of a part, a sighting or a
    quarantine row of `run`."""
    with run.archive_writer() as archive, _Pool(options.workers) as pool:
        in_flight: deque[tuple[_Job, Future[list[Rejected]]]] = deque()
        for number, batch in enumerate(_batches(items)):
            unusable = [item for item in batch if isinstance(item, Rejected)]
            candidates = [item for item in batch if isinstance(item, Candidate)]
            fresh, unchanged = _split_known(candidates, known)
            if not options.from_archive:
                archive.write(*fresh)
            run.write_outcomes(2 * number, unusable, unchanged)
            _count(progress, unusable, candidates, unchanged)
            if fresh:
                job = _Job(run, options, number, fresh)
                in_flight.append((job, pool.submit(job)))
            while len(in_flight) > 2 * options.workers:
                _finish(*in_flight.popleft(), pool, progress)
            report(progress)
        while in_flight:
            _finish(*in_flight.popleft(), pool, progress)
            report(progress)


def _finish(job: _Job, future: Future[list[Rejected]], pool: _Pool, progress: Progress) -> None:
    try:
        unusable = future.result()
    except BrokenProcessPool:
        job.run.drop_part(job.number)  # written, perhaps, by a worker that died before it could say so
        unusable = pool.bisect(job)
    job.run.write_outcomes(2 * job.number + 1, unusable)
    progress.unusable.update(item.source_id or "" for item in unusable if not item.is_refused)
    progress.done += len(job.candidates) - len(unusable)
    progress.quarantined += len(unusable)


def _count(
    progress: Progress, rejected: list[Rejected], candidates: list[Candidate], unchanged: list[Sighting]
) -> None:
    progress.read += len(rejected) + len(candidates)
    progress.seen.update(item.source_id or "" for item in rejected)
    progress.seen.update(item.given.source_id or "" for item in candidates)
    progress.opened += len(candidates) + sum(not item.is_refused and item.reason not in _UNOPENED for item in rejected)
    progress.unchanged += len(unchanged)
    progress.quarantined += len(rejected)
    if rejected and progress.first_problem is None:
        progress.first_problem = f"{rejected[0].locator}: {rejected[0].detail}"


def _split_known(candidates: list[Candidate], known: KnownInputs) -> tuple[list[Candidate], list[Sighting]]:
    hashes = [candidate.input_sha256 for candidate in candidates]
    ids = known.lookup(hashes)
    fresh: list[Candidate] = []
    unchanged: list[Sighting] = []
    for candidate, key in zip(candidates, hashes, strict=True):
        if key in ids:
            unchanged.append(Sighting(candidate.locator, key, *ids[key], candidate.given.source_id))
        else:
            fresh.append(candidate)
    return fresh, unchanged


def _batches(items: Iterable[Candidate | Rejected]) -> Iterator[list[Candidate | Rejected]]:
    """Batches of at most BATCH_CANDIDATES items and, but for a single large one, BATCH_BYTES bytes."""
    batch: list[Candidate | Rejected] = []
    size = 0
    for item in items:
        length = len(item.raw) if isinstance(item, Candidate) else 0
        if batch and (len(batch) >= BATCH_CANDIDATES or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch


class _Pool:
    """Worker processes that outlive a crash of one of them. With one worker the batches run in this process."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *exc: object) -> None:
        if self._executor is None:
            return
        if kind is not None:  # stopped, or failed for good: nobody waits for the batches under way
            for worker in multiprocessing.active_children():
                worker.terminate()
        self._executor.shutdown(cancel_futures=True)

    def submit(self, job: _Job) -> Future[list[Rejected]]:
        if self.workers == 1:
            future: Future[list[Rejected]] = Future()
            future.set_result(work(job))
            return future
        try:
            return self._submit(job)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
            return future

    def bisect(self, job: _Job) -> list[Rejected]:
        """Runs a job whose workers died again, halved until the dispatch that kills is alone: that one is quarantined.

        The halves have numbers of their own below the job's, so a part is never written twice.
        """
        self._restart()
        found: list[Rejected] = []
        stack = [job.candidates]
        for part in itertools.count(1):
            if not stack:
                break
            candidates = stack.pop()
            attempt = _Job(job.run, job.options, job.number * 1000 + part + 10_000_000, candidates)
            try:
                found += self._submit(attempt).result()
            except BrokenProcessPool:
                self._restart()
                if len(candidates) == 1:
                    lost = candidates[0]
                    found.append(rejected(lost, "extraction_failed", "the worker process died on it"))
                else:
                    half = len(candidates) // 2
                    stack += [candidates[half:], candidates[:half]]
        return found

    def _submit(self, job: _Job) -> Future[list[Rejected]]:
        """Workers start with the first job. They inherit that SIGINT is blocked: Ctrl-C reaches all processes of a
        terminal, and only the run may answer it. (Making the executor unblocks it: Python's resource tracker starts.)
        """
        executor = self._started()
        former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return executor.submit(work, job)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # spawn: a forked child would inherit Prefect's threads and locks
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self.workers, context, initializer=_begin)
        return self._executor

    def _restart(self) -> None:
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None


def _begin() -> None:
    """In each worker. One whose run was killed would wait for its next batch for ever: it ends with its parent."""
    keep_pandas_out()

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
