"""robots.txt by RFC 9309: missing allows, unreachable forbids, whatever is there is read as rules."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tasks.errors import Unusable
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
    settings = FetchSettings(
        allow_hosts=frozenset([site.host]), backoff=0.01, read_timeout=0.2, deadline=1.0, tries=2, delay=0
    )
    with Client(settings) as client:
        try:
            Robots().check(site.url(path), client)
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


def test_a_redirect_to_a_forbidden_place_forbids(site: TestSite) -> None:
    assert not allows(site, text("", status=301, headers={"Location": "http://10.0.0.1/robots.txt"}))


def test_only_the_start_of_a_large_file_is_read(site: TestSite) -> None:
    rules = "User-agent: *\nDisallow: /private/\n" + "#" * 520_000 + "\nAllow: /private/a\n"
    assert not allows(site, text(rules + "#" * 11_000_000))


@pytest.mark.parametrize(("rule", "delay"), [("Crawl-delay: 7200", 7200.0), ("Request-rate: 1/10", 10.0), ("", 0.0)])
def test_each_site_is_asked_once_and_its_delay_is_kept(site: TestSite, rule: str, delay: float) -> None:
    site.answers["/robots.txt"] = text(f"User-agent: *\n{rule}\nDisallow: /private/\n")
    with Client(FetchSettings(allow_hosts=frozenset([site.host]))) as client:
        robots = Robots()
        for path in ("/a", "/b"):
            robots.check(site.url(path), client)
        assert robots.delay(site.url("/a"), client) == delay
    assert site.asked("/robots.txt") == 1


def test_a_site_that_nobody_reaches_is_no_matter_of_rules(site: TestSite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    with Client(FetchSettings(allow_hosts=frozenset([host]), tries=1)) as client, pytest.raises(Unusable) as caught:
        Robots().check(f"http://{host}/a", client)
    assert caught.value.reason == "connection"
