"""Where on a page the article is, found on the lxml tree without looking at most of its elements.

Only elements that hold a long piece of text themselves, and those around them, are looked at: a tenth of the page.
BeautifulSoup's tree of the whole page would take ten times as long as everything else here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tasks.normalize.flow import reads_like_text, weight_of
from tasks.normalize.noise import HEADING_TAGS, Signs, likelihood, signs_of

# As plain integers: an IntFlag takes twenty times as long, and every node is asked
_NOISE, _SURE, _COMMENTS = int(Signs.NOISE), int(Signs.SURELY_NOISE), int(Signs.COMMENTS)
_LONG_TEXT = 30  # characters in one piece
_SHORT_TEXT = 10  # where there is no longer one
_COUNT_LINKS = etree.XPath("count(descendant::a)")
_TEXT_TAGS = frozenset({
    "p", "blockquote", "div", "td", "pre", "section", "article", "font", "center", "body", "li", "main", "dd",
    "span", "th",
})  # fmt: skip
_SUSPECT_AT_MOST = 0.4  # share of the page's good text that a suspect subtree may hold and still be dropped
_LEFT_AT_LEAST = 0.5  # of the good text; a page that would lose more uses the suspect names for its article
_WITHOUT_COMMENTS_AT_LEAST = 300  # gain that must be left when a section of comments is taken out
_MAIN_TAGS = frozenset({"main", "article"})
_MARGIN_TAGS = frozenset({"footer", "nav", "aside"})
_MAIN_AT_LEAST = 250  # gain
_LIST_ITEM_GAIN = 0.7
_OTHER_GAIN = 0.5
_DEPTH_BONUS = 0.5
_LOSS_OF_LINK = 35  # a link outside of running text, in Latin letters of text
_LIKELY_AT_LEAST = 0.3  # of the page's good text: nodes with less are not the article


@dataclass(slots=True)
class Node:
    """An element with running text in it. parent: index of the node around it (-1: the root), smaller than its own.

    own_gain, own_links   Latin letters and links of the running text in the element itself
    gain, links           the same with all nodes below it that are not dropped
    """

    element: etree._Element
    parent: int
    depth: int
    signs: int
    is_in_link: bool
    own_gain: float = 0.0
    own_links: int = 0
    gain: float = 0.0
    links: int = 0
    is_dropped: bool = False


def _gain(text: str, link_length: int, tag: str) -> float:
    weight = weight_of(text)
    link_share = link_length / len(text) if link_length else 0.0
    if not reads_like_text(text, weight, link_share):
        return 0.0
    if tag not in _TEXT_TAGS:
        return weight * _OTHER_GAIN
    return weight * (1 - link_share) * (_LIST_ITEM_GAIN if tag == "li" else 1.0)


def _runs(element: etree._Element) -> Iterator[tuple[str, int, int]]:
    """(text, length of its links, number of its links) of the runs of text that stand in the element itself."""
    pieces, link_length, links = [element.text or ""], 0, 0
    for child in element:
        if child.tag == "a":
            text = "".join(child.itertext())
            pieces.append(text)
            link_length += len(text)
            links += 1
        elif child.tag != "br":
            yield "".join(pieces), link_length, links
            pieces, link_length, links = [], 0, 0
        if child.tail:
            pieces.append(child.tail)
    yield "".join(pieces), link_length, links


def _with_text(elements: list[etree._Element], least: int) -> list[etree._Element]:
    """Those with a piece of text of that length, in order. Chinese says as much in a third of the characters."""
    found: dict[etree._Element, None] = {}
    least_chinese = least // 3
    for element in elements:
        text, tail = element.text, element.tail
        if text and (len(text) > least or (len(text) > least_chinese and not text.isascii())) and not text.isspace():
            found[element] = None
        if tail and (len(tail) > least or (len(tail) > least_chinese and not tail.isascii())) and not tail.isspace():
            found[element.getparent()] = None
    found.pop(elements[0].getparent(), None)  # what follows the body's end
    return list(found)


class _Builder:
    def __init__(self, body: etree._Element) -> None:
        self.nodes: list[Node] = []
        self._index: dict[etree._Element, int] = {}
        self._body = body

    def add_text_of(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in HEADING_TAGS:
            return
        runs = _runs(element) if len(element) else ((element.text or "", 0, 0),)
        for text, link_length, links in runs:
            if (text := text.strip()) and (gain := _gain(text, link_length, tag)):
                node = self.nodes[self._index_of(element)]
                if not node.is_in_link:
                    node.own_gain += gain
                    node.own_links += links

    def _index_of(self, element: etree._Element) -> int:
        """Index of the element's node; it and those round it are made if need be."""
        index = self._index.get(element)
        if index is not None:
            return index
        chain: list[etree._Element] = []
        around: etree._Element | None = element
        while around is not None and around not in self._index:
            chain.append(around)
            around = around.getparent() if around is not self._body else None
        index = self._index[around] if around is not None else -1
        for inner in reversed(chain):
            parent = self.nodes[index] if index >= 0 else None
            is_in_link = inner.tag == "a" or (parent is not None and parent.is_in_link)
            self.nodes.append(Node(inner, index, parent.depth + 1 if parent else 0, signs_of(inner), is_in_link))
            index = self._index[inner] = len(self.nodes) - 1
        return index


def outline(elements: list[etree._Element]) -> tuple[list[Node], bool]:
    """The elements with running text and those round them, parents first; empty where there is none.

    Those that are likely not the article are marked as dropped; the second value is whether their names were trusted.
    elements   those of the page's body, in order; of formatting, only links
    """
    nodes = _nodes(elements, _LONG_TEXT) or _nodes(elements, _SHORT_TEXT)
    return nodes, not nodes or _drop_suspects(nodes)


def _nodes(elements: list[etree._Element], least: int) -> list[Node]:
    builder = _Builder(elements[0])
    for element in _with_text(elements, least):
        builder.add_text_of(element)
    return builder.nodes


def _sum_up(nodes: list[Node]) -> None:
    for node in nodes:
        node.gain, node.links = (0.0, 0) if node.is_dropped else (node.own_gain, node.own_links)
    for node in reversed(nodes):
        if node.parent >= 0:
            nodes[node.parent].gain += node.gain
            nodes[node.parent].links += node.links


def _margins_beside_main(nodes: list[Node]) -> set[int]:
    """Indices of footers and the like where a <main> or <article> outside of them holds a paragraph or two: however
    much small print there is, it is not the article."""
    margins = {number for number, node in enumerate(nodes) if node.element.tag in _MARGIN_TAGS}
    for number, node in enumerate(nodes):
        is_main = node.element.tag in _MAIN_TAGS and node.gain >= _MAIN_AT_LEAST
        if is_main and margins.isdisjoint(_chain(nodes, number)):
            return margins
    return set()


def _chain(nodes: list[Node], number: int) -> Iterator[int]:
    """Indices of a node and of those round it."""
    while number >= 0:
        yield number
        number = nodes[number].parent


def _drop_suspects(nodes: list[Node]) -> bool:
    """Marks suspect subtrees that hold little of the good text; returns whether their names were trusted.

    Dropping by name alone loses whole articles: sites call their article's container anything, and an unclosed
    <button> in a header may swallow the page.
    """
    _sum_up(nodes)
    everything = nodes[0].gain
    for node in nodes[1:]:
        is_whole_page = node.gain > everything - _WITHOUT_COMMENTS_AT_LEAST
        node.is_dropped = nodes[node.parent].is_dropped or bool(node.signs & _COMMENTS and not is_whole_page)
    _sum_up(nodes)
    total = nodes[0].gain
    in_comments = [node.is_dropped for node in nodes]
    margins = _margins_beside_main(nodes)
    small = [number in margins or node.gain < _SUSPECT_AT_MOST * total for number, node in enumerate(nodes)]
    for signs in (_NOISE | _SURE, _SURE):
        for index, node in enumerate(nodes[1:], 1):
            is_suspect = node.signs & signs and small[index]
            node.is_dropped = in_comments[index] or nodes[node.parent].is_dropped or bool(is_suspect)
        _sum_up(nodes)
        if nodes[0].gain >= _LEFT_AT_LEAST * total:
            return bool(signs & _NOISE)
    return False


def find_article(nodes: list[Node], known: etree._Element | None) -> Node | None:
    """The `known` element if there is running text in it, else the node that has most of the page's running text and
    the fewest links beside it."""
    with_text = [node for node in nodes if node.gain > 0 and not node.is_dropped]
    if named := [node for node in with_text if node.element is known]:
        return named[0]
    likely = [node for node in with_text if node.gain >= _LIKELY_AT_LEAST * nodes[0].gain]

    def score(node: Node) -> float:
        loss = _LOSS_OF_LINK * (_COUNT_LINKS(node.element) - node.links)
        return (node.gain - loss) * likelihood(node.element, node.signs) + min(node.depth, 100) * _DEPTH_BONUS

    return max(likely, key=score, default=None)
