"""Arrow keys, history across sessions and completion of names for the prompt of `partywire sql`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

COMMANDS = (".tables", ".describe", ".quit")
KEYWORDS = (
    "select",
    "from",
    "where",
    "group by",
    "order by",
    "limit",
    "join",
    "using",
    "count(*)",
    "distinct",
    "describe",
)
KEPT_LINES = 1000

Tables = Mapping[str, Sequence[str]]


def history_file() -> Path:
    """In the user's folder of state: queries are the user's, whatever home they go to."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "partywire" / "sql_history"


def completions(word: str, tables: Tables) -> list[str]:
    """What a word may become: a table, a column (after `table.` one of its own), a keyword, a command."""
    table, dot, _ = word.partition(".")
    if dot and table:
        words = [f"{table}.{column}" for column in tables.get(table, ())]
    elif dot:
        words = list(COMMANDS)
    else:
        words = [*tables, *(column for columns in tables.values() for column in columns), *KEYWORDS]
    return sorted({found for found in words if found.lower().startswith(word.lower())})


@contextlib.contextmanager
def line_editing(tables: Tables) -> Iterator[None]:
    """For the block, if this Python has readline; what was typed is kept for the next session."""
    try:
        import readline
    except ImportError:
        yield
        return
    history = history_file()
    with contextlib.suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(history)
    readline.set_history_length(KEPT_LINES)
    readline.set_completer_delims(" \t\n,;()<>=+-*/'\"")
    readline.set_completer(lambda word, number: dict(enumerate(completions(word, tables))).get(number))
    is_libedit = "libedit" in (readline.__doc__ or "")  # macOS
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
        with contextlib.suppress(OSError):
            readline.write_history_file(history)
