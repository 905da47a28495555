"""Rows of JSON, JSON Lines, CSV and Parquet files -> candidates: one record, one candidate."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tasks.errors import Unusable
from tasks.inputs.columns import Columns, no_text_column, recognise
from tasks.inputs.streams import MAX_CANDIDATE_BYTES, TOO_LARGE, Entry, Item
from tasks.records import Candidate, Given, JsonRecord, Rejected

_GIVE_UP_AFTER = 1000  # records without a text column


@dataclass(frozen=True)
class Row:
    """One record of a file, or why it is none.

    number   what the locator names it by: the line in JSON Lines, else the record, from 1
    raw      its own bytes; None where the file has no bytes for it alone (CSV, Parquet)
    """

    number: int
    record: JsonRecord | None = None
    raw: bytes | None = None
    problem: str = ""
    reason: str = "bad_record"


def read_records(entry: Entry, rows: Iterable[Row], mapping: Mapping[str, str]) -> Iterator[Item]:
    """One candidate a record, one rejection a bad record; one in all for a file whose text column cannot be told."""
    held_back: list[Row] = []  # records without a text column, until another record shows that the file has one
    has_text = False
    for row in rows:
        locator = f"{entry.locator}#{row.number}"
        if row.record is None:
            yield Rejected(locator, row.reason, row.problem)
            continue
        columns = recognise(row.record, mapping)
        if columns.has_text:
            has_text = True
        else:
            held_back.append(row)
            if not has_text and len(held_back) >= _GIVE_UP_AFTER:
                break
        if has_text:
            for textless in held_back:
                yield Rejected(f"{entry.locator}#{textless.number}", "bad_record", "no text column in this record")
            held_back = []
        if columns.has_text:
            yield _candidate(entry, locator, row, columns)
    if held_back:
        raise Unusable("no_text_column", no_text_column(held_back[0].record or ()))


def _candidate(entry: Entry, locator: str, row: Row, columns: Columns) -> Item:
    record = row.record or {}
    key = columns.text_key(record)
    value = record[key] if key else None
    if value is None or value == [] or (isinstance(value, str) and not value.strip()):
        return Rejected(locator, "empty", f"no text under {key!r}")
    is_paragraphs = isinstance(value, list) and all(isinstance(paragraph, str) for paragraph in value)
    if not (isinstance(value, str) or is_paragraphs):
        return Rejected(locator, "bad_record", f"the text under {key!r} is {type(value).__name__}, not text")
    if key in columns.keys.get("html_base64", ()) and isinstance(value, str):
        return _from_base64(value, locator, columns.given(record, entry.given))
    raw = row.raw if row.raw is not None else canonical_json(record)
    if len(raw) > MAX_CANDIDATE_BYTES:
        return Rejected(locator, "too_large", TOO_LARGE)
    return Candidate(raw, "record", locator, columns.given(record, entry.given), key)


def _from_base64(value: str, locator: str, given: Given) -> Item:
    """A page's own bytes, which no JSON string could hold otherwise."""
    try:
        return Candidate(base64.b64decode(value, validate=True), "html", locator, given)
    except ValueError as error:
        return Rejected(locator, "bad_record", f"not base 64: {error}")


def canonical_json(record: JsonRecord) -> bytes:
    """The same bytes for the same values, whatever the order of the columns."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=_json_value).encode("utf-8", "replace")


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
