"""Ctrl-C on a terminal, which reaches every process of a run: one line, exit code 130, in time, nothing left running."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks.steps import SAMPLES

PARTYWIRE = Path(sys.executable).with_name("partywire")


READ = re.compile(rb"[1-9]\d* read")
INPUTS = [str(SAMPLES)] * 4  # so much that a fast machine, too, is at work when it is met


def interrupted(*arguments: str) -> tuple[int, float, str]:
    """Exit code, seconds from Ctrl-C to the end and output of `partywire run`, stopped once it has read something."""
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # as on a terminal, wherever the tests run
        os.execv(PARTYWIRE, [str(PARTYWIRE), "run", *arguments])
    output, stopped = b"", 0.0
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                output += os.read(terminal, 65_536)
            except OSError:  # the last process of the terminal has gone
                break
        if not stopped and READ.search(output):
            stopped = time.monotonic()
            os.write(terminal, b"\x03")
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), time.monotonic() - stopped, output.decode(errors="replace")


@pytest.mark.parametrize(
    "engine", [["--direct"], pytest.param([], marks=pytest.mark.reliability)], ids=["direct", "engine"]
)
def test_ctrl_c_while_workers_run(engine: list[str], tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    code, seconds, output = interrupted(*INPUTS, *engine, "--workers", "2", "--home", home)
    assert code == 130, output
    assert seconds < 10
    assert "stopped; the last published tables are as they were" in output
    assert "Traceback" not in output
    assert "Error" not in output
    processes = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert home not in processes
