"""docs/queries.md: its queries, and the rows that they give on the samples. `python -m tests.queries_page` writes the rows."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import duckdb

from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tasks.store.query import connect, query
from tests.samples_home import load_samples

PAGE = PROJECT_ROOT / "docs" / "queries.md"
SHOWN_ROWS = 3
WIDEST = 60
BLOCK = re.compile(r"```sql\n(?P<sql>.*?);\n```\n\n```\n(?P<rows>.*?)```\n", re.DOTALL)


def shown(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The first rows as lines of text, and how many there are."""
    result = query(connection, sql)
    lines = [
        result.column_names,
        *([_cell(value) for value in row.values()] for row in result.slice(0, SHOWN_ROWS).to_pylist()),
    ]
    widths = [max(len(line[number]) for line in lines) for number in range(len(result.column_names))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*table, f"({result.num_rows} rows)"]) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= WIDEST else text[: WIDEST - 3] + "..."


def page(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The page with the rows that its queries give."""
    return BLOCK.sub(lambda m: f"```sql\n{m['sql']};\n```\n\n```\n{shown(connection, m['sql'])}```\n", text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, connect(Home(load_samples(Path(folder) / "home"))) as samples:
        PAGE.write_text(page(samples, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
