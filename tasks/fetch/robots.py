"""robots.txt as RFC 9309 has it: 4xx means no rules, 5xx and silence mean that nothing may be fetched."""

from __future__ import annotations

from protego import Protego
from urllib3.util.url import parse_url

from tasks.errors import Unusable
from tasks.fetch.address import site_of
from tasks.fetch.client import Client
from tasks.fetch.failures import Forbidden, Gone, Refused
from tasks.fetch.settings import AGENT_TOKEN

_MAX_PARSED = 512_000  # bytes; the RFC asks for 500 KiB at least
_LONGEST_DELAY = 30.0
_UNREACHABLE = ("network_error", "deferred")


class Robots:
    """The rules of the sites met in one run, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Protego | str | None] = {}  # str: why nothing may be fetched

    def check(self, url: str) -> None:
        """Raises Refused (robots) if the site's rules forbid `url`."""
        rules = self._of(url)
        if isinstance(rules, str):
            raise Refused("robots", rules)
        if rules is not None and not rules.can_fetch(url, AGENT_TOKEN):
            raise Refused("robots", "robots.txt forbids it")

    def delay(self, url: str) -> float:
        """Seconds that the site wants between two requests; 0 if it does not say."""
        rules = self._of(url)
        wanted = rules.crawl_delay(AGENT_TOKEN) if isinstance(rules, Protego) else None
        return min(float(wanted or 0.0), _LONGEST_DELAY)

    def _of(self, url: str) -> Protego | str | None:
        site = site_of(url)
        if site not in self._rules:
            self._rules[site] = self._load(url)
        return self._rules[site]

    def _load(self, url: str) -> Protego | str | None:
        parts = parse_url(url)
        try:
            reply = self._client.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
        except (Gone, Forbidden):
            return None
        except Unusable as error:
            if error.reason in _UNREACHABLE or error.detail.startswith("status 5"):
                return f"robots.txt cannot be had, so nothing may be fetched: {error.detail}"
            return None  # other 4xx, endless redirects: "unavailable", which allows
        text = reply.body[:_MAX_PARSED].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return Protego.parse(text)
