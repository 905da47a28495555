"""Commands about what a snapshot holds: `partywire review` and `partywire export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from tasks.errors import UsageError

HomeOption = Annotated[
    Path | None, Parameter(help="Folder of the archive and the tables; default: PARTYWIRE_HOME or ./partywire-data.")
]


def review(
    *,
    out: Annotated[Path, Parameter(help="The sheet to write.")] = Path("review.csv"),
    apply: Annotated[Path | None, Parameter(help="Take the corrections of a filled sheet over instead.")] = None,
    below: Annotated[float, Parameter(help="List facts with less confidence than this.")] = 0.7,
    limit: Annotated[int, Parameter(help="At most as many facts.")] = 500,
    reference: Annotated[
        Path | None,
        Parameter(help="Folder of your own names; default: PARTYWIRE_REFERENCE, else reference/ of the home."),
    ] = None,
    home: HomeOption = None,
) -> int:
    """Write a sheet of facts that nobody is sure of; --apply turns the filled sheet into corrections.

    Fill in `new` (empty: none) and `reason`; what has no reason stays as it is. Then `partywire recode`.
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
    """Write the latest tables elsewhere: into an empty folder TARGET what may be handed on (--no-text: Parquet and
    datapackage.json), or to TARGET a new version of Delta Lake tables for readers on object storage (--delta)."""
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
