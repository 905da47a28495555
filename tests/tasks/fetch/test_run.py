"""A source fetched end to end from the loopback site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.fetch import FetchReport, FetchSettings, FetchState, Source, check_source, fetch_source, fetch_urls
from tasks.fetch.state import of_loaded, read_state, write_state
from tasks.records import Candidate, Rejected
from tests.testsite import Answer, TestSite


@pytest.fixture
def site() -> Iterator[TestSite]:
    with TestSite(with_faults=True) as running:
        yield running


def settings(site: TestSite) -> FetchSettings:
    return FetchSettings(allow_hosts=frozenset([site.host]), backoff=0.01, read_timeout=0.5, deadline=5.0)


def source(site: TestSite, **changes: object) -> Source:
    return Source.model_validate({"name": "testsite"} | site.source() | changes)


def fetch(site: TestSite, state: FetchState | None = None, **changes: object) -> FetchReport:
    return fetch_source(source(site, **changes), state or {}, settings(site))


def rejected(report: FetchReport) -> dict[str, tuple[str, str]]:
    return {
        row.locator.partition("127.0.0.1")[2].partition("/")[2]: (row.reason, row.detail) for row in report.rejected
    }


def test_first_run_takes_everything_that_may_be_taken(site: TestSite) -> None:
    report = fetch(site)
    assert {c.locator for c in report.candidates} == {
        site.url(path) for path in [*site.dispatches, "/news/moved.shtml", "/news/flaky.shtml"]
    }
    assert rejected(report) == {
        "news/missing.shtml": ("http_error", "status 404"),
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
    assert report.problem == "source testsite listed 0 dispatches, expected at least 1"


def test_too_many_are_a_warning(site: TestSite) -> None:
    report = fetch(site, expected={"minimum": 1, "maximum": 3})
    assert report.problem is None
    assert report.warning == "source testsite listed 12 dispatches, expected at most 3"


def test_the_budget_defers_and_the_next_run_goes_on_with_the_new_ones(site: TestSite) -> None:
    first = fetch(site, manners={"delay": 0, "max_per_run": 3})
    assert len(first.candidates) == 3
    assert {row.reason for row in first.rejected} == {"deferred"}
    second = fetch(site, first.state, manners={"delay": 0, "max_per_run": 3})
    assert {c.locator for c in second.candidates}.isdisjoint(c.locator for c in first.candidates)


def test_a_run_holds_only_so_much_in_memory(site: TestSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.fetch.run.MAX_RUN_BYTES", 3000)
    report = fetch(site)
    assert 0 < sum(len(c.raw) for c in report.candidates[:-1]) <= 3000
    assert "left to the next run: more than 3,000 bytes in one" in {row.detail for row in report.rejected}


def test_listed_addresses_on_other_hosts_are_refused(site: TestSite) -> None:
    site.listed = ["//other.example/news/0001.shtml", site.dispatches[0]]
    report = fetch(site, feeds=[])
    assert [(r.locator.partition("?")[0], r.reason, r.is_refused) for r in report.rejected] == [
        ("http://other.example/news/0001.shtml", "denied", True)
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
    assert rejected(report)["broken.xml"][0] == "bad_record"
    assert report.fetched_count == 10


def test_check_takes_one_listing_and_three_dispatches(site: TestSite) -> None:
    report = check_source(source(site), settings(site))
    assert report.listed_count == 6
    assert len(report.candidates) == 3
    assert site.asked("/") == 0


def test_addresses_from_the_command_line(site: TestSite) -> None:
    urls = [site.url(p) for p in ("/news/0001.shtml", "/news/missing.shtml", "/private/memo.shtml", "/news/0001.shtml")]
    found = list(fetch_urls([*urls, "ftp://host.example/a"], settings(site)))
    assert [type(item) for item in found] == [Candidate, Rejected, Rejected, Rejected]
    assert [item.reason for item in found[1:]] == ["http_error", "robots", "scheme"]  # type: ignore[union-attr]


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
