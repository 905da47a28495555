"""A crawl of a large sitemap: no request sooner than asked, and a second run that fetches only what changed.

A short form runs always; `make reliability` takes 60,000 addresses, of which 5,000 are fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest

from tasks.fetch import FetchSettings, FetchState, Network, Source, fetch_source
from tasks.fetch.report import FetchReport
from tasks.records import Candidate
from tests.faultsite.server import Site, Talk, head
from tests.faultsite.texts import page

HOSTS = 4


class Paper:
    """Hosts of one paper with a sitemap of all its pages on the first of them."""

    def __init__(self, listed: int) -> None:
        self.edition = [1] * listed
        self.hosts = [Site(self._serve) for _ in range(HOSTS)]
        self.urls = [self.hosts[number % HOSTS].url(f"/news/{number}") for number in range(listed)]

    def _serve(self, talk: Talk) -> None:
        if talk.path == "/sitemap.xml":
            entries = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in self.urls)
            talk.answer(f"<urlset>{entries}</urlset>", kind="application/xml")
        elif talk.path == "/robots.txt":
            talk.answer("User-agent: *\nAllow: /\n", kind="text/plain")
        else:
            number = int(talk.path.rpartition("/")[2])
            tag = f'"{number}-{self.edition[number]}"'
            if talk.headers.get("if-none-match") == tag:
                talk.send(head("304 Not Modified", [("ETag", tag)]))
            else:
                talk.answer(
                    page(number, heading=f"Edition {self.edition[number]} of {number}"), headers=[("ETag", tag)]
                )

    def source(self, fetched: int, delay: float) -> Source:
        return Source.model_validate(
            {
                "name": "paper", "title": "A paper", "sitemaps": [self.hosts[0].url("/sitemap.xml")],
                "links": {"allow": [r"/news/\d+$"]}, "hosts": [host.host for host in self.hosts],
                "manners": {"delay": delay, "max_per_run": fetched},
            }
        )  # fmt: skip

    def crawl(self, source: Source, state: FetchState) -> tuple[FetchReport, list[Candidate]]:
        settings = FetchSettings(allow_hosts=frozenset(host.host for host in self.hosts))
        kept: list[Candidate] = []
        return fetch_source(source, state, Network(settings), kept.append), kept

    def forget(self) -> None:
        for host in self.hosts:
            host.asked.clear()


@pytest.fixture(
    params=[
        pytest.param((1500, 300, 0.02), id="short"),
        pytest.param((60_000, 5000, 0.02), id="whole", marks=pytest.mark.reliability),
    ]
)
def crawl(request: pytest.FixtureRequest) -> Iterator[tuple[Paper, int, float]]:
    listed, fetched, delay = request.param
    paper = Paper(listed)
    yield paper, fetched, delay
    for host in paper.hosts:
        host.stop()


def test_a_large_sitemap_is_crawled_politely_and_once(crawl: tuple[Paper, int, float]) -> None:
    paper, fetched, delay = crawl
    source = paper.source(fetched, delay)
    first, kept = paper.crawl(source, {})
    assert (first.listed_count, first.fetched_count, first.left_count) == (
        len(paper.urls),
        fetched,
        len(paper.urls) - fetched,
    )
    assert len(kept) == len({one.locator for one in kept}) == fetched
    for host in paper.hosts:
        assert host.most_waiting <= 1
        assert min(later.at - sooner.at for sooner, later in pairwise(host.asked)) >= delay

    changed = range(0, fetched, 50)
    for number in changed:
        paper.edition[number] += 1
    paper.forget()
    paper.urls = paper.urls[:fetched]
    second, kept = paper.crawl(source, first.state)
    assert sorted(one.locator for one in kept) == sorted(paper.urls[number] for number in changed)
    assert len(second.unchanged) == fetched - len(changed)
    asked = [one for host in paper.hosts for one in host.asked if one.path.startswith("/news/")]
    assert len(asked) == fetched and all("if-none-match" in one.headers for one in asked)
