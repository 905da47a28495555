"""`partywire recode`: the archive read again by today's rules and reference data, compared, and published if wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flows import console
from tasks import store
from tasks.errors import UsageError
from tasks.ingest import IngestOptions
from tasks.recode import extract_again
from tasks.store.diff import Diff, diff
from tasks.store.home import Home
from tasks.store.manifest import DATABASE


def recode(
    home: Home, options: IngestOptions, *, publish: bool, whole: bool = False
) -> tuple[Diff | None, Path | None]:
    """What reading the archive again changes, None where the tables were lost; the new snapshot if it is published.

    `whole`: the difference holds every fact that moved, not the first of them.

    Needs neither the net nor the workflow engine. Without `publish` the tables that were built are thrown away.
    """
    if home.latest() is None and not home.archive.is_dir():
        raise UsageError(f"{home.path} holds no tables yet; `partywire run` makes some")
    with home.lock():
        run = home.start_run(rebuild=True)
        run.write_settings({"recode": True, "perspective": str(options.perspective)})
        with console.step("Reading the archive again") as report:
            seen = extract_again(run, replace(options, from_archive=True), report).seen
        with console.step("Building tables"):
            store.merge(run, seen=seen, rebuild=True)
            store.build_models(run)
            store.run_checks(run)
        with console.step("Comparing"):
            found = diff(run.former / DATABASE, run.database, whole=whole) if run.former else None
        if publish:
            return found, store.publish(run, console.with_report(options.perspective))
        run.discard()
        return found, None
