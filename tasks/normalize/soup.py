"""BeautifulSoup on a part of a page: built from its lxml element, without writing it out and parsing it again."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import PageElement
from lxml import etree


class _Element(Tag):
    """A tag without attributes. What is the same for all of them stands in the class: that makes one six times as fast
    as Tag, which asks its builder for everything."""

    parser_class = BeautifulSoup
    namespace = prefix = sourceline = sourcepos = None
    known_xml = False
    cdata_list_attributes = preserve_whitespace_tags = None
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES
    next_element = next_sibling = previous_sibling = None

    def __init__(self, name: str, parent: Tag, previous: PageElement) -> None:
        self.name = name
        self.attrs: Any = {}
        self.contents = []
        self.can_be_empty_element = name == "br"
        _append(self, parent, previous)


def _text(value: str, parent: Tag, previous: PageElement) -> NavigableString:
    text = str.__new__(NavigableString, value)
    text.next_element = text.next_sibling = text.previous_sibling = None
    _append(text, parent, previous)
    return text


def _append(part: PageElement, parent: Tag, previous: PageElement) -> None:
    """Links a part of the tree with what stands round it and before it."""
    part.parent = parent
    part.previous_element = previous
    previous.next_element = part
    if siblings := parent.contents:
        part.previous_sibling = before = siblings[-1]
        before.next_sibling = part
    siblings.append(part)


def _is_blank(text: str | None) -> bool:
    return text is None or text.isspace()


def _is_wrapper(element: etree._Element) -> bool:
    """Whether an element holds only other elements: it parts nothing that they do not part. Empty ones are wrappers."""
    if not _is_blank(element.text) or element.tag == "br":
        return False
    for child in element:  # noqa: SIM110 - a generator takes twice as long, and this is asked for every element
        if not _is_blank(child.tail):
            return False
    return True


class _ElementBuilder(HTMLTreeBuilder):
    """Builds BeautifulSoup's tree of an lxml element, without attributes and wrappers: they are not read."""

    NAME = "lxml-element"
    is_xml = False

    def feed(self, element: Any) -> None:
        soup = self.soup
        assert soup is not None
        parent: Tag = soup
        last: PageElement = soup
        data = ""  # strings that only wrappers part are one
        wrappers: list[bool] = []  # of the open elements
        for event, part in etree.iterwalk(element, events=("start", "end")):
            if event == "start":
                is_wrapper = _is_wrapper(part)
                wrappers.append(is_wrapper)
                if is_wrapper:
                    continue
                if data:
                    last = _text(data, parent, last)
                parent = last = _Element(part.tag, parent, last)
                data = part.text if not _is_blank(part.text) else ""
                continue
            if not wrappers.pop():
                if data:
                    last, data = _text(data, parent, last), ""
                parent = parent.parent or soup
            tail = part.tail
            if part is not element and not _is_blank(tail):
                data += tail


def soup_of(element: etree._Element) -> BeautifulSoup:
    """The part of a page that stands in `element`."""
    return BeautifulSoup(element, builder=_ElementBuilder(multi_valued_attributes=None))  # type: ignore[arg-type]
