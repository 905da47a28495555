"""From dispatches to tables: `run`, `extract`, `recode`."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import Annotated

from cyclopts import Parameter

from flows.commands.arguments import (
    DaskOption,
    FormatOption,
    HomeOption,
    Inputs,
    MapOption,
    PerspectiveOption,
    SharedOption,
    SourcesOption,
    WorkersOption,
)
from tasks.records import Rejected


def run(
    *inputs: Inputs,
    source: Annotated[
        tuple[str, ...],
        Parameter(negative=(), show_default=False, help="Fetch a source of sources/ by name (repeatable)."),
    ] = (),
    map_: MapOption = "",
    since: Annotated[str | None, Parameter(help="Take dispatches dated from this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, Parameter(help="Take dispatches dated up to this day (YYYY-MM-DD).")] = None,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    shared: SharedOption = None,
    direct: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Run the same steps without the workflow engine.")
    ] = False,
    perspective: PerspectiveOption = None,
    home: HomeOption = None,
    sources: SourcesOption = None,
) -> int:
    """Read or fetch dispatches, extract their facts, publish checked tables, and show what became of every input.

    INPUTS are files, folders, globs, http(s) URLs, or - for standard input, mixed: .html .txt .md .json .jsonl .csv
    .parquet .warc(.gz) .zip .tar.gz .gz .pdf .docx .rtf. Without INPUTS and --source: the samples. The same input again
    changes nothing.

    Example: `partywire run ~/news/2002 export.rtf --since 2002-01-01`

    Exit codes: 0 published, 1 nothing could be read, 2 wrong usage, 3 a check or an
    expected volume blocked publishing, 4 another run holds the home, 130 stopped.
    """
    from flows import console

    console.say(f"Partywire {version('partywire')}")  # at once: what follows takes a second or two to load
    from flows.options import parse_map, run_options
    from tasks.store.home import Home

    options = run_options(
        inputs=inputs, sources=source, mapping=parse_map(map_), since=since, until=until, workers=workers,
        perspective=perspective, home=home, sources_dir=sources, dask=dask, shared=shared,
    )  # fmt: skip
    console.say(options.describe())
    Home(options.home).check_room()
    if direct:
        from flows.direct import run_direct as run_with
    else:
        from flows.engine import run_flow as run_with
    console.results(run_with(options))
    return 0


def extract(*inputs: Inputs, map_: MapOption = "", perspective: PerspectiveOption = None) -> int:
    """Print what is found in dispatches, one JSON object a line, and keep nothing: no home, no engine.

    INPUTS as of `run`; with - JSON Lines on standard input: {"id", "text" | "html" | "html_base64", "url", "title",
    "published_at", "language"}.

    Example: `partywire extract dispatch.html`
    """
    from flows import console
    from flows.options import DEFAULT_PERSPECTIVE, checked_inputs, home_path, parse_map, parse_perspective
    from tasks.extract_stream import candidates, records
    from tasks.inputs import read_inputs
    from tasks.steps import SAMPLES

    home_path(None)
    items = (
        candidates(sys.stdin.buffer)
        if inputs == ("-",)
        else read_inputs(checked_inputs(inputs) or (str(SAMPLES),), parse_map(map_))
    )
    failed = printed = 0
    for entry in records(items, parse_perspective(perspective or DEFAULT_PERSPECTIVE)):
        if isinstance(entry, Rejected):
            failed += 1
            console.say(f"{entry.locator}: {entry.reason}: {entry.detail}")
        else:
            printed += 1
            sys.stdout.write(json.dumps(entry, ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()
    return 1 if failed and not printed else 0


def recode(
    *,
    yes: Annotated[bool, Parameter(negative=(), show_default=False, help="Publish the new tables.")] = False,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    shared: SharedOption = None,
    format_: FormatOption = "table",
    home: HomeOption = None,
) -> int:
    """Read the whole archive again by today's rules and names, offline, and show which facts move and why.

    For use after a change of names (your reference/, corrections) or a new version of Partywire. Nothing is published
    without --yes.

    Example: `partywire recode --yes`
    """
    from flows import console
    from flows.options import run_options
    from flows.recode import recode as read_again
    from tasks.store.home import Home

    options = run_options(workers=workers, home=home, dask=dask, shared=shared)
    found, snapshot = read_again(Home(options.home), options.ingest, publish=yes, whole=format_ == "json")
    if found:
        console.difference(found, format_)
    else:
        console.say("there were no tables to compare with: these come from the archive alone")
    if snapshot:
        console.say(f"Published: {snapshot}") if format_ == "json" else print(f"Published: {snapshot}")
    else:
        console.say("nothing published; `partywire recode --yes` publishes this")
    return 0
