"""The network faults of the catalogue, served for real, in one run of the command line: every one in its class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faultsite.catalogue import HOSTS, LISTINGS, PAGES
from tests.faultsite.content import TITLES
from tests.faultsite.hosts import FaultSite
from tests.reliability.network_run import SHORT, Ran, host_urls, listing_urls, page_urls, run

AGAIN = ("N57", "N72", "N73", "N74")  # what a second look tells


@pytest.fixture(scope="module", params=["short", pytest.param("whole", marks=pytest.mark.reliability)])
def form(request: pytest.FixtureRequest) -> str:
    """short: many hosts that serve the news, and small limits; whole: one host, and the limits as they are."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(form: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(form)


@pytest.fixture(scope="module")
def site(form: str, folder: Path) -> Iterator[FaultSite]:
    with FaultSite(folder, news_hosts=16 if form == "short" else 1) as running:
        yield running


@pytest.fixture(scope="module")
def ran(form: str, site: FaultSite, folder: Path) -> Ran:
    done = run(site, folder, SHORT if form == "short" else {})
    times = [one.at for one in site.news[0].asked]
    return replace(done, longest=max(later - sooner for sooner, later in pairwise(times)))


@pytest.fixture(scope="module")
def became(ran: Ran) -> dict[str, str]:
    return ran.became()


def test_the_run_is_published_without_a_traceback(ran: Ran) -> None:
    assert ran.code == 0, ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize("row", PAGES)
def test_each_page_lands_in_its_class(row: str, site: FaultSite, became: dict[str, str]) -> None:
    assert became[page_urls(site)[row]] in PAGES[row][1]


@pytest.mark.parametrize("row", LISTINGS)
def test_each_listing_lands_in_its_class(row: str, site: FaultSite, became: dict[str, str]) -> None:
    expected = LISTINGS[row][2]
    assert became.get(listing_urls(site)[row], "ok") in (expected or {"ok"}) | ({"ok"} if row == "N96" else set())


def test_entries_of_a_sitemap_that_lie_elsewhere_are_refused(site: FaultSite, became: dict[str, str]) -> None:
    assert became[f"http://{site.canary.host}/listed/2"] == "host"
    assert became["file:///etc/passwd"] == "scheme"
    assert became[site.news[0].url("/listed/1")] == "ok"  # the good entry beside them


@pytest.mark.parametrize("name", HOSTS)
def test_each_host_is_treated_by_its_rules(name: str, site: FaultSite, became: dict[str, str]) -> None:
    assert tuple(became[url] for url in host_urls(site)[name]) == HOSTS[name]


def test_nobody_went_where_nobody_may_go(ran: Ran, site: FaultSite) -> None:
    assert site.canary.asked == []
    for name, (page, private) in HOSTS.items():
        forbidden = {"robots": ["/news/1", "/private/2"]}.get(page, []) + (
            ["/private/2"] if private == "robots" else []
        )
        assert not set(site.special[name].paths()) & set(forbidden)


def test_nobody_is_told_a_secret(ran: Ran, site: FaultSite) -> None:
    headers = [one.headers for host in site.sites() for one in host.asked]
    assert headers and not any({"cookie", "authorization", "referer"} & sent.keys() for sent in headers)
    assert {sent["user-agent"].partition("/")[0] for sent in headers} == {"partywire"}


def test_a_trap_is_left_after_a_few_pages(ran: Ran, site: FaultSite) -> None:
    assert sum(path.startswith("/fault/trap") for path in site.news[0].paths()) == 5


def test_a_page_under_many_session_ids_is_one_dispatch(ran: Ran, site: FaultSite) -> None:
    [(count,)] = ran.rows("select count(distinct dispatch_id) from sightings where locator like '%session_ids%'")
    assert count == 1


@pytest.mark.parametrize("path", TITLES)
def test_texts_come_out_right(path: str, ran: Ran, site: FaultSite) -> None:
    [(title, text)] = ran.rows(
        f"select d.title, d.text from dispatches d join sightings s using (dispatch_id) where s.locator like '%/fault/{path}'"
    )
    assert title == TITLES[path]
    assert "\0" not in text and "\ufffd" not in text


def test_impossible_dates_are_none(ran: Ran, site: FaultSite) -> None:
    urls = page_urls(site)
    found = dict(ran.rows("select s.locator, d.published_at from dispatches d join sightings s using (dispatch_id)"))
    assert found[urls["N84"]] is None and found[urls["N85"]] is None
    assert str(found[urls["N86"]]).startswith("2022-01-01")  # the day at the place, not the day of UTC


def test_every_input_is_accounted_for(ran: Ran) -> None:
    [row] = ran.rows("select seen, loaded + unchanged + copies + quarantined + refused + gone from runs")
    assert row[0] == row[1] > 130


def test_a_second_look_sees_what_changed_and_nothing_else(ran: Ran, site: FaultSite, folder: Path) -> None:
    """A new ETag, a new advert and a server that answers 304 make no version; what is gone is said to be gone."""
    urls = [page_urls(site)[row] for row in AGAIN]
    before = ran.rows("select count(*) from dispatch_versions")
    again = run(
        site, folder, SHORT, urls=urls, feeds=[], sitemaps=[], indexes=[], manners={"delay": 0, "max_per_run": 9}
    )
    assert again.code == 0, again.output
    assert again.rows("select count(*) from dispatch_versions") == before
    latest = "(select max(run_id) from runs)"
    outcomes = dict(again.rows(f"select locator, outcome from sightings where run_id = {latest}"))
    assert [outcomes[url] for url in urls] == ["gone", "unchanged", "unchanged", "unchanged"]
    assert [row[0] for row in again.rows(f"select count(*) from dispatches where url = '{urls[0]}'")] == [1]


@pytest.mark.reliability
def test_no_fault_takes_half_a_minute(form: str, ran: Ran) -> None:
    """With one host, which is asked for one thing at a time, the pauses of its log are what each fault took."""
    if form == "short":
        pytest.skip("its limits are not those of a run")
    assert ran.longest < 30
