"""What a status or an exception of the HTTP libraries means: one of our failures, with one line for a person."""

from __future__ import annotations

import http.client
import time
from email.utils import parsedate_to_datetime

import requests
import urllib3

from tasks.errors import Unusable
from tasks.fetch.address import printable
from tasks.fetch.failures import Forbidden, Gone, Temporary, Unreachable

FAULTS = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 522, 524))
_ASKS_TO_WAIT = frozenset((429, 503))
_TLS = frozenset(("SSLError", "SSLCertVerificationError", "SSLEOFError", "SSLZeroReturnError"))
_NOT_REACHED = frozenset(("NameResolutionError", "NewConnectionError", "ConnectTimeoutError", "ConnectTimeout"))
_SILENCE = frozenset(("ReadTimeout", "ReadTimeoutError", "TimeoutError"))
_LOST = frozenset(("RemoteDisconnected", "ConnectionResetError", "BrokenPipeError", "ConnectionAbortedError"))


def check_status(response: requests.Response, *, is_conditional: bool) -> None:
    """Raises the failure that a status means; 200, redirects and an answer to a condition are none."""
    status = response.status_code
    if status == 200 or status in REDIRECTS or (status == 304 and is_conditional):
        return
    detail = f"status {status}"
    if status in (404, 410):
        raise Gone(detail, "gone" if status == 410 else "not_found")
    if status in (401, 403, 407, 451):
        raise Forbidden("forbidden", detail)
    if status in _PASSING:
        reason = "rate_limited" if status == 429 else "server_error" if status >= 500 else "http_status"
        raise Temporary(reason, detail, _asked_wait(response) if status in _ASKS_TO_WAIT else None)
    if 500 <= status < 600:
        raise Unusable("server_error", detail)
    raise Unusable("truncated" if status == 206 else "http_status", detail)


def _asked_wait(response: requests.Response) -> float | None:
    """Seconds of the Retry-After header, as a number or a date; None where it is neither."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def explained(error: Exception) -> Unusable:
    """The failure behind an exception."""
    chain = _causes(error)
    text = printable(str(chain[-1]) or type(chain[-1]).__name__, 200)
    names = {type(cause).__name__ for cause in chain}
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | UnicodeError):
        return Unusable("bad_url", f"not an address: {text}")
    if names & _TLS:
        return Unusable("tls", text)
    if names & _NOT_REACHED:
        return Unreachable("connection", text)
    if names & _SILENCE:
        return Temporary("timeout", "nothing came")
    if "DecodeError" in names:
        return Unusable("bad_encoding", text)
    if "IncompleteRead" in names or "ended prematurely" in text:
        return Temporary("truncated", text)
    if names & _LOST:
        return Temporary("connection", text)
    if any(isinstance(cause, http.client.HTTPException | urllib3.exceptions.HTTPError) for cause in chain):
        return Temporary("protocol_error", text)
    return Temporary("connection", text)


def _causes(error: BaseException) -> list[BaseException]:
    """An exception and what it wraps, outermost first."""
    chain: list[BaseException] = [error]
    while len(chain) < 10:
        last = chain[-1]
        inner = (
            getattr(last, "reason", None) or last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        )
        if not isinstance(inner, BaseException):
            inner = next((value for value in last.args if isinstance(value, BaseException)), None)
        if not isinstance(inner, BaseException) or inner in chain:
            break
        chain.append(inner)
    return chain
