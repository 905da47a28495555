"""robots.txt as RFC 9309 has it: 4xx means no rules, 5xx and silence mean that nothing may be fetched."""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import Final

from protego import Protego
from urllib3.util.url import parse_url

from tasks.errors import Unusable
from tasks.fetch.address import authority_of
from tasks.fetch.client import Client
from tasks.fetch.failures import Forbidden, Gone, Refused, Unreachable
from tasks.fetch.settings import AGENT_TOKEN

_MAX_PARSED = 512_000  # bytes; the RFC asks for 500 KiB at least
# Faults of robots.txt that mean that a server is in trouble, or asks to be left alone: nothing may be fetched.
_UNREACHABLE: Final = frozenset(
    ("timeout", "connection", "protocol_error", "truncated", "server_error", "rate_limited", "deferred", "bad_encoding")
)

Rules = Protego | Unusable | Refused | None


class Robots:
    """The rules of the sites met in one run, each asked for once. Shared by the threads of a run."""

    def __init__(self) -> None:
        self._rules: dict[str, Rules] = {}
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def check(self, url: str, client: Client) -> None:
        """Raises Refused (robots) if the site's rules forbid `url`, or cannot be had; Unusable if the site cannot be
        reached at all."""
        rules = self._of(url, client)
        if isinstance(rules, Unusable | Refused):
            raise rules.with_traceback(None)
        if rules is not None and not rules.can_fetch(url, AGENT_TOKEN):
            raise Refused("robots", "robots.txt forbids it")

    def delay(self, url: str, client: Client) -> float:
        """Seconds that the site wants between two requests; 0 if it does not say."""
        rules = self._of(url, client)
        if not isinstance(rules, Protego):
            return 0.0
        rate = rules.request_rate(AGENT_TOKEN)
        return max(float(rules.crawl_delay(AGENT_TOKEN) or 0.0), rate.seconds / rate.requests if rate else 0.0)

    def _of(self, url: str, client: Client) -> Rules:
        parts = parse_url(url)
        site = f"{parts.scheme}://{authority_of(url)}"
        with self._lock:
            turn = self._turns[site]
        with turn:
            if site not in self._rules:
                self._rules[site] = _load(f"{parts.scheme}://{parts.netloc}/robots.txt", client)
            return self._rules[site]


def _load(url: str, client: Client) -> Rules:
    try:
        reply = client.get(url, is_ruled=False, first_bytes=_MAX_PARSED)
    except (Gone, Forbidden):
        return None
    except Unreachable as error:
        return Unusable(error.reason, error.detail)
    except Refused as error:  # it redirects to where nobody may go: as good as silence
        return Refused("robots", f"robots.txt cannot be had, so nothing may be fetched: {error.detail}")
    except Unusable as error:
        if error.reason == "tls":  # what the page itself would meet
            return error
        if error.reason in _UNREACHABLE:
            return Refused("robots", f"robots.txt cannot be had, so nothing may be fetched: {error.detail}")
        return None  # other 4xx, endless redirects: "unavailable", which allows
    text = reply.body.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Protego.parse(text)
