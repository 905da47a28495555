"""Time and memory by the number of dispatches: python -m benchmarks.scale FOLDER --sizes 1000 10000 [--write].

`partywire run --direct` over JSON Lines of the made corpus, whole command: processor and wall seconds, peak memory (the
largest sum of PSS over all processes), the exponent of processor time between one size and the next (1 is linear), as
the median of the rounds. At the size --apart also: one worker against two, and what the workflow engine costs once it
runs (benchmarks/engine.py). Counts are compared with what the corpus holds.

Every measurement is written to FOLDER/scale.jsonl when it is done, and taken from there when the command is given
again: a long series may be stopped and go on. --again measures anew.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median

from benchmarks.corpus_files import truth_of, write
from benchmarks.counts import of_home
from benchmarks.results import put
from benchmarks.runs import Cost, measure, partywire

_IMPORT = "import sys, flows.cli; sys.exit('prefect' in sys.modules or 'pandas' in sys.modules)"
_WORKERS = 2


@dataclass(frozen=True)
class Figures:
    """Seconds, MB, and the machine's load over the last minute when the run ended."""

    cpu: float
    wall: float
    peak: float
    load: float


class Bench:
    """Runs, each measured once for ever: what is in the log is not run again."""

    def __init__(self, folder: Path, *, again: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._log = folder / "scale.jsonl"
        if again:
            self._log.unlink(missing_ok=True)
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        self._known = {entry.pop("what"): entry for entry in map(json.loads, lines)}

    def figures(self, size: int, number: int, workers: int = _WORKERS) -> Figures:
        """Of round `number` of a run over `size` dispatches. AssertionError where a count is not the true one."""
        what = f"{size:,} dispatches, {workers} workers, round {number}"
        return Figures(**self._once(what, lambda: self._run(size, workers)))

    def engine(self, size: int) -> dict[str, float]:
        """What benchmarks/engine.py prints."""
        path, home = write(self.folder, size, "jsonl"), self.folder / "home"

        def run() -> dict[str, float]:
            shutil.rmtree(home, ignore_errors=True)
            command = [sys.executable, "-m", "benchmarks.engine", str(path), str(home), str(_WORKERS)]
            return dict(json.loads(measure(command).output.splitlines()[-1]))

        return self._once(f"{size:,} dispatches, the workflow engine", run)

    def _run(self, size: int, workers: int) -> dict[str, float]:
        path, home = write(self.folder, size, "jsonl"), self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        cost: Cost = partywire("run", "--direct", path, "--home", home, "--workers", workers)
        expected, found = truth_of(path), of_home(home)
        wrong = [name for name in expected if found[name] != expected[name]]
        assert not wrong, f"{size:,} dispatches: other counts than the corpus has of {', '.join(wrong)}"
        return {"cpu": cost.cpu, "wall": cost.wall, "peak": cost.peak, "load": os.getloadavg()[0]}

    def _once(self, what: str, run: Callable[[], dict[str, float]]) -> dict[str, float]:
        kept = what in self._known
        if not kept:
            self._known[what] = run()
            with self._log.open("a", encoding="utf-8") as log_file:
                log_file.write(json.dumps({"what": what, **self._known[what]}) + "\n")
        shown = ", ".join(f"{name} {value:.1f}" for name, value in self._known[what].items())
        print(f"{what}: {shown}{' (from the log)' if kept else ''}", file=sys.stderr, flush=True)
        return self._known[what]


def table(bench: Bench, sizes: list[int], rounds: int, apart: int) -> str:
    rows = [
        "| dispatches | CPU s | wall s | dispatches a CPU second | peak MB | times the former peak | exponent | load |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    former: tuple[int, float, float] | None = None
    for size in sizes:
        runs = [bench.figures(size, number) for number in range(rounds)]
        cpu, wall, peak = (median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "peak"))
        exponent = f"{log(cpu / former[1]) / log(size / former[0]):.2f}" if former else "-"
        more = f"{peak / former[2]:.2f}" if former else "-"
        load = median(run.load for run in runs)
        rows.append(
            f"| {size:,} | {cpu:.1f} | {wall:.1f} | {size / cpu:.0f} | {peak:.0f} | {more} | {exponent} | {load:.1f} |"
        )
        former = size, cpu, peak
    return "\n".join([*rows, "", *_apart(bench, apart)])


def _apart(bench: Bench, size: int) -> list[str]:
    one, two = bench.figures(size, 0, workers=1), bench.figures(size, 0)
    engine = bench.engine(size)
    start = median(measure([sys.executable, "-c", _IMPORT]).cpu for _ in range(3))
    return [
        f"- {size:,} dispatches by one process: {one.wall:.1f} s at a load of {one.load:.1f}; by two: {two.wall:.1f} s "
        f"at {two.load:.1f}; {one.wall / two.wall:.2f} times. Processor time {one.cpu:.1f} and {two.cpu:.1f} s.",
        f"- Of {engine['warm_wall']:.1f} s of {size:,} by the workflow engine, warm, {engine['warm_own']:.2f} s "
        f"({engine['warm_own'] / engine['warm_wall']:.1%}) are not the steps'; with --direct "
        f"{engine['direct_own']:.2f} of {engine['direct_wall']:.1f} s "
        f"({engine['direct_own'] / engine['direct_wall']:.1%}).",
        f"- Cold start of the engine: {engine['start_wall']:.1f} s wall, {engine['start_cpu']:.1f} s CPU of the run's "
        "process.",
        f"- Import of the command line, without Prefect and pandas: {start:.2f} s CPU.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the corpus, the log and a home; kept")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--apart", type=int, default=10_000, help="size at which workers and engine are compared")
    parser.add_argument("--again", action="store_true", help="forget what was measured before")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = parser.parse_args()
    found = table(Bench(options.folder, again=options.again), options.sizes, options.rounds, options.apart)
    sizes = " ".join(map(str, options.sizes))
    command = (
        f"python -m benchmarks.scale FOLDER --sizes {sizes} --rounds {options.rounds} --apart {options.apart} --write"
    )
    put("scale", f"`{command}`\n\n{found}", write=options.write)


if __name__ == "__main__":
    main()
