"""What an input is: by its first bytes, and only then by the suffix of its name."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

from tasks.charset import decode, looks_utf16
from tasks.errors import Unusable
from tasks.inputs.csv_rows import looks_like_table

_MAGIC = (
    (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"), (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"WARC/", "warc"),
)  # fmt: skip
_FOREIGN = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"), (b"ID3", "sound"), (b"OggS", "sound"), (b"\x80\x04\x95", "a Python pickle"),
    (b"\x00\x00\x01\x00", "an icon"),
)  # fmt: skip
_PROMISES = {  # suffix -> what the bytes must then be
    ".gz": {"gz"}, ".tgz": {"gz", "tar"}, ".bz2": {"bz2"}, ".xz": {"xz"}, ".zip": {"zip"},
    ".tar": {"tar", "gz", "bz2", "xz"},
    ".warc": {"warc", "gz"}, ".parquet": {"parquet"}, ".pdf": {"pdf"}, ".docx": {"zip", "rtf"},
    ".doc": {"rtf", "zip", "html", "text"}, ".rtf": {"rtf"},
}  # fmt: skip
_TEXT_SUFFIXES = frozenset(
    (".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".csv",
     ".tsv")
)  # fmt: skip
_TEXT_KINDS = frozenset(("html", "text", "json", "jsonl", "csv", "rtf", "warc"))
_NOT_DISPATCHES = frozenset(
    (".py", ".js", ".css", ".sh", ".sql", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".pkl", ".pickle", ".xml", ".log",
     ".lock", ".duckdb", ".db", ".ipynb", ".svg", ".r", ".tex", ".bib")
)  # fmt: skip
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|article|main|section|div|table|p|h[1-6]|br|span)\b", re.I
)
_NAMES = {
    "text": "plain text", "json": "JSON", "jsonl": "JSON Lines", "html": "HTML", "csv": "CSV", "pdf": "a PDF",
    "zip": "a ZIP archive or Office document", "gz": "gzip data", "bz2": "bzip2 data", "xz": "xz data",
    "tar": "a tar archive", "parquet": "Parquet", "rtf": "RTF", "warc": "WARC",
}  # fmt: skip
_PAGE_HEAD = 32_000  # bytes in which a page says what it is
_FEW_CONTROLS = 8  # a stray NUL in a short text
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a"))


def suffix_of(name: str) -> str:
    """The last suffix, in small letters: .gz of Page.HTML.GZ."""
    return PurePosixPath(name.lower()).suffix


def kind_of(head: bytes, name: str) -> str:
    """gz bz2 xz zip tar warc parquet pdf rtf html json jsonl csv text. Raises Unusable for anything else.

    head    the first HEAD_BYTES; name: file name, may be empty
    """
    suffix = suffix_of(name)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unusable("empty", "no bytes" if not head else "nothing but white space")
    kind, description = _by_magic(head)
    if kind is None:
        if description is None and _is_binary(head):
            description = "binary data, not text"
        if description:
            raise _foreign(suffix, description)
        kind = _text_kind(head, suffix)
    if suffix in _PROMISES and kind not in _PROMISES[suffix]:
        raise Unusable("wrong_suffix", f"named {suffix} but holds {_NAMES.get(kind, kind)}; rename it to read it")
    if suffix in _TEXT_SUFFIXES and kind not in _TEXT_KINDS:
        raise Unusable("wrong_suffix", f"named {suffix} but holds {_NAMES.get(kind, kind)}; rename it to read it")
    return kind


def _by_magic(head: bytes) -> tuple[str | None, str | None]:
    """(kind, None) of what we read, (None, description) of what we know and do not read, (None, None) else."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind, None
    if head[257:262] == b"ustar":
        return "tar", None
    if b"%PDF-" in head[:1024] and not head[:1024].lstrip().startswith(b"<"):
        return "pdf", None
    for magic, description in _FOREIGN:
        if head.startswith(magic):
            return None, description
    if head[8:12] == b"DUCK":
        return None, "a DuckDB database"
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return None, "an image, sound or film"
    return None, None


def binary_description(raw: bytes) -> str | None:
    """What bytes that are no text are, by how they begin; None for all others."""
    kind, description = _by_magic(raw)
    return _NAMES[kind] if kind else description


def _foreign(suffix: str, description: str) -> Unusable:
    if description.startswith("binary"):
        return Unusable("binary", description)
    if (suffix in _TEXT_SUFFIXES or suffix in _PROMISES) and suffix != ".doc":
        return Unusable("wrong_suffix", f"named {suffix} but holds {description}")
    return Unusable("unsupported", description)


def _is_binary(head: bytes) -> bool:
    if looks_utf16(head):
        return False
    return len(head) - len(head.translate(None, _CONTROL)) > max(_FEW_CONTROLS, len(head) / 50)


def _text_kind(head: bytes, suffix: str) -> str:
    if suffix in _NOT_DISPATCHES:
        raise Unusable("unsupported", f"{suffix} files hold no dispatches")
    opens_tag = head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"<")
    start = decode(head[:_PAGE_HEAD] if opens_tag else head).lstrip("\ufeff \t\r\n\0")
    if start.startswith("<"):
        if start.startswith("<?xml") and not re.search(r"<html\b", start[:4000], re.I):
            raise Unusable("unsupported", "XML that is not a page")
        if _HTML.search(start[:20_000]):
            return "html"
    if suffix in {".jsonl", ".ndjson"}:
        return "jsonl"
    if suffix in {".csv", ".tsv"}:
        return "csv"
    if re.match(r"\{\s*[\"}]|\[\s*[\[{\]]", start):
        return "jsonl" if _has_whole_first_line(start) else "json"
    if suffix == ".json":
        return "json"
    if suffix in {".html", ".htm", ".xhtml", ".shtml"}:
        return "html"
    if looks_like_table(start):
        return "csv"
    return "text"


def _has_whole_first_line(start: str) -> bool:
    """Whether the first line is a JSON object by itself and more follows: JSON Lines, whatever the name says."""
    line, end, rest = start.partition("\n")
    if not end or not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
