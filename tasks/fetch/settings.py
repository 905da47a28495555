"""Limits and manners of fetching, for all sources. Defaults were chosen on a catalogue of 99 network faults."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from tasks.errors import UsageError

AGENT_TOKEN = "partywire"  # what robots.txt files can address
VERSION = "0.1.0"


@dataclass(frozen=True)
class FetchSettings:
    """Times are seconds, sizes are bytes. Numbers can be set as PARTYWIRE_FETCH_<NAME>, the limits also by source."""

    connect_timeout: float = 10.0
    read_timeout: float = 15.0  # between two packets
    deadline: float = 25.0  # for one address, with all its tries, redirects and waits
    tries: int = 4
    backoff: float = 1.0  # wait before the second try; doubles each time
    longest_wait: float = 15.0  # a longer Retry-After leaves the address to a later run
    max_redirects: int = 5
    max_bytes: int = 10_000_000  # as sent
    max_unpacked: int = 30_000_000  # after Content-Encoding
    max_ratio: int = 100  # of unpacked to packed size
    delay: float = 1.0  # between two requests to one site, where its source says nothing
    sites_at_once: int = 32  # of one source
    allow_hosts: frozenset[str] = frozenset()  # host:port pairs exempt from the address rule
    proxy: str | None = None
    ca_file: str | None = None  # certificates to trust in place of the usual ones
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
        """PARTYWIRE_ALLOW_HOSTS (host:port, separated by commas or blanks), PARTYWIRE_PROXY, PARTYWIRE_CA_FILE,
        PARTYWIRE_CONTACT and PARTYWIRE_FETCH_<NAME> for the numbers. Raises UsageError for one that cannot be meant.

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
        ca_file = os.environ.get("PARTYWIRE_CA_FILE") or None
        if ca_file and not Path(ca_file).is_file():
            raise UsageError(f"PARTYWIRE_CA_FILE: there is no file {ca_file}")
        contact = os.environ.get("PARTYWIRE_CONTACT", "")
        if not contact.isprintable() or not contact.isascii():
            raise UsageError("PARTYWIRE_CONTACT: only plain ASCII characters can be sent in a header")
        return cls(**_numbers(), allow_hosts=frozenset(pairs), proxy=proxy, ca_file=ca_file, contact=contact or None)  # type: ignore[arg-type]  # the fields of that name are numbers


def _numbers() -> dict[str, float]:
    found: dict[str, float] = {}
    for field in fields(FetchSettings):
        name = f"PARTYWIRE_FETCH_{field.name.upper()}"
        if not isinstance(field.default, int | float) or not (text := os.environ.get(name)):
            continue
        try:
            value = type(field.default)(text)
        except ValueError:
            value = -1
        if not 0 <= value < 1e12 or (
            value == 0 and field.name not in ("delay", "backoff", "longest_wait", "max_redirects")
        ):
            raise UsageError(f"{name}: {text!r} is not a number that can be meant")
        found[field.name] = value
    return found
