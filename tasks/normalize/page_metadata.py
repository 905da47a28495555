"""Dates and authors that a page declares: JSON-LD, meta elements, marked elements; surest evidence first."""

from __future__ import annotations

import re

from lxml import etree

from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData

_DATES_IN_META = (
    "article:published_time", "og:article:published_time", "publishdate", "pubdate", "datepublished", "date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "article.published", "publish-date", "publication_date", "cxenseparse:recs:publishtime", "og:published_time",
    "citation_date",
    "citation_publication_date", "citation_online_date", "weibo: article:create_at",
    "article:create_at", "og:release_date", "release_date", "pub_date",
    "firstpublishedtime", "dcsext.articlefirstpublished", "article_date_original", "originalpublicationdate",
)  # fmt: skip
_AUTHORS_IN_META = (
    "author", "article:author", "citation_author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcsext.author", "cxenseparse:author", "twitter:creator_name",
)  # fmt: skip
# Where authors are marked, with the strings of which one must occur in the page for the path to find anything
_AUTHORS_MARKED = (
    ("//*[@rel='author' or @itemprop='author']", ("author",)),
    (
        "//*[contains(@class,'author-name') or contains(@class,'author_name') or contains(@class,'authorName')]",
        ("author-name", "author_name", "authorName"),
    ),
    ("//*[contains(@class,'byline') or contains(@class,'Byline')]", ("byline", "Byline")),
    ("//a[contains(@href,'/author/') or contains(@href,'/authors/')]", ("/author/", "/authors/")),
    ("//*[contains(concat(' ',@class,' '),' author ')]", ("author",)),
    ("//*[contains(@class,'post-author') or contains(@class,'entry-author')]", ("post-author", "entry-author")),
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|reviewed)\s+)?(?:by|author|von|par|por)\b\s*[:：]?\s*", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\d|@|https?:|\bread\b|\bshare\b|\bposts?\b|\bfollow\b|\babout\b|\bview\b|[.!?:|]\s", re.IGNORECASE
)


def text_of(element: etree._Element) -> str:
    return clean_line("".join(element.itertext()))


def declared_dates(root: etree._Element, data: PageData) -> list[tuple[str, str]]:
    dates = [(str(value), "json_ld") for value in data.from_articles("datePublished")]
    dates += [(value, "meta") for name in _DATES_IN_META for value in data.meta.get(name, ())]
    dates += [(str(value), "json_ld") for value in data.from_articles("dateCreated")]
    for element in root.xpath("//*[@itemprop='datePublished' or @pubdate] | //time"):
        value = element.get("datetime") or element.get("content") or text_of(element)
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


def declared_authors(root: etree._Element, data: PageData, html: str) -> list[str]:
    """Names as written; `html` is the markup that `root` was read from."""
    for value in data.from_articles("author"):
        if names := _names(value):
            return names
    for meta in _AUTHORS_IN_META:
        values = [value for value in data.meta.get(meta, ()) if not value.startswith("http")]
        if values:
            return values
    for number, (path, signs) in enumerate(_AUTHORS_MARKED):
        if not any(sign in html for sign in signs):
            continue
        texts = (_BY.sub("", text_of(element)) for element in root.xpath(path)[:4])
        if names := list(dict.fromkeys(text for text in texts if _is_name(text))):
            return names[:3] if number == 0 else names[:1]
    return []
