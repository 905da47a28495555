"""What runs on a worker of a Dask cluster: one batch in a process of its own, its part left in the shared place.

The process keeps a dispatch that kills, or one that takes for ever, from the Dask worker, and lets a run have names of
its own. Every thread of a Dask worker has one, for as long as batches of the same run come.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tasks.errors import PartywireError
from tasks.extract import EVENTS_SWITCH
from tasks.records import Rejected
from tasks.store.parts import drop_part
from tasks.workers.batch import Batch, WorkerDied, work_in_pieces
from tasks.workers.pool import ProcessPool
from tasks.workers.shared import SharedPlace

# What a run is told by the environment and a worker has to know; not, say, the proxy with its password.
SETTINGS: Final = ("PARTYWIRE_REFERENCE", "PARTYWIRE_SOURCES", EVENTS_SWITCH)


@dataclass(frozen=True)
class Errand:
    """What goes to the cluster with each batch: one object a run, of values that can be pickled.

    settings  those of SETTINGS that are set
    rules     what `rules_here` says where the run was started
    shared    folder or URL; parts are left in its folder <run id>
    """

    run_id: str
    settings: Mapping[str, str]
    rules: str
    shared: str


@dataclass(frozen=True)
class Delivery:
    """parts  number of each -> what SharedPlace.leave said of it"""

    parts: Mapping[int, list[str]]
    rejected: list[Rejected]


class _Process:
    """The process that works for one thread."""

    def __init__(self, errand: Errand) -> None:
        self.run_id = errand.run_id
        self._scratch = tempfile.TemporaryDirectory(prefix="partywire-")
        self.folder = Path(self._scratch.name)
        for name in SETTINGS:
            os.environ.pop(name, None)
        os.environ.update(errand.settings)
        self.pool = ProcessPool(1, self.folder, errand.rules)

    def close(self) -> None:
        self.pool.close(wait=True)
        self._scratch.cleanup()


_processes: dict[int, _Process] = {}  # by thread


def work_there(batch: Batch, errand: Errand) -> Delivery:
    """Runs in a thread of a Dask worker. Done twice (Dask may do so when it loses sight of a worker) it leaves two
    folders, of which the run takes the one that it is told of."""
    process = _process(errand)
    try:
        unusable = process.pool.result(batch, process.pool.submit(batch))
    except WorkerDied:
        unusable = work_in_pieces(batch, process.pool)
    except AssertionError as error:
        if "daemonic" not in str(error):
            raise
        raise PartywireError("the Dask workers may not start processes: start them with --no-nanny") from None
    place = SharedPlace(errand.shared, errand.run_id)
    parts = {int(part.name): place.leave(part) for part in sorted(process.folder.glob("parts/[0-9]*"))}
    for number in parts:
        drop_part(process.folder, number)
    return Delivery(parts, unusable)


def forget(run_id: str) -> None:
    """Ends the processes of a run that is over; the Dask worker, which calls this between two messages, need not wait
    for a batch that nobody wants any more."""
    for thread, process in list(_processes.items()):
        if process.run_id == run_id:
            del _processes[thread]
            threading.Thread(target=process.close, daemon=True).start()


def _process(errand: Errand) -> _Process:
    thread = threading.get_ident()
    process = _processes.get(thread)
    if process is None or process.run_id != errand.run_id:
        if process:
            process.close()
        process = _processes[thread] = _Process(errand)
    return process
