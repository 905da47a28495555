"""A source fetched end to end from the loopback site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tasks.fetch import FetchReport, FetchSettings, FetchState, Source, check_source, fetch_source, fetch_urls
from tasks.fetch.days import ANY_DAY, Days
from tasks.fetch.inbox import Inbox
from tasks.fetch.network import Network
from tasks.fetch.state import of_loaded, read_state, write_state
from tasks.records import Candidate, Rejected
from tests.faultsite.server import Site, Talk
from tests.faultsite.texts import page
from tests.testsite import Answer, TestSite


@pytest.fixture
def site() -> Iterator[TestSite]:
    with TestSite(with_faults=True) as running:
        yield running


def settings(site: TestSite) -> FetchSettings:
    return FetchSettings(allow_hosts=frozenset([site.host]), backoff=0.01, read_timeout=0.5, deadline=5.0, delay=0)


def source(site: TestSite, **changes: object) -> Source:
    return Source.model_validate({"name": "testsite"} | site.source() | changes)


@dataclass
class Fetched:
    """A report with the pages that were kept."""

    report: FetchReport
    candidates: list[Candidate]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.report, name)

    @property
    def paths(self) -> list[str]:
        """Of the pages, without the host."""
        return sorted("/" + one.locator.split("/", 3)[3] for one in self.candidates)


def fetch(site: TestSite, state: FetchState | None = None, days: Days = ANY_DAY, **changes: object) -> Fetched:
    kept: list[Candidate] = []
    report = fetch_source(source(site, **changes), state or {}, Network(settings(site)), kept.append, days)
    return Fetched(report, kept)


def rejected(report: Fetched) -> dict[str, tuple[str, str]]:
    return {
        row.locator.partition("127.0.0.1")[2].partition("/")[2]: (row.reason, row.detail) for row in report.rejected
    }


def test_first_run_takes_everything_that_may_be_taken(site: TestSite) -> None:
    report = fetch(site)
    assert {c.locator for c in report.candidates} == {
        site.url(path) for path in [*site.dispatches, "/news/moved.shtml", "/news/flaky.shtml"]
    }
    assert rejected(report) == {
        "news/missing.shtml": ("not_found", "status 404"),
        "private/memo.shtml": ("robots", "robots.txt forbids it"),
    }
    assert (report.fetched_count, report.missing_count, report.blocked_count, report.empty_count) == (10, 1, 1, 0)
    assert site.asked("/private/memo.shtml") == 0
    assert report.problem is None


def test_a_candidate_says_where_it_came_from(site: TestSite) -> None:
    report = fetch(site, agency="Test Agency", language="zh")
    gbk = next(c for c in report.candidates if c.locator.endswith("0003.shtml"))
    assert gbk.form == "html"
    assert gbk.raw == site.answers["/news/0003.shtml"].body
    assert (gbk.given.source_id, gbk.given.url, gbk.given.agency, gbk.given.language) == (
        "testsite", site.url("/news/0003.shtml"), "Test Agency", "zh",
    )  # fmt: skip
    assert gbk.given.etag
    assert gbk.given.fetched_at and gbk.given.fetched_at.endswith("Z")
    moved = next(c for c in report.candidates if c.locator.endswith("moved.shtml"))
    assert moved.given.url == site.url(site.dispatches[0])


def test_second_run_asks_conditionally_and_sees_no_change(site: TestSite) -> None:
    first = fetch(site)
    second = fetch(site, first.state)
    assert second.candidates == []
    assert sorted(second.unchanged) == sorted(c.locator for c in first.candidates)
    assert second.state == first.state


def test_a_correction_and_a_withdrawal_are_noticed_even_when_no_longer_listed(site: TestSite) -> None:
    first = fetch(site)
    corrected, withdrawn = site.dispatches[:2]
    site.answers[corrected] = Answer(b"<html><body><p>Corrected.</p></body></html>")
    site.answers[withdrawn] = Answer(status=410)
    site.listed = site.dispatches[2:]
    second = fetch(site, first.state)
    assert site.url(corrected) in [c.locator for c in second.candidates]
    assert [(r.locator, r.is_gone) for r in second.rejected if r.is_gone] == [(site.url(withdrawn), True)]
    third = fetch(site, second.state)
    assert third.rejected == []  # told once
    site.answers[withdrawn] = Answer(b"<html><body><p>Back again.</p></body></html>")
    site.listed = site.dispatches
    assert [c.locator for c in fetch(site, third.state).candidates] == [site.url(withdrawn)]


def test_what_is_not_listed_any_more_is_left_alone_after_a_while(site: TestSite) -> None:
    first = fetch(site)
    old = {url: {**seen, "first_seen": "2001-01-01"} for url, seen in first.state.items()}
    site.listed = []
    second = fetch(site, old)  # type: ignore[arg-type]
    assert (second.candidates, second.unchanged, second.rejected) == ([], [], [])
    assert second.state == {}


def test_an_empty_listing_is_a_problem(site: TestSite) -> None:
    site.listed = []
    report = fetch(site)
    assert report.empty_count == 2
    assert report.problem == f"source testsite listed 0 dispatches on {report.day}, expected at least 1"


def test_too_many_are_a_warning(site: TestSite) -> None:
    report = fetch(site, expected={"minimum": 1, "maximum": 3})
    assert report.problem is None
    assert report.warnings == [f"source testsite listed 12 dispatches on {report.day}, expected at most 3"]


def test_the_expected_volume_is_that_of_a_day_over_all_its_runs(site: TestSite) -> None:
    """A feed that shows a few at a time reaches the day's volume in several runs; an empty one is broken all the same."""
    whole, day = site.listed, {"minimum": 3, "maximum": 5}
    site.listed = whole[:4]
    morning = fetch(site, expected=day)
    site.listed = whole[4:6]
    noon = fetch(site, morning.state, expected=day)
    assert noon.listed_count < 3 and noon.problem is None
    assert noon.warnings == [f"source testsite listed {noon.day_count} dispatches on {noon.day}, expected at most 5"]
    site.listed = []
    assert "listed 0 dispatches" in (fetch(site, noon.state, expected=day).problem or "")
    site.listed = whole[4:6]
    yesterday = {url: seen | {"listed": "2001-01-01"} for url, seen in noon.state.items()}
    assert "listed 2 dispatches" in (fetch(site, yesterday, expected=day).problem or "")  # type: ignore[arg-type]


def test_the_budget_leaves_the_rest_to_the_next_run_which_begins_with_it(site: TestSite) -> None:
    few = {"delay": 0, "max_per_run": 3}
    first = fetch(site, manners=few)
    assert len(first.candidates) == 3 and first.rejected == []
    assert first.warnings == ["source testsite has 9 more new dispatches: left to the next run"]
    second = fetch(site, first.state, manners=few)
    assert set(second.paths).isdisjoint(first.paths)
    assert len(second.unchanged) == 3  # what is known has a budget of its own


def test_pages_that_wait_in_the_inbox_are_not_asked_for_again(site: TestSite, tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, "testsite")
    with inbox.writer() as writer:
        report = fetch_source(
            source(site, manners={"delay": 0, "max_per_run": 4}), {}, Network(settings(site)), writer.write
        )
    assert report.fetched_count == 4
    waiting = inbox.seen(report.day)
    assert len(waiting) == 4 and all(seen["etag"] for seen in waiting.values())
    site.requests.clear()
    with inbox.writer() as writer:
        again = fetch_source(source(site), waiting, Network(settings(site)), writer.write, waiting=waiting.keys())
    assert again.fetched_count == 6
    asked_again = {site.url(path) for path, _ in site.requests} & waiting.keys()
    assert asked_again == {site.url(site.dispatches[0])}  # which another address redirects to
    assert sorted(page.locator for page in inbox.pages()) == sorted(again.state)
    inbox.clear()
    assert list(inbox.pages()) == []


def test_listed_addresses_on_other_hosts_are_refused(site: TestSite) -> None:
    site.listed = ["//other.example/news/0001.shtml", site.dispatches[0]]
    report = fetch(site, feeds=[])
    assert [(r.locator.partition("?")[0], r.reason, r.is_refused) for r in report.rejected] == [
        ("http://other.example/news/0001.shtml", "host", True)
    ]
    assert report.fetched_count == 1


def test_a_site_without_reachable_robots_is_not_touched(site: TestSite) -> None:
    site.answers["/robots.txt"] = Answer(status=503)
    report = fetch(site)
    assert report.candidates == []
    assert {row.reason for row in report.rejected} == {"robots"}
    assert {path for path, _ in site.requests} == {"/robots.txt"}
    assert "robots.txt cannot be had" in (report.problem or "")


def test_a_missing_robots_txt_allows_everything(site: TestSite) -> None:
    del site.answers["/robots.txt"]
    assert site.url("/private/memo.shtml") in [c.locator for c in fetch(site).candidates]


def test_a_broken_feed_is_reported_and_the_index_page_still_read(site: TestSite) -> None:
    site.answers["/broken.xml"] = Answer(b"no feed at all <<<")
    report = fetch(site, feeds=[site.url("/broken.xml")])
    assert rejected(report)["broken.xml"][0] == "bad_xml"
    assert report.fetched_count == 10


def test_check_takes_one_listing_and_three_dispatches(site: TestSite) -> None:
    kept: list[Candidate] = []
    report = check_source(source(site), Network(settings(site)), kept.append)
    assert report.listed_count == 6
    assert len(kept) == 3
    assert site.asked("/") == 0


def test_addresses_from_the_command_line(site: TestSite) -> None:
    urls = [site.url(p) for p in ("/news/0001.shtml", "/news/missing.shtml", "/private/memo.shtml", "/news/0001.shtml")]
    found = list(fetch_urls([*urls, "ftp://host.example/a"], Network(settings(site))))
    assert [item.locator for item in found if isinstance(item, Candidate)] == urls[:1]
    assert sorted(item.reason for item in found if isinstance(item, Rejected)) == ["not_found", "robots", "scheme"]


def test_state_survives_on_disk_and_its_loss_is_harmless(tmp_path: Path, site: TestSite) -> None:
    state = fetch(site).state
    write_state(tmp_path, "testsite", state)
    assert read_state(tmp_path, "testsite") == state
    (tmp_path / "fetch-state" / "testsite.json").write_text('{"cut')
    assert read_state(tmp_path, "testsite") == {}
    assert [p.name for p in (tmp_path / "fetch-state").iterdir()] == ["testsite.json"]


def test_what_is_not_in_the_tables_is_asked_for_anew(site: TestSite) -> None:
    first = fetch(site)
    quarantined = site.url(site.dispatches[0])
    loaded = {c.locator for c in first.candidates} - {quarantined}
    second = fetch(site, of_loaded(first.state, loaded))
    assert [c.locator for c in second.candidates] == [quarantined]
    assert len(second.unchanged) == len(loaded)
    assert of_loaded(first.state, set()) == {}


def test_hosts_are_asked_side_by_side_and_each_by_one_connection() -> None:
    """Nobody is answered before all four hosts are asked: one after the other would never end."""
    together = threading.Barrier(4)

    def serve(talk: Talk) -> None:
        if talk.path.startswith("/first"):
            together.wait(10)
        talk.answer(page(int(talk.path[-1])) if talk.path != "/robots.txt" else "")

    hosts = [Site(serve) for _ in range(4)]
    try:
        urls = [host.url(path) for path in ("/first1", "/then2", "/then3", "/then4") for host in hosts]
        network = Network(FetchSettings(allow_hosts=frozenset(host.host for host in hosts), delay=0))
        found = list(fetch_urls(urls, network))
        assert sorted(one.locator for one in found if isinstance(one, Candidate)) == sorted(urls)
        assert [host.most_waiting for host in hosts] == [1, 1, 1, 1]
    finally:
        for host in hosts:
            host.stop()
