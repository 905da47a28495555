"""Kills runs at chosen file operations: python -m tests.reliability.kill_sweep FOLDER KILLS INPUTS

What runs is the real thing, from the inputs to `latest` (flows.direct), forked so that the modules are loaded once. Its
file operations within the home are counted; it is stopped dead (SIGKILL) before the n-th, n spread evenly over all, so
every stage is hit. The home is at first as a run over samples/records left it. After each kill it is looked at, its
facts against their raw bytes too; up to IN_A_ROW runs are killed one after another before one may end. Prints one JSON
object a trial.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from flows import console, options
from flows.direct import run_direct
from tasks.reference import PROJECT_ROOT, reference_version
from tasks.store.home import Home
from tasks.store.verify import verify
from tasks.version import code_version
from tests.kills import stop_before
from tests.snapshots import tables

RECORDS = PROJECT_ROOT / "samples" / "records"
IN_A_ROW = 6


def run(home: Path, inputs: Path) -> None:
    """One quiet run in this process."""
    with contextlib.redirect_stderr(io.StringIO()):
        console.errors.file = io.StringIO()
        run_direct(options.run_options(inputs=[str(inputs)], workers=1, home=home))


def forked(work: Callable[[], None]) -> int:
    """Signal that ended `work` in a child, 0 for none. SystemExit where it fails by itself."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run failed by itself")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def counted(home: Path, work: Callable[[], None], kill_at: int, log: Path) -> None:
    """Does `work`, stopping dead before operation `kill_at`; writes the number of operations to `log`."""
    count = stop_before(home, kill_at)
    work()
    log.write_text(str(count()), encoding="utf-8")


def digest(home: Path) -> str:
    """Of all tables but history, of the snapshot that a reader finds; "torn" where a file of it is missing."""
    snapshot = Home(home).latest()
    assert snapshot is not None
    listed = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))["files"]
    if not all((snapshot / name).is_file() for name in listed):
        return "torn"
    return hashlib.sha256(repr(sorted(tables(snapshot).items())).encode()).hexdigest()


def check(home: Path) -> None:
    """ValueError where `verify` finds a problem."""
    if problems := verify(Home(home)).problems:
        raise ValueError("; ".join(problems))


def main() -> None:
    folder, kills, inputs = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    before, home, log = folder / "before", folder / "home", folder / "operations"
    code_version(), reference_version()  # known before the forks: one version, though somebody edits a file meanwhile
    import_module("tasks.workers.warm")  # the tables of extraction, built once for all forks
    forked(lambda: run(before, RECORDS))
    shutil.copytree(before, home, symlinks=True)
    forked(lambda: counted(home, lambda: run(home, inputs), 0, log))
    operations, wanted = int(log.read_text(encoding="utf-8")), digest(home)
    print(json.dumps({"operations": operations, "before": digest(before), "after": wanted}), flush=True)
    for kill in range(kills):
        at = 1 + round((operations - 1) * kill / max(kills - 1, 1))
        # A run that clears up after killed ones does more: the last kill, behind the switch, is that of a clean home.
        if not home.exists() or kill in (0, kills - 1):
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(before, home, symlinks=True)
        for _ in range(2):
            ended_by = forked(lambda at=at: counted(home, lambda: run(home, inputs), at, log))  # type: ignore[misc]
            if ended_by == signal.SIGKILL:
                break
            # What killed runs left in the archive is not written again, so that this one ended sooner.
            shutil.rmtree(home)
            shutil.copytree(before, home, symlinks=True)
        trial = {"at": at, "killed": ended_by == signal.SIGKILL, "seen": digest(home)}
        forked(lambda: check(home))
        if kill % IN_A_ROW == IN_A_ROW - 1 or kill == kills - 1 or trial["seen"] == wanted:
            forked(lambda: run(home, inputs))
            left = [*(home / "work").iterdir(), *home.rglob("*.tmp"), *home.rglob("*.pending")]
            trial |= {"end": digest(home), "left": [path.name for path in left]}
            shutil.rmtree(home)
        print(json.dumps(trial), flush=True)


if __name__ == "__main__":
    main()
