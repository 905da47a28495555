"""Runs in a process of its own: kills a run by SIGKILL at chosen instants and prints what is left.

    python kill_driver.py HOME SHARE [SHARE ...]

A run is killed at an instant by counting its file operations (open, rename, link, remove, ...) and stopping before the
n-th one, n being a share of all. Each run is a fork, so the modules are loaded once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from tasks.records import Processed
from tasks.reference import reference_version
from tasks.store.home import Home
from tasks.version import code_version
from tests.kills import stop_before
from tests.tasks.store.synthetic import batch, load


def later() -> list[list[Processed]]:
    return [batch(range(10, 18)), batch(range(18, 26))]


def run_once(home: Path, report: int, kill_at: int) -> None:
    """Loads the later dispatches; stops dead before operation `kill_at`. Tells the number of operations through `report`."""
    count = stop_before(home, kill_at)
    place = Home(home)
    (home / "input").mkdir(exist_ok=True)
    load(place, later(), raw=b"raw bytes of the later run")
    os.write(report, str(count()).encode())


def in_child(home: Path, kill_at: int) -> tuple[int, int]:
    """(signal that ended the run or 0, operations counted)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run_once(home, writing, kill_at)
        except BaseException as error:
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    told = b""
    while chunk := os.read(reading, 100):
        told += chunk
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run failed by itself")
    return (os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0), int(told or 0)


def state(home: Path) -> dict[str, object]:
    """What a reader finds after a kill, without opening the database (that would start threads in this process)."""
    latest = (home / "latest").resolve(strict=True)
    manifest = json.loads((latest / "manifest.json").read_text())
    present = {path.relative_to(latest).as_posix() for path in latest.rglob("*") if path.is_file()}
    return {
        "dispatches": manifest["tables"]["dispatches"],
        "whole": present == {*manifest["files"], "manifest.json"},
        "raw": any(b"later run" in path.read_bytes() for path in (home / "archive").glob("*.warc.gz")),
    }


def main() -> None:
    home, shares = Path(sys.argv[1]), [float(share) for share in sys.argv[2:]]
    undisturbed = home.with_name(home.name + "-undisturbed")
    shutil.copytree(home, undisturbed, symlinks=True)
    # Remembered before the forks: one version, though somebody edits a file meanwhile.
    code_version(), reference_version()
    _, operations = in_child(undisturbed, 0)
    trials = []
    for share in shares:
        ended_by, _ = in_child(home, max(1, round(share * operations)))
        trials.append({"share": share, "killed": ended_by == signal.SIGKILL, **state(home)})
    in_child(home, 0)
    print(json.dumps({"operations": operations, "trials": trials, "end": state(home)}))


if __name__ == "__main__":
    main()
