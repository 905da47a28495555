"""The gzip members of an archive segment: each holds one record and can be read by itself."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from tasks.errors import Unusable
from tasks.inputs.streams import MAX_CANDIDATE_BYTES
from tasks.inputs.warc import WarcRecord, read_warc

log_damage = logging.getLogger(__name__).warning

_PIECE: Final = 1 << 20
_LONGEST_MEMBER: Final = MAX_CANDIDATE_BYTES + 4_000_000  # a candidate, and its headers
_MAGIC: Final = b"\x1f\x8b\x08"


def read_segment(path: Path | str, on_damage: Callable[[str], object] = log_damage) -> Iterator[tuple[int, WarcRecord]]:
    """(offset, record) of a segment. What is damaged is told and passed over, up to the next whole member."""
    with Path(path).open("rb") as file:
        offset: int | None = 0
        while offset is not None and not _is_end(file, offset):
            try:
                record, end = _record_at(file, offset)
            except (Unusable, zlib.error) as error:
                on_damage(f"{path} is damaged at byte {offset}: {error}")
                offset = _next_member(file, offset + 1)
                continue
            if record is not None:
                yield offset, record
            offset = end


def read_member(path: Path | str, offset: int) -> WarcRecord:
    """The record at `offset`. Unusable where there is no whole one."""
    try:
        with Path(path).open("rb") as file:
            record, _ = _record_at(file, offset)
    except (OSError, zlib.error) as error:
        raise Unusable("unreadable", f"{path} at byte {offset}: {error}") from None
    if record is None:
        raise Unusable("unreadable", f"{path} holds no record at byte {offset}")
    return record


def _is_end(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    return not file.read(1)


def _record_at(file: IO[bytes], offset: int) -> tuple[WarcRecord | None, int]:
    """The record of the member at `offset`, and where the next member begins."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    parts: list[bytes] = []
    size, position = 0, offset
    file.seek(offset)
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(_PIECE)
        if not packed:
            raise Unusable("truncated", "it breaks off")
        position = file.tell()
        parts.append(inflater.decompress(packed, _LONGEST_MEMBER + 1 - size))
        size += len(parts[-1])
        if size > _LONGEST_MEMBER:
            raise Unusable("too_large", "a record larger than any that was written")
    records = list(read_warc(io.BytesIO(b"".join(parts))))
    return (records[0] if records else None), position - len(inflater.unused_data)


def _next_member(file: IO[bytes], start: int) -> int | None:
    """Where the next member may begin, from `start` on."""
    file.seek(start)
    kept = b""
    while data := file.read(_PIECE):
        window = kept + data
        found = window.find(_MAGIC)
        if found >= 0:
            return start - len(kept) + found
        start += len(data)
        kept = window[-2:]
    return None
