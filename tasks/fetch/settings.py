"""Limits and manners of fetching, for all sources. Defaults were chosen on a catalogue of 99 network faults."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tasks.errors import UsageError

AGENT_TOKEN = "partywire"  # what robots.txt files can address
VERSION = "0.1.0"


@dataclass(frozen=True)
class FetchSettings:
    """Times are seconds, sizes are bytes."""

    connect_timeout: float = 10.0
    read_timeout: float = 20.0  # between two packets
    deadline: float = 60.0  # for one address, with all its tries, redirects and waits
    tries: int = 4
    backoff: float = 1.0  # wait before the second try; doubles each time
    longest_wait: float = 60.0  # a longer Retry-After defers the address to a later run
    max_redirects: int = 5
    max_bytes: int = 10_000_000  # as sent
    max_unpacked: int = 50_000_000  # after Content-Encoding
    allow_hosts: frozenset[str] = frozenset()  # host:port pairs exempt from the address rule
    proxy: str | None = None
    contact: str | None = None  # address of whoever runs this, for the sites' operators

    @property
    def user_agent(self) -> str:
        about = f"+{self.contact}" if self.contact else "political news research"
        return f"{AGENT_TOKEN}/{VERSION} ({about})"

    @property
    def proxy_host(self) -> frozenset[str]:
        """host:port of the proxy, which may well lie in a private network; empty without one."""
        if not self.proxy:
            return frozenset()
        parts = urlsplit(self.proxy)
        return frozenset([f"{parts.hostname}:{parts.port or 80}"])

    @classmethod
    def from_environment(cls) -> FetchSettings:
        """PARTYWIRE_ALLOW_HOSTS (host:port, separated by commas or blanks), PARTYWIRE_PROXY, PARTYWIRE_CONTACT.

        No other variable of the environment is honoured: neither HTTP_PROXY nor .netrc.
        """
        pairs = os.environ.get("PARTYWIRE_ALLOW_HOSTS", "").replace(",", " ").lower().split()
        for pair in pairs:
            host, _, port = pair.rpartition(":")
            if not host or not port.isdigit():
                raise UsageError(f"PARTYWIRE_ALLOW_HOSTS: {pair!r} is not host:port")
        proxy = os.environ.get("PARTYWIRE_PROXY") or None
        if proxy and not re.fullmatch(r"https?://(?:[^/@\s]+@)?[^/@:\s]+(?::\d+)?/?", proxy):
            raise UsageError("PARTYWIRE_PROXY: not an address such as http://proxy.example:3128")
        contact = os.environ.get("PARTYWIRE_CONTACT", "")
        if not contact.isprintable() or not contact.isascii():
            raise UsageError("PARTYWIRE_CONTACT: only plain ASCII characters can be sent in a header")
        return cls(allow_hosts=frozenset(pairs), proxy=proxy, contact=contact or None)
