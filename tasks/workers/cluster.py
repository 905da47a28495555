"""A Dask cluster instead of processes of this machine: batches go out, parts come back through a place all can see.

The run stays the only one that writes to the home. A batch whose worker is lost is given to another one by Dask; a part
that is left twice, or by a worker that was lost before it could say so, is never taken.
"""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import CancelledError, Future
from typing import Any, Final, Self

from tasks.errors import PartywireError, UsageError
from tasks.records import Rejected
from tasks.store.home import Run
from tasks.store.parts import part_folder
from tasks.workers.batch import Batch, WorkerDied, rules_here
from tasks.workers.remote import SETTINGS, Delivery, Errand, forget, work_there
from tasks.workers.shared import SharedPlace

_CONNECT: Final = 20  # seconds for the scheduler to answer
_BEGIN: Final = 60  # seconds for a first worker to be there
_ALONE: Final = 300  # seconds to wait for another one when all are gone


class DaskCluster:
    """The cluster of the scheduler at `address` (tcp://host:port), working for `run`.

    shared  folder or URL of fsspec where workers leave parts; None: the run's own work folder, for clusters whose
            machines share the home's file system
    """

    def __init__(self, address: str, run: Run, shared: str | None) -> None:
        self._address = address
        self._run = run
        settings = {name: os.environ[name] for name in SETTINGS if name in os.environ}
        self._errand = Errand(run.run_id, settings, rules_here(), shared or str(run.dir / "shared"))

    def __enter__(self) -> Self:
        """Raises UsageError where Dask is not installed or nothing of it is there."""
        try:
            import distributed
        except ImportError:
            raise UsageError("--dask needs Dask, which is not installed: make extras") from None
        try:
            self._client = distributed.Client(self._address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {self._address} ({type(error).__name__})") from None
        self._killed = distributed.KilledWorker
        try:
            self._shared = SharedPlace(self._errand.shared, self._run.run_id)
            self._client.wait_for_workers(1, timeout=_BEGIN)
        except TimeoutError:
            self._client.close()
            raise UsageError(f"the Dask scheduler at {self._address} has no workers") from None
        except (ImportError, ValueError) as error:
            self._client.close()
            raise UsageError(f"--shared {self._errand.shared}: {error}") from None
        self._executor = self._client.get_executor(pure=False)
        return self

    def __exit__(self, *exc: object) -> None:
        self._executor.shutdown(wait=False)
        with contextlib.suppress(Exception):  # the cluster may be gone; what is left there, the next run replaces
            self._client.run(forget, self._run.run_id, on_error="ignore")
        self._client.close()
        self._shared.clear()

    @property
    def size(self) -> int:
        """Threads of all workers that are there now."""
        return max(1, sum(self._client.nthreads().values()))

    def submit(self, batch: Batch) -> Future[Delivery]:
        return self._executor.submit(work_there, batch, self._errand)

    def result(self, batch: Batch, future: Future[Any]) -> list[Rejected]:
        delivery = self._delivery(future)
        try:
            for number, paths in delivery.parts.items():
                self._shared.take(paths, part_folder(self._run.dir, number))
        except FileNotFoundError:
            raise PartywireError(
                f"what the Dask workers wrote is not in {self._errand.shared}: --shared must name a place that all "
                "machines see"
            ) from None
        return delivery.rejected

    def _delivery(self, future: Future[Delivery]) -> Delivery:
        while True:
            try:
                return future.result(timeout=_ALONE)
            except self._killed as error:
                raise WorkerDied from error
            except TimeoutError:  # a long batch, unless there is nobody
                if not self._client.nthreads():
                    raise PartywireError(f"the Dask scheduler at {self._address} has no workers left") from None
            except PartywireError:
                raise
            except (Exception, CancelledError) as error:
                reason = f"{type(error).__name__}: {error}".splitlines()[0]
                raise PartywireError(f"the Dask cluster at {self._address} failed: {reason}") from error
