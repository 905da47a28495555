"""From a candidate's bytes to its text, by its form."""

from __future__ import annotations

import json
import re
from typing import Any

from tasks.charset import decode
from tasks.errors import Unusable
from tasks.inputs.documents import extracted_text, running_text
from tasks.inputs.kinds import binary_description
from tasks.normalize.characters import clean
from tasks.normalize.content import Content
from tasks.normalize.defuse import unpacked
from tasks.normalize.glued_names import separate_glued_names
from tasks.normalize.page import read_fragment, read_page
from tasks.normalize.plain_text import tidy
from tasks.records import Candidate

_MARKUP = re.compile(
    r"<(?:p|br|div|span|html|body|table|article|section|strong|em|a|h[1-6]|ul|li|figure)\b[^<>]{0,300}/?>",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
_CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_CONTROL_SHARE = 0.3


def _refuse_noise(text: str) -> None:
    sample = text[:10_000]
    encoded = sample.encode("utf-8", "ignore")
    odd = sample.count("\ufffd") + len(encoded) - len(encoded.translate(None, _CONTROLS))
    if odd > _CONTROL_SHARE * max(1, len(sample)):
        raise Unusable("binary", "the bytes are no text in any known character set")


def _from_text(text: str) -> Content:
    return Content(separate_glued_names(tidy(clean(text))))


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
    given = candidate.given
    if candidate.form in ("pdf", "docx", "rtf"):
        content = _from_text(extracted_text(candidate.raw, candidate.form))
    elif candidate.form == "record":
        _, text = _record(candidate)
        if _WHOLE_PAGE.search(text):
            content = read_page(text, given.url, given.fetched_at)
        else:
            content = read_fragment(text) if looks_like_markup(text) else _from_text(text)
    else:
        raw = unpacked(candidate.raw)
        if description := binary_description(raw):
            raise Unusable("binary", f"the bytes are {description}, not text")
        text = decode(raw, given.charset)
        _refuse_noise(text)
        is_page = candidate.form == "html" and _TAG.search(text) is not None
        content = read_page(text, given.url, given.fetched_at) if is_page else _from_text(running_text(text))
    if not any(character.isalnum() for character in content.text):
        raise Unusable("no_text", "no text was found")
    return content
