"""Tells somebody that a run went wrong: runs the command in PARTYWIRE_ON_FAILURE, the facts in its environment."""

from __future__ import annotations

import os
import subprocess
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

COMMAND_SECONDS = 60


def on_trouble(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Hook of failed and crashed runs. PARTYWIRE_FLOW_RUN and PARTYWIRE_MESSAGE say which run and why.

    A command that fails or hangs is reported and changes nothing: the run has its own state already.
    """
    command = os.environ.get("PARTYWIRE_ON_FAILURE")
    if not command:
        return
    message = (state.message or state.name or "").splitlines()[0] if (state.message or state.name) else ""
    environment = {**os.environ, "PARTYWIRE_FLOW_RUN": flow_run.name or "", "PARTYWIRE_MESSAGE": message}
    try:
        subprocess.run(
            command, shell=True, env=environment, timeout=COMMAND_SECONDS, check=True
        )  # the user's own command
    except (subprocess.SubprocessError, OSError) as error:
        print(f"partywire: PARTYWIRE_ON_FAILURE: {error}")
