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
    "reviewnewsarticle", "report", "posting", "socialmediaposting",
}  # fmt: skip
_PAGE_TYPES = {"webpage", "videoobject", "itempage"}
_DEPTH = 8
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_CDATA = re.compile(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(slots=True)
class PageData:
    """meta: values by lower-case name or property, in order; articles: JSON-LD objects of articles, best first;
    named: JSON-LD objects by their @id, to which others refer."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    articles: list[dict[str, Any]] = field(default_factory=list)
    named: dict[str, dict[str, Any]] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first non-empty value of the first of these meta names that is there."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)

    def from_articles(self, key: str) -> Iterator[Any]:
        return (article[key] for article in self.articles if article.get(key))


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item"):
            if key in value:
                yield from _objects(value[key], depth + 1)
    elif isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1)


def types_of(thing: dict[str, Any]) -> set[str]:
    types = thing.get("@type")
    return {str(t).lower().rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types])}


def _json_ld(source: str) -> Iterator[dict[str, Any]]:
    """Objects of one JSON-LD script; common damage (comments, controls, trailing commas, escapes) is mended."""
    for mend in (str, _mended, lambda text: html.unescape(_mended(text))):
        try:
            yield from _objects(json.loads(mend(source), strict=False))
        except (ValueError, RecursionError):
            continue
        return


def _mended(source: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", _CDATA.sub("", source.strip().rstrip(";"))))


def read_page_data(root: etree._Element) -> PageData:
    """From the lxml tree of a whole page."""
    data = PageData()
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = element.get("content")
        if name and value and value.strip():
            data.meta.setdefault(name.strip().lower(), []).append(value.strip())
    found: list[dict[str, Any]] = []
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            found += _json_ld(element.text or "")
    data.named = {thing["@id"]: thing for thing in found if isinstance(thing.get("@id"), str) and "name" in thing}
    articles = [thing for thing in found if types_of(thing) & _ARTICLE_TYPES]
    data.articles = articles + [thing for thing in found if types_of(thing) & _PAGE_TYPES and thing not in articles]
    return data
