"""Inputs -> candidates: files, folders, globs and standard input, in every form that dispatches come in.

find         what stands on the command line -> files
kinds        what a file is, by its first bytes
archives     zip, tar, gz                      web_archive  WARC
tables       JSON, CSV, Parquet                columns      other people's column names
sections     one text, several dispatches      exports      Nexis and Factiva
documents    text of PDF, Word, RTF, Markdown  streams      memory stays bounded
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tasks.inputs.find import FoundFile, find_files, is_url, printable
from tasks.inputs.reader import Reader
from tasks.inputs.streams import Entry, Stream
from tasks.inputs.values import clean
from tasks.records import Candidate, Rejected

__all__ = ["is_url", "read_inputs"]


def read_inputs(inputs: Sequence[str], mapping: Mapping[str, str] | None = None) -> Iterator[Candidate | Rejected]:
    """Every candidate dispatch of the inputs, or why there is none; sorted by locator, standard input ("-") last.

    inputs   files, folders, globs, "-"; no URLs (see is_url)
    mapping  column names of records: {"text": "my_col"}. UsageError for a field that does not exist

    An input that cannot be opened is one Rejected; one that breaks off yields what was readable and then a
    Rejected "truncated".
    Containers are streamed: memory is bounded by the largest candidate.
    """
    for item in _read(inputs, Reader(mapping or {})):
        yield replace(item, detail=printable(clean(item.detail))) if isinstance(item, Rejected) else item


def _read(inputs: Sequence[str], reader: Reader) -> Iterator[Candidate | Rejected]:
    for found in find_files(text for text in inputs if text != "-"):
        if isinstance(found, FoundFile):
            yield from reader.read_file(found.path, found.locator)
        else:
            yield found
    if "-" in inputs:
        yield from reader.read(Entry("-", "", Stream(sys.stdin.buffer)))
