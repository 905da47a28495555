"""Nexis exports: `3 of 120 DOCUMENTS` above each article, or, in the newer form, `End of Document` below it.

Above the body stand publication, date and title (in the older form) or title, publication and date (in the newer one),
then tags: HEADLINE, BYLINE, SECTION, LENGTH, DATELINE, BODY; below it LOAD-DATE, LANGUAGE, PUBLICATION-TYPE and others.
"""

from __future__ import annotations

import re

from tasks.dates import parse_date
from tasks.inputs.article import Article
from tasks.inputs.leads import is_date_line
from tasks.inputs.values import byline_values, clean, language_value

_NUMBERED = re.compile(r"^[ \t]*(?:FOCUS - )?\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*$", re.M)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M | re.I)
_ABOVE = "HEADLINE BYLINE SECTION LENGTH DATELINE HIGHLIGHT SERIES SOURCE CORRECTION-DATE"
_BELOW = (
    "LOAD-DATE LANGUAGE PUBLICATION-TYPE SUBJECT GRAPHIC ORGANIZATION GEOGRAPHIC COUNTRY STATE CITY COMPANY TICKER"
    " INDUSTRY PERSON URL NOTES JOURNAL-CODE DOCUMENT-TYPE DISTRIBUTION TYPE CLASSIFICATION ACC-NO"
)
_TAG = re.compile(rf"^[ \t]*({'|'.join(f'{_ABOVE} {_BELOW} BODY'.split())})[ \t]*:[ \t]*", re.I)
_ABOVE_TAGS, _BELOW_TAGS = frozenset(_ABOVE.split()), frozenset(_BELOW.split())
_BODY_LINE = re.compile(r"^[ \t]*Body[ \t]*:?[ \t]*$", re.I)
_COPYRIGHT = re.compile(r"^[ \t]*(?:Copyright\b|©|\(c\)\s*\d{4}|All Rights Reserved)", re.I)
_COVER = re.compile(r"^[ \t]*(?:Job Number|Date and Time)[ \t]*:", re.M)
_PAGE_LINE = re.compile(r"^[ \t]*Page \d+ of \d+[ \t]*$", re.M)
_EDITION = re.compile(r"\bedition\b", re.I)


def sections(text: str) -> list[str]:
    """The articles of a Nexis export, each with its header; [] for any other text."""
    if "DOCUMENT" in text and _NUMBERED.search(text):
        starts = [match.start() for match in _NUMBERED.finditer(text)]
        return [text[a:b].strip("\n\f\r ") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if not _END.search(text):
        return []
    parts = [part.strip("\n\f\r ") for part in _END.split(text)]
    whole = [part for part in parts if _first_tag(_blocks(part)) is not None]
    return [_without_cover(part) + "\n\nEnd of Document" for part in whole]


def article(section: str) -> Article | None:
    """What one section says; None if it has no Nexis header."""
    blocks = _blocks(_END.sub("", _NUMBERED.sub("", section)))
    first = _first_tag(blocks)
    if first is None:
        return None
    above, start = _tags_above(blocks, first)
    end = next((i for i in range(start, len(blocks)) if _is_below(blocks[i])), len(blocks))
    below = _values(blocks[end:])
    title, source, published_at = _masthead(blocks[:first], above.get("HEADLINE"))
    return Article(
        body="\n\n".join(blocks[start:end]),
        title=title,
        source=source,
        published_at=published_at,
        dateline=above.get("DATELINE"),
        bylines=byline_values(above.get("BYLINE")) or (),
        language=language_value(below.get("LANGUAGE")),
    )


def _blocks(text: str) -> list[str]:
    """Paragraphs; a tag, the word Body and a date line begin or are one, also without a blank line before them."""
    blocks: list[list[str]] = [[]]
    for line in _PAGE_LINE.sub("", text).replace("\r\n", "\n").replace("\f", "\n\n").split("\n"):
        if not line.strip():
            blocks.append([])
        elif _BODY_LINE.match(line) or is_date_line(line):
            blocks += [[line], []]
        elif _TAG.match(line) or _COPYRIGHT.match(line):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return ["\n".join(block) for block in blocks if block]


def _tag(block: str) -> str | None:
    if _BODY_LINE.match(block):
        return "BODY"
    match = _TAG.match(block)
    return match[1].upper() if match else None


def _first_tag(blocks: list[str]) -> int | None:
    """The block with which the tags begin: without LENGTH, HEADLINE or BODY near it the text is no Nexis article."""
    tags = {_tag(block) for block in blocks}
    if not tags & {"BODY", "LENGTH", "HEADLINE"} or not tags & {"LENGTH", "LOAD-DATE", "BODY"}:
        return None
    return next((i for i, block in enumerate(blocks) if _tag(block) in _ABOVE_TAGS | {"BODY"}), None)


def _tags_above(blocks: list[str], first: int) -> tuple[dict[str, str], int]:
    """(values of the tags above the body, the block where the body starts)."""
    body = next((i for i in range(first, len(blocks)) if _tag(blocks[i]) == "BODY"), None)
    if body is not None:
        rest = _TAG.sub("", blocks[body]) if not _BODY_LINE.match(blocks[body]) else ""
        if rest.strip():
            blocks[body] = rest
            return _values(blocks[first:body]), body
        return _values(blocks[first:body]), body + 1
    start = first
    while start < len(blocks) and (_tag(blocks[start]) in _ABOVE_TAGS or _COPYRIGHT.match(blocks[start])):
        start += 1
    return _values(blocks[first:start]), start


def _values(blocks: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for block in blocks:
        if tag := _tag(block):
            values.setdefault(tag, clean(_TAG.sub("", block)))
    return values


def _is_below(block: str) -> bool:
    return (
        _tag(block) in _BELOW_TAGS
        or _COPYRIGHT.match(block) is not None
        or block.strip().casefold() == "classification"
    )


def _masthead(blocks: list[str], headline: str | None) -> tuple[str | None, str | None, str | None]:
    """(title, publication, date) from what stands above the tags."""
    units = [clean(block) for block in blocks if not _COPYRIGHT.match(block)]
    dates = [i for i, unit in enumerate(units) if is_date_line(unit)]
    if not dates:
        return headline or (units[-1] if units else None), units[0] if len(units) > 1 else None, None
    at = dates[-1]
    found = parse_date(units[at])
    published_at = found.value if found else None
    following = [unit for unit in units[at + 1 :] if not _EDITION.search(unit)]
    if headline or following:
        return headline or following[0], units[at - 1] if at else None, published_at
    return units[at - 2] if at > 1 else (units[0] if at else None), units[at - 1] if at > 1 else None, published_at


def _without_cover(section: str) -> str:
    """The first section of the newer form without the list of search terms and titles in front of its title."""
    if not _COVER.search(section):
        return section
    found = article(section)
    if found is None or found.title is None:
        return section
    title = re.compile(r"\s+".join(re.escape(word) for word in found.title.split()))
    first_tag = re.search(r"^[ \t]*(?:Copyright|Section:|Length:|Byline:|Body[ \t]*$)", section, re.M | re.I)
    hits = [
        match.start() for match in title.finditer(section) if first_tag is None or match.start() < first_tag.start()
    ]
    return section[hits[-1] :] if hits else section
