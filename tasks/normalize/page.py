"""HTML pages: the text of the article and what the page says of itself."""

from __future__ import annotations

import re

from lxml import etree

from tasks.normalize.article import read_article
from tasks.normalize.characters import clean, clean_line
from tasks.normalize.content import Content
from tasks.normalize.defuse import flattened, harmless
from tasks.normalize.noise import DEAD_TAGS, FORMATTING_TAGS
from tasks.normalize.page_data import PageData, read_page_data
from tasks.normalize.titles import find_title

_DATES_IN_META = (
    "article:published_time", "og:article:published_time", "publishdate", "pubdate", "datepublished", "date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "article.published", "publish-date", "publication_date", "cxenseparse:recs:publishtime", "og:published_time",
    "citation_date", "weibo: article:create_at", "article:create_at", "og:release_date", "release_date", "pub_date",
    "firstpublishedtime", "dcsext.articlefirstpublished", "article_date_original", "originalpublicationdate",
)  # fmt: skip
_AUTHORS_IN_META = ("author", "article:author", "citation_author", "parsely-author", "sailthru.author", "byl", "dc.creator",
                    "dcsext.author", "cxenseparse:author", "twitter:creator_name")  # fmt: skip
_AUTHORS_MARKED = (
    "//*[@rel='author' or @itemprop='author']",
    "//*[contains(@class,'author-name') or contains(@class,'author_name') or contains(@class,'authorName')]",
    "//*[contains(@class,'byline') or contains(@class,'Byline')]",
    "//a[contains(@href,'/author/') or contains(@href,'/authors/')]",
    "//*[contains(concat(' ',@class,' '),' author ') or contains(@class,'post-author') or contains(@class,'entry-author')]",
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|reviewed)\s+)?(?:by|author|von|par|por)\b\s*[:：]?\s*", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\d|@|https?:|\bread\b|\bshare\b|\bposts?\b|\bfollow\b|\babout\b|\bview\b|[.!?:|]\s", re.IGNORECASE
)
_ABODY_FACTOR = 1.5
_ABODY_AT_LEAST = 600


def _parse(html: str) -> tuple[etree._Element | None, bool]:
    """(tree or None, whether the parser gave up for depth)."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html, parser=parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any("depth" in error.message for error in parser.error_log)


def parse_page(html: str) -> etree._Element | None:
    """The lxml tree of a decoded page without comments; None for a page without an element."""
    html = harmless(html)
    root, is_too_deep = _parse(html)
    return _parse(flattened(html))[0] if is_too_deep else root


def _text_of(element: etree._Element) -> str:
    return clean_line("".join(element.itertext()))


def _dates(root: etree._Element, data: PageData) -> list[tuple[str, str]]:
    dates = [(str(value), "json_ld") for value in data.from_articles("datePublished")]
    dates += [(value, "meta") for name in _DATES_IN_META for value in data.meta.get(name, ())]
    dates += [(str(value), "json_ld") for value in data.from_articles("dateCreated")]
    for element in root.xpath("//*[@itemprop='datePublished' or @pubdate] | //time"):
        value = element.get("datetime") or element.get("content") or _text_of(element)
        if value:
            dates.append((value, "time_element"))
    return dates


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for entry in value for name in _names(entry)]
    return []


def _is_name(text: str) -> bool:
    return 2 < len(text) < 50 and len(text.split()) <= 6 and _NO_NAME.search(text) is None


def _authors(root: etree._Element, data: PageData) -> list[str]:
    for value in data.from_articles("author"):
        if names := _names(value):
            return names
    for meta in _AUTHORS_IN_META:
        values = [value for value in data.meta.get(meta, ()) if not value.startswith("http")]
        if values:
            return values
    for path in _AUTHORS_MARKED:
        texts = (_BY.sub("", _text_of(element)) for element in root.xpath(path)[:4])
        if names := list(dict.fromkeys(text for text in texts if _is_name(text))):
            return names[:3] if path is _AUTHORS_MARKED[0] else names[:1]
    return []


def read_page(html: str, url: str | None) -> Content:
    """Everything that a page gives: text, title, dates and authors as declared, canonical addresses."""
    root = parse_page(html)
    if root is None:
        return Content("", is_page=True)
    data = read_page_data(root)
    headings = [text for element in root.iter("h1") if (text := _text_of(element))][:5]
    title_element = root.find(".//title")
    title = find_title(data, headings, _text_of(title_element) if title_element is not None else None)
    dates, authors = _dates(root, data), _authors(root, data)
    urls = [value for value in root.xpath("//link[@rel='canonical']/@href") if value] + data.meta.get("og:url", [])
    language = root.get("lang") or root.get("xml:lang") or data.first("content-language", "og:locale", "dc.language")
    body = root.find("body")
    body = root if body is None else body
    etree.strip_elements(body, *DEAD_TAGS, with_tail=False)
    etree.strip_tags(body, *FORMATTING_TAGS)
    article = read_article(body, title)
    text = "\n".join(line for paragraph in article.paragraphs if (line := clean(paragraph).strip()))
    stated = max((b for b in data.from_articles("articleBody") if isinstance(b, str)), key=len, default="")
    if len(stated) > _ABODY_AT_LEAST and len(stated) > _ABODY_FACTOR * len(text) and "<" not in stated[:200]:
        text = clean(stated).strip()
    lines = tuple(clean_line(line) for line in article.lines)
    return Content(text, True, title, tuple(dates), tuple(authors), language, tuple(urls), lines)
