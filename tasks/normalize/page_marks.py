"""Elements that a page's own names say something of: its author, date, title. One walk over the tree for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from tasks.normalize.page_search import Words

DATE, TITLE = "date", "title"
# How a page marks its author, from the surest on
AUTHOR_TIERS = ("author property", "author name", "byline", "author link", "author")
_PROPERTY, _NAME, _BYLINE, _LINK, _AUTHOR = AUTHOR_TIERS
_WRITER = r"(?:author|writer|reporter|journalist|contributor|columnist)"
_PATTERNS = {
    DATE: re.compile(
        r"(?:^|[\s_-])(?:pub|publish|post|news|article|entry|create)?[-_]?(?:date|time|ptime)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    TITLE: re.compile(r"(?:^|[\s_-])(?:title|titulo|tit|headline|biaoti|bt)(?:[\s_\d-]|$)", re.IGNORECASE),
    _NAME: re.compile(rf"{_WRITER}s?[\w-]*?name", re.IGNORECASE),
    _BYLINE: re.compile(r"byline|by-line", re.IGNORECASE),
    _AUTHOR: re.compile(
        rf"(?:^|[\s_-])(?:{_WRITER}s?|autor|auteur|redakteur|verfasser|yazar|firma|signature|zuozhe|jizhe)(?:$|\s)"
        rf"|(?:post|entry|story|article)-?{_WRITER}|author[-_](?:info|box|bio|card|details?|meta|block|container)",
        re.IGNORECASE,
    ),
}  # fmt: skip
_TO_AUTHOR = re.compile(rf"/(?:{_WRITER}s?|autor(?:es)?|staff|profiles?|by)/[^/]", re.IGNORECASE)
# One of them stands in whatever a page says of an author
_SIGNS_OF_AUTHOR = Words(
    "author", "writer", "reporter", "journalist", "contributor", "columnist", "byline", "by-line", "autor", "auteur",
    "redakteur", "verfasser", "yazar", "firma", "signature", "zuozhe", "jizhe", "/staff/", "/profile", "/by/",
    "creator",
)  # fmt: skip
_PROPERTIES = frozenset(("rel", "itemprop", "property"))
_AUTHOR_PROPERTIES = frozenset(("author", "schema:author", "dc:creator", "dcterms:creator"))

_NAMING = frozenset(("class", "id", "data-testid", "data-qa"))


@lru_cache(maxsize=50_000)
def _kinds_of(name: str) -> tuple[str, ...]:
    """What a class or id says; most names of a site stand on each of its pages."""
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(name[:300]))


@dataclass(frozen=True)
class Markup:
    """A page as it was decoded.

    whole     the same as UTF-8
    harmless  what its tree was read from, without scripts and comments
    """

    html: str
    whole: bytes
    harmless: bytes

    @cached_property
    def shown(self) -> str:
        """The page without scripts and comments: most pages say everything in their metadata, and are not asked."""
        return self.harmless.decode()


_BODY = 1  # depth
_NEAR = 4  # levels


class Headline:
    """Where a page's headline stands: what is marked nearer to it is likelier to be said of the article."""

    def __init__(self, element: etree._Element | None) -> None:
        """element: its heading; None where it is not known."""
        around = [] if element is None else [element, *element.iterancestors()]
        self._depths = {outer: depth for depth, outer in enumerate(reversed(around))}

    def nearness(self, element: etree._Element) -> int:
        """Depth of the innermost element that holds both."""
        if not self._depths:
            return 0
        around: etree._Element | None = element
        while around is not None and around not in self._depths:
            around = around.getparent()
        return -1 if around is None else self._depths[around]

    def is_near(self, element: etree._Element) -> bool:
        """Whether few elements are round the headline and not round this one, if more than the page holds both."""
        nearness, depth = self.nearness(element), len(self._depths) - 1
        return depth - nearness <= _NEAR and (nearness > _BODY or depth <= _BODY + 1)

    def nearest_first(self, elements: Iterable[etree._Element]) -> list[etree._Element]:
        return sorted(elements, key=self.nearness, reverse=True)


class Marks:
    """The marked elements of a page's body by kind, in order; looked for when the first of them is asked for."""

    def __init__(self, body: etree._Element, markup: bytes) -> None:
        """markup: what the tree was read from."""
        self._body, self._markup = body, markup
        self._found: dict[str, list[etree._Element]] | None = None

    def of(self, kind: str) -> list[etree._Element]:
        if kind in AUTHOR_TIERS and not self._may_name_author:
            return []
        if self._found is None:
            self._found = _marked(self._body)
        return self._found.get(kind, [])

    @cached_property
    def _may_name_author(self) -> bool:
        small = self._markup.lower()
        return _SIGNS_OF_AUTHOR.stand_in_tags(small[max(0, small.find(b"<body")) :])


def _marked(body: etree._Element) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for element in body.iterdescendants(etree.Element):
        for name, value in element.items():
            kinds: tuple[str, ...] = ()
            if name in _NAMING:
                kinds = _kinds_of(value)
            elif name in _PROPERTIES:
                kinds = (_PROPERTY,) if not _AUTHOR_PROPERTIES.isdisjoint(value.split()) else ()
            elif name == "href" and element.tag == "a":
                kinds = (_LINK,) if _TO_AUTHOR.search(value) else ()
            for kind in kinds:
                kept = found.setdefault(kind, [])
                if not kept or kept[-1] is not element:
                    kept.append(element)
    return found
