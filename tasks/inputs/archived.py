"""How a candidate stands in the archive: its raw bytes as the block of a WARC record, the rest in one header."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from tasks.errors import Unusable
from tasks.inputs.warc import WarcRecord, http_response
from tasks.records import Candidate, Exchange, Given, HttpHeaders

CANDIDATE_HEADER: Final = "WARC-Partywire-Candidate"
# Secrets, and what no longer describes the body: it is archived without transfer and content encoding.
_HEADERS_NOT_KEPT: Final = frozenset(
    ("set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "www-authenticate",
     "proxy-authenticate", "authentication-info", "transfer-encoding", "content-encoding",
     "content-length", "connection")
)  # fmt: skip


def kept_headers(headers: Iterable[tuple[str, str]]) -> HttpHeaders:
    """Without secrets, and without what describes an encoding that the archived body no longer has."""
    return tuple((name, value) for name, value in headers if name.lower() not in _HEADERS_NOT_KEPT)


def header_value(candidate: Candidate, *, is_revisit: bool = False) -> str:
    """ASCII JSON of everything but the raw bytes; given values that are not known are left out.

    A revisit's bytes stand in another record: its header says which they are.
    """
    given = {name: value for name, value in asdict(candidate.given).items() if value}
    values: dict[str, Any] = {
        "form": candidate.form, "locator": candidate.locator, "given": given, "text_key": candidate.text_key,
    }  # fmt: skip
    if candidate.http:
        values["request"] = [candidate.http.request_line, *kept_headers(candidate.http.request_headers)]
    if is_revisit:
        values |= {"input_sha256": candidate.input_sha256, "raw_sha256": candidate.raw_sha256}
    return json.dumps(values, ensure_ascii=True, sort_keys=True)


def candidate_of(record: WarcRecord, raw: bytes | None = None) -> Candidate:
    """The candidate as it was archived; `raw` are the bytes that a revisit refers to. Raises Unusable."""
    assert record.block is not None
    try:
        values = _values(record)
        given = values["given"]
        given["bylines"] = tuple(given.get("bylines", ()))
        http = None
        if record.type == "response" or "request" in values:
            http = _exchange(record.block, values.get("request") or [""])
        if raw is None:
            raw = _body(record)
        return Candidate(raw, values["form"], values["locator"], Given(**given), values["text_key"], http)
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable("unreadable", f"an archive record whose candidate header is damaged: {error}") from None


def revisited(record: WarcRecord) -> tuple[str, str]:
    """(input_sha256, raw_sha256) of a revisit: the input it stands for, and the bytes, which another record has."""
    try:
        values = _values(record)
        return values["input_sha256"], values["raw_sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable("unreadable", f"a revisit whose candidate header is damaged: {error}") from None


def _values(record: WarcRecord) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(record.headers.get(CANDIDATE_HEADER) or "")
    return values


def _body(record: WarcRecord) -> bytes:
    assert record.block is not None
    if record.type != "response":
        return record.block
    response = http_response(record.block)
    if response is None:
        raise Unusable("unreadable", "a response record without an HTTP response")
    return response.body


def _exchange(block: bytes, request: list[Any]) -> Exchange:
    """From the head of an archived HTTP response and the request as header_value wrote it."""
    first, *lines = block.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Exchange(
        request[0],
        tuple((name, value) for name, value in request[1:]),
        first.partition(" ")[2],
        tuple((name, value.strip()) for name, _, value in pairs),
    )
