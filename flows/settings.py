"""Prefect's settings as Partywire wants them. Call `prepare` before anything imports Prefect: it reads them once."""

from __future__ import annotations

import os
from pathlib import Path

# What a user has set himself always wins.
_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # no connection leaves the machine unasked
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a loaded machine needs more than the default 20
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the terminal is ours; the API still gets the log
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "INFO",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def prepare(home: Path) -> None:
    """Sets what is not set; Prefect's own files lie in the home."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    prefect_home = Path(os.environ.setdefault("PREFECT_HOME", str(home.resolve() / "prefect")))
    prefect_home.mkdir(parents=True, exist_ok=True)  # Prefect makes one level only
