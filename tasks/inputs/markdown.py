"""Markdown: front matter, the days of a news programme (one heading an item), and the plain text of it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tasks.dates import find_dates, parse_date
from tasks.inputs.leads import looks_like_dispatch

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{1,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$", re.M)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|_{3,}|(?:[-*_][ \t]){2,}[-*_])[ \t]*$", re.M)
_LINK_LINE = re.compile(r"^[ \t]*(?:[^\n\[]{0,20}[:：])?[ \t]*\[[^\]\n]{1,60}\]\((https?://[^\s)]+)\)[ \t]*$", re.M)
_HTML_BLOCK = re.compile(r"<(?:p|div|br|strong|span|table|ul|section)\b[^>]*>", re.I)
_COMPACT_DATE = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)")
_NOTHING = re.compile(r"\s*(?:undefined|null|none|nan|n/?a)?\s*", re.I)
_HEADLINE_LETTERS = 12  # "Background" and "经贸合作" are parts of one article, a sentence is a headline
_BODY_LETTERS = 40


@dataclass(frozen=True)
class Section:
    """One item of a day: its heading, its body (span in the text), the address of its page, if it is HTML."""

    title: str
    start: int
    end: int
    url: str | None
    is_html: bool


def front_matter(text: str) -> tuple[dict[str, Any], int] | None:
    """(values, where the body starts) of Markdown with YAML front matter."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return None
    try:
        values = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        pairs = re.findall(r"^([\w -]{1,40}):[ \t]+(.+)$", match[1], re.M)
        values = {key: value.strip().strip("'\"") for key, value in pairs}
    if not isinstance(values, dict) or not values:
        return None
    return {str(key): value for key, value in values.items()}, match.end()


def day_of(text: str, name: str) -> str | None:
    """The date in the first heading, else in the file's name: it holds for every item of the day."""
    first = _HEADING.search(text)
    for place in (first[2] if first else "", name):
        if compact := _COMPACT_DATE.search(place):
            found = parse_date(compact[0])
        else:
            found = next(iter(find_dates(place)), None)
        if found and found.has_year:
            return found.value
    return None


def day_sections(text: str, name: str) -> list[Section]:
    """The items of a day: headings of one level, each with a body of its own; [] if the text is one dispatch.

    What stands under other headings (the list of headlines at the top) is no item.
    """
    headings = list(_HEADING.finditer(text))
    sections = [_section(text, match, end) for match, end in zip(headings, _ends(text, headings), strict=True)]
    has_day = day_of(text, name) is not None
    for level in range(1, 7):
        same = [section for match, section in zip(headings, sections, strict=True) if len(match[1]) == level]
        items = [section for section in same if _is_item(text, section, has_day)]
        filled = [section for section in same if not is_nothing(text[section.start : section.end])]
        if len(items) >= 2 and len(items) * 2 >= len(filled):
            return same
    return []


def is_nothing(body: str) -> bool:
    """No text, or the word that a program prints for it."""
    return _NOTHING.fullmatch(body) is not None


def _ends(text: str, headings: list[re.Match[str]]) -> Iterator[int]:
    """The end of each heading's own body: the next heading of its level or above, or a deeper one if it has no lead."""
    for number, match in enumerate(headings):
        later = headings[number + 1 :]
        same = next((h.start() for h in later if len(h[1]) <= len(match[1])), len(text))
        following = later[0].start() if later else len(text)
        has_lead = text[match.end() : following].strip() != ""
        yield same if has_lead else following


def _section(text: str, heading: re.Match[str], end: int) -> Section:
    start = heading.end()
    if rule := _RULE.search(text, start, end):
        end = rule.start()
    url = None
    for link in _LINK_LINE.finditer(text, start, end):
        url, end = link[1], link.start()
        break
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    end = start + len(body.strip())
    is_html = _HTML_BLOCK.match(text, start, end) is not None
    return Section(plain_markdown(heading[2]), start, end, url, is_html)


def _is_item(text: str, section: Section, has_day: bool) -> bool:
    """A dispatch of its own: it has an address or a dispatch's lead; on a dated day, a headline over enough text."""
    body = text[section.start : section.end]
    if is_nothing(body) or _is_list(body):
        return False
    if section.url or looks_like_dispatch(_without_tags(body)):
        return True
    return has_day and _letters(section.title) >= _HEADLINE_LETTERS and _letters(body) >= _BODY_LETTERS


def _is_list(body: str) -> bool:
    lines = [line for line in body.splitlines() if line.strip()]
    numbered = sum(re.match(r"\s*(?:[-*+•]|[（(]?\d{1,2}[.、)）])", line) is not None for line in lines)
    return len(lines) > 1 and numbered * 2 > len(lines)


def _letters(text: str) -> int:
    """Letters; a Chinese character says about as much as two."""
    return sum(2 if "一" <= c <= "鿿" else c.isalpha() for c in text)


def _without_tags(body: str) -> str:
    return re.sub(r"<[^>]{1,200}>", "", body)


def is_markdown(text: str) -> bool:
    """Whether the text is written in Markdown, not only with signs that mean something there."""
    if front_matter(text):
        return True
    signs = (
        _HEADING,
        re.compile(r"\[[^\]\n]{1,200}\]\(https?://"),
        re.compile(r"\*\*[^*\n]{2,}\*\*"),
        re.compile(r"\\[#*_\[\]]"),
    )
    return sum(sign.search(text) is not None for sign in signs) >= 1


_REPLACED = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"), ""),  # images
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),  # links
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?(?:br|p|strong|em|b|i|u|span|div|sup|sub)\b[^>]{0,200}>", re.I), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.M), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.M), ""),
    (_RULE, ""),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1", re.S), r"\2"),
    (re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\*])\*(?![*\w])"), r"\1"),
    (re.compile(r"(?<![\\\w])_(?=[^\s_])([^_\n]+?)(?<=[^\s\\_])_(?!\w)"), r"\1"),
    (re.compile(r"\\_(?=[A-Z])"), " "),  # a non-breaking space as some converters write it
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|\"'$&])"), r"\1"),
    (re.compile(r"\\$", re.M), ""),  # a hard line break
)


def plain_markdown(text: str) -> str:
    """The text without front matter, escapes, emphasis, links and heading signs; line breaks stay as they are."""
    if front := front_matter(text):
        text = text[front[1] :]
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text.strip()
