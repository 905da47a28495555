"""A scheduled run whose process is killed in its midst: Prefect calls it crashed, and the next run does the work."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tasks.store.home import Home
from tasks.store.summary import summarize
from tests.flows.test_scheduled import ask, environment, free_port, site, wait_for
from tests.testsite import TestSite

__all__ = ["environment", "site"]  # fixtures
PARTYWIRE = Path(sys.executable).with_name("partywire")


@pytest.mark.reliability
def test_the_next_schedule_finishes_what_a_killed_run_began(
    environment: dict[str, str],
    site: TestSite,
    tmp_path: Path,
) -> None:
    slow = site.source() | {"cron": "* * * * *", "manners": {"delay": 2}}  # long enough to be met at work
    (tmp_path / "sources" / "testsite.yml").write_text(yaml.safe_dump(slow), encoding="utf-8")
    place = tmp_path / "home"
    log = (tmp_path / "log").open("wb")
    port = free_port()
    serving = subprocess.Popen(
        [str(PARTYWIRE), "serve", "--port", str(port)], cwd=tmp_path, env=environment, stdout=log, stderr=log
    )

    def states() -> list[str]:
        """Of the runs of the schedule that have begun, in their order, as Prefect's API tells them."""
        runs = ask(f"http://127.0.0.1:{port}/api", "/flow_runs/filter", {"flows": {"name": {"any_": ["pipeline"]}}})
        begun = [run for run in runs if run["start_time"]]
        return [run["state_type"] for run in sorted(begun, key=lambda run: run["start_time"])]

    try:
        wait_for("run in progress", lambda: list((place / "work").glob("*")) and site.asked("/robots.txt"), 300)
        holder = re.match(r"pid (\d+)", (place / "lock").read_text(encoding="utf-8"))
        assert holder and int(holder[1]) != serving.pid
        killed = [path.name for path in (place / "work").iterdir()]
        os.kill(int(holder[1]), signal.SIGKILL)
        assert Home(place).latest() is None
        wait_for("state of the killed run", lambda: states() == ["CRASHED"], 60)
        wait_for("snapshot of the next run", lambda: Home(place).latest() or serving.poll() is not None, 400)
        wait_for("its state", lambda: states()[:2] == ["CRASHED", "COMPLETED"], 60)
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(60)
        log.close()
    snapshot = Home(place).latest()
    assert snapshot is not None, (tmp_path / "log").read_text(encoding="utf-8")
    assert snapshot.name not in killed
    assert summarize(snapshot).counts["loaded"] == len(site.dispatches)
    manifest = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["former"] is None
    assert not list((place / "work").iterdir())
