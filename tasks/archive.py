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
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.errors import Unusable
from tasks.inputs.archived import CANDIDATE_HEADER, candidate_of, header_value
from tasks.inputs.warc import read_warc
from tasks.records import Candidate

_log = logging.getLogger(__name__)

SEGMENT_BYTES: Final = 1_000_000_000
_CONTENT_TYPES: Final = {
    "html": "text/html", "text": "text/plain", "record": "application/json", "pdf": "application/pdf",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
# Secrets, and what no longer describes the body: it is archived without transfer and content encoding.
_HEADERS_NOT_KEPT: Final = frozenset(
    ("set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "www-authenticate",
     "proxy-authenticate", "authentication-info", "transfer-encoding", "content-encoding",
     "content-length", "connection")
)  # fmt: skip

HttpHeaders = Sequence[tuple[str, str]]


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

    def write(self, candidate: Candidate, http_headers: HttpHeaders | None = None) -> bool:
        """Archives a candidate; False if this writer has it already. `http_headers`: those of the response, if any."""
        key = candidate.input_sha256
        if key in self._written:
            return False
        self._written.add(key)
        file = self._open_segment()
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        response = _response_headers(http_headers) if http_headers is not None else None
        headers = {
            CANDIDATE_HEADER: header_value(candidate),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Date": candidate.given.fetched_at
            or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        }
        record = writer.create_warc_record(
            candidate.given.url or f"urn:sha256:{candidate.raw_sha256}",
            "response" if response else "resource",
            payload=io.BytesIO(candidate.raw),
            length=len(candidate.raw),
            warc_content_type="" if response else _CONTENT_TYPES[candidate.form],
            http_headers=response,
            warc_headers_dict=headers,
        )
        writer.write_record(record)
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


def _response_headers(headers: HttpHeaders) -> StatusAndHeaders:
    kept = [(name, value) for name, value in headers if name.lower() not in _HEADERS_NOT_KEPT]
    return StatusAndHeaders("200 OK", kept, protocol="HTTP/1.1")


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
