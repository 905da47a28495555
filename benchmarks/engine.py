"""What is not the steps' in a run: python -m benchmarks.engine INPUT HOME WORKERS, for benchmarks/scale.py.

One process runs INPUT first without the workflow engine, then (into another home) a single dispatch with it, which
starts it, then INPUT with it, warm. A stop-watch stands on the steps that both ways call; the rest of the wall time is
the way's own. Prints one JSON object of seconds.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from tasks import steps, store
from tasks.lean import keep_pandas_out
from tasks.reference import PROJECT_ROOT

STEPS = (
    (steps, "read_and_extract"), (steps, "remember"), (store, "merge"), (store, "build_models"), (store, "run_checks"),
    (store, "publish"),
)  # fmt: skip
_ONE = PROJECT_ROOT / "samples" / "markdown"


class Watch:
    """Wall seconds within the steps since the last `run`."""

    def __init__(self) -> None:
        self._inside = 0.0
        for module, name in STEPS:  # before flows/ binds them to its tasks
            setattr(module, name, self._timed(getattr(module, name)))

    def _timed(self, step: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(step)
        def timed(*arguments: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return step(*arguments, **options)
            finally:
                self._inside += time.perf_counter() - started

        return timed

    def run(self, way: Callable[[], object]) -> tuple[float, float]:
        """Wall seconds of a run, and those of them that are not the steps'."""
        self._inside, started = 0.0, time.perf_counter()
        way()
        wall = time.perf_counter() - started
        return wall, wall - self._inside


def main() -> None:
    source, home, workers = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    keep_pandas_out()
    watch = Watch()
    from flows.direct import run_direct
    from flows.engine import run_flow
    from flows.options import run_options

    def options(place: str, *inputs: object) -> steps.RunOptions:
        return run_options(inputs=[str(path) for path in inputs], home=home / place, workers=workers)

    direct_wall, direct_own = watch.run(lambda: run_direct(options("direct", source)))
    shutil.rmtree(home / "direct")
    cpu = time.process_time()
    _, start_wall = watch.run(lambda: run_flow(options("engine", _ONE)))
    start_cpu = time.process_time() - cpu
    warm_wall, warm_own = watch.run(lambda: run_flow(options("engine", source)))
    found = {
        "direct_wall": direct_wall, "direct_own": direct_own, "start_wall": start_wall, "start_cpu": start_cpu,
        "warm_wall": warm_wall, "warm_own": warm_own,
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
