"""A batch of candidates: what a worker gets, what it does with it, and how the one that kills its workers is found."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol, Self

from tasks.errors import PartywireError
from tasks.extract import EVENTS_SWITCH
from tasks.process import DateRange, process_all, rejected
from tasks.records import Candidate, Perspective, Rejected
from tasks.reference import own_dir, reference_version
from tasks.store.parts import write_part
from tasks.version import code_version

BATCH_CANDIDATES: Final = 96
BATCH_BYTES: Final = 8_000_000
_ROOM: Final = 1_000  # numbers that a batch has for its pieces; more than it has candidates


@dataclass(frozen=True)
class Batch:
    """Values that can be pickled.

    number  of its part. Parts are merged by number, so that pieces stand where the whole would: batch n of a run has
            n * 1,000, a piece that number plus the place of its first candidate
    """

    number: int
    candidates: tuple[Candidate, ...]
    perspective: Perspective
    dates: DateRange

    @property
    def index(self) -> int:
        """Which batch of the run it is, or is a piece of."""
        return self.number // _ROOM

    def halves(self) -> tuple[Batch, Batch]:
        half = len(self.candidates) // 2
        return (
            replace(self, candidates=self.candidates[:half]),
            replace(self, number=self.number + half, candidates=self.candidates[half:]),
        )


def batch_of(index: int, candidates: Iterable[Candidate], perspective: Perspective, dates: DateRange) -> Batch:
    """The `index`-th batch of a run."""
    return Batch(index * _ROOM, tuple(candidates), perspective, dates)


def work(batch: Batch, folder: Path, rules: str | None = None) -> list[Rejected]:
    """Normalises and extracts one batch and writes its part into `folder`; returns what was rejected.

    rules  what `rules_here` says where the run was started. Raises OtherRules where it says something else.
    """
    if rules is not None and rules != rules_here():
        raise OtherRules(
            "the workers read by other rules or names than this machine: they need the same version of Partywire, and "
            "PARTYWIRE_REFERENCE and PARTYWIRE_SOURCES must name the same files there"
        )
    processed, unusable = process_all(batch.candidates, batch.perspective, batch.dates)
    write_part(folder, batch.number, processed)
    return unusable


def batches(items: Iterable[Candidate | Rejected]) -> Iterator[list[Candidate | Rejected]]:
    """Lists of at most BATCH_CANDIDATES items and, but for a single large one, BATCH_BYTES bytes."""
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


def rules_here() -> str:
    """What decides which facts a process finds: its code, its names, the user's corrections, the switch of events."""
    own = own_dir()
    corrections = own / "corrections.csv" if own else None
    digest = sha256(corrections.read_bytes() if corrections and corrections.exists() else b"").hexdigest()
    return f"{code_version()} {reference_version()} {digest[:12]} {os.environ.get(EVENTS_SWITCH)}"


class OtherRules(PartywireError):
    """Facts of this worker would not go with those of the others."""


class WorkerDied(Exception):
    """Whoever worked on a batch is no more, and may have died of it."""


class Workers(Protocol):
    """Something that works on batches, several at once, within a `with`."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...

    @property
    def size(self) -> int:
        """How many batches it works on at the same time."""

    def submit(self, batch: Batch) -> Future[Any]: ...

    def result(self, batch: Batch, future: Future[Any]) -> list[Rejected]:
        """What was rejected, once the batch's part lies in the run's work folder. Raises WorkerDied, with no part."""


def work_in_pieces(batch: Batch, workers: Workers) -> list[Rejected]:
    """Works once more on a batch whose worker died, halved as often as workers die of it: the dispatch that is left
    alone is rejected. Nothing else may be under way meanwhile: its deaths would be put down to a piece of this one."""
    found: list[Rejected] = []
    pieces = [batch]
    while pieces:
        piece = pieces.pop()
        try:
            found += workers.result(piece, workers.submit(piece))
        except WorkerDied:
            if len(piece.candidates) > 1:
                pieces += reversed(piece.halves())
            else:
                found.append(rejected(piece.candidates[0], "extraction_failed", "the worker process died on it"))
    return found
