"""The command line: reads arguments, calls a step or a flow, prints, turns errors into a line and an exit code."""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from flows.sharing import export, review
from tasks.errors import PartywireError, UsageError
from tasks.lean import keep_pandas_out
from tasks.records import Rejected

HELP = """Turn political news dispatches into countable facts: who met whom, which party, which country, when.

Start with `partywire run` (the samples), then `partywire sql`.
"""

app = App(
    name="partywire",
    help=HELP,
    version=version("partywire"),
    suppress_keyboard_interrupt=False,
    help_format="markdown",
    result_action="return_value",
)

HomeOption = Annotated[
    Path | None, Parameter(help="Folder of the archive and the tables; default: PARTYWIRE_HOME or ./partywire-data.")
]
Inputs = Annotated[str, Parameter(allow_leading_hyphen=True)]  # "-" is standard input
SourcesOption = Annotated[
    Path | None, Parameter(help="Folder of source files; default: PARTYWIRE_SOURCES or sources/ of the clone.")
]
DaskOption = Annotated[
    str | None,
    Parameter(help="Let a Dask cluster extract the facts: address of its scheduler, such as tcp://host:8786."),
]
SharedOption = Annotated[
    str | None,
    Parameter(help="Folder or URL (s3://...) where the cluster leaves its parts; default: the home, if all see it."),
]
PerspectiveOption = Annotated[
    str | None,
    Parameter(
        help="Whose contacts are outgoing or incoming, and left out of rankings: COUNTRY/PARTY_ID; "
        "default: the home's, else CHN/CHN-CPC."
    ),
]
MapOption = Annotated[
    str,
    Parameter(
        name="--map",
        show_default=False,
        help="Names of your columns: text=body,title=head,date=day,url=link (FIELD=KEY,...).",
    ),
]


@app.command
def run(
    *inputs: Inputs,
    source: Annotated[
        tuple[str, ...],
        Parameter(negative=(), show_default=False, help="Fetch a source of sources/ by name (repeatable)."),
    ] = (),
    map_: MapOption = "",
    since: Annotated[str | None, Parameter(help="Take dispatches dated from this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, Parameter(help="Take dispatches dated up to this day (YYYY-MM-DD).")] = None,
    workers: Annotated[int | None, Parameter(help="Worker processes; default: one per core.")] = None,
    dask: DaskOption = None,
    shared: SharedOption = None,
    direct: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Run the same steps without the workflow engine.")
    ] = False,
    perspective: PerspectiveOption = None,
    home: HomeOption = None,
    sources: SourcesOption = None,
) -> int:
    """Read or fetch dispatches, extract their facts, publish checked tables.

    INPUTS are files, folders, globs, http(s) URLs, or - for standard input, mixed: .html .txt .md .json .jsonl .csv
    .parquet .warc(.gz) .zip .tar.gz .gz .pdf .docx .rtf. Without INPUTS and --source: the samples.

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


@app.command
def extract(*inputs: Inputs, map_: MapOption = "", perspective: PerspectiveOption = None) -> int:
    """Print what is extracted, one JSON object per dispatch; needs no home and no engine.

    With - as input: JSON Lines on standard input, {"id", "text" | "html" | "html_base64", "url", "title",
    "published_at", "language"}.
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


@app.command
def sql(
    query: str = "",
    *,
    format_: Annotated[Literal["table", "csv", "excel", "json", "parquet"], Parameter(name="--format")] = "table",
    home: HomeOption = None,
) -> int:
    """Ask the latest tables, read-only. Without QUERY: a prompt.

    Examples: partywire sql "select * from countries_by_year order by event_count desc limit 10"
    """
    from flows.options import home_path
    from flows.sql_prompt import ask, prompt

    return ask(home_path(home), query, format_) if query else prompt(home_path(home))


@app.command
def recode(
    *,
    yes: Annotated[bool, Parameter(negative=(), show_default=False, help="Publish the new tables.")] = False,
    workers: Annotated[int | None, Parameter(help="Worker processes; default: one per core.")] = None,
    dask: DaskOption = None,
    shared: SharedOption = None,
    home: HomeOption = None,
) -> int:
    """Read the whole archive again by today's rules and names, offline, and show what changes; --yes publishes it."""
    from flows import console
    from flows.options import run_options
    from flows.recode import recode as read_again
    from tasks.store.home import Home

    options = run_options(workers=workers, home=home, dask=dask, shared=shared)
    found, snapshot = read_again(Home(options.home), options.ingest, publish=yes)
    if found:
        console.difference(found)
    else:
        console.say("there were no tables to compare with: these come from the archive alone")
    if snapshot:
        print(f"Published: {snapshot}")
    else:
        console.say("nothing published; `partywire recode --yes` publishes this")
    return 0


@app.command
def diff(
    old: str = "",
    new: str = "",
    *,
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    home: HomeOption = None,
) -> int:
    """Show what differs between two snapshots: facts that moved and why, totals that changed.

    OLD and NEW are folder names in snapshots/; default: the latest and the one before it.
    """
    from flows import console
    from flows.options import home_path
    from tasks.store.diff import diff_snapshots
    from tasks.store.home import Home

    found = diff_snapshots(Home(home_path(home)), old, new)
    if found is None:
        print("there is only one snapshot, and nothing to compare it with")
    elif format_ == "json":
        console.json_lines([*found.facts, *found.totals])
    else:
        console.difference(found)
    return 0


@app.command
def trace(
    target: str,
    *key: str,
    count: Annotated[str, Parameter(show_default=False, help="The count to trace, such as event_count.")] = "",
    page: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Print the archived bytes of a dispatch instead.")
    ] = False,
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    home: HomeOption = None,
) -> int:
    """Show the sentences behind a fact: of an event, event report, claim or dispatch by its id, or of a mart's cell.

    Examples: partywire trace 1f0c9e5a7b3d2468, partywire trace countries_by_year 2023 VNM --count event_count,
    partywire trace dyads CHN CUB CHN-CPC "" (an empty value is null).
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


@app.command
def report(
    *,
    to: Annotated[
        Path | None, Parameter(show_default=False, help="Write it here instead of into the snapshot.")
    ] = None,
    home: HomeOption = None,
) -> int:
    """Write report.html of the latest tables anew: charts and the sentences behind them in one file.

    Every run writes one into its snapshot.
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


@app.command
def verify(*, home: HomeOption = None) -> int:
    """Check every fact's span and hash against the archive, and that no input was lost; exit 0 only if all holds."""
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


app.command(review)
app.command(export)

sources_app = App(name="sources", help="List the sources, or try one.")
app.command(sources_app)


@sources_app.default
def list_sources(*, sources: SourcesOption = None) -> int:
    """List the sources: name, title, language, schedule."""
    from flows import console
    from tasks.fetch import load_sources

    console.source_list(load_sources(sources))
    return 0


@sources_app.command(name="check")
def check_source(name: str, *, sources: SourcesOption = None) -> int:
    """Fetch one index and three dispatches of a source and show what would be recorded; nothing is stored."""
    from flows import console
    from tasks.steps import try_source

    with console.step(f"Trying {name}"):
        fetched, results = try_source(name, sources)
    console.source_check(fetched, results)
    return 0 if any(not isinstance(result, Rejected) for result in results) else 1


reference_app = App(name="reference", help="Names of your own, beside those that Partywire knows.")
app.command(reference_app)
import_app = App(name="import", help="Add what you downloaded to your own names.")
reference_app.command(import_app)


@import_app.command(name="partyfacts")
def import_partyfacts(
    *files: Path,
    home: HomeOption = None,
    reference: Annotated[
        Path | None,
        Parameter(help="Folder of your own names; default: PARTYWIRE_REFERENCE, else reference/ of the home."),
    ] = None,
) -> int:
    """Add the parties of Party Facts (core parties; ids of other sources if you have them) to your own names.

    What Partywire knows already is matched by its Party Facts id and stays as it is.
    """
    from flows.options import checked_inputs, reference_path
    from tasks.party_facts import import_parties

    if not checked_inputs([str(path) for path in files]):
        raise UsageError("name the file of core parties that you downloaded from Party Facts")
    print(import_parties(files, reference_path(reference, home)).summary())
    return 0


@app.command
def serve(
    *,
    home: HomeOption = None,
    sources: SourcesOption = None,
    port: Annotated[int, Parameter(help="Port of the server that is started on 127.0.0.1.")] = 4200,
) -> int:
    """Run the schedules: starts a Prefect server of its own on 127.0.0.1 (or uses PREFECT_API_URL) until Ctrl-C."""
    from flows.options import home_path
    from flows.serve import serve_schedules

    return serve_schedules(home_path(home), sources, port)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Entry point. Whatever goes wrong ends in one line on stderr and an exit code, never in a traceback."""
    signal.signal(signal.SIGTERM, _stop)
    keep_pandas_out()
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    try:
        return app(arguments, print_error=False, exit_on_error=False) or 0
    except CycloptsError as error:
        return _fail(f"{str(error).strip().splitlines()[0]} (see partywire --help)", 2)
    except PartywireError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("stopped; the last published tables are as they were", 130)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename}" if error.filename else str(error), 1)
    except Exception as error:  # a fault of ours: still one line; who wants to mend it asks for more
        if os.environ.get("PARTYWIRE_DEBUG"):
            raise
        reason = str(error).splitlines()[0] if str(error) else "no message"
        if type(error).__module__.partition(".")[0] in ("_duckdb", "duckdb", "pyarrow"):  # a full disk, a damaged file
            return _fail(f"the tables cannot be read or written: {reason} (`partywire verify` checks the latest)", 1)
        return _fail(f"unexpected {type(error).__name__}: {reason} (PARTYWIRE_DEBUG=1 shows where)", 1)


def _fail(line: str, code: int) -> int:
    print(f"partywire: {line}", file=sys.stderr)
    return code
