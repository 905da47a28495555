"""HTML pages: the text of the article and what the page says of itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup
from lxml import etree

from tasks.normalize.article import read_article
from tasks.normalize.characters import clean
from tasks.normalize.content import Content
from tasks.normalize.defuse import encoded, flattened, harmless
from tasks.normalize.flow import blocks_of
from tasks.normalize.glued_names import separate_glued_names
from tasks.normalize.noise import DEAD_TAGS
from tasks.normalize.page_marks import Markup
from tasks.normalize.page_metadata import read_metadata

_ABODY_FACTOR = 1.5
_ABODY_AT_LEAST = 600


def _parse(markup: bytes) -> tuple[etree._Element | None, bool]:
    """(tree or None, whether the parser gave up for depth)."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(markup, parser=parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any("depth" in error.message for error in parser.error_log)


def parse_page(markup: bytes) -> etree._Element | None:
    """The lxml tree of a page's harmless markup; None if there is no element."""
    root, is_too_deep = _parse(markup)
    return _parse(flattened(markup))[0] if is_too_deep else root


def read_fragment(html: str) -> Content:
    """A record's text that holds markup: it is the article, so everything in it counts."""
    soup = BeautifulSoup(harmless(encoded(html)).decode(), "lxml")
    for tag in soup(list(DEAD_TAGS)):
        tag.decompose()
    lines = (clean(block.text).strip() for block in blocks_of(soup))
    return Content(separate_glued_names("\n".join(line for line in lines if line)))


def _text_of(paragraphs: list[str]) -> str:
    """The paragraphs in uniform characters, one a line."""
    text = "\n".join(paragraphs)
    cleaned = clean(text)
    if cleaned == text:
        return text
    lines = cleaned.split("\n")
    if len(lines) != len(paragraphs):  # one of them has breaks of its own
        lines = [clean(paragraph) for paragraph in paragraphs]
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Building trees makes no garbage; looking for it meanwhile costs a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_page(html: str, url: str | None, fetched_at: str | None = None) -> Content:
    """Everything that a page gives: text, title, dates and authors as declared, canonical addresses."""
    with _without_collector():
        return _read_page(html, url, fetched_at)


def _read_page(html: str, url: str | None, fetched_at: str | None) -> Content:
    whole = encoded(html)
    markup = harmless(whole)
    root = parse_page(markup)
    if root is None:
        return Content("", is_page=True)
    said = read_metadata(root, Markup(html, whole, markup), url, fetched_at)
    body = root.find("body")
    body = root if body is None else body
    etree.strip_elements(body, *DEAD_TAGS, with_tail=False)
    article = read_article(body, said.title, said.body)
    text = _text_of([said.lead, *article.paragraphs] if said.lead else article.paragraphs)
    stated = said.stated_text
    if len(stated) > _ABODY_AT_LEAST and len(stated) > _ABODY_FACTOR * len(text) and "<" not in stated[:200]:
        text = clean(stated).strip()
    return Content(
        separate_glued_names(text),
        True,
        said.title,
        said.published,
        said.authors,
        said.language,
        said.urls,
        article.lines,
        source=said.source,
        is_title_sure=said.is_title_sure,
    )
