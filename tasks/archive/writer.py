"""Candidates -> segments of the archive.

Inputs that were read are `resource` records; fetched pages are `response` records with their HTTP headers, each with
the `request` that it answered. Bytes stand in the archive once: the same bytes with other given values (the page at
another address) are a `revisit` record that refers to them. Everything that a candidate consists of besides its raw
bytes stands in the header WARC-Partywire-Candidate, so a run over the archive starts from the same candidates.
"""

from __future__ import annotations

import io
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.archive.index import SUFFIX, Archive, Entry, archive_key, write_index
from tasks.archive.members import read_member
from tasks.inputs.archived import CANDIDATE_HEADER, header_value, kept_headers
from tasks.inputs.warc import WarcRecord
from tasks.records import Candidate, Exchange

SEGMENT_BYTES: Final = 990_000_000  # with the headers of its last record below 1 GB
_CONTENT_TYPES: Final = {
    "html": "text/html", "text": "text/plain", "record": "application/json", "pdf": "application/pdf",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_LEVEL: Final = 2  # of gzip
_GZIP: Final = 31  # zlib's word for gzip members with the largest window
_REVISITABLE: Final = 1_000  # bytes; below, a reference is no shorter than what it refers to


class ArchiveWriter:
    """Writes candidates to segments of at most SEGMENT_BYTES in `folder`; synced when closed.

    name    what the files are called: <name>-0001.warc.gz, ...
    former  the archive so far; what it holds is not written again
    """

    def __init__(
        self,
        folder: Path | str,
        name: str = "segment",
        former: Archive | None = None,
        segment_bytes: int = SEGMENT_BYTES,
    ) -> None:
        self._folder = Path(folder)
        self._name = name
        self._former = former
        self._segment_bytes = segment_bytes
        self._segments: list[Path] = []
        self._entries: list[Entry] = []  # of the segment that is being written
        self._written: set[int] = set()  # inputs, by the first 64 bits of their hash: a run may read millions
        self._places: dict[int, int] = {}  # bytes, likewise -> segment and offset of their record
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def segments(self) -> list[Path]:
        """The files written so far, in order; complete once the writer is closed."""
        return list(self._segments)

    def write(self, *candidates: Candidate) -> int:
        """Archives those that are not in the archive yet. Returns how many that were."""
        keys = [archive_key(one.input_sha256, one.given.fetched_at) for one in candidates]
        new = {key: one for key, one in zip(keys, candidates, strict=True) if _short(key) not in self._written}
        if self._former:
            for key in self._former.holds(list(new)):
                del new[key]
        known = self._former.holds_bytes([one.raw_sha256 for one in new.values()]) if self._former else set()
        for key, candidate in new.items():
            self._write(key, candidate, candidate.raw_sha256 in known)
        return len(new)

    def close(self) -> None:
        """Ends the last segment: its bytes, and then its name, are on the disk."""
        if self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        write_index(self._segments[-1], self._folder / "index", self._entries)
        self._entries = []
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _write(self, key: str, candidate: Candidate, is_known: bool) -> None:
        self._written.add(_short(key))
        raw_sha256 = candidate.raw_sha256
        original = self._original(raw_sha256, is_known) if len(candidate.raw) > _REVISITABLE else None
        file = self._open_segment(len(candidate.raw))
        start = file.tell()
        writer = WARCWriter(_Members(file), gzip=False, warc_version="1.1")
        record = _revisit(writer, candidate, original) if original else _whole(writer, candidate)
        writer.write_record(record)
        if candidate.http and candidate.http.request_line:
            _write_request(writer, record, candidate.http)
        self._entries.append(
            Entry(key, candidate.input_sha256, raw_sha256, self._segments[-1].name, start, original is not None)
        )
        if original is None:
            self._places.setdefault(_short(raw_sha256), len(self._segments) << 40 | start)

    def _original(self, raw_sha256: str, is_known: bool) -> WarcRecord | None:
        """The record that holds the bytes already, if there is one."""
        if place := self._places.get(_short(raw_sha256)):
            if self._file:
                self._file.flush()
            return read_member(self._segments[(place >> 40) - 1], place & (1 << 40) - 1)
        return self._former.record_of(raw_sha256) if is_known and self._former else None

    def _open_segment(self, room: int) -> IO[bytes]:
        if self._file is not None and self._file.tell() + room > self._segment_bytes:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{self._name}-{len(self._segments) + 1:04}{SUFFIX}"
            self._file = path.open("xb")
            self._segments.append(path)
        return self._file


class _Members:
    """A file in which each record is a gzip member of its own. warcio's own wrapper compresses at level 9, which takes
    many times as long over a page to save 5 % of the bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._begin()

    def _begin(self) -> None:
        self._compressor = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _GZIP)

    def write(self, data: bytes) -> None:
        self._file.write(self._compressor.compress(data))

    def flush(self) -> None:
        """Ends the member: warcio calls it once a record."""
        self._file.write(self._compressor.flush())
        self._begin()


def _short(sha256: str) -> int:
    return int(sha256[:16], 16)


def _whole(writer: WARCWriter, candidate: Candidate) -> ArcWarcRecord:
    """A record with the bytes."""
    http = candidate.http
    return writer.create_warc_record(
        _uri(candidate),
        "response" if http else "resource",
        payload=io.BytesIO(candidate.raw),
        length=len(candidate.raw),
        warc_content_type="" if http else _CONTENT_TYPES[candidate.form],
        http_headers=_head(http),
        warc_headers_dict=_headers(candidate, is_revisit=False),
    )


def _revisit(writer: WARCWriter, candidate: Candidate, original: WarcRecord) -> ArcWarcRecord:
    """A record that says where the bytes stand."""
    return writer.create_revisit_record(
        _uri(candidate),
        original.headers.get("WARC-Payload-Digest"),
        original.headers.get("WARC-Target-URI"),
        original.headers.get("WARC-Date"),
        http_headers=_head(candidate.http),
        warc_headers_dict=_headers(candidate, is_revisit=True),
    )


def _uri(candidate: Candidate) -> str:
    return candidate.given.url or f"urn:sha256:{candidate.raw_sha256}"


def _head(http: Exchange | None) -> StatusAndHeaders | None:
    return StatusAndHeaders(http.status, kept_headers(http.reply_headers), "HTTP/1.1") if http else None


def _headers(candidate: Candidate, *, is_revisit: bool) -> dict[str, str]:
    return {
        CANDIDATE_HEADER: header_value(candidate, is_revisit=is_revisit),
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": candidate.given.fetched_at
        or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def _write_request(writer: WARCWriter, response: ArcWarcRecord, http: Exchange) -> None:
    head = StatusAndHeaders(http.request_line, kept_headers(http.request_headers), is_http_request=True)
    answered = response.rec_headers
    headers = {
        "WARC-Concurrent-To": answered.get_header("WARC-Record-ID"),
        "WARC-Date": answered.get_header("WARC-Date"),
    }
    uri = answered.get_header("WARC-Target-URI")
    writer.write_record(writer.create_warc_record(uri, "request", http_headers=head, warc_headers_dict=headers))
