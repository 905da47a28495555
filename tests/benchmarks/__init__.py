"""Helpers of these tests."""

import os
import subprocess
import sys

from tasks.reference import PROJECT_ROOT


def as_script(script: str, **environment: str) -> str:
    """What a Python script prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_ROOT, env={**os.environ, **environment}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout
