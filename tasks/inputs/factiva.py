"""Factiva exports: each article ends with `Document ABCD000020021028dya300001`.

With indexing, fields stand behind two-letter codes: HD headline, BY byline, WC words, PD date, SN source, LA language,
LP and TD the text. Without it the same values stand above the text, one a line, in that order.
"""

from __future__ import annotations

import re

from tasks.dates import parse_date
from tasks.inputs.article import Article
from tasks.inputs.values import byline_values, clean, language_value

_END = re.compile(
    r"^[ \t]*(?:Document|Dokument|Documento)[ \t]+([A-Za-z][A-Za-z0-9_]{3,}\d{8}[A-Za-z0-9]{4,})[ \t]*$", re.M
)
_CODES = "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|ART|CLM|CX|DE|GC|HLP"
_CODE = re.compile(rf"^[ \t]*({_CODES})(?:[ \t]+(\S.*)|[ \t]*)$")
_WORDS = re.compile(r"^[ \t]*[\d.,]+[ \t]+(?:words|mots|Wörter|palabras|字)[ \t]*$", re.M)
_COPYRIGHT = re.compile(r"^[ \t]*(?:\(c\)|©|Copyright)", re.I)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+[A-Z]{2,5})?$")
_HEADER_LINES = 14


def sections(text: str) -> list[str]:
    """The articles of a Factiva export, each with its header and its last line; [] for any other text."""
    parts, start = [], 0
    for match in _END.finditer(text):
        parts.append(text[start : match.end()].strip("\n\f\r "))
        start = match.end()
    return parts if parts and any(_is_headed(part) for part in parts) else []


def _is_headed(section: str) -> bool:
    return _WORDS.search(section) is not None or {"HD", "PD"} <= {
        m[1] for line in section.split("\n") if (m := _CODE.match(line))
    }


def article(section: str) -> Article | None:
    """What one section says; None if it has no Factiva header."""
    end = _END.search(section)
    text = (section[: end.start()] if end else section).replace("\r\n", "\n")
    fields = _fields(text)
    number = end[1] if end else None
    return _coded(fields, number) if {"HD", "PD"} <= fields.keys() else _uncoded(text, number)


def _fields(text: str) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.split("\n"):
        match = _CODE.match(line)
        if match and match[1] not in fields:
            current = fields.setdefault(match[1], [match[2] or ""])
        elif current is not None:
            current.append(line)
    return {code: "\n".join(lines).strip() for code, lines in fields.items()}


def _coded(fields: dict[str, str], number: str | None) -> Article:
    found = parse_date(fields["PD"])
    return Article(
        body="\n\n".join(fields[code] for code in ("LP", "TD") if fields.get(code)),
        title=clean(fields["HD"]) or None,
        source=clean(fields.get("SN", "")) or None,
        published_at=found.value if found else None,
        bylines=byline_values(fields.get("BY")) or (),
        language=language_value(fields.get("LA")),
        id=number or clean(fields.get("AN", "")) or None,
    )


def _uncoded(text: str, number: str | None) -> Article | None:
    words = _WORDS.search(text)
    if words is None:
        return None
    above = [line.strip() for line in text[: words.start()].split("\n") if line.strip()]
    has_byline = len(above) > 1 and re.match(r"(?:by\b|von\b|par\b|por\b|记者)", above[-1], re.I)
    header, body = _header_lines(text[words.end() :])
    found = parse_date(header[0]) if header else None
    rest = [line for line in header[1:] if not _CLOCK.match(line)]
    languages = [language for line in rest if (language := language_value(line))]
    return Article(
        body=body,
        title=clean(" ".join(above[:-1] if has_byline else above)) or None,
        source=clean(rest[0]) if rest else None,
        published_at=found.value if found else None,
        bylines=(byline_values(above[-1]) or ()) if has_byline else (),
        language=languages[0] if languages else None,
        id=number,
    )


def _header_lines(text: str) -> tuple[list[str], str]:
    """(lines from the date to the copyright notice, the text below)."""
    lines = text.lstrip("\n").split("\n")
    header: list[str] = []
    for number, line in enumerate(lines):
        if line.strip():
            header.append(line.strip())
        if _COPYRIGHT.match(line):
            return header[:-1], "\n".join(lines[number + 1 :]).strip()
        if len(header) > _HEADER_LINES:
            break
    return [], text.strip()
