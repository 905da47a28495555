"""One input -> its candidates. The one place where what an input does wrong is caught and becomes a Rejected."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from tasks.errors import Unusable
from tasks.inputs.archives import DAMAGE, read_compressed, read_tar, read_zip
from tasks.inputs.columns import check_mapping
from tasks.inputs.csv_rows import csv_rows
from tasks.inputs.documents import extracted_text
from tasks.inputs.exports import split_export, split_html_export
from tasks.inputs.json_rows import json_lines, json_values
from tasks.inputs.kinds import kind_of
from tasks.inputs.parquet_rows import parquet_rows
from tasks.inputs.records import Row, read_records
from tasks.inputs.sections import read_sections
from tasks.inputs.streams import Entry, Item, Stream, read_whole, with_head
from tasks.inputs.web_archive import read_web_archive
from tasks.records import Candidate, Form, Rejected

_CONTAINERS = frozenset(("gz", "bz2", "xz", "zip", "tar", "warc", "parquet", "json", "jsonl", "csv"))


class Reader:
    """Reads inputs under one mapping of column names."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = check_mapping(mapping)

    def read_file(self, path: Path, locator: str) -> Iterator[Item]:
        """All candidates of a regular file."""
        try:
            # without waiting: a pipe may have taken the file's place since it was found
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as error:
            reason = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
            yield Rejected(locator, reason, f"cannot be opened: {error.strerror}")
            return
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                yield Rejected(locator, "denied", "not a regular file", is_refused=True)
                return
            yield from self.read(Entry(locator, path.name, Stream(stream), path=path))

    def read(self, entry: Entry) -> Iterator[Item]:
        """All candidates of an entry; never raises for what the entry holds."""
        try:
            head, stream = with_head(entry.stream)
            kind = kind_of(head, entry.name)
            entry = replace(entry, stream=stream)
            if kind in _CONTAINERS:
                yield from self._read_container(entry, kind)
            else:
                yield from self._read_document(entry, kind)
        except Unusable as error:
            yield Rejected(entry.locator, error.reason, error.detail)
        except DAMAGE as error:
            yield Rejected(entry.locator, *_damage(error))
        except Exception as error:  # a fault of ours must not end the run; it is named and counted
            detail = f"{type(error).__name__}: {error}".partition("\n")[0]
            yield Rejected(entry.locator, "unreadable", detail[:300])

    def _read_container(self, entry: Entry, kind: str) -> Iterator[Item]:
        if kind in ("gz", "bz2", "xz"):
            yield from read_compressed(entry, kind, self.read)
        elif kind == "tar":
            yield from read_tar(entry, self.read)
        elif kind == "zip":
            yield from read_zip(entry, self.read, self._read_docx)
        elif kind == "warc":
            yield from read_web_archive(entry, self.read)
        else:
            yield from read_records(entry, self._rows(entry, kind), self._mapping)

    def _rows(self, entry: Entry, kind: str) -> Iterator[Row]:
        if kind == "csv":
            return csv_rows(entry.stream, self._mapping)
        if kind == "parquet":
            return parquet_rows(entry)
        return json_lines(entry.stream) if kind == "jsonl" else json_values(entry.stream)

    def _read_docx(self, entry: Entry) -> Iterator[Item]:
        yield from self._read_document(entry, "docx")

    def _read_document(self, entry: Entry, kind: str) -> Iterator[Item]:
        raw = read_whole(entry.stream)
        if kind == "text":
            yield from read_sections(raw, entry)
        elif kind == "html":
            yield from split_html_export(raw, entry) or [Candidate(raw, "html", entry.locator, entry.given)]
        else:
            form = cast(Form, kind)  # pdf, docx or rtf
            whole = Candidate(raw, form, entry.locator, entry.given)
            yield from split_export(extracted_text(raw, form), entry) or [whole]


def _damage(error: Exception) -> tuple[str, str]:
    if isinstance(error, EOFError):
        return "truncated", "the file breaks off"
    return "unreadable", f"damaged: {error}"[:300]
