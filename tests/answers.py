"""Tries the answers of a home: `python -m tests.answers HOME [CELLS]`.

Every mart has rows, every check passes, random cells of every mart are the sum of what is traced back from them, and
the queries of docs/queries.md answer. Prints what was looked at; exit 1 where something does not hold.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tasks.contracts import MART_TABLES
from tasks.store import checks
from tasks.store.home import Home
from tasks.store.models import create_views
from tasks.store.query import connect, query
from tasks.store.trace import trace_cell, trace_id, traceable
from tests.queries_page import BLOCK, PAGE

SLOW = 1.0  # seconds in which a question should be answered
Cell = tuple[str, tuple[str, ...], str]


def empty_marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for name in MART_TABLES if not query(connection, f"from {name} limit 1").num_rows]


def cells(connection: duckdb.DuckDBPyConnection, count: int, seed: int = 2002) -> Iterator[Cell]:
    """`count` cells of each mart that can be traced: half of them rows of it, half crossings of keys of several rows,
    of which most are 0."""
    chance = random.Random(seed)
    create_views(connection)
    for mart, columns in traceable().items():
        evidence = [row[0] for row in connection.execute(f"describe {mart}_evidence").fetchall()]
        counts = [column for column in evidence if column.endswith("_count")]
        key = ", ".join(f"coalesce(\"{column}\"::varchar, '')" for column in columns)
        rows = connection.execute(f"select {key} from {mart} order by all").fetchall()
        for number in range(count if rows else 0):
            crossed = tuple(chance.choice(rows)[place] for place in range(len(columns)))
            yield mart, chance.choice(rows) if number % 2 else crossed, chance.choice(counts)


def cell_and_sum(connection: duckdb.DuckDBPyConnection, cell: Cell) -> tuple[int, int]:
    """The cell, and what the passages that it is traced to add."""
    found = trace_cell(connection, *cell)
    return found.value, sum(passage.adds for passage in found.passages)


def claims_without_passage(connection: duckdb.DuckDBPyConnection, count: int) -> list[str]:
    """Rows of claims_timeline, which is a list and has no cells: each leads to one passage with its words."""
    rows = connection.execute(f"select claim_id, surface from claims_timeline order by hash(claim_id) limit {count}")
    return [
        claim for claim, words in rows.fetchall() if [p.text for p in trace_id(connection, claim).passages] != [words]
    ]


def seconds(connection: duckdb.DuckDBPyConnection) -> list[float]:
    """How long each query of docs/queries.md takes, rows fetched."""
    found = []
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        start = time.perf_counter()
        query(connection, block["sql"])
        found.append(time.perf_counter() - start)
    return found


def main(home: Path, count: int) -> int:
    with connect(Home(home)) as connection:
        taken = seconds(connection)
        failures = [str(failure) for failure in checks.failing(connection)]
        empty = empty_marts(connection)
        traced = [(cell, *cell_and_sum(connection, cell)) for cell in cells(connection, count)]
        wrong = [f"{cell}: {value} in the mart, {total} traced" for cell, value, total in traced if value != total]
        wrong += [f"claim {claim}: its words are not found" for claim in claims_without_passage(connection, count)]
    zeros = sum(value == 0 for _, value, _ in traced)
    for line in (*failures, *wrong, *(f"{name} is empty" for name in empty)):
        print(line)
    print(f"{len(MART_TABLES) - len(empty)} of {len(MART_TABLES)} marts have rows")
    print(f"{len(checks.queries()) - len(failures)} of {len(checks.queries())} checks pass")
    print(f"{len(traced):,} cells of {len(traceable())} marts traced, {zeros:,} of them 0: {len(wrong)} do not add up")
    print(f"{len(taken)} queries: slowest {max(taken):.2f} s, all {sum(taken):.2f} s")
    return 1 if failures or wrong or empty or max(taken) > SLOW else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100))
