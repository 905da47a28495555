"""Faults of the net: each ends in its class, in bounded time, with one line for a person."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate

import pytest

from tasks.errors import Unusable
from tasks.fetch.client import Client
from tasks.fetch.failures import Forbidden, Gone, Refused, Temporary
from tasks.fetch.settings import FetchSettings
from tasks.fetch.sites import Site
from tests.names import readable
from tests.testsite import Answer, TestSite

PAGE = b"<html><body><p>" + b"A dispatch. " * 200 + b"</p></body></html>"


@pytest.fixture
def site() -> Iterator[TestSite]:
    with TestSite() as running:
        yield running


def settings(host: str) -> FetchSettings:
    return FetchSettings(
        allow_hosts=frozenset([host]), backoff=0.01, read_timeout=0.4, connect_timeout=0.4, deadline=1.0,
        longest_wait=1.0, max_bytes=50_000, max_unpacked=100_000, delay=0,
    )  # fmt: skip


def get(site: TestSite, answer: Answer) -> bytes:
    site.answers["/a"] = answer
    with Client(settings(site.host)) as client:
        return client.get(site.url("/a")).body


def fault(site: TestSite, answer: Answer) -> Unusable:
    with pytest.raises(Unusable) as caught:
        get(site, answer)
    assert "\n" not in caught.value.detail
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind", "reason", "asked"),
    [(404, Gone, "not_found", 1), (410, Gone, "not_found", 1), (401, Forbidden, "forbidden", 1), (403, Forbidden, "forbidden", 1),
     (451, Forbidden, "forbidden", 1), (500, Temporary, "server_error", 4), (503, Temporary, "server_error", 4),
     (501, Unusable, "server_error", 1), (408, Temporary, "http_status", 4), (400, Unusable, "http_status", 1),
     (206, Unusable, "truncated", 1), (304, Unusable, "http_status", 1), (999, Unusable, "http_status", 1)],
)  # fmt: skip
def test_a_status_is_tried_again_or_not(
    site: TestSite, status: int, kind: type[Unusable], reason: str, asked: int
) -> None:
    error = fault(site, Answer(status=status))
    assert type(error) is kind
    assert (error.reason, error.detail) == (reason, f"status {status}")
    assert site.asked("/a") == asked


def test_what_passes_is_waited_for(site: TestSite) -> None:
    assert get(site, Answer(PAGE, before=[500, 503, 502])) == PAGE
    assert site.asked("/a") == 4


def test_retry_after_is_kept(site: TestSite) -> None:
    site.answers["/a"] = Answer(b"", 429, headers={"Retry-After": "1"})
    threading.Timer(0.5, lambda: site.answers.update({"/a": Answer(PAGE)})).start()
    start = time.monotonic()
    with Client(replace(settings(site.host), deadline=10.0)) as client:
        assert client.get(site.url("/a")).body == PAGE
    assert time.monotonic() - start >= 1.0
    assert site.asked("/a") == 2


@pytest.mark.parametrize("value", ["604800", formatdate(time.time() + 9999, usegmt=True)], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_leaves_the_address_to_a_later_run(site: TestSite, status: int, value: str) -> None:
    error = fault(site, Answer(b"", status, headers={"Retry-After": value}))
    assert error.reason == "rate_limited" and "to come back in" in error.detail
    assert site.asked("/a") == 1


@pytest.mark.parametrize(
    ("answer", "reason", "taken"),
    [
        (Answer(status=429, headers={"Retry-After": "604800"}), "rate_limited", 3),
        (Answer(status=500), "server_error", 10),
        (Answer(status=404), "not_found", 12),
        (Answer(b"<p>", headers={"Content-Length": "100", "Connection": "close"}), "truncated", 12),
    ],
)
def test_a_site_that_keeps_failing_is_left_to_the_next_run(
    site: TestSite, answer: Answer, reason: str, taken: int
) -> None:
    """A site is given up; single pages that are at fault are not laid to its charge."""
    site.answers |= {f"/{n}": answer for n in range(12)}
    reasons = []
    with Client(replace(settings(site.host), tries=1)) as client:
        for n in range(12):
            with pytest.raises(Unusable) as caught:
                client.get(site.url(f"/{n}"))
            reasons.append(caught.value.reason)
    assert reasons == [reason] * taken + ["deferred"] * (12 - taken)


@pytest.mark.parametrize("value", ["soon", "-1", ""])
def test_a_retry_after_that_is_none_is_ignored(site: TestSite, value: str) -> None:
    site.answers["/a"] = Answer(b"", 503, headers={"Retry-After": value})
    with Client(settings(site.host)) as client, pytest.raises(Unusable, match="status 503"):
        client.get(site.url("/a"))
    assert site.asked("/a") == 4


def test_a_site_that_is_asked_too_fast_is_asked_more_slowly_for_a_while() -> None:
    site = Site("outlet.example")
    pauses = []
    for change in [site.slow_down] * 6 + [site.answered] * 7:
        change()
        with site.turn(0):
            pass
        pauses.append(round(site._next_at - time.monotonic(), 1))
        site._next_at = 0
    assert pauses == [0.5, 1, 2, 4, 8, 8, 4, 2, 1, 0.5, 0.2, 0.1, 0.1]


def test_silence_is_a_timeout(site: TestSite) -> None:
    start = time.monotonic()
    error = fault(site, Answer(wait=30.0))
    assert (error.reason, error.detail) == ("timeout", "nothing came")
    assert time.monotonic() - start < 3.5


def test_redirects_are_followed_and_their_end_is_the_address(site: TestSite) -> None:
    site.answers |= {f"/{n}": Answer(status=302, headers={"Location": f"{n + 1}"}) for n in range(3)}
    site.answers["/3"] = Answer(PAGE)
    with Client(settings(site.host)) as client:
        assert client.get(site.url("/0")).url == site.url("/3")


@pytest.mark.parametrize(
    ("location", "reason"),
    [("/a", "redirect_loop"), ("", "protocol_error"), ("/b", "redirect_loop"), ("http://[", "bad_url"), ("/" + "x" * 60_000, "bad_url")],
)  # fmt: skip
def test_redirects_that_lead_nowhere(site: TestSite, location: str, reason: str) -> None:
    site.answers["/b"] = Answer(status=301, headers={"Location": "/a"})
    assert fault(site, Answer(status=301, headers={"Location": location})).reason == reason


def test_redirects_end(site: TestSite) -> None:
    site.answers |= {f"/r{n}": Answer(status=302, headers={"Location": f"/r{n + 1}"}) for n in range(20)}
    assert fault(site, Answer(status=302, headers={"Location": "/r0"})).reason == "too_many_redirects"
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [("file:///etc/passwd", "scheme"), ("data:text/html,x", "scheme"), ("ftp://host.example/", "scheme"),
     ("http://127.0.0.1:1/", "host"), ("http://2130706433/", "host"), ("http://169.254.169.254/latest", "host"),
     ("//10.0.0.1/x", "host"), ("http://good.example@10.0.0.1/", "host")],
)  # fmt: skip
def test_redirects_out_of_the_open_net_are_refused(site: TestSite, location: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        get(site, Answer(status=302, headers={"Location": location}))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(PAGE), "gzip"), (gzip.compress(PAGE), "x-gzip"), (zlib.compress(PAGE), "deflate"),
     (zlib.compress(PAGE)[2:-4], "deflate"), (PAGE, "gzip"), (PAGE, "identity")],
    ids=readable,
)  # fmt: skip
def test_encodings(site: TestSite, body: bytes, encoding: str) -> None:
    assert get(site, Answer(body, headers={"Content-Encoding": encoding})) == PAGE


@pytest.mark.parametrize(
    ("body", "encoding", "reason", "detail"),
    [
        (gzip.compress(PAGE)[:60], "gzip", "truncated", "ends early"),
        (gzip.compress(PAGE)[:-6] + b"junk00", "gzip", "bad_encoding", "incorrect"),
        (gzip.compress(bytes(10_000_000)), "gzip", "decompression_bomb", "unpack to more"),
        (gzip.compress(gzip.compress(PAGE)), "gzip, gzip", "bad_encoding", "cannot unpack"),
        (b"\x91\x02", "br", "bad_encoding", "cannot unpack"),
        (bytes(60_000), "", "too_large", "announced"),
    ],
    ids=readable,
)
def test_bodies_that_cannot_be_taken(site: TestSite, body: bytes, encoding: str, reason: str, detail: str) -> None:
    error = fault(site, Answer(body, headers={"Content-Encoding": encoding} if encoding else {}))
    assert error.reason == reason
    assert detail in error.detail


def test_who_asks_and_what_is_not_told(site: TestSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.answers["/b"] = Answer(PAGE, headers={"Set-Cookie": "id=1; Path=/"})
    with Client(replace(settings(site.host), contact="news@desk.example")) as client:
        client.get(site.url("/b"))
        client.get(site.url("/b"))
    _, sent = site.requests[-1]
    assert sent["user-agent"] == "partywire/0.1.0 (+news@desk.example)"
    assert "cookie" not in sent and "authorization" not in sent


def test_the_delay_between_requests_is_kept(site: TestSite) -> None:
    with Client(replace(settings(site.host), delay=0.3)) as client:
        start = time.monotonic()
        for _ in range(3):
            client.get(site.url("/robots.txt"))
    assert time.monotonic() - start >= 0.6


# ------------------------------------------------------------------------------------ servers that break the protocol


def raw_server(serve: Callable[[socket.socket], None], asked: list[bytes] | None = None) -> tuple[socket.socket, str]:
    listener = socket.create_server(("127.0.0.1", 0))

    def loop() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=handle, args=(connection,), daemon=True).start()

    def handle(connection: socket.socket) -> None:
        try:
            request = connection.recv(65_536)
            if asked is not None:
                asked.append(request)
            serve(connection)
        except OSError:
            pass
        finally:
            connection.close()

    threading.Thread(target=loop, daemon=True).start()
    return listener, f"127.0.0.1:{listener.getsockname()[1]}"


def drip(head: bytes, byte: bytes) -> Callable[[socket.socket], None]:
    """Sends `head`, then one byte at a time, each in time, without end."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(200):
            connection.sendall(byte)
            time.sleep(0.1)

    return serve


def once(answer: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(answer)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("serve", "reason", "word"),
    [
        (drip(OK, b"x"), "timeout", "not done"),  # a header line without end
        (drip(OK + b"\r\n", b"x"), "timeout", "not done"),  # a body without end or length
        (drip(OK + b"Content-Length: 1000\r\n\r\n", b"x"), "timeout", "not done"),
        (once(b""), "connection", "closed"),
        (once(b"junk junk junk\r\n\r\n"), "protocol_error", ""),
        (once(OK + b"Content-Length: 100\r\n\r\nhalf"), "truncated", ""),
        (once(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "truncated", ""),
        (once(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "protocol_error", ""),
        (once(OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n"), "protocol_error", ""),
        (once(OK + b"Content-Length: 8589934592\r\n\r\nx"), "too_large", "announced"),
        (once(OK + b"\r\n" + b"x" * 90_000), "too_large", "more than"),
    ],
)  # fmt: skip
def test_broken_servers(serve: Callable[[socket.socket], None], reason: str, word: str) -> None:
    listener, host = raw_server(serve)
    start = time.monotonic()
    with listener, Client(settings(host)) as client, pytest.raises(Unusable) as caught:
        client.get(f"http://{host}/")
    assert (caught.value.reason, word in caught.value.detail) == (reason, True), caught.value.detail
    assert time.monotonic() - start < 4


def test_a_close_delimited_body_is_whole() -> None:
    listener, host = raw_server(once(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE))
    with listener, Client(settings(host)) as client:
        assert client.get(f"http://{host}/").body == PAGE


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    with Client(settings(host)) as client, pytest.raises(Temporary, match=r"connection: .*refused"):
        client.get(f"http://{host}/")


def test_plain_http_on_a_tls_port_is_no_retry() -> None:
    listener, host = raw_server(once(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    with listener, Client(settings(host)) as client, pytest.raises(Unusable, match="tls: ") as caught:
        client.get(f"https://{host}/")
    assert type(caught.value) is Unusable


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with (
        Client(replace(settings("x:1"), tries=1)) as client,
        pytest.raises(Unusable, match="Name or service not known"),
    ):
        client.get("http://no-such.example/")


def test_a_proxy_is_used_when_set_and_the_rule_still_holds() -> None:
    asked: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        connection.sendall(OK + b"Content-Length: 5\r\n\r\nhello")

    listener, host = raw_server(serve, asked)
    with listener, Client(replace(settings("x:1"), proxy=f"http://{host}")) as client:
        assert client.get("http://outlet.example/a").body == b"hello"
        with pytest.raises(Refused):
            client.get("http://10.0.0.1/")
    assert [request.split(b"\r\n")[0] for request in asked] == [b"GET http://outlet.example/a HTTP/1.1"]
