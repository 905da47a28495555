"""The flow `build`: merge the run's facts with the former ones, run the SQL models and checks, publish a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import console
from tasks import store
from tasks.records import Perspective
from tasks.store.home import Run

merge = task(name="merge", timeout_seconds=6 * 3600, cache_policy=NO_CACHE)(store.merge)
build_models = task(name="build models", timeout_seconds=6 * 3600, cache_policy=NO_CACHE)(store.build_models)
run_checks = task(name="check", timeout_seconds=3600, cache_policy=NO_CACHE)(store.run_checks)
publish = task(name="publish", timeout_seconds=3600, cache_policy=NO_CACHE)(store.publish)


@flow(name="build", validate_parameters=False)
def build(run: Run, seen: Mapping[str, int], perspective: Perspective) -> Path:
    """The published snapshot. Raises Blocked, with nothing published, where a check finds offending rows.

    seen         inputs that the run read, by source; what became of them must add up to it
    perspective  whose contacts the report is about
    """
    with console.step("Building tables"):
        merge(run, seen=seen)
        build_models(run)
        run_checks(run)
        return publish(run, console.with_report(perspective))
