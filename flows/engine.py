"""Starts the workflow engine under the command line and runs the pipeline flow in this process."""

from __future__ import annotations

import signal
import threading
import warnings

from flows import console
from flows.settings import prepare
from tasks.errors import PartywireError
from tasks.steps import RunOptions
from tasks.store.summary import Summary


def run_flow(options: RunOptions) -> Summary:
    """The summary of a published run. Errors of the steps come through as they are, the engine's own as one line."""
    prepare(options.home)
    with console.step("Starting the workflow engine"):
        pipeline = _start()
    ingest = options.ingest
    return pipeline(
        inputs=list(options.inputs),
        sources=list(options.sources),
        mapping=options.mapping,
        since=ingest.dates.since,
        until=ingest.dates.until,
        workers=None if ingest.dask else ingest.workers,
        perspective=str(ingest.perspective),
        home=str(options.home),
        sources_dir=str(options.sources_dir) if options.sources_dir else None,
        dask=ingest.dask,
        shared=ingest.shared,
    )


def _start():  # type: ignore[no-untyped-def]  # the flow's type would import Prefect at the top
    warnings.filterwarnings("ignore", module="prefect")
    try:
        from flows.pipeline import pipeline

        problems: list[Exception] = []
        apart = threading.Thread(target=_reach_server, args=(problems,), daemon=True)
        apart.start()
        apart.join()
        if problems:
            raise problems[0]
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PartywireError(
            f"the workflow engine did not start ({reason}); `partywire run --direct` does the same without it"
        ) from error
    return pipeline


def _reach_server(problems: list[Exception]) -> None:
    """Starts Prefect's ephemeral server, where none is configured; what goes wrong is added to `problems`.

    In a thread that blocks SIGINT, as the server then does: Ctrl-C reaches a whole terminal, and a run whose server
    dies first asks it for minutes whether it may end.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        from prefect.client.orchestration import get_client

        with get_client(sync_client=True) as client:
            if problem := client.api_healthcheck():
                raise problem
    except Exception as error:
        problems.append(error)
