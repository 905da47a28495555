"""The running text of an article's node: its blocks (paragraphs, headings, cells, list items) in order.

Read by BeautifulSoup. The walk has a stack of its own, so depth does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, CData, NavigableString, Tag
from bs4.element import PageElement

from tasks.normalize.noise import HEADING_TAGS, INLINE_TAGS

# Noncharacters that no page may use, where a link's text begins and ends: far cheaper than elements
LINK_BEGINS, LINK_ENDS = "\ufdd0", "\ufdd1"
_LINKED = re.compile(f"{LINK_BEGINS}([^{LINK_ENDS}]*)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PUNCTUATION = re.compile(r"[,，、。.;；!！?？:：]")
_SENTENCE_ENDS = frozenset('.。!?！？"”:：…؟۔।）)')
_INDENT = re.compile(r"[\r\n]*(?:[\u3000\u00a0]{2}|\u3000)")
_BYLINE = re.compile(r"\s*(?:By|BY) [A-Z][^.,;:\n]{3,50}")  # ends with its line
_TEXTS = (NavigableString, CData)
_CHINESE_WEIGHT = 1.8  # a Chinese character says as much as 2.8 Latin letters
_FOREIGN_FROM = 1.3  # bytes of UTF-8 a character
_ADDRESS = re.compile(r"https?://\S+")
_SAID_AT_LEAST = 0.6  # of a piece of text, beside the addresses in it: lists of links are printed, too
_LONG = 80
_SHORT = 30


def weight_of(text: str) -> float:
    """Length of a text in Latin letters."""
    length = len(text)
    if text.isascii() or len(text.encode()) < _FOREIGN_FROM * length:  # at most some quotation marks and accents
        return length
    return length + _CHINESE_WEIGHT * len(_CJK.findall(text))


def reads_like_text(text: str, weight: float, link_share: float) -> bool:
    """Whether a piece of text is running text rather than a label, a heading or a row of links."""
    if weight < _SHORT or link_share >= 0.35 or _PUNCTUATION.search(text) is None:
        return False
    if "://" in text and len(_ADDRESS.sub("", text)) < _SAID_AT_LEAST * len(text):
        return False
    return weight >= _LONG or (link_share < 0.2 and text[-1] in _SENTENCE_ENDS)


@dataclass(slots=True)
class Block:
    """Text without a block element inside: one paragraph, heading, table cell or list item. Good: running text."""

    text: str
    tag: str
    weight: float
    link_share: float
    is_heading: bool
    is_good: bool


def _block(text: str, link_length: int, tag: str) -> Block:
    weight, link_share = weight_of(text), min(1.0, link_length / len(text))
    is_heading = tag in HEADING_TAGS
    return Block(
        text, tag, weight, link_share, is_heading, not is_heading and reads_like_text(text, weight, link_share)
    )


def without_marks(text: str) -> str:
    return text.replace(LINK_BEGINS, "").replace(LINK_ENDS, "")


class _Flow:
    """Collects blocks from a walk over elements and texts."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._is_in_link = False
        self._open = ["div"]  # tags of open block elements

    def add(self, text: str, tag: str) -> None:
        """A run of text that stands in an element by itself."""
        link_length = 0
        if self._is_in_link or LINK_BEGINS in text or LINK_ENDS in text:
            text, link_length = self._without_links(text)
        if tag == "pre":
            lines = (part.strip("\n") for part in text.split("\n\n"))
            self.blocks += [_block(line, link_length, tag) for line in lines if line and not line.isspace()]
        elif text := " ".join(text.split()):
            self.blocks.append(_block(text, link_length, tag))

    def _without_links(self, text: str) -> tuple[str, int]:
        """The text without marks, and how long its links are. A link may go on over blocks."""
        if self._is_in_link:
            text = LINK_BEGINS + text
        self._is_in_link = text.rfind(LINK_BEGINS) > text.rfind(LINK_ENDS)
        return without_marks(text), sum(len(linked.strip()) for linked in _LINKED.findall(text))

    def flush(self) -> None:
        if self._pieces:
            self.add("".join(self._pieces), self._open[-1])
            self._pieces = []

    def walk(self, element: Tag) -> None:
        """Without recursion: pages may be deep."""
        stack = [(element.name, iter(element.contents))]
        while stack:
            tag, children = stack[-1]
            for child in children:
                if not isinstance(child, Tag):
                    if type(child) in _TEXTS:
                        self._pieces.append(str(child))
                elif (name := child.name) == "br":
                    self._line_break(child)
                elif name not in INLINE_TAGS and (text := _only_text(child.contents)) is not None:
                    if self._pieces:
                        self.flush()
                    self.add(text, name)
                else:
                    self._open_block(name)
                    stack.append((name, iter(child.contents)))
                    break
            else:
                stack.pop()
                self._close(tag)

    def _line_break(self, tag: Tag) -> None:
        """Two of them, or one before an indented line or behind a byline, end a paragraph."""
        following = tag.next_sibling
        text = str(following) if type(following) in _TEXTS else ""
        sibling = following.next_sibling if text and not text.strip() and following else following
        is_byline = len(self._pieces) == 1 and _BYLINE.fullmatch(self._pieces[0]) is not None
        if (isinstance(sibling, Tag) and sibling.name == "br") or _INDENT.match(text) or is_byline:
            self.flush()
        else:
            self._pieces.append("\n" if self._open[-1] == "pre" else " ")

    def _open_block(self, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.flush()
            self._open.append(tag)

    def _close(self, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.flush()
            self._open.pop()


def _only_text(contents: list[PageElement]) -> str | None:
    """The text of an element that holds nothing else: most do."""
    return str(contents[0]) if len(contents) == 1 and type(contents[0]) in _TEXTS else None


def blocks_of(soup: BeautifulSoup) -> list[Block]:
    """The blocks of text below `soup`, in order."""
    flow = _Flow()
    flow.walk(soup)
    return flow.blocks
