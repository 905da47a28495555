"""Exports in which many articles follow one another (Nexis, Factiva): split on their own headers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import html

from tasks.charset import decode
from tasks.inputs import factiva, nexis
from tasks.inputs.article import Article
from tasks.inputs.streams import Entry, Item
from tasks.records import Candidate, Given, Rejected


@dataclass(frozen=True)
class _Style:
    """Sections of an export's text, and what one of them says; None where the text is no such export."""

    sections: Callable[[str], list[str]]
    article: Callable[[str], Article | None]


_STYLES = (_Style(nexis.sections, nexis.article), _Style(factiva.sections, factiva.article))
_HTML_SIGNS = re.compile(
    rb"\d+ of \d+ DOCUMENTS?|>\s*End of Document\s*<|>\s*Document\s+[A-Za-z]{2}[A-Za-z0-9]{12,}\s*<"
)
_HTML_WORDS = (b"DOCUMENT", b"Document")  # looked for first: the pattern costs 2 ms a page
_BLOCKS = frozenset(("p", "div", "br", "tr", "td", "table", "h1", "h2", "h3", "h4", "li", "hr", "center", "body"))


def split_export(text: str, entry: Entry) -> list[Item]:
    """The articles of an export's text; [] if it is none. Raw bytes are the article's section in UTF-8, form text."""
    for style in _STYLES:
        items: list[Item] = []
        for number, section in enumerate(style.sections(text), start=1):
            locator = f"{entry.locator}#{number}"
            article = style.article(section)
            if article is None or not article.body.strip():
                items.append(Rejected(locator, "no_text", "an article of an export without a body"))
            else:
                items.append(
                    Candidate(section.encode("utf-8", "replace"), "text", locator, _given(article, entry.given))
                )
        if any(isinstance(item, Candidate) for item in items):
            return items
    return []


def split_html_export(raw: bytes, entry: Entry) -> list[Item]:
    """The articles of an export saved as HTML; [] if it is none."""
    if not any(word in raw for word in _HTML_WORDS) or not _HTML_SIGNS.search(raw):
        return []
    return split_export(_lines_of_page(decode(raw, entry.given.charset)), entry)


def article_body(section: str) -> str | None:
    """The running text of an export's article, its dateline in front; None if the text is no such article."""
    for style in _STYLES:
        if style.sections(section):
            article = style.article(section)
            return article.text if article else None
    return None


def _given(article: Article, base: Given) -> Given:
    return replace(
        base,
        id=article.id or base.id,
        title=article.title or base.title,
        published_at=article.published_at or base.published_at,
        language=article.language or base.language,
        agency=article.source or base.agency,
        bylines=article.bylines or base.bylines,
        charset=None,
    )


def _lines_of_page(page: str) -> str:
    """The text of an HTML page, block elements on lines of their own."""
    tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.xpath("//head | //script | //style | //comment()"):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        gap = "\n" if element.tag in ("br", "td") else "\n\n"
        if element.tag != "br":
            element.text = gap + (element.text or "")
        element.tail = gap + (element.tail or "")
    lines = re.sub(r"[ \t\xa0]+", " ", tree.text_content())
    return re.sub(r"\n(?:[ ]?\n){2,}", "\n\n", lines)
