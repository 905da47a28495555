"""HTTP for one thread of a run: redirects, retries by kind of failure, waits, limits, a deadline for each address.

Requests' own retrying and redirecting are switched off: they know neither a deadline nor a cut body, honour a
Retry-After of hours, and would follow a redirect before anybody has checked where it leads.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

import requests

from tasks.charset import header_charset
from tasks.errors import Unusable
from tasks.fetch.address import check_unresolved, printable, site_of, without_secrets
from tasks.fetch.body import read_limited, read_start, unpack
from tasks.fetch.connection import CheckedAdapter
from tasks.fetch.failures import Temporary
from tasks.fetch.faults import FAULTS, REDIRECTS, check_status, explained
from tasks.fetch.settings import FetchSettings
from tasks.fetch.sites import Site, Sites
from tasks.inputs.archived import kept_headers
from tasks.records import Exchange

# Of the tries that the settings allow, how many a kind of failure is worth.
_TRIES: Final = {"timeout": 2, "protocol_error": 2, "truncated": 3}

Rule = Callable[[str], None]


@dataclass(frozen=True)
class Reply:
    """What an address gave: `body` unpacked, `url` the address after redirects; 304 has no body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    http: Exchange | None = None

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header, as written."""
        return header_charset(self.headers.get("Content-Type", ""))


@dataclass
class _Budget:
    """Seconds left for one address. Only what it takes counts: not the turns of others and the pauses between them."""

    left: float

    @contextmanager
    def spend(self) -> Iterator[None]:
        start = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - start

    def sleep(self, seconds: float) -> None:
        with self.spend():
            time.sleep(seconds)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is ever followed or its body read behind our back."""


class Client:
    """Not shared between threads; `sites` are. Usable as a context manager."""

    def __init__(self, settings: FetchSettings, sites: Sites | None = None, delay: float | None = None) -> None:
        """delay: seconds between two requests to one site; default: the settings'. `rule`, once set, is called with
        every address before it is asked for, redirects included; it raises Refused."""
        self.settings = settings
        self.delay = settings.delay if delay is None else delay
        self.rule: Rule | None = None
        self._sites = sites or Sites()
        self._adapter = CheckedAdapter(settings.allow_hosts | settings.proxy_host)
        self._session = _Session()
        self._session.trust_env = False  # neither .netrc nor proxy variables of the machine
        self._session.headers.update(
            {
                "User-Agent": settings.user_agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            }
        )
        self._session.headers["Accept-Encoding"] = "gzip, deflate"
        self._session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self._session.verify = settings.ca_file or True
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)
        if settings.proxy:
            self._session.proxies = {"http": settings.proxy, "https": settings.proxy}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self._session.close()
        self._adapter.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        is_ruled: bool = True,
        first_bytes: int | None = None,
        max_bytes: int | None = None,
    ) -> Reply:
        """The reply (200, or 304 to a conditional request) at the end of at most `max_redirects` redirects.

        is_ruled     whether `rule` is asked: not for robots.txt itself
        first_bytes  take no more of the body than that, and leave the rest
        max_bytes    refuse a larger body; default: the settings'
        Raises Refused, or Unusable: Gone, Forbidden, Temporary (tried until it was no use) or plain.
        """
        read = _Reading(first_bytes, max_bytes or self.settings.max_bytes)
        budget = _Budget(self.settings.deadline)
        seen = {url}
        for _ in range(self.settings.max_redirects + 1):
            check_unresolved(url, self.settings.allow_hosts)
            if is_ruled and self.rule:
                self.rule(url)
            reply = self._with_retries(url, headers or {}, read, budget)
            if reply.status not in REDIRECTS:
                return reply
            url = _redirect_target(reply)
            if url in seen:
                raise Unusable("redirect_loop", f"redirected again to {printable(url, 200)}")
            seen.add(url)
        raise Unusable("too_many_redirects", f"more than {self.settings.max_redirects} redirects")

    def _with_retries(self, url: str, headers: Mapping[str, str], read: _Reading, budget: _Budget) -> Reply:
        site = self._sites.of(site_of(url))
        for attempt in range(1, self.settings.tries + 1):
            site.check_open()
            try:
                reply = self._once(url, site, headers, read, budget)
            except Temporary as failure:
                if failure.reason == "rate_limited":
                    site.slow_down()
                wait = failure.wait if failure.wait is not None else self.settings.backoff * 2 ** (attempt - 1)
                if failure.wait is not None and (wait > self.settings.longest_wait or wait >= budget.left):
                    failure = Temporary("rate_limited", f"{failure.detail}, to come back in {wait:,.0f} s")
                    wait = budget.left
                last = min(self.settings.tries, _TRIES.get(failure.reason, self.settings.tries))
                if attempt >= last or wait >= budget.left:
                    site.failed(failure)
                    raise failure from None
                budget.sleep(wait)
            else:
                site.answered()
                return reply
        raise AssertionError("tries is at least 1")

    def _once(self, url: str, site: Site, headers: Mapping[str, str], read: _Reading, budget: _Budget) -> Reply:
        """One request. Raises Temporary, Unusable, Refused."""
        late = Temporary("timeout", f"not done within {self.settings.deadline:g} s")
        with site.turn(self.delay), budget.spend():
            if budget.left <= 0:
                raise late
            cut = threading.Event()

            def end() -> None:
                cut.set()
                self._adapter.cut()

            timer = threading.Timer(budget.left, end)
            timer.daemon = True
            timer.start()
            try:
                reply = self._ask(url, headers, read)
            except FAULTS as error:
                raise (late if cut.is_set() else explained(error)) from None
            finally:
                timer.cancel()
                self._adapter.sweep()
            if cut.is_set():  # a body without a length looks whole when its connection is cut
                raise late
            return reply

    def _ask(self, url: str, headers: Mapping[str, str], read: _Reading) -> Reply:
        timeout = (self.settings.connect_timeout, self.settings.read_timeout)
        with self._session.get(url, headers=headers, timeout=timeout, stream=True, allow_redirects=False) as response:
            check_status(response, is_conditional=bool(headers))
            body = b""
            if response.status_code == 200:
                body = read.body(response)
                if read.first_bytes is None:
                    encoding = response.headers.get("Content-Encoding")
                    body = unpack(body, encoding, self.settings.max_unpacked, self.settings.max_ratio)
            elif response.status_code in REDIRECTS:
                response.raw.close()  # its body is of no use and may be without end
            return Reply(url, response.status_code, response.headers, body, _exchange(response))


@dataclass(frozen=True)
class _Reading:
    """How much of a body is taken."""

    first_bytes: int | None
    max_bytes: int

    def body(self, response: requests.Response) -> bytes:
        if self.first_bytes is not None:
            # Unpacked while it comes, so no more of it is ever held than is taken.
            return read_start(response.raw.stream(65_536, decode_content=True), self.first_bytes)
        chunks = response.raw.stream(65_536, decode_content=False)
        return read_limited(chunks, response.headers.get("Content-Length"), self.max_bytes)


def _exchange(response: requests.Response) -> Exchange:
    asked = response.request
    return Exchange(
        f"{asked.method} {without_secrets(asked.path_url)} HTTP/1.1",
        kept_headers((name, _text(value)) for name, value in asked.headers.items()),
        f"{response.status_code} {printable(response.reason or '', 100)}".strip(),
        kept_headers((printable(name), printable(value)) for name, value in response.raw.headers.items()),
    )


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


def _redirect_target(reply: Reply) -> str:
    location = reply.headers.get("Location", "").strip()
    if not location:
        raise Unusable("protocol_error", f"status {reply.status} without a Location")
    with contextlib.suppress(UnicodeError):
        # Header bytes arrive as Latin-1; addresses in them are UTF-8 more often than not.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return requests.utils.requote_uri(urljoin(reply.url, location))
    except (ValueError, requests.exceptions.InvalidURL):
        raise Unusable("bad_url", f"redirected to {printable(location, 200)}") from None
