"""The body of a reply: read and unpacked within limits, and told apart from half of one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tasks.errors import Unusable
from tasks.fetch.failures import Temporary

_CHUNK = 65_536
_GZIP_MAGIC = b"\x1f\x8b"


def read_limited(chunks: Iterator[bytes], promised: str | None, limit: int) -> bytes:
    """All chunks; `promised` is the Content-Length header. Raises Unusable (too_large) beyond `limit` bytes."""
    if promised and promised.strip().isdigit() and int(promised) > limit:
        raise Unusable("too_large", f"{int(promised):,} bytes announced, {limit:,} are taken")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise Unusable("too_large", f"more than {limit:,} bytes")
    return bytes(body)


def unpack(body: bytes, encoding: str | None, limit: int) -> bytes:
    """`body` without its Content-Encoding (gzip and deflate are what we ask for).

    Raises Temporary where the data end early, Unusable for other faults and beyond `limit` bytes.
    """
    names = [
        name.strip().lower() for name in (encoding or "").split(",") if name.strip().lower() not in ("", "identity")
    ]
    if not names:
        return body
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise Unusable("http_error", f"encoding: cannot unpack {', '.join(names)[:80]}")
    if names[0] != "deflate":
        # Servers say gzip over plain text; its first two bytes cannot begin a page.
        return _inflate(body, 31, limit) if body.startswith(_GZIP_MAGIC) else body
    try:
        return _inflate(body, 15, limit)
    except Unusable as error:
        if isinstance(error, Temporary) or error.reason == "too_large":
            raise
        return _inflate(body, -15, limit)  # raw deflate, as old servers send it


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    unpacked = bytearray()
    rest = body
    try:
        while rest and not unpacker.eof:
            unpacked += unpacker.decompress(rest, _CHUNK * 16)
            rest = unpacker.unconsumed_tail
            if len(unpacked) > limit:
                raise Unusable("too_large", f"unpacks to more than {limit:,} bytes")
    except zlib.error as error:
        raise Unusable("http_error", f"encoding: {error}") from None
    if not unpacker.eof:
        raise Temporary("network_error", "truncated: the compressed body ends early")
    return bytes(unpacked)
