"""The flow `ingest`: fetch sources, read inputs, archive the bytes, extract the facts into the run's work folder."""

from __future__ import annotations

from collections import Counter

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows import console
from tasks import steps
from tasks.store.home import Run

# A source is fetched again when it failed as a whole; single pages have their own retries inside.
fetch = task(
    name="fetch", task_run_name="fetch {name}", retries=2, retry_delay_seconds=[10, 60], timeout_seconds=4 * 3600,
    cache_policy=NO_CACHE,
)(steps.fetch)  # fmt: skip
read_and_extract = task(name="read and extract", timeout_seconds=24 * 3600, cache_policy=NO_CACHE)(
    steps.read_and_extract
)


@flow(name="ingest", validate_parameters=False, task_runner=ThreadPoolTaskRunner(max_workers=32))  # type: ignore[arg-type]
def ingest(run: Run, options: steps.RunOptions) -> tuple[Counter[str], list[steps.FetchReport]]:
    """Everything named in the options, archived and extracted. Returns how many inputs that were, and what each
    source's fetch reported."""
    reports = []
    if options.sources:
        with console.step(f"Fetching {', '.join(options.sources)}"):
            network = steps.open_network()
            futures = [fetch.submit(name, options, network) for name in options.sources]
            reports = [future.result() for future in futures]
    with console.step("Reading and extracting") as report:
        progress = read_and_extract(run, options, reports, report)
    return progress.seen, reports
