"""The article of a page: find its node on the lxml tree, give only that to BeautifulSoup, keep its running text.

Cost is why: building BeautifulSoup's tree of a whole page takes ten times as long as everything else here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from lxml import etree

from tasks.normalize.flow import Block, Flow, flow_of_soup, flow_of_tree
from tasks.normalize.noise import INLINE_TAGS, begins_other_content, is_desk_line
from tasks.normalize.plain_text import tidy

_TEXT_TAGS = frozenset({
    "p", "blockquote", "div", "td", "pre", "section", "article", "font", "center", "body", "li", "main", "dd",
    "span", "th",
})  # fmt: skip
_CONTAINERS = ("div", "section", "article", "main")
_NO_BLOCKS = INLINE_TAGS | {"br"}
_UNWRAPPED = "unwrapped"
_SUSPECT_AT_MOST = 0.4  # share of the page's good text that a suspect subtree may hold and still be dropped
_LEFT_AT_LEAST = 0.5  # of the good text; a page that would lose more uses the suspect names for its article
_WITHOUT_COMMENTS_AT_LEAST = 300  # gain that must be left when a section of comments is taken out
_LIST_ITEM_GAIN = 0.7
_OTHER_GAIN = 0.5
_DEPTH_BONUS = 0.5
_MOST = 0.7  # of an article's text stands before the links that follow it
_REPEATED_FROM = 60  # characters: longer paragraphs that occur twice are furniture or a second rendering
_LINES_ROUND_HEADLINE = 30
_LINES_BEHIND = 2
_LONGEST_LINE = 200
_LETTERS = re.compile(r"\W+")


def _key(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def _gain(block: Block) -> float:
    if not block.is_good:
        return 0.0
    if block.tag not in _TEXT_TAGS:
        return block.weight * _OTHER_GAIN
    return block.weight * (1 - block.link_share) * (_LIST_ITEM_GAIN if block.tag == "li" else 1.0)


def _loss(block: Block) -> float:
    if block.is_good:
        return 0.0
    if block.link_share > 0.5:
        return min(block.weight, 60) * 1.2 + (10 if block.tag == "li" else 0)
    return min(block.weight, 60) * 0.3


def _sum_up(flow: Flow, blocks: list[Block]) -> None:
    """Gain and loss of every node, its descendants included (children stand after their parents)."""
    for node in flow.nodes:
        node.gain = node.loss = 0.0
    for block in blocks:
        flow.nodes[block.node].gain += _gain(block)
        flow.nodes[block.node].loss += _loss(block)
    for node in reversed(flow.nodes):
        if node.parent >= 0:
            flow.nodes[node.parent].gain += node.gain
            flow.nodes[node.parent].loss += node.loss


def _drop_suspects(flow: Flow) -> list[Block]:
    """Marks suspect subtrees that hold little of the good text; returns the blocks outside of them.

    Dropping by name alone loses whole articles: sites call their article's container anything, and an unclosed
    <button> in a header may swallow the page.
    """
    _sum_up(flow, flow.blocks)
    everything = flow.nodes[0].gain
    for node in flow.nodes[1:]:
        is_whole_page = node.gain > everything - _WITHOUT_COMMENTS_AT_LEAST
        node.is_dropped = flow.nodes[node.parent].is_dropped or (node.is_comments and not is_whole_page)
    blocks = [block for block in flow.blocks if not flow.nodes[block.node].is_dropped]
    _sum_up(flow, blocks)
    total = flow.nodes[0].gain
    in_comments = [node.is_dropped for node in flow.nodes]
    for trusts_names in (True, False):
        for index, node in enumerate(flow.nodes[1:], 1):
            is_suspect = node.is_suspect if trusts_names else node.is_suspect_for_sure
            is_outside = in_comments[index] or flow.nodes[node.parent].is_dropped
            node.is_dropped = is_outside or (is_suspect and node.gain < _SUSPECT_AT_MOST * total)
        left = [block for block in blocks if not flow.nodes[block.node].is_dropped]
        if sum(map(_gain, left)) >= _LEFT_AT_LEAST * total:
            break
    return left


def _best_node(flow: Flow, known: etree._Element | None) -> int | None:
    """The node of the article: the `known` element if there is good text in it, else the one of the best score."""
    candidates = [index for index, node in enumerate(flow.nodes) if node.gain > 0 and not node.is_dropped]
    if not candidates:
        return None
    if known is not None and (named := [index for index in candidates if flow.nodes[index].element is known]):
        return named[0]

    def score(index: int) -> float:
        node = flow.nodes[index]
        return (node.gain - node.loss) * node.hint + min(node.depth, 100) * _DEPTH_BONUS

    return max(candidates, key=score)


def _remove_dropped(flow: Flow, best: int) -> None:
    """Takes the dropped subtrees out of the article's node (their tails stay)."""
    for node in flow.nodes[best + 1 :]:
        if node.is_dropped and not flow.nodes[node.parent].is_dropped and node.element is not None:
            element = node.element
            parent = element.getparent()
            if parent is None:
                continue
            if element.tail:
                previous = element.getprevious()
                if previous is None:
                    parent.text = (parent.text or "") + "\n" + element.tail
                else:
                    previous.tail = (previous.tail or "") + "\n" + element.tail
            parent.remove(element)


def _is_kept(block: Block) -> bool:
    if block.is_good:
        return True
    if block.is_heading:
        return True
    return block.link_share < 0.5 and len(block.text) > 1 and (block.tag in _TEXT_TAGS or block.tag == "dt")


def _end_of_article(blocks: list[Block], first: int, last: int) -> int:
    """Index of the last block before the page turns to other things to read, if that is near its end."""
    total = sum(block.weight for block in blocks[first : last + 1])
    before = 0.0
    for number in range(first, last + 1):
        if before > _MOST * total and begins_other_content(blocks[number].text):
            return number - 1
        before += blocks[number].weight
    return last


def _paragraphs(blocks: list[Block], title: str | None) -> list[str]:
    """From the first good block to the last one; without the headline, lone headings, desk lines and repetitions."""
    good = [number for number, block in enumerate(blocks) if block.is_good]
    if not good:
        return []
    first = good[0]
    last = _end_of_article(blocks, first, good[-1])
    title_key = _key(title or "")
    seen: set[str] = set()
    kept = []
    for number in range(first, last + 1):
        block = blocks[number]
        key = _key(block.text)
        is_lone_heading = block.is_heading and not any(b.is_good for b in blocks[number + 1 : number + 6])
        is_headline = key == title_key and number - first < 3
        is_repeated = len(key) > _REPEATED_FROM and key in seen
        if not _is_kept(block) or is_lone_heading or is_headline or is_repeated or is_desk_line(block.text):
            continue
        seen.add(key)
        kept.append(tidy(block.text) if block.tag == "pre" else block.text)
    return kept


def _everything(blocks: list[Block]) -> list[str]:
    """For pages without a sentence that looks like running text: what is not a menu, else all there is."""
    unlinked = [block.text for block in blocks if block.link_share < 0.5]
    return unlinked or [block.text for block in blocks]


def _extent(flow: Flow, best: int) -> tuple[int, int]:
    """Indices of the blocks with which the running text of the article's node begins and ends."""
    end = best + 1
    while end < len(flow.nodes) and flow.nodes[end].depth > flow.nodes[best].depth:
        end += 1
    good = [
        number
        for number, block in enumerate(flow.blocks)
        if block.is_good and best <= block.node < end and not flow.nodes[block.node].is_dropped
    ]
    return good[0], good[-1]


def _lines_round(flow: Flow, first: int, last: int, title: str | None) -> list[str]:
    """The short lines between the headline and the running text, dropped ones included, and those right behind it:
    dates, bylines, sources."""
    wanted = " ".join((title or "").split()).casefold()

    def is_headline(block: Block) -> bool:
        return block.tag == "h1" or block.text.casefold() == wanted

    furthest = max(0, first - _LINES_ROUND_HEADLINE)
    found = (number for number in range(first, furthest - 1, -1) if is_headline(flow.blocks[number]))
    headline = next(found, first - _LINES_ROUND_HEADLINE // 2)
    begin = max(furthest, headline - 4)
    around = [*flow.blocks[begin : first + 1], *flow.blocks[last + 1 : last + 1 + _LINES_BEHIND]]
    return [block.text for block in around if len(block.text) <= _LONGEST_LINE]


def _unwrap(root: etree._Element) -> None:
    """Takes out the containers that hold only blocks and no text of their own: they part nothing that their contents do
    not part, and BeautifulSoup is slow."""
    for element in root.iter(*_CONTAINERS):
        if element is root or not len(element) or (element.text and not element.text.isspace()):
            continue
        if all(child.tag not in _NO_BLOCKS and (not child.tail or child.tail.isspace()) for child in element):
            element.tag = _UNWRAPPED
    etree.strip_tags(root, _UNWRAPPED)


def _read_with_beautiful_soup(markup: str) -> list[Block]:
    """The blocks of the article's node."""
    return flow_of_soup(BeautifulSoup(markup, "lxml", multi_valued_attributes=None)).blocks


@dataclass(frozen=True, slots=True)
class Article:
    """paragraphs: the running text; lines: the short lines round the headline."""

    paragraphs: list[str]
    lines: list[str]


def read_article(body: etree._Element, title: str | None, known: etree._Element | None = None) -> Article:
    """The article below `body`; without paragraphs only for a page without text. Changes the tree.

    known   the element that holds the running text, where the outlet's layout says so
    """
    flow = flow_of_tree(body)
    if not flow.nodes:
        return Article([], [])
    blocks = _drop_suspects(flow)
    _sum_up(flow, blocks)
    best = _best_node(flow, known)
    if best is None:
        everything = _everything(blocks or flow.blocks)
        return Article(everything, everything[:_LINES_ROUND_HEADLINE])
    lines = _lines_round(flow, *_extent(flow, best), title)
    _remove_dropped(flow, best)
    element = flow.nodes[best].element
    assert element is not None
    etree.strip_tags(element, *(INLINE_TAGS - {"a"}))
    for part in element.iter():
        if part.keys():
            part.attrib.clear()
    _unwrap(element)
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return Article(_paragraphs(_read_with_beautiful_soup(markup), title) or _everything(blocks), lines)
