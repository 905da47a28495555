"""The flow `pipeline`: what the deployments schedule and `partywire run` runs. Ingest, build, publish, report."""

from __future__ import annotations

from prefect import flow

from flows.artifacts import write_artifacts
from flows.build import build
from flows.ingest import ingest
from flows.left_behind import noted
from flows.notify import on_trouble
from flows.options import run_options
from tasks import steps
from tasks.store.home import Home
from tasks.store.summary import Summary, summarize


@flow(name="pipeline", on_failure=[on_trouble], on_crashed=[on_trouble])
def pipeline(
    inputs: list[str] | None = None,
    sources: list[str] | None = None,
    mapping: dict[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    workers: int | None = None,
    perspective: str | None = None,
    home: str | None = None,
    sources_dir: str | None = None,
    dask: str | None = None,
    shared: str | None = None,
) -> Summary:
    """Reads `inputs`, fetches `sources` (names of sources/), publishes a snapshot of checked tables.

    Without inputs and sources it reads the samples. `home` defaults to PARTYWIRE_HOME or ./partywire-data,
    `perspective` to the home's, else CHN/CHN-CPC. `dask` is the address of a scheduler whose cluster works instead of
    `workers` processes, `shared` the folder or URL through which its parts come.
    """
    options = run_options(
        inputs=inputs or (), sources=sources or (), mapping=mapping, since=since, until=until, workers=workers,
        perspective=perspective, home=home, sources_dir=sources_dir, dask=dask, shared=shared,
    )  # fmt: skip
    place = Home(options.home)
    with place.lock(), noted(options.home):
        run = place.start_run()
        seen, reports = ingest(run, options)
        snapshot = build(run, seen, options.ingest.perspective)
        steps.remember(options, reports)
    summary = summarize(snapshot, options.ingest.perspective)
    write_artifacts(summary)
    return summary
