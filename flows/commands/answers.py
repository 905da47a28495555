"""From tables to answers and back to the sentences: `sql`, `trace`, `diff`, `report`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.commands.arguments import FormatOption, HomeOption
from tasks.errors import UsageError


def sql(
    query: str = "",
    *,
    format_: Annotated[Literal["table", "csv", "excel", "json", "parquet"], Parameter(name="--format")] = "table",
    home: HomeOption = None,
) -> int:
    """Ask the latest tables in SQL, read-only; without QUERY a prompt, where .tables lists what there is.

    docs/queries.md has questions to begin with. csv, json and parquet go to standard output; excel is a csv that Excel
    opens with all its letters.

    Example: `partywire sql "select * from countries_by_year order by event_count desc limit 10" --format csv`
    """
    from flows.options import home_path
    from flows.sql_prompt import ask, prompt

    return ask(home_path(home), query, format_) if query else prompt(home_path(home))


def trace(
    target: str,
    *key: str,
    count: Annotated[str, Parameter(show_default=False, help="The count to trace, such as event_count.")] = "",
    page: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Print the archived bytes of a dispatch instead.")
    ] = False,
    format_: FormatOption = "table",
    home: HomeOption = None,
) -> int:
    """Show the sentences behind a fact or a number, highlighted, with outlet, date and address.

    TARGET is the id of an event, event report, claim or dispatch; or a mart, with the KEY of one of its cells (a year
    or month does for its period; an empty value "" is null).

    Example: `partywire trace countries_by_year 2023 VNM --count event_count`
    """
    from flows import console
    from flows.options import home_path
    from tasks.store.home import Home
    from tasks.store.query import connect
    from tasks.store.trace import archived_page, trace_cell, trace_id, traceable

    place = Home(home_path(home))
    with connect(place) as connection:
        if page:
            sys.stdout.buffer.write(archived_page(connection, place, target))
            return 0
        is_cell = bool(key) or target in traceable()
        found = trace_cell(connection, target, key, count) if is_cell else trace_id(connection, target)
    if format_ == "json":
        console.json_lines(found.passages)
    else:
        console.passages(found)
    return 0


def diff(
    old: str = "",
    new: str = "",
    *,
    format_: FormatOption = "table",
    home: HomeOption = None,
) -> int:
    """Show what differs between two snapshots: facts that moved and why, totals that changed.

    OLD and NEW are names of folders in snapshots/; default: the latest and the one before it. The table shows the
    first of them, json all.

    Example: `partywire diff --format json`
    """
    from flows import console
    from flows.options import home_path
    from tasks.store.diff import diff_snapshots
    from tasks.store.home import Home

    found = diff_snapshots(Home(home_path(home)), old, new, whole=format_ == "json")
    if found is None:
        print("there is only one snapshot, and nothing to compare it with")
    else:
        console.difference(found, format_)
    return 0


def report(
    *,
    to: Annotated[
        Path | None, Parameter(show_default=False, help="Write it here instead of into the snapshot.")
    ] = None,
    home: HomeOption = None,
) -> int:
    """Write report.html of the latest tables anew: charts, and the sentences behind them, in one file.

    Every run writes one into its snapshot; this one writes it again, or elsewhere.

    Example: `partywire report --to ~/report.html`
    """
    from flows.options import home_path, perspective_of
    from tasks.report import write
    from tasks.store.home import Home

    place = home_path(home)
    snapshot = Home(place).latest()
    if snapshot is None:
        raise UsageError(f"{place} holds no tables yet; `partywire run` makes some")
    print(write(snapshot, perspective_of(place, None), to))
    return 0
