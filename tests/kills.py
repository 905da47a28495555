"""Stopping this process dead at a chosen file operation."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

OPERATIONS = frozenset(
    ("open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod", "os.truncate")
)


def stop_before(home: Path, kill_at: int) -> Callable[[], int]:
    """From now on counts file operations within `home` and stops by SIGKILL before operation `kill_at`; 0 is never.
    What it returns tells the count. An audit hook cannot be taken back: call it in a fork."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in OPERATIONS and str(home) in str(arguments[0]):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: count
