"""Pages to published tables against what one would use instead: python -m benchmarks.end_to_end FOLDER [--pages N].

All systems read the same .warc.gz of the made corpus, each in a process of its own, in turn, for several rounds.
Processor seconds are net of start-up: ours are those of the run less those of a run over one page (which loads the same
gazetteers and builds the same tables), a peer's begin after its imports and its first page. Ours archive, normalise,
extract, load, build all marts, check and publish; the peers count countries by month. Counts are compared with what the
corpus holds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus_files import truth_of, write
from benchmarks.counts import Score, of_home, score
from benchmarks.peers import PEERS
from benchmarks.results import put
from benchmarks.runs import measure, partywire

BARE = "bare"
OURS = {"partywire, without event rules": {"PARTYWIRE_EVENTS": "no"}, "partywire": {}}
TITLES = {
    BARE: "BeautifulSoup(lxml), parse only", "notebook": "notebook: bs4 + regex + pandas",
    "trafilatura": "trafilatura + regex", "newspaper4k": "newspaper4k + regex",
    "country_ner": "trafilatura + country_named_entity_recognition", "spacy": "trafilatura + spaCy small model",
}  # fmt: skip


class Bench:
    """The archive of N pages, the one of a single page, and what has been measured."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.archive, self.single = write(folder, count, "warc"), write(folder, 1, "warc")
        self.cpu: dict[str, list[float]] = defaultdict(list)
        self.fixed: dict[str, list[float]] = defaultdict(list)
        self.peak: dict[str, float] = defaultdict(float)
        self.scores: dict[str, Score | None] = {}
        self.missing: dict[str, str] = {}

    def ours(self, name: str) -> None:
        home = self.folder / "home"
        costs = {}
        for archive in (self.single, self.archive):
            shutil.rmtree(home, ignore_errors=True)
            costs[archive] = partywire(
                "run", "--direct", archive, "--home", home, "--workers", 1, environment=OURS[name]
            )
        self.cpu[name].append(costs[self.archive].cpu - costs[self.single].cpu)
        self.fixed[name].append(costs[self.single].cpu)
        self.peak[name] = max(self.peak[name], costs[self.archive].peak)
        self.scores[name] = self._score(of_home(home)["countries"])

    def peer(self, name: str) -> None:
        cost = measure([sys.executable, "-m", "benchmarks.peers", name, str(self.archive)])
        found: dict[str, Any] = json.loads(cost.output.splitlines()[-1])
        self.cpu[name].append(found["cpu"])
        self.fixed[name].append(cost.cpu - found["cpu"])
        self.peak[name] = max(self.peak[name], cost.peak)
        self.scores[name] = self._score(found["counts"]) if name != BARE else None

    def _score(self, counts: dict[str, int]) -> Score:
        return score(counts, truth_of(self.archive)["countries"])

    def table(self) -> str:
        base = median(self.cpu[BARE])
        rows = [
            "| system | pages a CPU second | times the bare parse | ours, without / with events, is times faster "
            "| start-up, CPU s | peak MB | cells right | cells wrong |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        ours = [median(self.cpu[name]) for name in OURS]
        for name, values in self.cpu.items():
            cost, cells = median(values), self.scores[name]
            faster = "-" if name in OURS else " / ".join(f"{cost / our:.1f}" for our in ours)
            counted = f"{cells.right / cells.expected:.3f} | {cells.wrong / cells.expected:.3f}" if cells else "- | -"
            rows.append(
                f"| {TITLES.get(name, name)} | {self.count / cost:.0f} | {base / cost:.2f} | {faster} | "
                f"{median(self.fixed[name]):.1f} | {self.peak[name]:.0f} | {counted} |"
            )
        rows += ["", *(f"Not tried: {TITLES[name]} ({why})." for name, why in self.missing.items())]
        return "\n".join(rows)


def run(bench: Bench, rounds: int) -> None:
    """Each system once a round; a peer that is not installed is named as not tried."""
    for number in range(rounds):
        for name in [*OURS, *PEERS]:
            if name not in bench.missing:
                _attempt(bench, name, bench.ours if name in OURS else bench.peer)
                print(f"round {number + 1}: {name} {bench.cpu[name]}", file=sys.stderr)


def _attempt(bench: Bench, name: str, step: Callable[[str], None]) -> None:
    try:
        step(name)
    except RuntimeError as error:
        if "ModuleNotFoundError" not in str(error):
            raise
        bench.missing[name] = "not installed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the corpus and the homes; kept")
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = parser.parse_args()
    bench = Bench(options.folder, options.pages)
    run(bench, options.rounds)
    command = f"`python -m benchmarks.end_to_end FOLDER --pages {options.pages} --rounds {options.rounds} --write`"
    put("end to end", f"{command}\n\n{bench.table()}", write=options.write)


if __name__ == "__main__":
    main()
