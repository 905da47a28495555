"""robots.txt by RFC 9309: missing allows, unreachable forbids, whatever is there is read as rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tasks.fetch.client import Client
from tasks.fetch.failures import Refused
from tasks.fetch.robots import Robots
from tasks.fetch.settings import FetchSettings
from tests.testsite import Answer, TestSite


@pytest.fixture
def site() -> Iterator[TestSite]:
    with TestSite() as running:
        yield running


def text(rules: str | bytes, **changes: object) -> Answer:
    return Answer(rules.encode() if isinstance(rules, str) else rules, content_type="text/plain", **changes)  # type: ignore[arg-type]


def allows(site: TestSite, robots: Answer | None, path: str = "/private/a") -> bool:
    if robots is None:
        del site.answers["/robots.txt"]
    else:
        site.answers["/robots.txt"] = robots
    settings = FetchSettings(allow_hosts=frozenset([site.host]), backoff=0.01, read_timeout=0.2, deadline=1.0, tries=2)
    with Client(settings) as client:
        try:
            Robots(client).check(site.url(path))
        except Refused as refusal:
            assert refusal.reason == "robots"
            return False
        return True


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/\n", False),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: other\nDisallow: /\n", True),
        ("User-agent: Partywire\nDisallow: /private\n\nUser-agent: *\nDisallow:\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: partywire\nAllow: /\n", True),
        ("User-agent: *\nDisallow: /p\nAllow: /private/a\n", True),
        ("User-agent: *\nDisallow: /*a$\n", False),
        ("\ufeffuSER-AGENT: *\rDISALLOW: /private/\r", False),
        ("<!DOCTYPE html><html><body>Welcome</body></html>", True),
        ("# only a comment\n", True),
        ("", True),
        ("User-agent: *\nDisallow: /private/\n" + "#" * 2_000_000, False),
        (b"\xff\xfe\x00junk\nUser-agent: *\nDisallow: /private/\n", False),
    ],
)
def test_rules(site: TestSite, rules: str | bytes, allowed: bool) -> None:
    assert allows(site, text(rules)) is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_unavailable_allows(site: TestSite, status: int) -> None:
    assert allows(site, text("", status=status))


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_server_errors_forbid(site: TestSite, status: int) -> None:
    assert not allows(site, text("", status=status))


def test_silence_forbids(site: TestSite) -> None:
    assert not allows(site, text("", wait=20.0))


def test_an_endless_redirect_allows(site: TestSite) -> None:
    assert allows(site, text("", status=302, headers={"Location": "/robots.txt"}))


def test_a_redirect_is_followed(site: TestSite) -> None:
    site.answers["/rules"] = text("User-agent: *\nDisallow: /private/\n")
    assert not allows(site, text("", status=301, headers={"Location": "/rules"}))


def test_each_site_is_asked_once_and_its_delay_is_capped(site: TestSite) -> None:
    site.answers["/robots.txt"] = text("User-agent: *\nCrawl-delay: 7200\nDisallow: /private/\n")
    with Client(FetchSettings(allow_hosts=frozenset([site.host]))) as client:
        robots = Robots(client)
        for path in ("/a", "/b"):
            robots.check(site.url(path))
        assert robots.delay(site.url("/a")) == 30.0
    assert site.asked("/robots.txt") == 1
