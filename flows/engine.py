"""Starts the workflow engine under the command line and runs the pipeline flow in this process."""

from __future__ import annotations

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
        workers=ingest.workers,
        perspective=f"{ingest.perspective.country}/{ingest.perspective.party_id}",
        home=str(options.home),
        sources_dir=str(options.sources_dir) if options.sources_dir else None,
    )


def _start():  # type: ignore[no-untyped-def]  # the flow's type would import Prefect at the top
    warnings.filterwarnings("ignore", module="prefect")
    try:
        from prefect.client.orchestration import get_client

        from flows.pipeline import pipeline

        with get_client(sync_client=True) as client:  # starts the ephemeral server where none is configured
            if problem := client.api_healthcheck():
                raise problem
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PartywireError(
            f"the workflow engine did not start ({reason}); `partywire run --direct` does the same without it"
        ) from error
    return pipeline
