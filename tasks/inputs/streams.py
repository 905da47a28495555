"""Streams of bytes that are looked at before they are read, and never held in memory as a whole."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TextIO

from tasks.errors import Unusable
from tasks.records import Candidate, Given, Rejected

HEAD_BYTES = 65_536
MAX_CANDIDATE_BYTES = 50_000_000  # one dispatch; the longest honest page is far below
TOO_LARGE = f"more than {MAX_CANDIDATE_BYTES // 1_000_000} MB"
MAX_SPOOLED_BYTES = 1_000_000_000  # an archive within an archive, or a Parquet file on standard input
BOMB_BYTES = 50_000_000  # below this much output no ratio is suspicious
BOMB_RATIO = 100  # text compresses 3 to 50 times

Item = Candidate | Rejected


class Stream(io.BufferedIOBase):
    """A buffered stream that gives all that was read before its source fails, and only then the failure.

    (io.BufferedReader throws away what it holds when the source fails: the last 64 kB of a cut file.)
    """

    def __init__(self, source: Any, head: bytes = b"") -> None:
        self._source = source
        self._buffer = head
        self._position = 0
        self._failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def _fill(self) -> bool:
        """Whether there is something in the buffer, read from the source if need be."""
        if self._position < len(self._buffer):
            return True
        if self._failure:
            raise self._failure
        try:
            self._buffer, self._position = self._source.read1(HEAD_BYTES), 0
        except Exception as error:
            self._failure = error  # a source that is asked again may answer otherwise
            raise
        return bool(self._buffer)

    def read1(self, size: int | None = -1, /) -> bytes:
        """What is buffered, else what one read of the source gives; b"" at the end."""
        self._fill()
        end = len(self._buffer) if size is None or size < 0 else self._position + size
        data = self._buffer[self._position : end]
        self._position += len(data)
        return data

    def read(self, size: int | None = -1, /) -> bytes:
        """`size` bytes, or fewer where the stream ends or fails; a failure is raised if there is nothing to give."""
        left = sys.maxsize if size is None or size < 0 else size
        parts: list[bytes] = []
        while left:
            try:
                data = self.read1(left)
            except Exception:
                if parts:
                    break  # raised at the next call
                raise
            if not data:
                break
            parts.append(data)
            left -= len(data)
        return b"".join(parts)

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line of at most `size` bytes; a line that the source fails in is lost."""
        left = sys.maxsize if size is None or size < 0 else size
        parts: list[bytes] = []
        while left and self._fill():
            newline = self._buffer.find(b"\n", self._position, self._position + left)
            end = newline + 1 if newline >= 0 else min(len(self._buffer), self._position + left)
            parts.append(self._buffer[self._position : end])
            left -= end - self._position
            self._position = end
            if newline >= 0:
                break
        return b"".join(parts)


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
    stream: Stream
    given: Given = Given()
    path: Path | None = None
    depth: int = 0


Read = Callable[[Entry], Iterator[Item]]


class _Counted:
    """Counts what is read of a compressed source, for the ratio of a bomb."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read1(size)
        self.count += len(data)
        return data

    def seekable(self) -> bool:
        return False


class _Guarded:
    """The output of a decompressor, stopped where only a bomb would go on."""

    def __init__(self, decompressor: Any, packed: _Counted) -> None:
        self._decompressor = decompressor
        self._packed = packed
        self._total = 0

    def read1(self, size: int) -> bytes:
        data: bytes = self._decompressor.read1(size)
        self._total += len(data)
        if self._total > BOMB_BYTES and self._total > BOMB_RATIO * self._packed.count:
            raise Unusable("too_large", f"unpacks to more than {BOMB_RATIO} times its size")
        return data


def unpacked(stream: Stream, open_packed: Callable[[Any], Any]) -> Stream:
    """The content of a compressed stream; `open_packed` is gzip.open, bz2.open or lzma.open."""
    packed = _Counted(stream)
    return Stream(_Guarded(open_packed(packed), packed))


def with_head(stream: Stream) -> tuple[bytes, Stream]:
    """The first HEAD_BYTES of the stream (fewer where it ends or fails), and a stream that still has them."""
    head = stream.read(HEAD_BYTES)
    return head, Stream(stream, head)


def read_whole(stream: Stream, limit: int = MAX_CANDIDATE_BYTES) -> bytes:
    """All bytes; Unusable("too_large") if there are more than `limit`."""
    parts, size = [], 0
    while data := stream.read(1 << 20):
        size += len(data)
        if size > limit:
            raise Unusable("too_large", f"more than {limit // 1_000_000} MB")
        parts.append(data)
    return b"".join(parts)


def as_text(stream: Stream, encoding: str) -> TextIO:
    """The stream's characters; undecodable bytes become U+FFFD, line ends stay as they are."""
    return io.TextIOWrapper(stream, encoding, errors="replace", newline="")  # type: ignore[type-var]


def spooled(stream: Stream, limit: int = MAX_SPOOLED_BYTES) -> IO[bytes]:
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


def lines(stream: Stream, limit: int = MAX_CANDIDATE_BYTES) -> Iterator[tuple[int, bytes | None]]:
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
