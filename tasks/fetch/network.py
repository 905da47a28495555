"""What all sources of a run share, and the threads that work for it: one for each site, many sites at a time."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from tasks.errors import Unusable
from tasks.fetch.address import site_of
from tasks.fetch.client import Client
from tasks.fetch.failures import Refused
from tasks.fetch.robots import Robots
from tasks.fetch.settings import FetchSettings
from tasks.fetch.sites import Sites

_WAITING = 8  # results that may wait for whoever takes them: pages are large

Found = TypeVar("Found")


class Network:
    """One for a run: no site is asked for its robots.txt twice, or by two sources at a time."""

    def __init__(self, settings: FetchSettings) -> None:
        self.settings = settings
        self.sites = Sites()
        self.robots = Robots()

    def client(self, settings: FetchSettings, delay: float) -> Client:
        """A client for one thread, which keeps the rules of the sites it asks."""
        client = Client(settings, self.sites, delay)

        def rule(url: str) -> None:
            self.robots.check(url, client)
            client.delay = max(delay, self.robots.delay(url, client))

        client.rule = rule
        return client


def visit_all(
    urls: Iterable[str],
    visit: Callable[[Client, str], Found],
    open_client: Callable[[], Client],
    sites_at_once: int,
) -> Iterator[Found]:
    """What `visit` returns for each address, as it comes: those of one site one after the other, sites side by side.

    A site that does not answer holds up nobody but itself.
    """
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_site(url), []).append(url)
    waiting = deque(groups.values())
    results: queue.Queue[tuple[Any, BaseException | None]] = queue.Queue(_WAITING)
    stop = threading.Event()

    def put(found: Any, error: BaseException | None = None) -> None:
        while not stop.is_set():
            with suppress(queue.Full):
                results.put((found, error), timeout=0.5)
                return

    def next_group() -> list[str]:
        try:
            return waiting.popleft()
        except IndexError:
            return []

    def work() -> None:
        try:
            with open_client() as client:
                while group := next_group():
                    for url in group:
                        if stop.is_set():
                            return
                        put(visit(client, url))
        except BaseException as error:  # raised where the results are taken
            put(None, error)

    # Daemons: a run that is stopped does not wait for an answer that may take its time.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(sites_at_once, len(groups)))]
    for thread in threads:
        thread.start()
    try:
        for _ in range(sum(map(len, groups.values()))):
            found, error = results.get()
            if error is not None:
                raise error
            yield found
    finally:
        stop.set()


def side_by_side(jobs: Sequence[Callable[[], Found]]) -> list[Found]:
    """What the jobs return, in their order; each has a thread of its own. The first exception is raised at once."""
    results: queue.Queue[tuple[int, Any, BaseException | None]] = queue.Queue()

    def work(number: int) -> None:
        try:
            results.put((number, jobs[number](), None))
        except BaseException as error:  # raised where the results are taken
            results.put((number, None, error))

    for number in range(len(jobs)):
        threading.Thread(target=work, args=(number,), daemon=True).start()
    found: dict[int, Found] = {}
    for _ in jobs:
        number, result, error = results.get()
        if error is not None:
            raise error
        found[number] = result
    return [found[number] for number in range(len(jobs))]


def _site(url: str) -> str:
    try:
        return site_of(url)
    except (Unusable, Refused):
        return ""
