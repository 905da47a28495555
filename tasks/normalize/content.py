"""What a candidate holds, whatever its form: the text, and what a page or record says about it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tasks.charset import decode
from tasks.errors import Unusable
from tasks.inputs.documents import extracted_text, running_text
from tasks.normalize.characters import clean
from tasks.normalize.defuse import unpacked
from tasks.normalize.glued_names import separate_glued_names
from tasks.normalize.plain_text import tidy
from tasks.records import Candidate, Given

# First bytes of files that hold no text, whatever their name says
_MAGIC = (
    (b"%PDF-", "PDF"), (b"\x89PNG\r\n", "PNG image"), (b"\xff\xd8\xff", "JPEG image"), (b"GIF8", "GIF image"),
    (b"PK\x03\x04", "ZIP archive"), (b"Rar!", "RAR archive"), (b"7z\xbc\xaf", "7z archive"),
    (b"\xd0\xcf\x11\xe0", "old Office file"), (b"ID3", "MP3 sound"), (b"OggS", "Ogg sound"), (b"RIFF", "RIFF media"),
    (b"\x00\x00\x01\x00", "icon"), (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"SQLite format 3", "database"),
)  # fmt: skip
_MARKUP = re.compile(
    r"<(?:p|br|div|span|html|body|table|article|section|strong|em|a|h[1-6]|ul|li|figure)\b[^<>]{0,300}/?>",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
_ODD = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_CONTROL_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Content:
    """Text of a dispatch before its metadata is worked out. `page` is what an HTML page says of itself."""

    text: str
    is_page: bool = False
    title: str | None = None
    published: tuple[tuple[str, str], ...] = ()  # (value as written, basis), best first
    authors: tuple[str, ...] = ()
    language: str | None = None
    urls: tuple[str, ...] = ()  # declared canonical addresses
    lines: tuple[str, ...] = ()  # visible short lines round the headline
    warnings: tuple[str, ...] = ()
    source: str | None = None  # the line that credits the agency, where the outlet's layout knows it


def _refuse_binary(raw: bytes) -> None:
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise Unusable("binary", f"the bytes are a {kind}, not text")


def _refuse_noise(text: str) -> None:
    sample = text[:10_000]
    odd = len(_ODD.findall(sample))
    if odd > _CONTROL_SHARE * max(1, len(sample)):
        raise Unusable("binary", "the bytes are no text in any known character set")


def _from_text(text: str) -> Content:
    return Content(separate_glued_names(tidy(clean(text))))


def _from_page(text: str, given: Given) -> Content:
    from tasks.normalize.page import read_page

    return read_page(text, given.url, given.fetched_at)


def _from_fragment(text: str) -> Content:
    from tasks.normalize.page import read_fragment

    return read_fragment(text)


def looks_like_markup(text: str) -> bool:
    """Whether a record's text field holds HTML rather than plain text."""
    return len(_MARKUP.findall(text[:20_000])) >= 2


def _record(candidate: Candidate) -> tuple[dict[str, Any], str]:
    try:
        record = json.loads(decode(candidate.raw))
    except ValueError as error:
        raise Unusable("bad_record", f"not a JSON object: {error}") from error
    if not isinstance(record, dict):
        raise Unusable("bad_record", "not a JSON object")
    text = record.get(candidate.text_key or "text")
    if isinstance(text, list):
        text = "\n".join(part for part in text if isinstance(part, str))
    if not isinstance(text, str):
        raise Unusable("no_text", f"no text under {candidate.text_key!r}")
    return record, text


def read_content(candidate: Candidate) -> Content:
    """The candidate's text in uniform characters; raises Unusable where there is none."""
    if candidate.form in ("pdf", "docx", "rtf"):
        content = _from_text(extracted_text(candidate.raw, candidate.form))
    elif candidate.form == "record":
        _, text = _record(candidate)
        if _WHOLE_PAGE.search(text):
            content = _from_page(text, candidate.given)
        else:
            content = _from_fragment(text) if looks_like_markup(text) else _from_text(text)
    else:
        raw = unpacked(candidate.raw)
        _refuse_binary(raw)
        text = decode(raw, candidate.given.charset)
        _refuse_noise(text)
        is_page = candidate.form == "html" and _TAG.search(text) is not None
        content = _from_page(text, candidate.given) if is_page else _from_text(running_text(text))
    if not any(character.isalnum() for character in content.text):
        raise Unusable("no_text", "no text was found")
    return content
