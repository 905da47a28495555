"""Where each input and its bytes lie in the archive.

Beside each segment stands its index, index/<segment>.parquet: written with it, never changed, and made anew from the
segment where it is missing. Nothing but speed depends on it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.archive.members import log_damage, read_member, read_segment
from tasks.errors import Unusable
from tasks.inputs.archived import CANDIDATE_HEADER, candidate_of, revisited
from tasks.inputs.warc import WarcRecord
from tasks.records import Candidate

SUFFIX: Final = ".warc.gz"
_SCHEMA: Final = pa.schema(
    [("key", pa.string()), ("input_sha256", pa.string()), ("raw_sha256", pa.string()), ("segment", pa.string()),
     ("start", pa.int64()), ("is_revisit", pa.bool_())]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One archived input: its record begins at byte `start`, and holds no bytes if it is a revisit."""

    key: str
    input_sha256: str
    raw_sha256: str
    segment: str  # file name
    start: int
    is_revisit: bool


def archive_key(input_sha256: str, fetched_at: str | None) -> str:
    """What the archive holds once: an input and, if it was fetched, the time. (64 hex digits)"""
    return hashlib.sha256(f"{input_sha256} {fetched_at}".encode()).hexdigest() if fetched_at else input_sha256


def write_index(segment: Path, folder: Path, entries: Iterable[Entry]) -> None:
    """Writes the index of a segment into `folder`, by one rename."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{segment.name.removesuffix(SUFFIX)}.parquet"
    new = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    rows = [dict(zip(_SCHEMA.names, astuple(entry), strict=True)) for entry in entries]
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), new, compression="zstd")
    new.replace(target)


class Archive:
    """The segments in `folder`, read-only but for their index."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._connection: duckdb.DuckDBPyConnection | None = None

    def segments(self) -> list[Path]:
        """All segments, oldest first."""
        return sorted(self.folder.glob(f"*{SUFFIX}"))

    def refresh(self) -> None:
        """Makes the index of each segment that has none, as after a kill or the loss of the folder index/, or a spoiled
        one, and removes those without a segment. For whoever holds the home's lock."""
        names = {path.name.removesuffix(SUFFIX): path for path in self.segments()}
        for path in self._index_files():
            if path.stem not in names or not _is_parquet(path):
                path.unlink()
        for path in self._without_index():
            write_index(path, self.folder / "index", scan(path))

    def candidates(self, on_damage: Callable[[str], object] = log_damage) -> Iterator[Candidate]:
        """Every archived input, as it was written, in the order of the segments; without what is damaged."""
        for path in self.segments():
            for _, record in read_segment(path, on_damage):
                candidate = self._candidate(record)
                if candidate is not None:
                    yield candidate

    def read(self, places: Iterable[tuple[str, int]]) -> Iterator[Candidate]:
        """The inputs whose records begin at these places: (segment, offset). Raises Unusable for a damaged one."""
        for segment, start in places:
            candidate = self._candidate(read_member(self.folder / segment, start))
            if candidate is None:
                raise Unusable("unreadable", f"{segment} holds no whole input at byte {start}")
            yield candidate

    def index_files(self) -> list[str]:
        """Paths of the index of every segment that has one."""
        return [str(path) for path in self._index_files()]

    def holds(self, keys: Sequence[str]) -> set[str]:
        """Those of `keys` (archive_key) that are archived."""
        return self._known("entry_key", keys)

    def holds_bytes(self, hashes: Sequence[str]) -> set[str]:
        """Those of `hashes` (raw_sha256) whose bytes are archived."""
        return self._known("raw_key", hashes)

    def record_of(self, raw_sha256: str) -> WarcRecord | None:
        """The first whole record with these bytes."""
        for entry in self._entries(raw_sha256):
            try:
                record = read_member(self.folder / entry.segment, entry.start)
                if candidate_of(record).raw_sha256 == raw_sha256:
                    return record
            except Unusable:
                continue
        return None

    def raw(self, raw_sha256: str) -> bytes | None:
        """The bytes with this hash, or None where the archive has no whole record of them."""
        record = self.record_of(raw_sha256)
        return candidate_of(record).raw if record else None

    def _candidate(self, record: WarcRecord) -> Candidate | None:
        if record.block is None or not record.headers.get(CANDIDATE_HEADER):
            return None
        try:
            if record.type != "revisit":
                return candidate_of(record)
            raw = self.raw(revisited(record)[1])
            return candidate_of(record, raw) if raw is not None else None
        except Unusable:
            return None

    def _index_files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("index/*.parquet") if not path.name.startswith("."))

    def _without_index(self) -> list[Path]:
        indexed = {path.stem for path in self._index_files()}
        return [path for path in self.segments() if path.name.removesuffix(SUFFIX) not in indexed]

    def _entries(self, raw_sha256: str) -> list[Entry]:
        """Records that hold the bytes, by the index, and by a search of segments that have none."""
        found: list[Entry] = []
        if files := self.index_files():
            rows = duckdb.execute(
                "select * from read_parquet($files) where raw_sha256 = $raw and not is_revisit order by segment, start",
                {"files": files, "raw": raw_sha256},
            ).fetchall()
            found = [Entry(*row) for row in rows]
        return found + [
            entry
            for path in self._without_index()
            for entry in scan(path)
            if entry.raw_sha256 == raw_sha256 and not entry.is_revisit
        ]

    def _known(self, column: str, hashes: Sequence[str]) -> set[str]:
        files = self.index_files()
        if not files or not hashes:
            return set()
        if self._connection is None:
            # 64 bits of a hash tell inputs apart as surely as dispatch_id does, in a quarter of the memory.
            self._connection = duckdb.connect(config={"memory_limit": "200MB", "threads": 1})
            self._connection.execute(
                """create table known as
                select ('0x' || key[:16])::ubigint as entry_key, ('0x' || raw_sha256[:16])::ubigint as raw_key
                from read_parquet(?)""",
                [files],
            )
        keys = {int(value[:16], 16): value for value in hashes}
        asked = pa.table({"key": pa.array(list(keys), pa.uint64())})
        self._connection.register("asked", asked)
        rows = self._connection.execute(f"select key from asked semi join known on key = {column}").fetchall()
        self._connection.unregister("asked")
        return {keys[row[0]] for row in rows}


def _is_parquet(path: Path) -> bool:
    try:
        return pq.read_schema(path).equals(_SCHEMA)
    except (OSError, pa.ArrowException):
        return False


def scan(segment: Path) -> Iterator[Entry]:
    """The index of a segment, from its records. Raises nothing for a damaged one."""
    for start, record in read_segment(segment):
        if record.block is None or not record.headers.get(CANDIDATE_HEADER):
            continue
        is_revisit = record.type == "revisit"
        try:
            candidate = candidate_of(record)
            found = revisited(record) if is_revisit else (candidate.input_sha256, candidate.raw_sha256)
        except Unusable:
            continue
        yield Entry(archive_key(found[0], candidate.given.fetched_at), *found, segment.name, start, is_revisit)
