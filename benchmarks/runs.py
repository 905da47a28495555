"""A command as a child process, with what it cost: processor time and memory of its whole tree of processes."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.reference import PROJECT_ROOT

_SAMPLED = 0.1  # seconds
_PATIENCE = 100  # samples
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
_MAIN = "import sys; from flows.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Cost:
    """cpu and wall in seconds; peak: the largest sum of PSS (each shared page counted once) over the tree, in MB."""

    cpu: float
    wall: float
    peak: float
    output: str


def partywire(*arguments: object, environment: Mapping[str, str] | None = None) -> Cost:
    """A partywire command of this clone, by this interpreter."""
    return measure([sys.executable, "-c", _MAIN, *map(str, arguments)], environment)


def measure(command: list[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Raises RuntimeError, with what the command said, where it fails."""
    _adopt_orphans()
    started, peak, seen = time.monotonic(), 0.0, set[int]()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=PROJECT_ROOT,
            env={**os.environ, **(environment or {})},
        )
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            tree = _tree(process.pid)
            seen.update(tree)
            peak = max(peak, sum(map(_proportional, tree)))
            time.sleep(_SAMPLED)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    cpu = usage.ru_utime + usage.ru_stime + sum(map(_of_orphan, seen - {process.pid}))
    return Cost(cpu, wall, peak / 1e6, said)


def _adopt_orphans() -> None:
    """Makes this process the parent of what a command leaves behind: workers' common ancestor ends a moment after the
    command, and its processor time, with theirs, would be nobody's."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _of_orphan(pid: int) -> float:
    """Processor seconds of a process that the command left, and of its children; 0 if the command waited for it."""
    for _ in range(_PATIENCE):
        try:
            ended, _, usage = os.wait4(pid, os.WNOHANG)
        except ChildProcessError:
            return 0.0
        if ended:
            return usage.ru_utime + usage.ru_stime
        time.sleep(_SAMPLED)
    return 0.0


def _tree(pid: int) -> list[int]:
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [other for child in thread.read_text().split() for other in _tree(int(child))]
        except OSError:
            continue
    return found


def _proportional(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has just ended
        pass
    return 0
