"""One address to one candidate, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import cast

from tasks.errors import Unusable
from tasks.fetch.address import printable
from tasks.fetch.client import Client, Reply
from tasks.fetch.failures import Gone, Refused
from tasks.fetch.robots import Robots
from tasks.fetch.settings import FetchSettings
from tasks.inputs.kinds import kind_of
from tasks.normalize.urls import clean_url
from tasks.records import Candidate, Form, Given, Rejected

_FORMS = frozenset(("html", "text", "pdf", "rtf"))


def fetch_urls(urls: Iterable[str], settings: FetchSettings) -> Iterator[Candidate | Rejected]:
    """The pages at the given addresses, each once, in order; nothing but robots.txt is fetched beside them."""
    with Client(settings) as client:
        robots = Robots(client)
        for url in dict.fromkeys(urls):
            try:
                yield candidate(client.get(url, robots.check), url, Given())
            except (Unusable, Refused) as error:
                yield rejected(url, error)


def conditional(seen: Mapping[str, object]) -> dict[str, str]:
    """Headers that ask for a page only if it changed."""
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {header: str(seen[key]) for key, header in names.items() if seen.get(key)}


def candidate(reply: Reply, url: str, base: Given) -> Candidate:
    """The candidate of a reply to `url`; `base` is what its source says of all its dispatches. Raises Unusable."""
    kind = kind_of(reply.body[:65_536], "")
    if kind not in _FORMS:
        raise Unusable("unsupported", f"{kind} data; save it to a file and read that")
    given = Given(
        source_id=base.source_id,
        url=clean_url(reply.url),
        language=base.language,
        agency=base.agency,
        charset=reply.charset,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        etag=reply.headers.get("ETag"),
    )
    return Candidate(reply.body, cast(Form, kind), printable(url), given)


def rejected(url: str, error: Unusable | Refused, *, is_known: bool = False) -> Rejected:
    """The row for an address that gave nothing; `is_known`: it gave a dispatch before."""
    is_gone = is_known and isinstance(error, Gone)
    return Rejected(printable(url), error.reason, error.detail, is_refused=isinstance(error, Refused), is_gone=is_gone)
