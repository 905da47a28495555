"""Scheduled runs for real, on loopback: the README's server, work pool and worker, and `partywire serve`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tasks.store.summary import summarize
from tests.testsite import TestSite

PARTYWIRE = Path(sys.executable).with_name("partywire")
PREFECT = Path(sys.executable).with_name("prefect")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def site(tmp_path: Path) -> Iterator[TestSite]:
    with TestSite() as running:
        running.write_source(tmp_path / "sources")
        yield running


@pytest.fixture
def environment(site: TestSite, tmp_path: Path) -> dict[str, str]:
    """What a user's shell holds: nothing of Prefect's but what the README exports."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "PARTYWIRE_"))}
    return kept | {
        "PARTYWIRE_HOME": str(tmp_path / "home"),
        "PARTYWIRE_SOURCES": str(tmp_path / "sources"),
        "PARTYWIRE_ALLOW_HOSTS": site.host,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def as_in_the_background() -> None:
    """What a script's shell does for `partywire serve &`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def wait_for(what: str, seen: Any, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := seen():
            return value
        time.sleep(0.3)
    raise AssertionError(f"no {what} within {seconds} s")


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2):
            return True
    except OSError:
        return False


def ask(url: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(f"{url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


@pytest.mark.reliability  # a minute of starting five processes of Prefect
def test_a_deployment_runs_on_a_work_pool_to_completed(
    environment: dict[str, str], site: TestSite, tmp_path: Path
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    environment["PREFECT_API_URL"] = url
    log = (tmp_path / "log").open("wb")

    def start(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(PREFECT), *command], cwd=PROJECT_ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )

    def run(*command: str) -> str:
        done = subprocess.run(
            [str(PREFECT), *command], cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    server = start("server", "start", "--host", "127.0.0.1", "--port", str(port))
    worker = None
    try:
        wait_for("server", lambda: healthy(url), 180)
        run("work-pool", "create", "local", "--type", "process")
        run("--no-prompt", "deploy", "--all")
        worker = start("worker", "start", "--pool", "local", "--type", "process")
        run("deployment", "run", "pipeline/daily", "--param", 'sources=["testsite"]')

        def finished() -> dict[str, Any] | None:
            runs = ask(url, "/flow_runs/filter", {"flows": {"name": {"any_": ["pipeline"]}}})
            return next((r for r in runs if r["state_type"] in ("COMPLETED", "FAILED", "CRASHED")), None)

        assert wait_for("finished run", finished, 240)["state_type"] == "COMPLETED", (tmp_path / "log").read_text()
        artifacts = {a["key"]: a["data"] for a in ask(url, "/artifacts/filter", {})}
        schedules = [s["schedule"] for d in ask(url, "/deployments/filter", {}) for s in d["schedules"]]
    finally:
        for process in filter(None, (worker, server)):
            os.killpg(process.pid, signal.SIGKILL)  # how Prefect's own processes end is not what is tested
            process.wait()
        log.close()
    snapshot = Home(tmp_path / "home").latest()
    assert snapshot is not None
    assert summarize(snapshot).counts["loaded"] == len(site.dispatches)
    assert f"| loaded | {len(site.dispatches)} |" in artifacts["run-summary"]
    assert "quarantine" in artifacts
    assert [schedule["cron"] for schedule in schedules] == ["30 5 * * *"]


@pytest.mark.reliability  # waits for the next full minute
def test_serve_runs_a_schedule_and_stops_with_its_server(
    environment: dict[str, str], site: TestSite, tmp_path: Path
) -> None:
    file = tmp_path / "sources" / "testsite.yml"
    file.write_text(yaml.safe_dump(site.source() | {"cron": "* * * * *"}), encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [str(PARTYWIRE), "serve", "--port", str(port)],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=as_in_the_background,
    )  # fmt: skip
    try:
        home = Home(tmp_path / "home")
        wait_for("snapshot of a scheduled run", lambda: home.latest() or process.poll() is not None, 300)
        snapshot = home.latest()
        assert snapshot is not None, process.communicate()
        assert summarize(snapshot).counts["loaded"] == len(site.dispatches)
    finally:
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert time.monotonic() - started < 15
    assert not healthy(f"http://127.0.0.1:{port}/api")
    assert "Traceback" not in output


def test_serve_without_a_schedule_says_so(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = subprocess.run(
        [str(PARTYWIRE), "serve", "--sources", str(tmp_path / "none")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "no source has a cron schedule" in done.stderr
