"""Only public addresses are connected to, however they are written and whatever a name resolves to."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from tasks.errors import Unusable
from tasks.fetch.address import authority_of, check_unresolved, host_and_port, is_public, printable, resolve, site_of
from tasks.fetch.client import Client
from tasks.fetch.failures import Refused
from tasks.fetch.settings import FetchSettings

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "fec0::1",
        "192.0.0.8",
        "100.127.255.255",
        "::ffff:169.254.169.254",
        "2001::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "scheme"), ("ftp://host.example/a", "scheme"), ("data:text/html,x", "scheme"),
        ("gopher://host.example", "scheme"), ("javascript:alert(1)", "scheme"), ("//host.example/a", "scheme"),
        ("http://user@host.example/", "host"), ("http://good.example@10.0.0.1/", "host"), ("http://good.example:80@10.0.0.1/", "host"),
        ("http://localhost/", "host"), ("http://a.localhost/", "host"), ("http://printer.local/", "host"),
        ("http://127.0.0.1/", "host"), ("http://2130706433/", "host"), ("http://0x7f.1/", "host"),
        ("http://0177.0.0.1/", "host"), ("http://127.1/", "host"), ("http://[::1]/", "host"),
        ("http://[::ffff:127.0.0.1]/", "host"), ("http://[fe80::1%25eth0]/", "host"), ("http://0/", "host"),
    ],
)  # fmt: skip
def test_refused_without_a_look_up(url: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        check_unresolved(url, NONE)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "url", ["http:///a", "http://[::1", "http://host.example:99999999/", "http://x.example/" + "a" * 5000]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Unusable) as caught:
        check_unresolved(url, NONE)
    assert caught.value.reason == "bad_url"


def test_allowed_pairs_are_exempt_by_host_and_port() -> None:
    allowed = frozenset(["127.0.0.1:8080"])
    check_unresolved("http://127.0.0.1:8080/a", allowed)
    with pytest.raises(Refused):
        check_unresolved("http://127.0.0.1:8081/a", allowed)


def test_host_and_port_are_read_as_the_library_reads_them() -> None:
    assert host_and_port("HTTPS://Host.Example/a") == ("host.example", 443)
    assert authority_of("http://host.example/a?b#c") == "host.example:80"
    assert site_of("http://host.example/a") == site_of("https://host.example/b") == "host.example"
    assert site_of("http://host.example:8080/a") == "host.example:8080"


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(Refused, match=r"10\.0\.0\.1, which is not public"):
        resolve("news.example", 80, NONE)
    assert resolve("news.example", 80, frozenset(["news.example:80"])) == ["93.184.216.34", "10.0.0.1"]


def test_the_connection_itself_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that looked public and resolves to a private address when connecting is never connected to."""
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    monkeypatch.setattr(socket.socket, "connect", lambda *args: pytest.fail("connected"))
    with Client(FetchSettings()) as client, pytest.raises(Refused, match="not public"):
        client.get("http://rebound.example/")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:word@a.example/b", "http://***@a.example/b"),
        ("http://a.example/b?id=7&token=x%20y&page=2#c", "http://a.example/b?id=7&token=***&page=2#c"),
        ("http://a.example/?X-Amz-Signature=ab12", "http://a.example/?X-Amz-Signature=***"),
        ("cannot ask http://a.example/?api_key=1 now", "cannot ask http://a.example/?api_key=*** now"),
        ("http://a.example/authors?author=Li&keyword=a@b", "http://a.example/authors?author=Li&keyword=a@b"),
    ],
)
def test_secrets_of_an_address_are_not_shown(url: str, shown: str) -> None:
    assert printable(url) == shown


def test_an_address_is_shown_on_one_line() -> None:
    assert printable("http://a.example/\n\x1b[31m") == "http://a.example/%0A%1B[31m"
    assert printable("http://a.example/" + "x" * 999, 20) == "http://a.example/..."
    assert len(printable("http://a.example/" + "x" * 9999)) == 4000
