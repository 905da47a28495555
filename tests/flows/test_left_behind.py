"""A flow run that was killed with nobody beside it who could tell Prefect."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT

pytestmark = pytest.mark.usefixtures("prefect_harness")
INPUTS = [str(PROJECT_ROOT / "samples" / "records")]
KILLED = """
import os, signal, sys
from prefect import flow
import flows.pipeline as at_work

@flow(name="ingest", validate_parameters=False)
def killed(run, options):
    os.kill(os.getpid(), signal.SIGKILL)

at_work.ingest = killed
at_work.pipeline(inputs=sys.argv[2:], home=sys.argv[1], workers=1)
"""


def states() -> dict[str, str]:
    """Of the flow runs that Prefect knows, by id."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return {str(run.id): str(run.state_name) for run in client.read_flow_runs()}


def test_the_next_run_tells_prefect_that_it_crashed(tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL

    from flows.pipeline import pipeline

    home, others = tmp_path / "home", states()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), *INPUTS], cwd=PROJECT_ROOT, check=False, capture_output=True,
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = {run_id: state for run_id, state in states().items() if run_id not in others}
    assert set(left.values()) == {"Running"}
    assert len(left) == 2, "the run, and the flow within it"
    assert pipeline(inputs=INPUTS, home=str(home), workers=1).counts["loaded"]
    found = states()
    assert {found[run_id] for run_id in left} == {"Crashed"}
    assert {state for run_id, state in found.items() if run_id not in {*left, *others}} == {"Completed"}
    assert not (home / "flow-run").exists()


@pytest.mark.parametrize("note", ["", "01234567-89ab-cdef-0123-456789abcdef", "x\udcff"])
def test_a_note_that_says_nothing_hinders_nobody(tmp_path: Path, note: str) -> None:
    from flows.left_behind import noted

    (tmp_path / "flow-run").write_text(note, encoding="utf-8", errors="surrogateescape")
    with noted(tmp_path):
        assert (tmp_path / "flow-run").exists()
    assert not (tmp_path / "flow-run").exists()
