"""CSV and TSV, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from tasks.charset import stream_encoding
from tasks.errors import Unusable
from tasks.inputs.columns import no_text_column, recognise
from tasks.inputs.records import Row
from tasks.inputs.streams import Stream, as_text, with_head
from tasks.records import JsonRecord

_MAX_CELL = 20_000_000  # characters
_MOST_COLUMNS = 200  # of a table that is not called one
_DELIMITERS = (",", "\t", ";", "|")


def csv_rows(stream: Stream, mapping: Mapping[str, str]) -> Iterator[Row]:
    """One row a record under the header. Unusable where the header does not tell which column is the text."""
    head, stream = with_head(stream)
    encoding = stream_encoding(head)
    text = as_text(stream, encoding)
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(text, delimiter=_delimiter(head.decode(encoding, "replace"), mapping))
    try:
        header = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
    except csv.Error as error:
        raise Unusable("bad_record", f"not CSV: {error}") from None
    if not recognise(header, mapping).has_text:
        raise Unusable("no_text_column", no_text_column(header))
    number = 0
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                number += 1
                yield _row(number, header, cells)
        except csv.Error as error:
            number += 1
            yield Row(number, problem=f"not CSV: {error}")


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(header) :]):
        return Row(number, problem=f"{len(cells)} cells under {len(header)} column names")
    record: JsonRecord = dict(zip(header, cells, strict=False))  # spreadsheets leave empty cells at the end out
    return Row(number, record)


def looks_like_table(head: str) -> bool:
    """Whether the first line is a header of known column names, the text among them."""
    names = _header_names(head, _delimiter(head, {}))
    columns = recognise(names, {})
    return columns.has_text and sum(len(keys) for keys in columns.keys.values()) >= 2 and len(names) <= _MOST_COLUMNS


def _delimiter(head: str, mapping: Mapping[str, str]) -> str:
    """The one that makes most known column names of the header, then the one that makes most columns."""

    def sense(delimiter: str) -> tuple[int, int]:
        names = _header_names(head, delimiter)
        return sum(len(keys) for keys in recognise(names, mapping).keys.values()), len(names)

    return max(_DELIMITERS, key=sense)


def _header_names(head: str, delimiter: str) -> list[str]:
    line = head.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    return [name.strip().strip('"') for name in line.split(delimiter)]
