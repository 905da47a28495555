"""Worker processes and the run that started them."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.reliability
def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from tasks.ingest import IngestOptions\n"
        "from tasks.workers.batch import batch_of\n"
        "from tasks.workers.pool import ProcessPool\n"
        "pool = ProcessPool(2, Path(sys.argv[1]))\n"
        "pool.submit(batch_of(0, [], IngestOptions().perspective, IngestOptions().dates)).result()\n"
        "os.kill(os.getpid(), 9)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.read()  # to the end: every process that inherited the pipe is gone
        assert process.wait() == -signal.SIGKILL
