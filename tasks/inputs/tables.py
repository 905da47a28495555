"""JSON, JSON Lines, CSV and Parquet: one record, one candidate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from tasks.errors import Unusable
from tasks.inputs.charset import stream_encoding
from tasks.inputs.columns import TEXT_FIELDS, no_text_column, recognise
from tasks.inputs.streams import HEAD_BYTES, MAX_CANDIDATE_BYTES, Entry, Item, lines, spooled, with_head
from tasks.records import Candidate, JsonRecord, Rejected

Numbered = tuple[int, bytes | None, JsonRecord | str]  # number, raw bytes, and the record or what is wrong with it
_GIVE_UP_AFTER = 1000  # records without a text column
_MAX_CELL = 20_000_000
_PARQUET_BATCH = 64  # rows


def read_records(entry: Entry, records: Iterator[Numbered], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One candidate a record; one rejection for a bad record; a single one for a file whose text column cannot be told."""
    without_text: list[int] = []
    first_keys: list[str] = []
    has_text = False
    for number, raw, record in records:
        locator = f"{entry.locator}#{number}"
        if isinstance(record, str):
            yield Rejected(locator, "too_large" if raw is None else "bad_record", record)
            continue
        columns = recognise(record, mapping)
        if not columns.has_text:
            first_keys = first_keys or list(record)
            without_text.append(number)
            if not has_text and len(without_text) >= _GIVE_UP_AFTER:
                break
        else:
            has_text = True
        if has_text:
            yield from (_textless(entry, number) for number in without_text)
            without_text = []
            if columns.has_text:
                yield _candidate(entry, locator, raw or _canonical(record), record, mapping)
    if without_text and not has_text:
        raise Unusable("no_text_column", no_text_column(first_keys))


def _textless(entry: Entry, number: int) -> Rejected:
    return Rejected(f"{entry.locator}#{number}", "bad_record", "no text column in this record")


def _candidate(entry: Entry, locator: str, raw: bytes, record: JsonRecord, mapping: Mapping[str, str]) -> Item:
    columns = recognise(record, mapping)
    key = columns.text_key(record)
    value = record[key] if key else None
    if value is None or (isinstance(value, str) and not value.strip()):
        return Rejected(locator, "empty", f"no text under {key!r}")
    if not isinstance(value, str):
        return Rejected(locator, "bad_record", f"the text under {key!r} is {type(value).__name__}, not a string")
    if len(raw) > MAX_CANDIDATE_BYTES:
        return Rejected(locator, "too_large", f"more than {MAX_CANDIDATE_BYTES // 1_000_000} MB")
    return Candidate(raw, "record", locator, columns.given(record, entry.given), key)


def _canonical(record: JsonRecord) -> bytes:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=_json_value).encode("utf-8", "replace")


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


# ------------------------------------------------------------------------------------------------------------ JSON


def _parsed(text: str | bytes) -> JsonRecord | str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        return f"not JSON: {reason[:200]}"
    return value if isinstance(value, dict) else f"a JSON {type(value).__name__}, not an object"


def json_lines(stream: IO[bytes]) -> Iterator[Numbered]:
    """The number is that of the line. Blank lines are passed over."""
    head, stream = with_head(stream)
    encoding = stream_encoding(head)
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        stream = _recoded(stream, encoding)
    for number, line in lines(stream):
        if line is None:
            yield number, None, f"a line of more than {MAX_CANDIDATE_BYTES // 1_000_000} MB"
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield number, stripped, _parsed(_decoded(stripped, encoding))


def _decoded(line: bytes, encoding: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(encoding if not encoding.startswith("utf") else "utf-8", "replace")


def _recoded(stream: IO[bytes], encoding: str) -> IO[bytes]:
    return spooled(_Encoded(io.TextIOWrapper(stream, encoding, errors="replace", newline="")))  # type: ignore[arg-type]


class _Encoded:
    """Reads text and gives it as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def read(self, size: int) -> bytes:
        return self._text.read(size).encode("utf-8", "replace")


def json_values(stream: IO[bytes]) -> Iterator[Numbered]:
    """The objects of a JSON file: one object, an array of them, an object that holds one array, or one after another.

    An array is read object by object, so that a file of any size takes the memory of its largest one.
    """
    head, stream = with_head(stream)
    text = io.TextIOWrapper(stream, stream_encoding(head), errors="replace", newline="")
    number = 0
    for value, source in _top_values(text):
        members = [(value, source)] if isinstance(value, str) else _members(value, source)
        for member, raw in members:
            number += 1
            yield number, raw.encode("utf-8", "replace"), member


def _members(value: Any, source: str) -> list[tuple[JsonRecord | str, str]]:
    """The records that a top-level value holds, each with its JSON text."""
    if isinstance(value, list):
        return [pair for member in value for pair in _members(member, json.dumps(member, ensure_ascii=False))]
    if not isinstance(value, dict):
        return [(f"a JSON {type(value).__name__}, not an object", source)]
    if not recognise(value, {}).has_text:
        arrays = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(m, dict) for m in v)]
        inner = [v for v in value.values() if isinstance(v, dict)]
        if len(arrays) == 1:
            return [(member, json.dumps(member, sort_keys=True, ensure_ascii=False)) for member in arrays[0]]
        if not arrays and len(inner) == 1 and len(found := _members(inner[0], "")) > 1:
            return found
    return [(value, source)]


def _top_values(text: io.TextIOWrapper) -> Iterator[tuple[Any, str]]:
    """(value, its JSON text) of each top-level value or member of the top-level array; ends with (error, "")."""
    decoder = json.JSONDecoder()
    buffer, position, in_array, at_end = "", 0, False, False
    want = HEAD_BYTES
    while True:
        while position < len(buffer) and buffer[position] in " \t\r\n,\ufeff":
            position += 1
        if position < len(buffer) and buffer[position] == "[" and not in_array:
            in_array, position = True, position + 1
            continue
        if in_array and position < len(buffer) and buffer[position] == "]":
            return
        if position < len(buffer):
            try:
                value, end = decoder.raw_decode(buffer, position)
            except RecursionError:
                yield "not JSON: nested too deep", ""
                return
            except ValueError as error:
                if at_end:
                    raise Unusable(
                        "cut" if _is_open(error, buffer) else "bad_record", f"not JSON: {str(error)[:200]}"
                    ) from None
            else:
                if end < len(buffer) or at_end:  # a number at the buffer's end may go on
                    yield (
                        (value if not isinstance(value, str) else "a JSON string, not an object"),
                        buffer[position:end],
                    )
                    position = end
                    continue
        elif at_end:
            if in_array:
                raise Unusable("cut", "the JSON array does not end")
            return
        buffer, position = buffer[position:], 0
        if len(buffer) > MAX_CANDIDATE_BYTES:
            raise Unusable(
                "too_large", f"a JSON value of more than {MAX_CANDIDATE_BYTES // 1_000_000} MB; use JSON Lines"
            )
        more = text.read(want)
        buffer, at_end = buffer + more, not more
        want = max(HEAD_BYTES, len(buffer))  # doubling keeps repeated attempts linear


def _is_open(error: ValueError, buffer: str) -> bool:
    """Whether decoding failed because the text ends, rather than within it."""
    position = getattr(error, "pos", 0)
    return position >= len(buffer.rstrip()) - 1 or "Unterminated string" in str(error)


# ------------------------------------------------------------------------------------------------------------- CSV


def csv_rows(stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Numbered]:
    """The number is that of the record, without the header. Delimiter: the one that makes most sense of the header."""
    head, stream = with_head(stream)
    text = io.TextIOWrapper(stream, stream_encoding(head), errors="replace", newline="")
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(text, delimiter=_delimiter(head, mapping))
    try:
        header = [name.strip().lstrip("\ufeff") for name in next(reader)]
    except csv.Error as error:
        raise Unusable("bad_record", f"not CSV: {error}") from None
    if not any(field in recognise(header, mapping).keys for field in TEXT_FIELDS):
        raise Unusable("no_text_column", no_text_column(header))
    number = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            number += 1
            yield number, b"", f"not CSV: {error}"
            continue
        if row is None:
            return
        if row:
            number += 1
            yield number, (b"" if len(row) <= len(header) else b"?"), _row_record(header, row)


def _row_record(header: list[str], row: list[str]) -> JsonRecord | str:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        return f"{len(row)} cells under {len(header)} column names"
    return dict(zip(header, row, strict=False))


def _delimiter(head: bytes, mapping: Mapping[str, str]) -> str:
    line = head.decode(stream_encoding(head), "replace").lstrip("\ufeff").partition("\n")[0].rstrip("\r")

    def sense(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(delimiter)]
        return sum(len(keys) for keys in recognise(names, mapping).keys.values()), len(names)

    return max((",", "\t", ";", "|"), key=sense)


# --------------------------------------------------------------------------------------------------------- Parquet


def parquet_rows(entry: Entry) -> Iterator[Numbered]:
    """Row by row, in batches. The number is that of the row, from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = entry.path or spooled(entry.stream)
        file = pq.ParquetFile(source)
        number = 0
        for batch in file.iter_batches(batch_size=_PARQUET_BATCH):
            for record in batch.to_pylist():
                number += 1
                yield number, b"", record
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unusable(
            "unreadable" if not number_read(locals()) else "cut", f"not Parquet: {str(error)[:200]}"
        ) from None


def number_read(names: Mapping[str, Any]) -> bool:
    return bool(names.get("number"))
