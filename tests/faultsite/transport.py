"""Faults of transport: rows N01-N60 of the catalogue. Each function serves one path; its name is the path's."""

from __future__ import annotations

import gzip
import os
import time
import zlib
from email.utils import formatdate

from tests.faultsite.server import HTML, Serve, Talk, head
from tests.faultsite.texts import page

_BOMB_BYTES = 60_000_000


def _gzipped(number: int) -> bytes:
    return gzip.compress(page(number).encode(), mtime=0)


def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(_BOMB_BYTES // 1_000_000)), packer.flush()])


def _encoded(body: bytes, encoding: str) -> Serve:
    return lambda talk: talk.answer(body, headers=[("Content-Encoding", encoding)])


def _status(status: str, body: str = "", *headers: tuple[str, str]) -> Serve:
    return lambda talk: talk.answer(body, status, headers=headers)


def _redirect(location: str) -> Serve:
    return lambda talk: talk.redirect(location)


def _raw(*pieces: bytes) -> Serve:
    return lambda talk: [talk.send(piece) for piece in pieces] and None  # type: ignore[func-returns-value]


def _at_first(count: int, serve: Serve, number: int) -> Serve:
    """`serve` for the first `count` requests, then a good page."""
    return lambda talk: serve(talk) if talk.nth <= count else talk.answer(page(number))


def _hang(talk: Talk) -> None:
    talk.wait(120)


def _slow_headers(talk: Talk) -> None:
    talk.drip(head("200 OK", [("Content-Type", HTML), ("X-Padding", "x" * 200)]), 0.3)


def _slow_body(talk: Talk) -> None:
    talk.send(head("200 OK", [("Content-Type", HTML), ("Content-Length", "100000")]))
    talk.drip(page(3).encode() * 9, 0.1)


def _short(body: bytes, *headers: tuple[str, str]) -> Serve:
    return _raw(head("200 OK", [("Content-Type", HTML), *headers]), body)


def _reset(talk: Talk) -> None:
    talk.send(head("200 OK", [("Content-Type", HTML), ("Content-Length", "100000")]) + page(11).encode())
    time.sleep(0.1)
    talk.reset()


def _early(*headers: tuple[str, str], status: str = "429 Too Many Requests") -> Serve:
    return _status(status, "", *headers)


def _after_wait(number: int, *, as_date: bool) -> Serve:
    """Asks to come back in two seconds; who comes earlier finds nothing."""
    ready: list[float] = []

    def serve(talk: Talk) -> None:
        if not ready:
            ready.append(time.time() + (1.0 if as_date else 2.0))  # a date is cut to whole seconds
            value = formatdate(time.time() + 2, usegmt=True) if as_date else "2"
            talk.answer(
                status="503 Service Unavailable" if as_date else "429 Too Many Requests",
                headers=[("Retry-After", value)],
            )
        elif time.time() < ready[0]:
            talk.answer(status="404 Not Found")  # for ever: asked early
        else:
            talk.answer(page(number))

    return serve


def _endless(talk: Talk) -> None:
    talk.send(head("200 OK", [("Content-Type", HTML), ("Transfer-Encoding", "chunked")]))
    while not talk.site.stopping.is_set():
        talk.send(b"10000\r\n" + b"<p>word " * 8192 + b"\r\n")


def _grow(talk: Talk) -> None:
    talk.redirect(talk.path + "/more")


def _cookie_wall(talk: Talk) -> None:
    if "cookie" in talk.headers:
        talk.answer(page(46))
    else:
        talk.redirect(talk.path, [("Set-Cookie", "seen=1; Path=/")])


def _hops(talk: Talk) -> None:
    left = int(talk.path.rpartition("-")[2])
    talk.answer(page(34)) if left == 0 else talk.redirect(f"{talk.path.rpartition('-')[0]}-{left - 1}")


_CONSENT = """<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>
<form action="/consent" method="post"><p>We and our partners store cookies on your device. To go on, accept cookies and the
use of your personal data for measuring audiences, or manage your choices.</p><button>Accept all</button></form></body></html>"""
_CHALLENGE = """<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1><p>Please solve the captcha.</p>
<script src="/challenge.js"></script></body></html>"""
_NOT_FOUND = """<html><head><title>Page not found</title></head><body><h1>404</h1><p>The page you are looking for was removed or
does not exist. Try the search.</p><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></body></html>"""


def serves(canary: str) -> dict[str, Serve]:
    """Path -> who serves it. canary: host:port that must never be asked for anything."""
    whole = page(8).encode()
    chunked = [("Content-Type", HTML), ("Transfer-Encoding", "chunked")]
    port = canary.rpartition(":")[2]
    return {
        "hang": _hang,
        "slow_headers": _slow_headers,
        "slow_body": _slow_body,
        "trunc_length": _short(page(4).encode(), ("Content-Length", str(2 * len(page(4))))),
        "trunc_once": _at_first(1, _short(page(5).encode()[:300], ("Content-Length", str(len(page(5))))), 5),
        "trunc_chunked": _raw(head("200 OK", chunked), b"%x\r\n" % len(page(6)) + page(6).encode() + b"\r\n"),
        "bad_chunk": _raw(head("200 OK", chunked), b"zz\r\n" + page(7).encode() + b"\r\n0\r\n\r\n"),
        "length_short": _short(whole, ("Content-Length", str(len(whole) - 150))),
        "length_two": _short(page(9).encode(), ("Content-Length", "50"), ("Content-Length", str(len(page(9))))),
        "length_junk": _short(page(10).encode(), ("Content-Length", "-5")),
        "reset": _reset,
        "empty_reply": lambda talk: None,
        "reset_twice": _at_first(2, lambda talk: None, 13),
        "close_delimited": _raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(14).encode()),
        "junk_status": _raw(b"!!junk!! nothing of use\r\n\r\n"),
        "header_1mb": _raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1_048_576 + b"\r\n\r\n" + page(16).encode()),
        "headers_5000": _raw(b"HTTP/1.1 200 OK\r\n" + b"X-Many: x\r\n" * 5000 + b"\r\n" + page(17).encode()),
        "status_999": _status("999 Nothing", page(18)),
        "partial_206": _status("206 Partial Content", page(19)[:400], ("Content-Range", "bytes 0-399/2000")),
        "not_modified_unasked": _raw(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
        "gzip_bomb": _encoded(_bomb(), "gzip"),
        "gzip_bomb_double": _encoded(gzip.compress(_bomb(), mtime=0), "gzip"),
        "encoding_chain": _encoded(_gzipped(23), ", ".join(["gzip"] * 40)),
        "gzip_lie": _encoded(page(24).encode(), "gzip"),
        "gzip_cut": _encoded(_gzipped(25)[:200], "gzip"),
        "gzip_crc": _encoded(_gzipped(26)[:-8] + b"\1\2\3\4" + _gzipped(26)[-4:], "gzip"),
        "unknown_encoding": _encoded(bytes(range(256)) * 8, "x-nobody-knows"),
        "huge_length": _short(page(28).encode(), ("Content-Length", str(8 << 30))),
        "endless": _endless,
        "page_20mb": lambda talk: talk.answer(page(30, extra_body="<p>Further words of the annex.</p>" * 600_000)),
        "redirect_self": lambda talk: talk.redirect(talk.path),
        "redirect_pingpong": _redirect("/fault/redirect_pong"),
        "redirect_pong": _redirect("/fault/redirect_pingpong"),
        "redirect_grow": _grow,
        "redirect_3": _redirect("/fault/hop-2"),
        **{f"hop-{left}": _hops for left in range(3)},
        "redirect_file": _redirect("file:///etc/passwd"),
        "redirect_data": _redirect("data:text/html,<p>hello"),
        "redirect_ftp": _redirect(f"ftp://{canary}/x"),
        "redirect_canary": _redirect(f"http://{canary}/x"),
        "redirect_canary_decimal": _redirect(f"http://2130706433:{port}/x"),
        "redirect_canary_userinfo": lambda talk: talk.redirect(f"http://{talk.site.host}@{canary}/x"),
        "redirect_canary_late": _redirect("/fault/late_1"),
        "late_1": _redirect("/fault/late_2"),
        "late_2": _redirect(f"http://{canary}/x"),
        "meta_refresh_canary": lambda talk: talk.answer(page(42, extra_head=f'<base href="http://{canary}/"><meta http-equiv="refresh" content="0; url=/x">')),
        "redirect_nowhere": _status("302 Found"),
        "redirect_junk": _raw(b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe ::\xe4%zz\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        "redirect_long": _redirect("/" + "x" * 60_000),
        "cookie_wall": _cookie_wall,
        "consent_wall": _status("200 OK", _CONSENT),
        "challenge": _status("403 Forbidden", _CHALLENGE),
        "retry_after_2": _after_wait(49, as_date=False),
        "retry_after_date": _after_wait(50, as_date=True),
        "retry_after_week": _early(("Retry-After", "604800")),
        "retry_after_junk": _at_first(2, lambda talk: talk.answer(status="429 Too Many Requests", headers=[("Retry-After", "-1" if talk.nth == 1 else "soon")]), 52),
        "flap_503": _at_first(2, _status("503 Service Unavailable"), 53),
        "always_500": _status("500 Internal Server Error"),
        "forbidden": _status("403 Forbidden"),
        "missing": _status("404 Not Found"),
        "gone": lambda talk: talk.answer(page(57)) if talk.nth == 1 else talk.answer(status="410 Gone"),
        "soft_404": _status("200 OK", _NOT_FOUND),
        "empty_200": _status("200 OK"),
        "login_401": _status("401 Unauthorized", "", ("WWW-Authenticate", 'Basic realm="x"')),
        # Beyond the catalogue: what sites do besides.
        "front_page": _redirect("/"),
        "challenge_200": _status("200 OK", _CHALLENGE),
        "random_bytes_gzip": _encoded(b"\x1f\x8b" + os.urandom(500), "gzip"),
    }  # fmt: skip
