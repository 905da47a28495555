"""BeautifulSoup on a part of a page: built from its lxml element, without writing it out and parsing it again."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from lxml import etree


def _is_blank(text: str | None) -> bool:
    return text is None or text.isspace()


def _is_wrapper(element: etree._Element) -> bool:
    """Whether an element holds only other elements: it parts nothing that they do not part. Empty ones are wrappers."""
    return element.tag != "br" and _is_blank(element.text) and all(_is_blank(child.tail) for child in element)


class _ElementBuilder(HTMLTreeBuilder):
    """Feeds BeautifulSoup from an lxml element, without attributes and wrappers: they cost time and are not read."""

    NAME = "lxml-element"
    is_xml = False

    def feed(self, element: Any) -> None:
        soup = self.soup
        assert soup is not None
        start, data, end_data, end = soup.handle_starttag, soup.handle_data, soup.endData, soup.popTag
        wrappers: list[bool] = []
        for event, part in etree.iterwalk(element, events=("start", "end")):
            if event == "start":
                is_wrapper = _is_wrapper(part)
                wrappers.append(is_wrapper)
                if not is_wrapper:
                    start(part.tag, None, None, {})
                    if not _is_blank(part.text):
                        data(part.text)
                continue
            if not wrappers.pop():  # handle_endtag would look for the open tag, which here is always the last one
                end_data()
                end()
            if part is not element and not _is_blank(part.tail):
                data(part.tail)


def soup_of(element: etree._Element) -> BeautifulSoup:
    """The part of a page that stands in `element`."""
    return BeautifulSoup(element, builder=_ElementBuilder(multi_valued_attributes=None))  # type: ignore[arg-type]
