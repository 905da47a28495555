"""What a page says of itself in machine-readable form: meta elements and JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_ARTICLE_TYPES = {
    "newsarticle", "article", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "opinionnewsarticle",
    "liveblogposting", "backgroundnewsarticle", "advertisercontentarticle", "scholarlyarticle", "techarticle",
    "reviewnewsarticle", "report", "posting", "socialmediaposting", "creativework", "pressrelease",
    "specialannouncement", "discussionforumposting",
}  # fmt: skip
_PAGE_TYPES = {"webpage", "videoobject", "itempage"}
_DEPTH = 8
_LISTED = "itemListElement"  # what stands in it is linked from the page
_HEADLINE_FROM = 12  # letters: shorter ones do not tell pages apart
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_CDATA = re.compile(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(slots=True)
class PageData:
    """meta: values by lower-case name or property, in order; articles: JSON-LD objects of articles, best first;
    named: JSON-LD objects by their @id, to which others refer; lists_others: whether it describes other articles."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    articles: list[dict[str, Any]] = field(default_factory=list)
    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists_others: bool = False

    def first(self, *names: str) -> str | None:
        """The first non-empty value of the first of these meta names that is there."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)

    def from_articles(self, key: str) -> Iterator[Any]:
        return (article[key] for article in self.articles if article.get(key))


def _objects(value: Any, depth: int = 0, is_listed: bool = False) -> Iterator[tuple[dict[str, Any], bool]]:
    """(object, whether it is an entry of a list) of a JSON-LD value, outer ones first."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        yield value, is_listed
        for key in ("@graph", "mainEntity", "mainEntityOfPage", _LISTED, "hasPart", "item"):
            if key in value:
                yield from _objects(value[key], depth + 1, is_listed or key == _LISTED)
    elif isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1, is_listed)


def types_of(thing: dict[str, Any]) -> set[str]:
    types = thing.get("@type")
    return {str(t).lower().rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types])}


def _json_ld(source: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """_objects of one JSON-LD script; common damage (comments, controls, trailing commas, escapes) is mended."""
    for mend in (str, _mended, lambda text: html.unescape(_mended(text))):
        try:
            yield from _objects(json.loads(mend(source), strict=False))
        except (ValueError, RecursionError):
            continue
        return


def _mended(source: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", _CDATA.sub("", source.strip().rstrip(";"))))


def _letters(text: object) -> str:
    return "".join(filter(str.isalnum, html.unescape(str(text or "")))).casefold()


def _has_headline(thing: dict[str, Any], title: str) -> bool:
    headline = _letters(thing.get("headline") or thing.get("name"))
    return len(headline) >= _HEADLINE_FROM and headline in title


def read_page_data(root: etree._Element) -> PageData:
    """From the lxml tree of a whole page."""
    data = PageData()
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = element.get("content")
        if name and value and value.strip():
            data.meta.setdefault(name.strip().lower(), []).append(value.strip())
    found: list[tuple[dict[str, Any], bool]] = []
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            found += _json_ld(element.text or "")
    data.named = {thing["@id"]: thing for thing, _ in found if isinstance(thing.get("@id"), str) and "name" in thing}
    if not found:
        return data
    title = _letters(root.findtext(".//title")) + _letters(data.first("og:title"))
    own = [thing for thing, is_listed in found if not is_listed or _has_headline(thing, title)]
    data.lists_others = len(own) < len(found)
    articles = [thing for thing in own if types_of(thing) & _ARTICLE_TYPES]
    if len(articles) > 1:
        articles.sort(key=lambda thing: not _has_headline(thing, title))
    data.articles = articles + [thing for thing in own if types_of(thing) & _PAGE_TYPES and thing not in articles]
    return data
