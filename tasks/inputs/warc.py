"""WARC files, read record by record.

Read strictly and without a library: warcio ends quietly where a file is cut, and unpacks a payload of any size.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tasks.errors import Unusable
from tasks.inputs.streams import MAX_CANDIDATE_BYTES


class Bytes(Protocol):
    """What a WARC is read from: a decompressed stream."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


_MAX_HEADER_LINE = 1_000_000
_MAX_HEADER_LINES = 2_000


@dataclass(frozen=True)
class Headers:
    """Names are compared without case; of a repeated one the first counts."""

    values: dict[str, str]

    def get(self, name: str) -> str | None:
        return self.values.get(name.lower())


@dataclass(frozen=True)
class WarcRecord:
    """`block` is None where the record is larger than a candidate may be."""

    number: int
    headers: Headers
    block: bytes | None

    @property
    def type(self) -> str:
        return (self.headers.get("WARC-Type") or "").lower()

    @property
    def content_type(self) -> str:
        return (self.headers.get("Content-Type") or "").lower()

    def is_intact(self) -> bool:
        """Whether the block has the digest that the record states (sha1, sha256 or md5, in base 32 or hexadecimal)."""
        stated = self.headers.get("WARC-Block-Digest")
        name, _, value = (stated or "").partition(":")
        if self.block is None or name.lower() not in ("sha1", "sha256", "md5"):
            return True
        digest = hashlib.new(name.lower(), self.block).digest()
        forms = (digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower())
        return value.strip().rstrip("=").lower() in forms


@dataclass(frozen=True)
class HttpResponse:
    """The body is without transfer and content encoding."""

    status: int
    headers: Headers
    body: bytes


def read_warc(stream: Bytes) -> Iterator[WarcRecord]:
    """All records of a decompressed WARC, in order. Unusable("truncated") where it breaks off or loses its form."""
    number = 0
    while (start := _start_line(stream)) is not None:
        number += 1
        if not start.startswith(b"WARC/"):
            raise Unusable("truncated", f"record {number} does not start as a WARC record")
        headers = _headers(stream, number)
        length = headers.get("Content-Length") or ""
        if not re.fullmatch(r"\d{1,15}", length):
            raise Unusable("truncated", f"record {number} has no length")
        yield WarcRecord(number, headers, _block(stream, int(length), number))


def _start_line(stream: Bytes) -> bytes | None:
    while line := stream.readline(_MAX_HEADER_LINE):
        if line.strip():
            return line
    return None


def _headers(stream: Bytes, number: int) -> Headers:
    values: dict[str, str] = {}
    name = ""
    for _ in range(_MAX_HEADER_LINES):
        line = stream.readline(_MAX_HEADER_LINE)
        if not line.endswith(b"\n"):
            raise Unusable("truncated", f"record {number}: its header does not end")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return Headers(values)
        if text[0] in " \t" and name:  # a folded header
            values[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        values.setdefault(name, value.strip())
    raise Unusable("truncated", f"record {number}: its header does not end")


def _block(stream: Bytes, length: int, number: int) -> bytes | None:
    parts, left = [], length
    while left:
        data = stream.read(min(left, 1 << 20))
        if not data:
            raise Unusable("truncated", f"record {number} is cut: {left} of {length} bytes are missing")
        left -= len(data)
        if length <= MAX_CANDIDATE_BYTES:
            parts.append(data)
    return b"".join(parts) if length <= MAX_CANDIDATE_BYTES else None


def http_response(block: bytes) -> HttpResponse | None:
    """The HTTP response in a record's block, transfer and content encoding removed; None if it is none."""
    head, separator, body = block.partition(b"\r\n\r\n")
    if not separator:
        head, _, body = block.partition(b"\n\n")
    status, *lines = head.decode("utf-8", "replace").splitlines() or [""]
    match = re.match(r"HTTP/\d(?:\.\d)?\s+(\d{3})\b", status)
    if not match:
        return None
    values: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        values.setdefault(name.strip().lower(), value.strip())
    headers = Headers(values)
    return HttpResponse(int(match[1]), headers, _decoded(body, headers))


def _decoded(body: bytes, headers: Headers) -> bytes:
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _unchunked(body)
    for encoding in reversed(re.split(r"\s*,\s*", (headers.get("Content-Encoding") or "").lower())):
        if encoding in ("gzip", "x-gzip", "deflate"):
            body = _inflated(body, encoding)
        elif encoding in ("br", "zstd", "compress"):
            raise Unusable("unsupported", f"content encoding {encoding}")
    return body


def _unchunked(body: bytes) -> bytes:
    """Crawlers keep the header also where they removed the chunks: a body that is not in chunks stays as it is."""
    parts: list[bytes] = []
    position = 0
    while match := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(body, position):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        if match.end() + size > len(body):
            break
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
        position += 2 if body[position : position + 2] == b"\r\n" else 1
    if parts:
        raise Unusable("truncated", "the chunks of the response do not end")
    return body


def _inflated(body: bytes, encoding: str) -> bytes:
    if encoding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # gzip or zlib; raw deflate
        inflater = zlib.decompressobj(window)
        try:
            data = inflater.decompress(body, MAX_CANDIDATE_BYTES + 1)
        except zlib.error:
            continue
        if len(data) > MAX_CANDIDATE_BYTES:
            raise Unusable("too_large", f"the body unpacks to more than {MAX_CANDIDATE_BYTES // 1_000_000} MB")
        if not inflater.eof:
            raise Unusable("truncated", "the compressed body does not end")
        return data
    if encoding == "deflate":
        return body
    raise Unusable("unreadable", "the compressed body is damaged")
