"""What sitemaps, paged indexes and day archives list, also for a range of days."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tasks.errors import Unusable
from tasks.fetch.client import Reply
from tasks.fetch.days import ANY_DAY, Days
from tasks.fetch.lists import Listed, Lists
from tasks.fetch.network import Network
from tasks.fetch.settings import FetchSettings
from tasks.fetch.sitemaps import Entry, entries
from tasks.fetch.source import Source
from tests.testsite import Answer, TestSite

URLSET = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


@pytest.fixture
def site() -> Iterator[TestSite]:
    with TestSite() as running:
        yield running


def sitemap(body: str | bytes) -> list[Entry]:
    raw = body.encode() if isinstance(body, str) else body
    return list(entries(Reply("https://x.example/s.xml", 200, {}, raw), FetchSettings()))


def read(
    site: TestSite, kind: str, address: str, days: Days = ANY_DAY, known: tuple[str, ...] = (), **more: object
) -> Listed:
    settings = FetchSettings(allow_hosts=frozenset([site.host]), delay=0, backoff=0.01)
    source = Source.model_validate(
        {"name": "s", "title": "S", kind: [address], "links": {"allow": ["/news/"]}, "time_zone": "UTC"} | more
    )
    with Network(settings).client(settings, 0) as client:
        return Lists(source, days, known.__contains__).read(client, address)


def page(*paths: str, onward: str = "") -> Answer:
    links = "".join(f'<a href="{path}">x</a>' for path in paths) + (
        f'<a rel="next" href="{onward}">next</a>' if onward else ""
    )
    return Answer(f"<html><body>{links}</body></html>".encode())


# ------------------------------------------------------------------------------------------------------------ sitemaps


def test_entries_of_a_sitemap() -> None:
    body = URLSET + (
        "<url><loc> https://x.example/a?b=1&amp;c=2 </loc><lastmod>2024-05-06</lastmod><priority>0.5</priority></url>"
        "<url><lastmod>2024-05-06</lastmod></url><!-- no address --><url><loc>https://x.example/b</loc><lastmod>soon</lastmod></url></urlset>"
    )
    expected = [Entry("https://x.example/a?b=1&c=2", "2024-05-06", False), Entry("https://x.example/b", None, False)]
    assert sitemap(body) == sitemap(gzip.compress(body.encode())) == sitemap("\ufeff" + body) == expected


def test_a_text_sitemap_and_an_index_of_sitemaps() -> None:
    assert sitemap("https://x.example/a\r\n\r\nhttps://x.example/b\n") == [
        Entry("https://x.example/a", None, False), Entry("https://x.example/b", None, False),
    ]  # fmt: skip
    index = "<sitemapindex><sitemap><loc>https://x.example/1.xml</loc><lastmod>2024-05-06T07:08:09+00:00</lastmod></sitemap></sitemapindex>"
    assert sitemap(index) == [Entry("https://x.example/1.xml", "2024-05-06T07:08:09+00:00", True)]


@pytest.mark.parametrize(
    "body",
    [
        "", "hello", "<html><body>Moved</body></html>", "<urlset><url>", URLSET + "<url><loc>&nbsp;</loc></url></urlset>",
        "<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>",
        '<!DOCTYPE urlset SYSTEM "http://x.example/x.dtd"><urlset/>',
        "<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>".encode("utf-16"),
        " " * 70_000 + "<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>",
    ],
)  # fmt: skip
def test_what_is_no_sitemap(body: str | bytes) -> None:
    with pytest.raises(Unusable) as caught:
        sitemap(body)
    assert caught.value.reason == "bad_xml" and "\n" not in caught.value.detail


def test_a_sitemap_that_breaks_off_gives_what_is_whole() -> None:
    found = []
    with pytest.raises(Unusable, match="after 2 entries"):
        for entry in entries(
            Reply("https://x.example/", 200, {}, (URLSET + "<url><loc>a</loc></url>" * 2 + "<url><lo").encode()),
            FetchSettings(),
        ):
            found.append(entry.url)
    assert found == ["a", "a"]


def test_a_bomb_in_a_sitemap_is_left() -> None:
    with pytest.raises(Unusable, match="unpack to more than"):
        sitemap(gzip.compress(URLSET.encode() + b" " * 80_000_000))


def test_an_index_leads_to_its_sitemaps_and_not_in_circles(site: TestSite) -> None:
    def index(*paths: str) -> Answer:
        return Answer(
            f"<sitemapindex>{''.join(f'<sitemap><loc>{site.url(path)}</loc></sitemap>' for path in paths)}</sitemapindex>".encode()
        )

    site.answers |= {
        "/index.xml": index("/a.xml.gz", "/index.xml", "/none.xml"),
        "/a.xml.gz": Answer(gzip.compress(f"{URLSET}<url><loc>{site.url('/news/1')}</loc></url><url><loc>{site.url('/about')}</loc></url></urlset>".encode()), content_type="application/gzip"),
    }  # fmt: skip
    listed = read(site, "sitemaps", site.url("/index.xml"))
    assert list(listed.found) == [site.url("/news/1")]
    assert {error.reason for _, error in listed.faults} == {"not_found"}
    assert site.asked("/index.xml") <= 3


def test_only_the_sitemaps_and_entries_of_the_days_asked_for(site: TestSite) -> None:
    months = ["2024-01", "2024-02", "2024-03"]
    children = "".join(f"<sitemap><loc>{site.url('/news-' + month)}.xml</loc></sitemap>" for month in months)
    old = f"<sitemap><loc>{site.url('/old.xml')}</loc><lastmod>2019-01-01</lastmod></sitemap>"
    site.answers["/index.xml"] = Answer(f"<sitemapindex>{children}{old}</sitemapindex>".encode())
    for month in months:
        days = "".join(f"<url><loc>{site.url(f'/news/{month}-{day:02}/a.html')}</loc></url>" for day in (1, 15, 28))
        site.answers[f"/news-{month}.xml"] = Answer(f"{URLSET}{days}</urlset>".encode())
    listed = read(site, "sitemaps", site.url("/index.xml"), Days("2024-02-10", "2024-03-01"))
    assert [url[-17:] for url in listed.found] == ["2024-02-15/a.html", "2024-02-28/a.html", "2024-03-01/a.html"]
    assert site.asked("/news-2024-01.xml") == site.asked("/old.xml") == 0


# -------------------------------------------------------------------------------------------------- pages and archives


def test_an_index_is_paged_as_long_as_it_lists_something_new(site: TestSite) -> None:
    site.answers |= {f"/list_{n}": page(f"/news/{2 * n}", f"/news/{2 * n + 1}", "/about") for n in range(1, 5)}
    everything = read(site, "indexes", site.url("/list_{page}"))
    assert len(everything.found) == 8 and everything.faults == []  # page 5 is not there, which is no fault
    site.requests.clear()
    known = tuple(site.url(f"/news/{n}") for n in range(4, 10))
    later = read(site, "indexes", site.url("/list_{page}"), known=known)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/list_1", "/list_2"]
    assert site.url("/news/5") in later.found


def test_the_next_page_that_an_index_names_is_followed_within_bounds(site: TestSite) -> None:
    site.answers |= {f"/p{n}": page(f"/news/{n}", onward=f"/p{n + 1}") for n in range(9)}
    assert len(read(site, "indexes", site.url("/p0"), manners={"max_pages": 3}).found) == 3
    site.answers["/p1"] = page("/news/1", onward="http://elsewhere.example/p2")
    assert len(read(site, "indexes", site.url("/p0")).found) == 2


def test_a_backfill_goes_on_over_known_pages(site: TestSite) -> None:
    site.answers |= {f"/list_{n}": page(f"/news/2024-01-0{n}/a.html") for n in range(1, 5)}
    known = (site.url("/news/2024-01-01/a.html"),)
    listed = read(site, "indexes", site.url("/list_{page}"), Days("2024-01-01", "2024-01-03"), known)
    assert len(listed.found) == 3


def test_the_latest_days_of_an_archive_and_the_days_asked_for(site: TestSite) -> None:
    archive = site.url("/{yyyy}/{mm}{dd}/index.html")
    site.answers |= {f"/2024/02{day}/index.html": page(f"/news/{day}") for day in (27, 28, 29)}
    listed = read(site, "archives", archive, Days("2024-02-27", "2024-03-01"))
    assert [url.rpartition("/")[2] for url in listed.found] == ["29", "28", "27"]
    assert [(url, error.reason) for url, error in listed.faults] == [(site.url("/2024/0301/index.html"), "not_found")]
    site.requests.clear()
    today = date.today()  # noqa: DTZ011 - of the source below, whose zone is that of the machine for a moment at most
    read(site, "archives", archive)
    assert {path for path, _ in site.requests if "index" in path} & {
        f"/{day:%Y/%m%d}/index.html" for day in (today, today - timedelta(1))
    }


def test_an_archive_that_moved(site: TestSite) -> None:
    old, new = site.url("/old/{yyyy}{mm}{dd}"), site.url("/new/{yyyy}{mm}{dd}")
    archives = [{"address": old, "valid_until": "2024-01-02"}, {"address": new, "valid_from": "2024-01-03"}]
    for address in (old, new):
        read(site, "urls", address, Days("2024-01-01", "2024-01-04"), archives=archives, urls=[])
    asked = [path for path, _ in site.requests if path != "/robots.txt"]
    assert asked == ["/old/20240102", "/old/20240101", "/new/20240104", "/new/20240103"]


def test_days() -> None:
    days = Days("2024-02-10", "2024-03-01")
    assert days.takes_link("https://x.example/20240215/a.html") and not days.takes_link(
        "https://x.example/20240302/a.html"
    )
    assert days.takes_link("https://x.example/a.html")
    assert days.takes_sitemap("https://x.example/sitemap-2024.xml", None)
    assert not days.takes_sitemap("https://x.example/sitemap-2023.xml", None)
    assert [f"{day}" for day in Days("2024-02-28", "2024-03-01").each(date(2024, 2, 29))] == [
        "2024-02-29",
        "2024-02-28",
    ]
