"""`partywire sql`: one query, or a prompt, over the latest snapshot, read-only."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pyarrow as pa
from rich import box
from rich.console import Console
from rich.table import Table

from flows.line_editing import line_editing
from tasks.errors import UsageError
from tasks.store import query as store_query
from tasks.store.home import Home

SHOWN_ROWS = 1000
_HELP = "A query ends with ;   .tables  .describe TABLE  .help  .quit"


def ask(home: Path, sql: str, form: store_query.Format) -> int:
    """Answers one query on stdout."""
    with store_query.connect(Home(home)) as connection:
        result = store_query.query(connection, _expand(sql.strip()))
    if form == "table":
        _show(result)
    elif form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal: add > file.parquet")
    else:
        store_query.write(result, form, sys.stdout.buffer)
    return 0


def prompt(home: Path) -> int:
    """Reads queries until end of input; a wrong one is one line and not the end. Piped input gets no prompt."""
    interactive = sys.stdin.isatty()
    with store_query.connect(Home(home)) as connection, contextlib.ExitStack() as stack:
        if interactive:
            print(_HELP)
            stack.enter_context(line_editing(store_query.columns_of(connection)))
        for statement in _Reader(interactive):
            if statement == ".help":
                print(_HELP)
                continue
            try:
                _show(store_query.query(connection, _expand(statement)))
            except UsageError as error:
                print(error, file=sys.stderr)
    return 0


class _Reader:
    """Iterates over statements: lines up to a semicolon, or one line that starts with a dot."""

    def __init__(self, interactive: bool) -> None:
        self._interactive = interactive

    def __iter__(self) -> _Reader:
        return self

    def __next__(self) -> str:
        lines: list[str] = []
        while True:
            try:
                line = input(("partywire> " if not lines else "       ... ") if self._interactive else "")
            except EOFError:
                if any(line.strip() for line in lines):
                    return "\n".join(lines)
                raise StopIteration from None
            if not lines and line.strip() in (".quit", ".exit"):
                raise StopIteration
            if not lines and line.startswith("."):
                return line.strip()
            lines.append(line)
            if line.rstrip().endswith(";"):
                return "\n".join(lines)


def _expand(statement: str) -> str:
    """Dot commands as queries."""
    command, _, argument = statement.partition(" ")
    if command == ".tables":
        return """select table_name, estimated_size as row_count, comment from duckdb_tables()
            where schema_name = 'main'
            union all select view_name, null, comment from duckdb_views() where not internal order by all"""
    if command == ".describe":
        name = argument.strip(" ;").replace("'", "''")
        return (
            "select column_name, data_type, comment from duckdb_columns() "
            f"where table_name = '{name}' order by column_index"
        )
    if command.startswith("."):
        raise UsageError(f"no such command: {command}. {_HELP}")
    return statement


def _show(result: pa.Table) -> None:
    """The rows as a table that fits the terminal; in a pipe nothing is cut."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 10_000
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    numeric = {
        field.name for field in result.schema if pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
    }
    for name in result.column_names:
        table.add_column(name, justify="right" if name in numeric else "left", overflow="fold")
    for row in result.slice(0, SHOWN_ROWS).to_pylist():
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console.print(table)
    rows = f"{result.num_rows:,} row{'s' if result.num_rows != 1 else ''}"
    print(rows + (f", the first {SHOWN_ROWS:,} shown" if result.num_rows > SHOWN_ROWS else ""))
