"""A small outlet on loopback: an index page, a feed, dispatches (those of samples/pages), robots.txt, ETags, a few faults.

    with TestSite() as site:  ...  site.url("/feed.xml"), site.requests
    python -m tests.testsite PORT [SOURCES_DIR]     serves until Ctrl-C; writes SOURCES_DIR/testsite.yml

Requests to it need PARTYWIRE_ALLOW_HOSTS=127.0.0.1:PORT.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import threading
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

PAGES = Path(__file__).resolve().parent.parent / "samples" / "pages"
_SERVED = (
    "cns/2003-04-17-visit.html", "ecns/2019-11-06-dialogue.html", "xinhua-gbk/2004-09-15-meeting.htm",
    "idcpc/2022-06-09-call-en.html", "kcna/2008-12-30-message.html", "vna/2017-08-15-visit.html",
    "tass/2023-07-05-agreement.html", "peoples-daily/2013-09-24-agreement-zh.html",
)  # fmt: skip
FAULTY = ("/news/missing.shtml", "/news/moved.shtml", "/news/flaky.shtml", "/private/memo.shtml")
ROBOTS = "User-agent: *\nDisallow: /private/\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent: clients that hang up are part of the tests."""


@dataclass
class Answer:
    """What the site gives for a path. `before` are statuses to give first, one a request."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    before: list[int] = field(default_factory=list)
    wait: float = 0.0  # seconds of silence before the answer


class TestSite:
    """Context manager; `answers` (path -> Answer) may be changed while it runs."""

    __test__ = False

    def __init__(self, port: int = 0, *, with_faults: bool = False) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.dispatches = [f"/news/{number:04}.shtml" for number in range(1, len(_SERVED) + 1)]
        self.listed = [*self.dispatches, *(FAULTY if with_faults else ())]
        self.answers = {
            path: Answer((PAGES / name).read_bytes()) for path, name in zip(self.dispatches, _SERVED, strict=True)
        }
        self.answers |= {
            "/robots.txt": Answer(ROBOTS.encode(), content_type="text/plain"),
            "/news/moved.shtml": Answer(status=302, headers={"Location": self.dispatches[0]}),
            "/news/flaky.shtml": Answer((PAGES / "nhandan/2024-11-12-aid.html").read_bytes(), before=[500]),
            "/news/slow.shtml": Answer(b"late", wait=30.0),
            "/private/memo.shtml": Answer(b"<p>Nobody asks for this.</p>"),
        }
        self._stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.host = f"127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.requests)

    def source(self) -> dict[str, object]:
        """What a source file for this site says."""
        return {
            "title": "Test site", "feeds": [self.url("/feed.xml")], "indexes": [self.url("/")], "time_zone": "Asia/Shanghai",
            "links": {"allow": [r"/(?:news|private)/[\w-]+\.shtml$"]}, "manners": {"delay": 0}, "cron": "0 6 * * *",
        }  # fmt: skip

    def write_source(self, folder: Path) -> None:
        """Writes testsite.yml into a folder of sources."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "testsite.yml").write_text(yaml.safe_dump(self.source(), sort_keys=False), encoding="utf-8")

    def answer(self, path: str) -> Answer:
        if path == "/":
            return Answer(self._index().encode())
        if path == "/feed.xml":
            return Answer(self._feed().encode(), content_type="application/rss+xml; charset=utf-8")
        return self.answers.get(path, Answer(b"<h1>Not found</h1>", status=404))

    def pause(self, seconds: float) -> None:
        """Silence that ends when the site stops."""
        self._stopping.wait(seconds)

    def _index(self) -> str:
        items = "".join(f'<li><a href="{path}?from=index#top">Dispatch {path[6:10]}</a></li>' for path in self.listed)
        menu = '<a href="/">Home</a><a href="/about.html">About</a><a href="javascript:void(0)">Share</a><a href="mailto:a@b.example">Mail</a>'
        return f"<!DOCTYPE html><html><head><title>News</title></head><body><nav>{menu}</nav><ul>{items}</ul></body></html>"

    def _feed(self) -> str:
        items = "".join(f"<item><title>{p[6:10]}</title><link>{self.url(p)}</link></item>" for p in self.listed[:6])
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'

    def __enter__(self) -> TestSite:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(site: TestSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.requests.append((path, {key.lower(): value for key, value in self.headers.items()}))
            answer = site.answer(path)
            if answer.wait:
                site.pause(answer.wait)
            if answer.before:
                self._send(answer.before.pop(0), b"", {})
                return
            headers = {"Content-Type": answer.content_type} | answer.headers
            if answer.status == 200 and path.startswith("/news/"):
                headers["ETag"] = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"'
                headers["Last-Modified"] = formatdate(1_700_000_000, usegmt=True)
                if self.headers.get("If-None-Match") == headers["ETag"]:
                    self._send(304, b"", headers)
                    return
            self._send(answer.status, answer.body, headers)

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if not any(name.lower() in ("content-length", "transfer-encoding") for name in headers) and status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    return Handler


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8765
    with TestSite(port) as site:
        if len(sys.argv) > 2:
            site.write_source(Path(sys.argv[2]))
        print(f"{site.url('/')}  (PARTYWIRE_ALLOW_HOSTS={site.host})", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
