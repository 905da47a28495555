"""Candidates from the records of a WARC file, also of our own archive."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from tasks.charset import header_charset
from tasks.errors import Unusable
from tasks.inputs.archived import CANDIDATE_HEADER, candidate_of
from tasks.inputs.kinds import kind_of
from tasks.inputs.streams import HEAD_BYTES, TOO_LARGE, Entry, Item, Read, Stream
from tasks.inputs.warc import HttpResponse, WarcRecord, http_response, read_warc
from tasks.records import Given, Rejected

_READ_TYPES: Final = ("response", "resource", "conversion")  # conversion: text that a crawl made of a page
# Everything else that a crawl keeps (images, scripts, feeds) is no dispatch, and nothing that failed.
_GONE: Final = {404: "not_found", 410: "gone"}
_READ_CONTENT = re.compile(r"html|text/plain|markdown|/csv|json|pdf|rtf|msword|wordprocessing|octet-stream|^\s*$", re.I)


def read_web_archive(entry: Entry, read: Read) -> Iterator[Item]:
    """One candidate a page. Requests, revisits and metadata, images, scripts, styles and feeds are passed over."""
    for record in read_warc(entry.stream):
        if record.type not in _READ_TYPES:
            continue
        locator = f"{entry.locator}#{record.number}"
        try:
            yield from _read_record(record, replace(entry, locator=locator), read)
        except Unusable as error:
            yield Rejected(locator, error.reason, _with_url(error.detail, record))


def _read_record(record: WarcRecord, entry: Entry, read: Read) -> Iterator[Item]:
    if record.block is None:
        raise Unusable("too_large", TOO_LARGE)
    if not record.is_intact():
        raise Unusable("unreadable", "the record does not have the digest that it states")
    if record.headers.get(CANDIDATE_HEADER):
        yield candidate_of(record)
        return
    given = _given(record, entry.given)
    body, content_type = record.block, record.content_type
    if record.type == "response":
        response = _response(record)
        body, content_type = response.body, response.headers.get("Content-Type") or ""
        if response.status != 200:
            detail, way = _with_url(f"HTTP status {response.status}", record), _GONE.get(response.status)
            yield Rejected(entry.locator, way or "http_status", detail, is_gone=way is not None)
            return
        given = replace(given, charset=header_charset(content_type), etag=response.headers.get("ETag"))
    is_for_robots = urlsplit(given.url or "").path == "/robots.txt"
    if is_for_robots or not (_READ_CONTENT.search(content_type) or _is_page(body)):
        return
    yield from read(_as_entry(entry, given, body))


def _response(record: WarcRecord) -> HttpResponse:
    assert record.block is not None
    response = http_response(record.block)
    if response is None:
        raise Unusable("unreadable", "a response record without an HTTP response")
    return response


def _as_entry(entry: Entry, given: Given, body: bytes) -> Entry:
    return replace(entry, name="", given=given, stream=Stream(io.BytesIO(body)), path=None)


def _is_page(body: bytes) -> bool:
    """Some servers call every page an image."""
    try:
        return kind_of(body[:HEAD_BYTES], "") == "html"
    except Unusable:
        return False


def _given(record: WarcRecord, base: Given) -> Given:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    return replace(
        base,
        url=url if urlsplit(url).scheme in ("http", "https") else base.url,
        fetched_at=record.headers.get("WARC-Date") or base.fetched_at,
    )


def _with_url(detail: str, record: WarcRecord) -> str:
    url = record.headers.get("WARC-Target-URI")
    return f"{detail} ({url[:200]})" if url else detail
