"""Time and memory by the number of dispatches: python -m benchmarks.scale FOLDER --counts 1000 10000 [--write].

`partywire run --direct` over JSON Lines of the made corpus, whole command: processor and wall seconds, peak memory (the
largest sum of PSS over all processes), the exponent of processor time between one count and the next (1 is linear). At
the smallest count also: one worker against two, the workflow engine (its start apart) against --direct. Counts are
compared with what the corpus holds.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from math import log
from pathlib import Path
from statistics import median

from benchmarks.corpus_files import truth_of, write
from benchmarks.counts import of_home
from benchmarks.results import put
from benchmarks.runs import Cost, measure, partywire

_IMPORT = "import sys, flows.cli; sys.exit('prefect' in sys.modules or 'pandas' in sys.modules)"


class Bench:
    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self.workers = folder, workers

    def cost(self, count: int, *options: str, workers: int | None = None) -> Cost:
        """Of one run into a home of its own. Raises AssertionError where a count is not the true one."""
        path, home = write(self.folder, count, "jsonl"), self.folder / f"home-{count}"
        shutil.rmtree(home, ignore_errors=True)
        cost = partywire("run", *options, path, "--home", home, "--workers", workers or self.workers)
        print(
            f"{count:,} {' '.join(options)}: CPU {cost.cpu:.1f} s, wall {cost.wall:.1f} s, {cost.peak:.0f} MB",
            file=sys.stderr,
        )
        expected, found = truth_of(path), of_home(home)
        wrong = [name for name in expected if found[name] != expected[name]]
        assert not wrong, f"{count:,} dispatches: other counts than the corpus has of {', '.join(wrong)}"
        return cost


def table(bench: Bench, counts: list[int], rounds: int) -> str:
    rows = [
        "| dispatches | CPU s | wall s | dispatches a CPU second | peak MB | exponent |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    former: tuple[int, float] | None = None
    for count in counts:
        costs = [bench.cost(count, "--direct") for _ in range(rounds)]
        cpu, wall = median(cost.cpu for cost in costs), median(cost.wall for cost in costs)
        exponent = f"{log(cpu / former[1]) / log(count / former[0]):.2f}" if former else "-"
        former = count, cpu
        peak = max(cost.peak for cost in costs)
        rows.append(f"| {count:,} | {cpu:.1f} | {wall:.1f} | {count / cpu:.0f} | {peak:.0f} | {exponent} |")
    return "\n".join([*rows, "", *_apart(bench, counts[0])])


def _apart(bench: Bench, count: int) -> list[str]:
    two, one = bench.cost(count, "--direct", workers=2), bench.cost(count, "--direct", workers=1)
    engine = bench.cost(count, workers=2)
    start = median(measure([sys.executable, "-c", _IMPORT]).cpu for _ in range(3))
    return [
        f"- {count:,} dispatches by one process: {one.wall:.1f} s; by two: {two.wall:.1f} s; "
        f"{one.wall / two.wall:.2f} times.",
        f"- With the workflow engine, its start included: {engine.wall:.1f} s wall, {engine.cpu:.1f} s CPU; "
        f"--direct {two.wall:.1f} s and {two.cpu:.1f} s.",
        f"- Import of the command line, without Prefect and pandas: {start:.2f} s CPU.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the corpus and the homes; kept")
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = parser.parse_args()
    found = table(Bench(options.folder, options.workers), options.counts, options.rounds)
    counts = " ".join(map(str, options.counts))
    command = f"python -m benchmarks.scale FOLDER --counts {counts} --rounds {options.rounds} --write"
    put("scale", f"`{command}`\n\n{found}", write=options.write)


if __name__ == "__main__":
    main()
