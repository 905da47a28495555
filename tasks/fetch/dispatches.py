"""One address to one candidate, or the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from tasks.errors import Unusable
from tasks.fetch.address import printable, without_secrets
from tasks.fetch.body import GZIP_MAGIC
from tasks.fetch.client import Reply
from tasks.fetch.failures import Gone, Refused
from tasks.inputs.kinds import kind_of
from tasks.normalize.urls import clean_url
from tasks.records import Candidate, Form, Given, Rejected

_FORMS = frozenset(("html", "text", "pdf", "rtf"))


def conditional(seen: Mapping[str, object]) -> dict[str, str]:
    """Headers that ask for a page only if it changed."""
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {header: str(seen[key]) for key, header in names.items() if seen.get(key)}


def candidate(reply: Reply, url: str, base: Given) -> Candidate:
    """The candidate of a reply to `url`; `base` is what its source says of all its dispatches. Raises Unusable."""
    kind = _form(reply)
    given = Given(
        source_id=base.source_id,
        url=without_secrets(clean_url(reply.url)),
        language=base.language,
        agency=base.agency,
        charset=reply.charset,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        etag=reply.headers.get("ETag"),
    )
    return Candidate(reply.body, kind, printable(url), given, http=reply.http)


def _form(reply: Reply) -> Form:
    """What the body is, by its bytes. A document that the server calls a page is not what was asked for."""
    declared = reply.headers.get("Content-Type", "")
    if reply.body.startswith(GZIP_MAGIC):
        raise Unusable("bad_encoding", "compressed once more than its headers say")
    try:
        kind = kind_of(reply.body[:65_536], "")
    except Unusable as error:
        if error.reason == "empty":
            raise
        raise Unusable("bad_xml" if "XML" in error.detail else "not_html", error.detail) from None
    if kind not in _FORMS:
        raise Unusable("not_html", f"{kind} data; save it to a file and read that")
    if kind in ("pdf", "rtf") and "html" in declared:
        raise Unusable("not_html", f"a {kind} document that is called {declared[:60]}")
    return cast(Form, kind)


def rejected(url: str, error: Unusable | Refused, *, is_known: bool = False) -> Rejected:
    """The row for an address that gave nothing; `is_known`: it gave a dispatch before."""
    if is_known and isinstance(error, Gone):
        return Rejected(printable(url), error.way, error.detail, is_gone=True)
    return Rejected(printable(url), error.reason, error.detail, is_refused=isinstance(error, Refused))
