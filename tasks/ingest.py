"""From a stream of inputs to parts in the work folder: archive, skip what is known, normalise and extract on all cores.

Memory is bounded by the batches in flight, whatever the size of the input.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any

from tasks.closed_lists import FETCH_FAULTS
from tasks.process import DateRange
from tasks.records import Candidate, Perspective, Rejected
from tasks.store.home import Run
from tasks.store.known import KnownInputs
from tasks.store.parts import Sighting
from tasks.workers.batch import Batch, WorkerDied, Workers, batch_of, batches, work_in_pieces
from tasks.workers.cluster import DaskCluster
from tasks.workers.pool import ProcessPool, ThisProcess

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
    """workers       processes of this machine
    dask          address of a Dask scheduler whose cluster works instead
    shared        folder or URL (fsspec) where that cluster leaves parts; None: the run's work folder
    from_archive  the items come from the home's own archive, which need not keep them twice
    """

    perspective: Perspective = Perspective()
    dates: DateRange = DateRange()
    workers: int = 1
    dask: str | None = None
    shared: str | None = None
    from_archive: bool = False


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
    with run.archive_writer() as archive, _workers(run, options) as workers:
        in_flight: deque[tuple[Batch, Future[Any]]] = deque()
        for index, items_of_batch in enumerate(batches(items)):
            unusable = [item for item in items_of_batch if isinstance(item, Rejected)]
            candidates = [item for item in items_of_batch if isinstance(item, Candidate)]
            fresh, unchanged = _split_known(candidates, known)
            if not options.from_archive:
                archive.write(*fresh)
            run.write_outcomes(2 * index, unusable, unchanged)
            _count(progress, unusable, candidates, unchanged)
            if fresh:
                batch = batch_of(index, fresh, options.perspective, options.dates)
                in_flight.append((batch, workers.submit(batch)))
            while len(in_flight) > 2 * workers.size:
                _finish(run, workers, in_flight, progress)
            report(progress)
        while in_flight:
            _finish(run, workers, in_flight, progress)
            report(progress)


def _workers(run: Run, options: IngestOptions) -> Workers:
    if options.dask:
        return DaskCluster(options.dask, run, options.shared)
    return ProcessPool(options.workers, run.dir) if options.workers > 1 else ThisProcess(run.dir)


def _finish(run: Run, workers: Workers, in_flight: deque[tuple[Batch, Future[Any]]], progress: Progress) -> None:
    """Takes the result of the oldest batch in flight."""
    batch, future = in_flight.popleft()
    try:
        unusable = workers.result(batch, future)
    except WorkerDied:
        wait([other for _, other in in_flight])
        unusable = work_in_pieces(batch, workers)
    run.write_outcomes(2 * batch.index + 1, unusable)
    progress.unusable.update(item.source_id or "" for item in unusable if not item.is_refused)
    progress.done += len(batch.candidates) - len(unusable)
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
