"""Keeping tables right, and handing them on: `verify`, `review`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.commands.arguments import HomeOption, ReferenceOption
from tasks.errors import UsageError


def verify(*, home: HomeOption = None) -> int:
    """Check every fact's span and hash against the archive, and that no input was lost; exit 0 only if all holds.

    Reads the whole archive again, which takes about as long as reading it did. Each problem is one line.

    Example: `partywire verify --home ~/partywire-data`
    """
    from flows import console
    from flows.options import home_path
    from tasks.store.home import Home
    from tasks.store.verify import verify as find_problems

    with console.step("Verifying"):
        report = find_problems(Home(home_path(home)))
    for problem in report.problems:
        console.say(problem)
    print(report.summary)
    return 1 if report.problems else 0


def review(
    *,
    out: Annotated[Path, Parameter(help="The sheet to write.")] = Path("review.csv"),
    apply: Annotated[Path | None, Parameter(help="Take the corrections of a filled sheet over instead.")] = None,
    below: Annotated[float, Parameter(help="List facts with less confidence than this.")] = 0.85,
    limit: Annotated[int, Parameter(help="At most as many facts.")] = 500,
    reference: ReferenceOption = None,
    home: HomeOption = None,
) -> int:
    """Write a sheet of facts that nobody is sure of; --apply turns the filled sheet into corrections.

    Fill in `new` (empty: none) and `reason`; what has no reason stays as it is. Then `partywire recode`.

    Example: `partywire review --out review.csv`, and when it is filled in `partywire review --apply review.csv`
    """
    from datetime import UTC, datetime

    from flows.options import home_path, reference_path
    from tasks.store.home import Home
    from tasks.store.query import connect
    from tasks.store.review import apply_sheet, write_sheet

    with connect(Home(home_path(home))) as connection:
        if apply is None:
            print(f"{write_sheet(connection, out, below, limit):,} facts to look at: {out}")
            return 0
        folder = reference_path(reference, home)
        added = apply_sheet(connection, apply, folder, datetime.now(UTC).date())
    print(f"{added:,} new corrections in {folder / 'corrections.csv'}; `partywire recode` shows what they change")
    return 0


def export(
    target: str,
    *,
    no_text: Annotated[bool, Parameter(negative=(), help="Codes, days, counts, offsets and hashes only.")] = False,
    delta: Annotated[
        bool, Parameter(negative=(), help="All tables as Delta Lake tables; TARGET may be a URL such as s3://bucket/x.")
    ] = False,
    home: HomeOption = None,
) -> int:
    """Write the latest tables elsewhere, into TARGET: without texts, to hand on, or as Delta Lake tables.

    --no-text writes Parquet and datapackage.json into an empty folder; --delta a new version of each table, for readers
    on object storage.

    Example: `partywire export --no-text ~/to-share`
    """
    from flows.options import home_path
    from tasks.store.delta import export_delta
    from tasks.store.home import Home
    from tasks.store.share import export_without_text

    if no_text == delta:
        raise UsageError("say --no-text, for what may be handed on (texts belong to their outlets), or --delta")
    snapshot = Home(home_path(home)).latest()
    if snapshot is None:
        raise UsageError(f"{home_path(home)} holds no tables yet; `partywire run` makes some")
    if delta:
        print(f"{export_delta(snapshot, target.rstrip('/')):,} Delta tables with a new version: {target}")
    else:
        print(f"{export_without_text(snapshot, Path(target)):,} tables without texts: {target}")
    return 0
