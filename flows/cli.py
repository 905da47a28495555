"""The command line: finds the command (flows/commands/), turns errors into a line and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from importlib.metadata import version

from cyclopts import App, CycloptsError

from flows.commands.answers import diff, report, sql, trace
from flows.commands.keeping import export, review, verify
from flows.commands.reading import extract, recode, run
from flows.commands.sources import reference_app, serve, sources_app
from tasks.errors import PartywireError
from tasks.lean import keep_pandas_out

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

for command in (
    run,
    extract,
    sql,
    trace,
    diff,
    report,
    recode,
    review,
    verify,
    export,
    sources_app,
    reference_app,
    serve,
):
    app.command(command)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Entry point. Whatever goes wrong ends in one line on stderr and an exit code, never in a traceback."""
    signal.signal(signal.SIGTERM, _stop)
    keep_pandas_out()
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    try:
        return _answer(arguments)
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
        files = " -> ".join(str(name) for name in (error.filename, error.filename2) if name)
        return _fail(f"{error.strerror or error}: {files}" if files else str(error), 1)
    except Exception as error:  # a fault of ours: still one line; who wants to mend it asks for more
        if os.environ.get("PARTYWIRE_DEBUG"):
            raise
        reason = str(error).splitlines()[0] if str(error) else "no message"
        if type(error).__module__.partition(".")[0] in ("_duckdb", "duckdb", "pyarrow"):  # a full disk, a damaged file
            return _fail(f"the tables cannot be read or written: {reason} (`partywire verify` checks the latest)", 1)
        return _fail(f"unexpected {type(error).__name__}: {reason} (PARTYWIRE_DEBUG=1 shows where)", 1)


def _answer(arguments: list[str]) -> int:
    try:
        return app(arguments, print_error=False, exit_on_error=False) or 0
    except Exception as error:
        # Prefect keeps the errors of a run to the end, and with them connections, which DuckDB would list as leaked.
        if not os.environ.get("PARTYWIRE_DEBUG"):
            traceback.clear_frames(error.__traceback__)
        raise


def _fail(line: str, code: int) -> int:
    print(f"partywire: {line}", file=sys.stderr)
    return code
