"""kill -9 at every stage of a run: readers see whole snapshots only, the next run ends with the tables of an undisturbed one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tasks.reference import PROJECT_ROOT

SAMPLES = PROJECT_ROOT / "samples"
SHORT, WHOLE = (5, SAMPLES / "pages" / "cns"), (120, SAMPLES)


@pytest.fixture(
    scope="module", params=[SHORT, pytest.param(WHOLE, marks=pytest.mark.reliability)], ids=["short", "whole"]
)
def sweep(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("sweep")
    kills, inputs = request.param
    command = [sys.executable, "-m", "tests.reliability.kill_sweep", str(folder), str(kills), str(inputs)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT_ROOT, check=False)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == kills + 1
    return found


def test_every_kill_hits(sweep: list[dict[str, Any]]) -> None:
    whole, *trials = sweep
    assert whole["operations"] > 150
    assert whole["before"] != whole["after"]
    assert all(trial["killed"] for trial in trials)


def test_readers_see_the_tables_before_or_after(sweep: list[dict[str, Any]]) -> None:
    whole, *trials = sweep
    seen = [trial["seen"] for trial in trials]
    assert set(seen) <= {whole["before"], whole["after"]}
    assert seen[0] == whole["before"]
    assert seen[-1] == whole["after"]  # the last operations are behind the switch


def test_the_next_run_ends_with_the_tables_of_an_undisturbed_one(sweep: list[dict[str, Any]]) -> None:
    whole, *trials = sweep
    ended = [trial for trial in trials if "end" in trial]
    assert ended and ended[-1] is trials[-1]
    assert {trial["end"] for trial in ended} == {whole["after"]}
    assert not any(trial["left"] for trial in ended)
