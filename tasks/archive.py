"""The archive of raw bytes: WARC 1.1, one gzip member a record, written once and never reopened.

Inputs that were read are `resource` records; fetched pages with their HTTP headers are `response` records. Everything
that a candidate consists of besides its raw bytes stands in the header WARC-Partywire-Candidate, so a run over the
archive starts from the same candidates.
"""

from __future__ import annotations

import gzip
import io
import logging
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.errors import Unusable
from tasks.inputs.archived import CANDIDATE_HEADER, candidate_of, header_value, kept_headers
from tasks.inputs.warc import read_warc
from tasks.records import Candidate, Exchange

_log = logging.getLogger(__name__)

SEGMENT_BYTES: Final = 1_000_000_000
_CONTENT_TYPES: Final = {
    "html": "text/html", "text": "text/plain", "record": "application/json", "pdf": "application/pdf",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


class ArchiveWriter:
    """Writes candidates to segments of at most SEGMENT_BYTES (and one record) in `folder`; synced when closed.

    Within one writer a candidate with the same raw bytes and given values is written once.
    """

    def __init__(self, folder: Path | str, name: str = "segment", segment_bytes: int = SEGMENT_BYTES) -> None:
        self._folder = Path(folder)
        self._name = name
        self._segment_bytes = segment_bytes
        self._segments: list[Path] = []
        self._written: set[str] = set()
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

    def write(self, candidate: Candidate) -> bool:
        """Archives a candidate, and the request that it answered, if any; False if this writer has it already."""
        key = candidate.input_sha256
        if key in self._written:
            return False
        self._written.add(key)
        file = self._open_segment()
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        http = candidate.http
        headers = {
            CANDIDATE_HEADER: header_value(candidate),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Date": candidate.given.fetched_at
            or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        }
        record = writer.create_warc_record(
            candidate.given.url or f"urn:sha256:{candidate.raw_sha256}",
            "response" if http else "resource",
            payload=io.BytesIO(candidate.raw),
            length=len(candidate.raw),
            warc_content_type="" if http else _CONTENT_TYPES[candidate.form],
            http_headers=StatusAndHeaders(http.status, kept_headers(http.reply_headers), "HTTP/1.1") if http else None,
            warc_headers_dict=headers,
        )
        writer.write_record(record)
        if http and http.request_line:
            _write_request(writer, record, http)
        return True

    def close(self) -> None:
        """Ends the last segment: its bytes, and then its name, are on the disk."""
        if self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _open_segment(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() >= self._segment_bytes:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{self._name}-{len(self._segments) + 1:04}.warc.gz"
            self._file = path.open("xb")
            self._segments.append(path)
        return self._file


def _write_request(writer: WARCWriter, response: ArcWarcRecord, http: Exchange) -> None:
    head = StatusAndHeaders(http.request_line, kept_headers(http.request_headers), is_http_request=True)
    answered = response.rec_headers
    headers = {
        "WARC-Concurrent-To": answered.get_header("WARC-Record-ID"),
        "WARC-Date": answered.get_header("WARC-Date"),
    }
    uri = answered.get_header("WARC-Target-URI")
    writer.write_record(writer.create_warc_record(uri, "request", http_headers=head, warc_headers_dict=headers))


def read_archive(paths: Iterable[Path | str]) -> Iterator[Candidate]:
    """All candidates of archive segments, equal to those written. A segment that breaks off yields what is whole."""
    for path in paths:
        with gzip.open(path) as stream:
            try:
                for record in read_warc(stream):
                    if record.block is not None and record.headers.get(CANDIDATE_HEADER):
                        yield candidate_of(record)
            except (Unusable, EOFError, zlib.error, gzip.BadGzipFile) as error:
                # Nothing was ever appended behind a torn record; damage elsewhere is found by `verify`.
                _log.warning("%s breaks off: %s", path, error)
