"""A host that hangs costs its neighbours no time, and bombs cost no memory: both as figures of one run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tasks.fetch import FetchSettings, Network, Source, fetch_source
from tests.faultsite.server import Site, Talk
from tests.faultsite.texts import page
from tests.faultsite.transport import serves

pytestmark = pytest.mark.reliability

PAGES = 60
DELAY = 0.1


def _good(talk: Talk) -> None:
    talk.answer("" if talk.path == "/robots.txt" else page(int(talk.path.rpartition("/")[2])))


def _silent(talk: Talk) -> None:
    talk.answer("") if talk.path == "/robots.txt" else talk.wait(60)


def _seconds(good: Site, others: list[Site]) -> float:
    """How long the pages of `good` took, from the first request to the last."""
    good.asked.clear()
    hosts = [good, *others]
    source = Source.model_validate(
        {"name": "s", "title": "S", "urls": [host.url(f"/news/{n}") for host in hosts for n in range(PAGES if host is good else 2)],
         "links": {"allow": ["."]}, "manners": {"delay": DELAY}}
    )  # fmt: skip
    settings = FetchSettings(allow_hosts=frozenset(host.host for host in hosts), deadline=4.0, read_timeout=4.0)
    report = fetch_source(source, {}, Network(settings), lambda page: None)
    assert report.fetched_count == PAGES
    return good.asked[-1].at - good.asked[0].at


def test_hosts_that_hang_slow_nobody_by_more_than_a_tenth() -> None:
    good, silent = Site(_good), [Site(_silent) for _ in range(8)]
    try:
        alone, beside = _seconds(good, []), _seconds(good, silent)
        print(f"{alone:.2f} s alone, {beside:.2f} s beside hosts that hang")
        assert beside / alone < 1.1
    finally:
        for host in (good, *silent):
            host.stop()


_CHILD = """
import resource, sys
from tasks.fetch import FetchSettings, Network, fetch_urls
host, *paths = sys.argv[1:]
network = Network(FetchSettings(allow_hosts=frozenset([host]), delay=0))
list(fetch_urls([f"http://{host}/fault/none"], network))
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
list(fetch_urls([f"http://{host}/fault/{path}" for path in paths], network))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024)
"""


def test_bombs_are_held_below_300_megabytes() -> None:
    faults = serves("127.0.0.1:9")
    site = Site(lambda talk: faults.get(talk.path.rpartition("/")[2], lambda talk: talk.answer(""))(talk))
    bombs = [
        "gzip_bomb",
        "gzip_bomb_double",
        "encoding_chain",
        "huge_length",
        "endless",
        "page_20mb",
        "header_1mb",
        "headers_5000",
    ]
    try:
        ended = subprocess.run(
            [sys.executable, "-c", _CHILD, site.host, *bombs], capture_output=True, text=True, check=True, timeout=300
        )
    finally:
        site.stop()
    print(f"{float(ended.stdout):.0f} MB above idle")
    assert float(ended.stdout) < 300
