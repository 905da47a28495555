"""The flow of a page: its blocks of text (paragraphs, headings, cells, list items) in order, each with its container.

One builder, fed by lxml for a whole page and by BeautifulSoup for the article's node. It works with a stack of its
own, so depth does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, CData, NavigableString, Tag
from lxml import etree

from tasks.normalize.noise import HEADING_TAGS, INLINE_TAGS, judge

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PUNCTUATION = re.compile(r"[,，、。.;；!！?？:：]")
_SENTENCE_END = re.compile(r"[.。!?！？\"”:：…؟۔।）)]$")
_INDENT = re.compile(r"[\r\n]*(?:[\u3000\u00a0]{2}|\u3000)")
_CHINESE_WEIGHT = 1.8  # a Chinese character says as much as 2.8 Latin letters
_LONG = 80
_SHORT = 30


@dataclass(slots=True)
class Node:
    """A block-level element. parent is an index into the list of nodes (-1: the root), always smaller than its own."""

    element: etree._Element | None
    parent: int
    depth: int
    is_suspect: bool = False
    is_suspect_for_sure: bool = False  # by its tag or because it is not shown, not by a name
    is_comments: bool = False
    hint: float = 1.0
    gain: float = 0.0
    loss: float = 0.0
    is_dropped: bool = False


@dataclass(slots=True)
class Block:
    """Running text without a block element inside: one paragraph, heading, table cell or list item."""

    text: str
    link_length: int
    node: int
    tag: str
    weight: float = field(init=False)
    link_share: float = field(init=False)
    is_good: bool = field(init=False)

    def __post_init__(self) -> None:
        length = len(self.text)
        self.weight = length + (0 if self.text.isascii() else _CHINESE_WEIGHT * len(_CJK.findall(self.text)))
        self.link_share = min(1.0, self.link_length / length)
        self.is_good = self.weight >= _SHORT and not self.is_heading and self._reads_like_text()

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADING_TAGS

    def _reads_like_text(self) -> bool:
        if self.link_share >= 0.35 or _PUNCTUATION.search(self.text) is None:
            return False
        return self.weight >= _LONG or (self.link_share < 0.2 and _SENTENCE_END.search(self.text) is not None)


class Flow:
    """Collects blocks and nodes from a walk over elements and texts."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self._pieces: list[str] = []
        self._link_length = 0
        self._links = 0  # open <a>
        self._open: list[tuple[int, str]] = []  # (node, tag) of open block elements

    def text(self, data: str) -> None:
        if not self._pieces and data.isspace():
            return
        self._pieces.append(data)
        if self._links:
            self._link_length += len(data.strip())

    def flush(self) -> None:
        if not self._pieces:
            return
        if self._open:
            node, tag = self._open[-1]
            joined = "".join(self._pieces)
            texts = [part.strip("\n") for part in joined.split("\n\n")] if tag == "pre" else [" ".join(joined.split())]
            self.blocks += [Block(text, self._link_length, node, tag) for text in texts if text and not text.isspace()]
        self._pieces, self._link_length = [], 0

    def line_break(self, following: str, before_break: bool) -> None:
        """<br>: two of them, or one before an indented line, end a paragraph."""
        if before_break or _INDENT.match(following):
            self.flush()
        else:
            self.text("\n" if self._open and self._open[-1][1] == "pre" else " ")

    def open(
        self,
        tag: str,
        names: str = "",
        style: str = "",
        is_hidden: bool = False,
        is_body: bool = False,
        element: etree._Element | None = None,
    ) -> bool:
        """Enters an element; returns whether it is a block, which `close` wants to know."""
        is_suspect, is_sure, says_article, is_comments = judge(tag, names, style, is_hidden)
        if tag in INLINE_TAGS and not is_suspect:
            self._links += tag == "a"
            return False
        if self._pieces:
            self.flush()
        parent = self._open[-1][0] if self._open else -1
        node = Node(element, parent, self.nodes[parent].depth + 1 if parent >= 0 else 0, is_suspect, is_sure)
        node.is_comments = is_comments
        if tag == "article" or is_body:
            node.hint = 1.4 if is_body else 1.15
        elif says_article:
            node.hint = 1.25
        self._open.append((len(self.nodes), tag))
        self.nodes.append(node)
        return True

    def close(self, tag: str, is_block: bool) -> None:
        if is_block:
            if self._pieces:
                self.flush()
            self._open.pop()
        else:
            self._links -= tag == "a"


def flow_of_tree(root: etree._Element) -> Flow:
    """The flow below an lxml element (comments, scripts and the like have been removed)."""
    flow = Flow()
    enter, leave, add = flow.open, flow.close, flow.text
    entered: list[tuple[str, bool]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            tag, is_block = entered.pop()
            if tag != "br":
                leave(tag, is_block)
            if (tail := element.tail) and element is not root:
                add(tail)
            continue
        tag = element.tag
        if tag == "br":
            following = element.tail or ""
            next_element = element.getnext()
            is_double = not following.strip() and next_element is not None and next_element.tag == "br"
            flow.line_break(following, is_double)
            entered.append((tag, False))
            continue
        items = element.items()
        entered.append((tag, _enter_with(enter, tag, dict(items), element) if items else enter(tag, element=element)))
        if text := element.text:
            add(text)
    flow.flush()
    return flow


def _enter_with(enter: Callable[..., bool], tag: str, attributes: dict[str, str], element: etree._Element) -> bool:
    get = attributes.get
    names = f"{get('class', '')} {get('id', '')}".strip()
    is_hidden = "hidden" in attributes or get("aria-hidden") == "true"
    return enter(tag, names, get("style", ""), is_hidden, get("itemprop") == "articleBody", element)


def _walk(soup: BeautifulSoup | Tag) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Start and end events of a BeautifulSoup tree, without recursion."""
    stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.contents))]
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "end", tag
        elif isinstance(child, Tag):
            yield "start", child
            stack.append((child, iter(child.contents)))
        elif type(child) in (NavigableString, CData):
            yield "text", child  # type: ignore[misc]


def flow_of_soup(soup: BeautifulSoup) -> Flow:
    """The flow of the article's node, read by BeautifulSoup."""
    flow = Flow()
    kinds: list[bool] = []
    flow.open("div")
    for event, item in _walk(soup):
        if event == "text":
            flow.text(str(item))
        elif event == "start":
            assert isinstance(item, Tag)
            if item.name == "br":
                following = item.next_sibling
                text = str(following) if type(following) is NavigableString else ""
                sibling = following.next_sibling if text and not text.strip() and following else following
                flow.line_break(text, isinstance(sibling, Tag) and sibling.name == "br")
                kinds.append(False)
            else:
                kinds.append(flow.open(item.name))
        else:
            assert isinstance(item, Tag)
            is_block = kinds.pop()
            if item.name != "br":
                flow.close(item.name, is_block)
    flow.flush()
    return flow
