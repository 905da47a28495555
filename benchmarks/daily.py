"""A day of 200 new dispatches on stores of several sizes: python -m benchmarks.daily FOLDER --sizes 10000 100000.

The stores are rows (rows.py). A day is a JSON Lines file, of which ten were seen before; it runs through the real steps
in this process, with a stop-watch on each. Three days are measured: one of a single date, one missed years ago, and
one whose dispatches are spread over all sixteen years. The cost of loading the whole store at once is the full
refresh that a day is compared with. The byte copy of the former database has a line of its own and is not in the sums.
Bytes: of the database, which is copied, what else the run wrote, and what of the former snapshot it linked instead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from benchmarks.corpus_files import write
from benchmarks.results import put
from benchmarks.rows import make_home
from benchmarks.stages import Watch, run
from tasks.lean import keep_pandas_out
from tasks.store import day
from tasks.store.manifest import DATABASE

NEW, SEEN = 200, 10
# Dates of the days; None: a date of its own for each dispatch.
KINDS = {"a day": dt.date(2024, 6, 1), "an old day": dt.date(2012, 3, 15), "spread over 16 years": None}
_FIRST = 10_000_000  # number of the first new dispatch, above those of any corpus
STORE = ("load (merge)", "models", "checks", "publish", "report.html")
COPY = "copy of the database"


@dataclass(frozen=True)
class Day:
    """Of one store and kind of day: processor seconds by stage, of a full load, and megabytes of the new snapshot."""

    size: int
    kind: str
    stages: dict[str, float]
    copied: float
    full: float | None
    database: float
    written: float
    linked: float

    @property
    def total(self) -> float:
        return sum(self.stages.values())


def measure(folder: Path, size: int, kinds: list[str]) -> list[Day]:
    """Two runs for each kind: the first makes the ten known that the second, which is measured, sees again."""
    full = Watch()
    home = make_home(folder, size, full)
    cost = folder / f"rows-{size}.json"
    if full.cpu:
        cost.write_text(json.dumps(sum(full.cpu.values())), encoding="utf-8")
    days = []
    for number, kind in enumerate(kinds):
        copy = folder / "daily-home"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy, symlinks=True, copy_function=os.link)  # nobody writes into a published file
        path = write(folder, NEW, "jsonl", _FIRST + number * NEW, KINDS[kind])
        before = folder / "before.jsonl"
        before.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:SEEN]), encoding="utf-8")
        run(Watch(), before, copy)
        watch = Watch()
        with patch.object(day, "start_database", watch.timed(COPY, day.start_database)):
            run(watch, path, copy)
        copied = watch.cpu.pop(COPY)
        known = json.loads(cost.read_text(encoding="utf-8")) if cost.exists() else None
        megabytes = (count / 1e6 for count in _bytes((copy / "latest").resolve()))
        days.append(Day(size, kind, watch.cpu, copied, known, *megabytes))
    return days


def _bytes(snapshot: Path) -> tuple[int, int, int]:
    """(the database, written beside it, linked to the former snapshot)."""
    files = [path for path in snapshot.rglob("*") if path.is_file() and path.name != DATABASE]
    sizes = [(path.stat().st_nlink > 1, path.stat().st_size) for path in files]
    database = (snapshot / DATABASE).stat().st_size
    return database, sum(n for is_link, n in sizes if not is_link), sum(n for is_link, n in sizes if is_link)


def table(days: list[Day]) -> str:
    """A column for each day; CPU seconds. Ratios are to the same kind of day on the smallest store."""
    read = [name for name in days[0].stages if name not in STORE]
    first = {one.kind: one.total for one in reversed(days)}
    lines = {
        f"CPU s of {NEW} dispatches": [f"{one.kind}, {one.size:,}" for one in days],
        "---": ["---"] * len(days),
        "read and extract": [f"{sum(one.stages[name] for name in read):.2f}" for one in days],
        **{name: [f"{one.stages[name]:.2f}" for one in days] for name in STORE},
        "all": [f"{one.total:.2f}" for one in days],
        "times the smallest store": [f"{one.total / first[one.kind]:.2f}" for one in days],
        "full load of the store": [f"{one.full:.1f}" if one.full else "-" for one in days],
        f"{COPY}, CPU s": [f"{one.copied:.2f}" for one in days],
        "MB of the database": [f"{one.database:.0f}" for one in days],
        "MB written beside it": [f"{one.written:.0f}" for one in days],
        "MB linked": [f"{one.linked:.0f}" for one in days],
    }
    return "\n".join(f"| {name} | {' | '.join(cells)} |" for name, cells in lines.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the stores; kept")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    options = parser.parse_args()
    keep_pandas_out()
    days = []
    for size in options.sizes:
        days += measure(options.folder, size, options.kinds)
        print(table(days), flush=True)
    sizes = " ".join(map(str, options.sizes))
    put("a day", f"`python -m benchmarks.daily FOLDER --sizes {sizes} --write`\n\n{table(days)}", write=options.write)


if __name__ == "__main__":
    main()
