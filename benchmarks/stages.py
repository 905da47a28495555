"""Where the time goes in one process: python -m benchmarks.stages FOLDER [--count N] [--form FORM] [--write].

The real steps run over N inputs of the made corpus with a stop-watch on their seams; a stage's time is without that of
the stages inside it. The first dispatches, which load all gazetteers, are processed before the watch starts. The parse
by BeautifulSoup(lxml) of the same pages, in the same process, is the yardstick. A tenth of the inputs is run before all
of them: what it takes less is what dispatches cost, the rest is what any run does.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tasks.extract
import tasks.extract.claims
import tasks.process
import tasks.workers.batch
from benchmarks.corpus_files import FORMS, write
from benchmarks.results import put
from tasks import steps, store
from tasks.archive import ArchiveWriter
from tasks.ingest import IngestOptions
from tasks.inputs import read_inputs
from tasks.lean import keep_pandas_out
from tasks.process import DateRange, process
from tasks.records import Candidate, Perspective
from tasks.report import write as write_report
from tasks.store.home import Home

# Stage -> the function that does it, as (object, attribute).
SEAMS: dict[str, tuple[Any, str]] = {
    "archive": (ArchiveWriter, "write"),
    "normalise": (tasks.process, "normalize"),
    "who": (tasks.process, "extract"),
    "events": (tasks.extract, "find_events"),
    "claims": (tasks.extract.claims, "find_claims"),
    "rows and Parquet parts": (tasks.workers.batch, "write_part"),
}
READ = "read, batch"
BARE = "BeautifulSoup(lxml), parse only"


@dataclass
class Watch:
    """Seconds of processor and of the wall by stage, each without the stages that ran inside it."""

    cpu: dict[str, float] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)
    _inside: list[list[float]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = (time.process_time(), time.perf_counter())
        self._inside.append([0.0, 0.0])
        try:
            yield
        finally:
            spent = [now - then for now, then in zip((time.process_time(), time.perf_counter()), started, strict=True)]
            inner = self._inside.pop()
            for total, whole, part in zip((self.cpu, self.wall), spent, inner, strict=True):
                total[name] = total.get(name, 0.0) + whole - part
            if self._inside:
                self._inside[-1] = [outer + whole for outer, whole in zip(self._inside[-1], spent, strict=True)]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return call


def run(watch: Watch, path: Path, home: Path) -> int:
    """The steps of `partywire run --direct --workers 1`, timed; returns the number of inputs."""
    options = steps.RunOptions(home, inputs=(str(path),), ingest=IngestOptions())
    place = Home(home)
    with ExitStack() as stack:
        for name, (owner, attribute) in SEAMS.items():
            timed = watch.timed(name, getattr(owner, attribute))
            stack.enter_context(patch.object(owner, attribute, _as_method(timed) if isinstance(owner, type) else timed))
        stack.enter_context(place.lock())
        this = place.start_run()
        with watch.stage(READ):
            progress = steps.read_and_extract(this, options, [], lambda _: None)
        for name, step in (
            ("load (merge)", lambda: store.merge(this, seen=progress.seen)),
            ("models", lambda: store.build_models(this)),
            ("checks", lambda: store.run_checks(this)),
            ("publish", lambda: store.publish(this, lambda folder: _report(watch, folder))),
        ):
            with watch.stage(name):
                step()
    return progress.read


def _as_method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Of a patched class the attribute must be a plain function, which binds self."""
    return lambda self, *args, **kwargs: function(self, *args, **kwargs)


def _report(watch: Watch, folder: Path) -> None:
    with watch.stage("report.html"):
        write_report(folder, Perspective(), None)


def bare_parse(path: Path) -> float:
    """Processor seconds of a bare parse of all pages; 0 where the inputs are no pages."""
    from bs4 import BeautifulSoup

    spent = 0.0
    for item in read_inputs([str(path)]):
        if isinstance(item, Candidate) and item.form == "html":
            started = time.process_time()
            BeautifulSoup(item.raw, "lxml")
            spent += time.process_time() - started
    return spent


def table(all_of_it: tuple[Watch, int], tenth: tuple[Watch, int], bare: float) -> str:
    """Milliseconds a dispatch by stage, and the share; and of each further dispatch, without what a run costs anyhow:
    what the whole took more than a tenth of it. `bare`: milliseconds of the bare parse."""
    (watch, count), (before, fewer) = all_of_it, tenth
    cpu = {name: 1000 * spent / count for name, spent in watch.cpu.items()}
    further = {name: 1000 * (watch.cpu[name] - before.cpu.get(name, 0)) / (count - fewer) for name in cpu}
    wall = {name: 1000 * spent / count for name, spent in watch.wall.items()}
    whole = sum(cpu.values())
    rows = [
        "| stage | CPU ms a dispatch | share | CPU ms a further dispatch | wall ms a dispatch |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {cpu[name]:.2f} | {cpu[name] / whole:.0%} | {further[name]:.2f} | {wall[name]:.2f} |"
            for name in cpu
        ),
        f"| all | {whole:.2f} | | {sum(further.values()):.2f} | {sum(wall.values()):.2f} |",
    ]
    if bare:
        without = sum(further.values()) - further.get("events", 0)
        rows.append(f"| {BARE} | {bare:.2f} | | {bare:.2f} | |")
        rows.append(
            f"\nTimes the rate of the bare parse: {bare / whole:.2f} of these {count} dispatches with all "
            f"stages; {bare / sum(further.values()):.2f} of each further one, {bare / without:.2f} without events."
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the corpus and the home; kept")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--form", choices=FORMS, default="warc")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = parser.parse_args()
    keep_pandas_out()
    runs = []
    for wanted in (max(1, options.count // 10), options.count):
        path = write(options.folder, wanted, options.form)
        for item in islice(read_inputs([str(path)]), 20):
            if isinstance(item, Candidate):
                process(item, Perspective(), DateRange())
        home = options.folder / "stages-home"
        shutil.rmtree(home, ignore_errors=True)
        watch = Watch()
        runs.append((watch, run(watch, path, home)))
    (tenth, (watch, count)), bare = runs, 1000 * bare_parse(path) / runs[1][1]
    command = f"`python -m benchmarks.stages FOLDER --count {options.count} --form {options.form} --write`"
    put(f"stages {options.form}", f"{command}\n\n{table((watch, count), tenth, bare)}", write=options.write)


if __name__ == "__main__":
    main()
