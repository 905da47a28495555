"""HTTP for one run of one source: redirects, retries by kind of failure, waits, limits, a deadline for each address.

Requests' own retrying and redirecting are switched off: they know neither a deadline nor a cut body, honour a
Retry-After of hours, and would follow a redirect before anybody has checked where it leads.
"""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
import urllib3
from urllib3.util.retry import Retry

from tasks.charset import header_charset
from tasks.errors import Unusable
from tasks.fetch.address import check_unresolved, printable, site_of
from tasks.fetch.body import read_limited, unpack
from tasks.fetch.connection import CheckedAdapter
from tasks.fetch.failures import Forbidden, Gone, Refused, Temporary
from tasks.fetch.settings import FetchSettings

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 522, 524))
_ASKS_TO_WAIT = frozenset((429, 503))
_SILENT_AFTER = 3  # addresses in a row that failed on a host before the rest of it is left to a later run
_FAULTS = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)

Rule = Callable[[str], None]


@dataclass(frozen=True)
class Reply:
    """What an address gave: `body` unpacked, `url` the address after redirects; 304 has no body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header, as written."""
        return header_charset(self.headers.get("Content-Type", ""))


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is ever followed or its body read behind our back."""


class Client:
    """Not shared between threads. Usable as a context manager."""

    def __init__(self, settings: FetchSettings, delay: float = 0.0) -> None:
        """delay: seconds between two requests to one host."""
        self.settings = settings
        self.delay = delay
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
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)
        if settings.proxy:
            self._session.proxies = {"http": settings.proxy, "https": settings.proxy}
        self._next_at: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._closed_sites: dict[str, str] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self._session.close()
        self._adapter.close()

    def get(self, url: str, rule: Rule | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """The reply (200, or 304 to a conditional request) at the end of at most `max_redirects` redirects.

        rule    called with every address before it is asked for, redirects included; raises Refused
        Raises Refused, or Unusable: Gone, Forbidden, Temporary (tried until it was no use) or plain.
        """
        deadline = time.monotonic() + self.settings.deadline
        seen = {url}
        for _ in range(self.settings.max_redirects + 1):
            check_unresolved(url, self.settings.allow_hosts)
            if rule:
                rule(url)
            reply = self._with_retries(url, headers or {}, deadline)
            if reply.status not in _REDIRECTS:
                return reply
            url = _redirect_target(reply)
            if url in seen:
                raise Unusable("http_error", f"redirect loop at {printable(url, 200)}")
            seen.add(url)
        raise Unusable("http_error", f"more than {self.settings.max_redirects} redirects")

    def _with_retries(self, url: str, headers: Mapping[str, str], deadline: float) -> Reply:
        site = site_of(url)
        if site in self._closed_sites:
            raise Unusable("deferred", self._closed_sites[site])
        for attempt in range(1, self.settings.tries + 1):
            try:
                reply = self._once(url, site, headers, deadline)
            except Temporary as failure:
                wait = failure.wait if failure.wait is not None else self.settings.backoff * 2 ** (attempt - 1)
                if wait > self.settings.longest_wait:
                    self._closed_sites[site] = f"{site} asks to come back in {wait:,.0f} s"
                    raise Unusable("deferred", self._closed_sites[site]) from None
                if attempt == self.settings.tries or time.monotonic() + wait >= deadline:
                    self._count_failure(site, failure)
                    raise
                time.sleep(wait)
            else:
                self._failures[site] = 0
                return reply
        raise AssertionError("tries is at least 1")

    def _count_failure(self, site: str, failure: Temporary) -> None:
        self._failures[site] = self._failures.get(site, 0) + 1
        if self._failures[site] >= _SILENT_AFTER:
            self._closed_sites[site] = f"{site} failed {_SILENT_AFTER} times in a row, last: {failure.detail}"

    def _once(self, url: str, site: str, headers: Mapping[str, str], deadline: float) -> Reply:
        """One request. Raises Temporary, Unusable, Refused."""
        pause = self._next_at.get(site, 0.0) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        left = deadline - time.monotonic()
        if left <= 0:
            raise Unusable("network_error", f"timeout: no answer within {self.settings.deadline:g} s")
        cut = threading.Event()

        def end() -> None:
            cut.set()
            self._adapter.cut()

        timer = threading.Timer(left, end)
        timer.daemon = True
        timer.start()
        late = Unusable("network_error", f"timeout: not done within {self.settings.deadline:g} s")
        try:
            reply = self._ask(url, headers)
        except _FAULTS as error:
            raise (late if cut.is_set() else _explained(error)) from None
        finally:
            timer.cancel()
            self._adapter.sweep()
            self._next_at[site] = time.monotonic() + self.delay
        if cut.is_set():  # a body without a length looks whole when its connection is cut
            raise late
        return reply

    def _ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        timeout = (self.settings.connect_timeout, self.settings.read_timeout)
        with self._session.get(url, headers=headers, timeout=timeout, stream=True, allow_redirects=False) as response:
            _check_status(response, is_conditional=bool(headers))
            body = b""
            if response.status_code == 200:
                chunks = response.raw.stream(65_536, decode_content=False)
                body = read_limited(chunks, response.headers.get("Content-Length"), self.settings.max_bytes)
                body = unpack(body, response.headers.get("Content-Encoding"), self.settings.max_unpacked)
            elif response.status_code in _REDIRECTS:
                response.raw.close()  # its body is of no use and may be without end
            return Reply(url, response.status_code, response.headers, body)


def _check_status(response: requests.Response, *, is_conditional: bool) -> None:
    status = response.status_code
    if status == 200 or status in _REDIRECTS or (status == 304 and is_conditional):
        return
    if status in (404, 410):
        raise Gone("http_error", f"status {status}")
    if status in (401, 403, 407, 451):
        raise Forbidden("http_error", f"status {status}")
    if status in _PASSING:
        raise Temporary("http_error", f"status {status}", _asked_wait(response) if status in _ASKS_TO_WAIT else None)
    raise Unusable("http_error", f"status {status}")


def _asked_wait(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(value) if value else None
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return None


def _redirect_target(reply: Reply) -> str:
    location = reply.headers.get("Location", "").strip()
    if not location:
        raise Unusable("http_error", f"status {reply.status} without a Location")
    with contextlib.suppress(UnicodeError):
        # Header bytes arrive as Latin-1; addresses in them are UTF-8 more often than not.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return requests.utils.requote_uri(urljoin(reply.url, location))
    except ValueError:
        raise Refused("address", f"redirected to {printable(location, 200)}") from None


def _explained(error: Exception) -> Unusable:
    """The failure that an exception of the HTTP libraries means, with one line for a person."""
    chain = _causes(error)
    text = printable(str(chain[-1]) or type(chain[-1]).__name__, 200)
    names = {type(cause).__name__ for cause in chain}
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | UnicodeError):
        return Unusable("network_error", f"not an address: {text}")
    if names & {"SSLError", "SSLCertVerificationError", "SSLEOFError"}:
        return Unusable("network_error", f"tls: {text}")
    if names & {"ReadTimeout", "ConnectTimeout", "ReadTimeoutError", "ConnectTimeoutError", "TimeoutError"}:
        return Temporary("network_error", "timeout: nothing came")
    if "IncompleteRead" in names or "ended prematurely" in text:
        return Temporary("network_error", f"truncated: {text}")
    if names & {"BadStatusLine", "LineTooLong", "InvalidChunkLength", "InvalidHeader", "HeaderParsingError"}:
        return Temporary("network_error", f"protocol error: {text}")
    return Temporary("network_error", f"connection: {text}")


def _causes(error: BaseException) -> list[BaseException]:
    """An exception and what it wraps, outermost first."""
    chain: list[BaseException] = [error]
    while len(chain) < 10:
        last = chain[-1]
        inner = (
            getattr(last, "reason", None) or last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        )
        if inner is None:
            inner = next((value for value in last.args if isinstance(value, BaseException)), None)
        if not isinstance(inner, BaseException) or inner in chain:
            break
        chain.append(inner)
    return chain
