"""A day of 200 new dispatches on stores of several sizes: python -m benchmarks.daily FOLDER --sizes 10000 100000.

The stores are rows (rows.py). The day is a JSON Lines file of one date, of which ten were seen before; it runs through
the real steps in this process, with a stop-watch on each. The cost of loading the whole store at once is the full
refresh that the day is compared with. Bytes: what the run wrote, and what of the former snapshot it linked instead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import SEED
from benchmarks.corpus_files import write
from benchmarks.results import put
from benchmarks.rows import make_home
from benchmarks.stages import Watch, run
from tasks.lean import keep_pandas_out

NEW, SEEN = 200, 10
_DAY = dt.date(2024, 6, 1)
_FIRST = 10_000_000  # number of the first new dispatch, above those of any corpus
STORE = ("load (merge)", "models", "checks", "publish", "report.html")


@dataclass(frozen=True)
class Day:
    """Of one store: processor seconds of the day by stage, of a full load, and megabytes of the new snapshot."""

    size: int
    stages: dict[str, float]
    full: float | None
    written: float
    linked: float

    @property
    def total(self) -> float:
        return sum(self.stages.values())


def measure(folder: Path, size: int) -> Day:
    """Two days on a store: the first makes the ten known that the second, which is measured, sees again."""
    full = Watch()
    home = make_home(folder, size, full)
    copy = folder / "daily-home"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy, symlinks=True)
    day = write(folder, NEW, "jsonl", _FIRST, _DAY)
    before = folder / f"before-{SEED}.jsonl"
    before.write_text("".join(day.read_text(encoding="utf-8").splitlines(keepends=True)[:SEEN]), encoding="utf-8")
    run(Watch(), before, copy)
    watch = Watch()
    run(watch, day, copy)
    written, linked = _bytes((copy / "latest").resolve())
    return Day(size, watch.cpu, sum(full.cpu.values()) or None, written / 1e6, linked / 1e6)


def _bytes(snapshot: Path) -> tuple[int, int]:
    """(written, linked to the former snapshot)."""
    sizes = [(path.stat().st_nlink > 1, path.stat().st_size) for path in snapshot.rglob("*") if path.is_file()]
    return sum(size for is_link, size in sizes if not is_link), sum(size for is_link, size in sizes if is_link)


def table(days: list[Day]) -> str:
    """A column a store; CPU seconds."""
    read = [name for name in days[0].stages if name not in STORE]
    rows = [
        f"| CPU s of a day of {NEW} | {' | '.join(f'on {day.size:,}' for day in days)} |",
        f"| --- |{' --- |' * len(days)}",
        "| read and extract | " + " | ".join(f"{sum(d.stages[name] for name in read):.2f}" for d in days) + " |",
    ]
    rows += [f"| {name} | " + " | ".join(f"{day.stages[name]:.2f}" for day in days) + " |" for name in STORE]
    first = days[0].total
    rows += [
        "| all | " + " | ".join(f"{day.total:.2f}" for day in days) + " |",
        "| times the smallest store | " + " | ".join(f"{day.total / first:.2f}" for day in days) + " |",
        "| full load of the store | " + " | ".join(f"{day.full:.1f}" if day.full else "-" for day in days) + " |",
        "| MB written | " + " | ".join(f"{day.written:.0f}" for day in days) + " |",
        "| MB linked | " + " | ".join(f"{day.linked:.0f}" for day in days) + " |",
    ]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the stores; kept")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = parser.parse_args()
    keep_pandas_out()
    days = []
    for size in options.sizes:
        days.append(measure(options.folder, size))
        print(table(days), flush=True)
    sizes = " ".join(map(str, options.sizes))
    put("a day", f"`python -m benchmarks.daily FOLDER --sizes {sizes} --write`\n\n{table(days)}", write=options.write)


if __name__ == "__main__":
    main()
