"""Inputs that kill the worker that looks at them. Apart from the tests, so that workers need not import pytest."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path


class Deadly(bytes):
    """Bytes that kill the worker that looks at them."""

    def __getattribute__(self, name: str) -> object:
        if multiprocessing.parent_process() is not None and not name.startswith("__"):
            type(self).kill(self)
        return bytes.__getattribute__(self, name)

    def kill(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class DeadlyTwice(Deadly):
    """Likewise, but for the third worker: each one leaves a file in the folder that the bytes begin with."""

    def kill(self) -> None:
        tries = Path(bytes(self).partition(b" ")[0].decode())
        if len(list(tries.iterdir())) < 2:
            (tries / str(os.getpid())).touch()
            Deadly.kill(self)
