"""Elements that a page's own names say something of: its author, its date, its title. One walk over the tree for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

AUTHOR, DATE, TITLE = "author", "date", "title"
_PATTERNS = {
    DATE: re.compile(
        r"(?:^|[\s_-])(?:pub|publish|post|news|article|entry|create)?[-_]?(?:date|time|ptime)(?:$|[\s_-])", re.IGNORECASE
    ),
    TITLE: re.compile(r"(?:^|[\s_-])(?:title|titulo|tit|headline|biaoti|bt)(?:[\s_\d-]|$)", re.IGNORECASE),
}  # fmt: skip


@lru_cache(maxsize=50_000)
def _kinds_of(name: str) -> tuple[str, ...]:
    """What a class or id says; most names of a site stand on each of its pages."""
    return tuple(kind for kind, pattern in _PATTERNS.items() if pattern.search(name[:300]))


@dataclass(frozen=True, slots=True)
class Markup:
    """html: a page as it was decoded; shown: the same without scripts and comments, from which its tree was read."""

    html: str
    shown: str


class Marks:
    """The marked elements of a page's body by kind, in order; looked for when the first of them is asked for."""

    def __init__(self, body: etree._Element) -> None:
        self._body = body
        self._found: dict[str, list[etree._Element]] | None = None

    def of(self, kind: str) -> list[etree._Element]:
        if self._found is None:
            self._found = _marked(self._body.iterdescendants(etree.Element))
        return self._found.get(kind, [])


def _marked(elements: Iterable[etree._Element]) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for element in elements:
        for name in (element.get("class"), element.get("id")):
            for kind in _kinds_of(name) if name else ():
                if element not in (kept := found.setdefault(kind, [])):
                    kept.append(element)
    return found
