"""`partywire serve`: scheduled runs without a server to operate.

A Prefect server is started on 127.0.0.1 as a child of this process (an ephemeral server refuses to schedule), unless
PREFECT_API_URL names one. Every source with a `cron` becomes a schedule of the flow `pipeline`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flows import console
from flows.settings import prepare
from tasks.errors import PartywireError, UsageError
from tasks.fetch import Source, load_sources

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

START_SECONDS = 180
STOP_SECONDS = 8


def serve_schedules(home: Path, sources_dir: Path | None, port: int) -> int:
    """Serves until Ctrl-C or SIGTERM (130). A UsageError where no source has a schedule."""
    scheduled = [source for source in load_sources(sources_dir) if source.cron]
    if not scheduled:
        raise UsageError("no source has a cron schedule; add `cron:` to a file of sources/")
    prepare(home)
    with _server(home, port) as url:
        os.environ["PREFECT_API_URL"] = url
        _serve(scheduled, home, sources_dir)
    return 0


def _serve(scheduled: list[Source], home: Path, sources_dir: Path | None) -> None:
    """Registers one deployment per source and runs what falls due, in child processes, until interrupted."""
    from prefect.runner import Runner

    from flows.pipeline import pipeline

    class InterruptibleRunner(Runner):
        """Takes SIGTERM as Ctrl-C: Prefect's own handler exits without awaiting its children."""

        def handle_sigterm(self, *_args: object, **_kwargs: object) -> None:
            signal.raise_signal(signal.SIGINT)

    runner = InterruptibleRunner(pause_on_shutdown=False, limit=1)  # one home: one run at a time
    for source in scheduled:
        deployment = pipeline.to_deployment(
            name=source.name,
            cron=source.cron,
            parameters={
                "sources": [source.name],
                "home": str(home.resolve()),
                "sources_dir": str(sources_dir.resolve()) if sources_dir else None,
            },
            description=source.title,
        )
        runner.add_deployment(cast("RunnerDeployment", deployment))  # a coroutine only inside an event loop
        console.say(f"  {source.name}: {source.cron}")

    async def start() -> None:
        console.say("Serving the schedules; stop with Ctrl-C.")  # from inside the loop, which takes Ctrl-C well
        await runner.start()

    # A shell starts what a script puts in the background with SIGINT ignored; SIGTERM would come to nothing then.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio.run(start())


@contextmanager
def _server(home: Path, port: int) -> Iterator[str]:
    """The address of a healthy API: the one of PREFECT_API_URL, or of a child that is stopped at the end."""
    if configured := os.environ.get("PREFECT_API_URL"):
        yield configured
        return
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UsageError(f"port {port} is in use: name another with --port, or its server with PREFECT_API_URL")
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = (Path(os.environ["PREFECT_HOME"]) / "server.log").open("ab")
    # A session of its own: Ctrl-C reaches us first, so that runs can end before their server does.
    child = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        with console.step(f"Starting a Prefect server on 127.0.0.1:{port}"):
            _wait_until_healthy(url, child, Path(log.name))
        console.say(f"Prefect server: http://127.0.0.1:{port}")
        yield url
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
        log.close()


def _wait_until_healthy(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise PartywireError(f"the Prefect server ended at once; see {log}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise PartywireError(f"the Prefect server did not answer within {START_SECONDS} s; see {log}")
