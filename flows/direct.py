"""The same steps in the same order without the workflow engine: `partywire run --direct`."""

from __future__ import annotations

from flows import console
from tasks import steps, store
from tasks.store.home import Home
from tasks.store.summary import Summary, summarize


def run_direct(options: steps.RunOptions) -> Summary:
    home = Home(options.home)
    with home.lock():
        run = home.start_run()
        reports: list[steps.FetchReport] = []
        if options.sources:
            with console.step(f"Fetching {', '.join(options.sources)}"):
                reports = steps.fetch_all(options)
        with console.step("Reading and extracting") as report:
            seen = steps.read_and_extract(run, options, reports, report).seen
        with console.step("Building tables"):
            store.merge(run, seen=seen)
            store.build_models(run)
            store.run_checks(run)
            snapshot = store.publish(run, console.with_report(options.ingest.perspective))
        steps.remember(options, reports)
    return summarize(snapshot, options.ingest.perspective)
