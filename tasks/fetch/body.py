"""The body of a reply: read and unpacked piece by piece within limits, and told apart from half of one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from tasks.errors import Unusable
from tasks.fetch.failures import Temporary

_PIECE = 1_048_576
GZIP_MAGIC = b"\x1f\x8b"
_SMALL = 2_000_000  # bytes that are no bomb, however well they pack


def read_limited(chunks: Iterable[bytes], promised: str | None, limit: int) -> bytes:
    """All chunks; `promised` is the Content-Length header. Raises Unusable (too_large) beyond `limit` bytes."""
    if promised and promised.strip().isdigit() and int(promised) > limit:
        raise Unusable("too_large", f"{int(promised):,} bytes announced, {limit:,} are taken")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise Unusable("too_large", f"more than {limit:,} bytes")
    return bytes(body)


def read_start(chunks: Iterable[bytes], length: int) -> bytes:
    """The first `length` bytes; the rest is not read."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) >= length:
            break
    return bytes(body[:length])


def unpack(body: bytes, encoding: str | None, limit: int, ratio: int) -> bytes:
    """`body` without its Content-Encoding (gzip and deflate are what we ask for).

    Raises Temporary where the data end early, Unusable for other faults, and beyond `limit` bytes or `ratio` times the
    packed size.
    """
    names = [
        name.strip().lower() for name in (encoding or "").split(",") if name.strip().lower() not in ("", "identity")
    ]
    if not names:
        return body
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise Unusable("bad_encoding", f"cannot unpack {', '.join(names)[:80]}")
    if names[0] != "deflate":
        # Servers say gzip over plain text; its first two bytes cannot begin a page.
        return b"".join(gunzip(body, limit, ratio)) if body.startswith(GZIP_MAGIC) else body
    window = zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS  # raw deflate, as old servers send it
    return b"".join(_inflate(body, window, limit, ratio))


def gunzip(body: bytes, limit: int, ratio: int) -> Iterator[bytes]:
    """The content of gzip data, all members, in pieces. Raises as `unpack` does."""
    return _inflate(body, zlib.MAX_WBITS | 16, limit, ratio)


def _inflate(body: bytes, window: int, limit: int, ratio: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(window)
    rest, size = body, 0
    try:
        while rest:
            piece = unpacker.decompress(rest, _PIECE)
            size += len(piece)
            if size > limit or size > max(_SMALL, ratio * len(body)):
                raise Unusable("decompression_bomb", f"{len(body):,} bytes unpack to more than {size - 1:,}")
            yield piece
            if unpacker.eof and unpacker.unused_data.startswith(GZIP_MAGIC):
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(window)
            else:
                rest = b"" if unpacker.eof else unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise Unusable("bad_encoding", str(error)) from None
    if not unpacker.eof:
        raise Temporary("truncated", "the compressed body ends early")
