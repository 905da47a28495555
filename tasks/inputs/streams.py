"""Streams of bytes that are looked at before they are read, and never held in memory as a whole."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tasks.errors import Unusable
from tasks.records import Candidate, Given, Rejected

HEAD_BYTES = 65_536
MAX_CANDIDATE_BYTES = 50_000_000  # one dispatch; the longest honest page is far below
MAX_SPOOLED_BYTES = 1_000_000_000  # an archive within an archive, or a Parquet file on standard input
BOMB_BYTES = 100_000_000  # below this much output no ratio is suspicious
BOMB_RATIO = 250  # text compresses 3 to 50 times

Item = Candidate | Rejected


@dataclass(frozen=True)
class Entry:
    """One thing to read: a file, a member of an archive, standard input.

    locator     how a person finds it again
    name        file name: what its suffix promises
    path        the file itself, where it is one that can be read in any order
    depth       archives around it
    """

    locator: str
    name: str
    stream: IO[bytes]
    given: Given = Given()
    path: Path | None = None
    depth: int = 0


Read = Callable[[Entry], Iterator[Item]]


class _Rejoined(io.RawIOBase):
    """`head`, then the rest of the stream it was read from."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """The output of a decompressor, stopped where only a bomb would go on."""

    def __init__(self, decompressor: IO[bytes], packed: IO[bytes]) -> None:
        self._decompressor = decompressor
        self._packed = packed
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._decompressor.read(len(buffer))
        self._total += len(data)
        if self._total > BOMB_BYTES and self._total > BOMB_RATIO * self._packed.tell():
            raise Unusable("too_large", f"unpacks to more than {BOMB_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """A stream that knows how much was read from it, also where the one below cannot tell."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._position += len(data)
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._position


def unpacked(stream: IO[bytes], open_packed: Callable[[IO[bytes]], IO[bytes]]) -> IO[bytes]:
    """The content of a compressed stream; `open_packed` is gzip.open, bz2.open or lzma.open."""
    counted = _Counted(stream)
    packed = io.BufferedReader(counted, HEAD_BYTES)
    return io.BufferedReader(_Unpacked(open_packed(packed), counted), HEAD_BYTES)  # type: ignore[arg-type]


def with_head(stream: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """The first HEAD_BYTES of the stream (fewer at its end), and a stream that still has them."""
    head = b""
    while len(head) < HEAD_BYTES and (more := stream.read(HEAD_BYTES - len(head))):
        head += more
    return head, io.BufferedReader(_Rejoined(head, stream), HEAD_BYTES)


def read_whole(stream: IO[bytes], limit: int = MAX_CANDIDATE_BYTES) -> bytes:
    """All bytes; Unusable("too_large") if there are more than `limit`."""
    parts, size = [], 0
    while data := stream.read(1 << 20):
        size += len(data)
        if size > limit:
            raise Unusable("too_large", f"more than {limit // 1_000_000} MB")
        parts.append(data)
    return b"".join(parts)


def spooled(stream: IO[bytes], limit: int = MAX_SPOOLED_BYTES) -> IO[bytes]:
    """The stream's bytes in a temporary file (in memory while small), for formats that are read from their end."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the caller's to close
    size = 0
    while data := stream.read(1 << 20):
        size += len(data)
        if size > limit:
            file.close()
            raise Unusable("too_large", f"more than {limit // 1_000_000} MB")
        file.write(data)
    file.seek(0)
    return file


def lines(stream: IO[bytes], limit: int = MAX_CANDIDATE_BYTES) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its end); None for a line above the limit, whose bytes are passed over."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line.rstrip(b"\r\n")
            continue
        while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
            pass
        yield number, None
