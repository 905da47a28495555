"""A run killed at any instant leaves the last snapshot whole, and the next run makes the tables of an undisturbed one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tests.tasks.store.synthetic import batch, load
from tests.tasks.store.test_same_tables import table_hashes

# The last operations of a run are the publishing; the share of 1 is the last one before the run ends.
SHARES = (0.02, 0.15, 0.4, 0.65, 0.85, 0.94, 0.97, 0.985, 0.995, 1.0)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    home = tmp_path_factory.mktemp("killed") / "home"
    load(Home(home), [batch(range(12))])
    driver = Path(__file__).with_name("kill_driver.py")
    done = subprocess.run(
        [sys.executable, str(driver), str(home), *map(str, SHARES)],
        capture_output=True, text=True, timeout=120, cwd=PROJECT_ROOT, env={"PYTHONPATH": str(PROJECT_ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return home, json.loads(done.stdout)


def test_every_kill_hits_and_leaves_a_whole_snapshot(outcome):
    _, found = outcome
    assert found["operations"] > 100
    for trial in found["trials"]:
        assert trial["killed"], trial
        assert trial["whole"], trial
        assert trial["dispatches"] in (12, 26), trial


def test_facts_never_stand_without_their_raw_bytes(outcome):
    for trial in outcome[1]["trials"]:
        assert trial["raw"] or trial["dispatches"] == 12, trial


def test_the_next_run_makes_the_same_tables(outcome):
    home, found = outcome
    undisturbed = Home(home.with_name("home-undisturbed")).latest()
    latest = Home(home).latest()
    assert found["end"]["dispatches"] == 26
    assert undisturbed and latest
    assert table_hashes(latest) == table_hashes(undisturbed)
    assert not list((home / "work").iterdir())
    assert not list((home / "snapshots").glob("*.tmp"))
