"""The article of a page: its node as the outline finds it, read by BeautifulSoup; of it, the running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml import etree

from tasks.normalize.bylines import find_bylines
from tasks.normalize.characters import clean_line
from tasks.normalize.content import Lines
from tasks.normalize.flow import LINK_BEGINS, LINK_ENDS, Block, blocks_of, without_marks
from tasks.normalize.noise import INLINE_TAGS, Signs, begins_other_content, is_desk_line, signs_of
from tasks.normalize.opening import date_line
from tasks.normalize.outline import Node, find_article, outline
from tasks.normalize.plain_text import tidy
from tasks.normalize.soup import soup_of

_SUSPECT = int(Signs.NOISE | Signs.SURELY_NOISE)
_MOST = 0.7  # of an article's text stands before the links that follow it
_SOME = 0.4  # where they have a heading; one that comes more than once belongs to the article's parts
_FROM_HEADLINE = 0.4  # of the good text stands behind the headline
_LONGEST_CREDIT = 100  # characters
_REPEATED_FROM = 60  # characters: longer paragraphs that occur twice are furniture or a second rendering
_SPACED = 4  # times its letters: no longer line is the headline
_LINES_ROUND_HEADLINE = 30
_LINES_ABOVE = 4  # a headline: dates of blogs
_LINES_BEHIND = 2
_LONGEST_LINE = 200
_TEXT_TAGS = frozenset({
    "p", "blockquote", "div", "td", "pre", "section", "article", "font", "center", "body", "li", "main", "dd",
    "span", "th", "dt",
})  # fmt: skip
_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Article:
    """paragraphs: the running text; lines: the short lines round it."""

    paragraphs: list[str]
    lines: Lines


def _key(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def _only_links_left(body: etree._Element) -> None:
    """Takes formatting out of the tree. A span is formatting, too, unless its names say that it is something else."""
    for span in body.iter("span"):
        if signs_of(span) & _SUSPECT:
            span.tag = "div"
    etree.strip_tags(body, *(INLINE_TAGS - {"a"}))


def _mark_links(element: etree._Element) -> None:
    """Marks in the text where links begin and end, and takes them out of the tree: BeautifulSoup is slow."""
    for link in element.iter("a"):
        link.text = LINK_BEGINS + (link.text or "")
        if link is not element:
            link.tail = LINK_ENDS + (link.tail or "")


def _remove(element: etree._Element) -> None:
    """Takes an element out; what follows it stays, as a line of its own."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if previous is None:
        parent.text = f"{parent.text or ''}\n{element.tail or ''}"
    else:
        previous.tail = f"{previous.tail or ''}\n{element.tail or ''}"
    parent.remove(element)


def _remove_suspects(article: etree._Element, nodes: list[Node], trusts_names: bool) -> None:
    """Takes out of the article's node what is likely not the article and holds little of the running text."""
    kept = {node.element for node in nodes if not node.is_dropped}
    dropped = int(Signs.SURELY_NOISE | Signs.COMMENTS) | (trusts_names and int(Signs.NOISE))
    for element in list(article.iter()):
        if signs_of(element) & dropped and element not in kept and element is not article:
            _remove(element)


def _blocks_in(element: etree._Element) -> list[Block]:
    soup = soup_of(element)
    blocks = blocks_of(soup)
    soup.decompose()  # its parts refer to one another; left to the garbage collector they slow the next page down
    return blocks


def _is_kept(block: Block) -> bool:
    return (
        block.is_good
        or block.is_heading
        or (block.link_share < 0.5 and len(block.text) > 1 and block.tag in _TEXT_TAGS)
    )


def _end_of_article(blocks: list[Block], first: int, last: int) -> int:
    """Index of the last block before the page turns to other things to read, if that is not near its beginning."""
    total = sum(block.weight for block in blocks[first : last + 1])
    headings = [block.text.split()[:2] for block in blocks[first : last + 1] if block.is_heading]
    before = 0.0
    for number in range(first, last + 1):
        block = blocks[number]
        is_sure = block.is_heading and headings.count(block.text.split()[:2]) == 1
        if before > (_SOME if is_sure else _MOST) * total and begins_other_content(block.text):
            return number - 1
        before += block.weight
    return last


def _headline(blocks: list[Block], title_key: str) -> int:
    """Index of the headline; -1 if it stands elsewhere."""
    headings = (number for number, block in enumerate(blocks) if block.is_heading and _key(block.text) == title_key)
    return next(headings, -1) if title_key else -1


def _first(blocks: list[Block], headline: int, good: list[int]) -> int:
    """Index of the first good block; what stands before an <h1> with the headline is another column's."""
    behind = [number for number in good if number > headline]
    if headline < 0 or blocks[headline].tag != "h1" or len(behind) == len(good):
        return good[0]
    weight, total = (sum(blocks[number].weight for number in numbers) for numbers in (behind, good))
    return behind[0] if weight >= _FROM_HEADLINE * total else good[0]


def _last_before_next(blocks: list[Block], headline: int, last: int) -> int:
    """Index of the last block before another article that follows in the same column: a heading of the headline's level
    with a date or a byline right below it."""
    if headline < 0:
        return last
    tag = blocks[headline].tag
    for number in range(headline + 1, last):
        if blocks[number].tag == tag and any(_is_credit(block.text) for block in blocks[number + 1 : number + 3]):
            return number - 1
    return last


def _is_credit(line: str) -> bool:
    """By Ann Example; 3 March 2004."""
    return len(line) <= _LONGEST_CREDIT and (date_line(line) is not None or bool(find_bylines([line])))


def _paragraphs(blocks: list[Block], title: str | None) -> list[str]:
    """From the first good block to the last one; without the headline, lone headings, desk lines and repetitions."""
    good = [number for number, block in enumerate(blocks) if block.is_good]
    if not good:
        return []
    title_key = _key(title or "")
    at_most = _SPACED * len(title_key)
    headline = _headline(blocks, title_key)
    first = _first(blocks, headline, good)
    last = _end_of_article(blocks, first, _last_before_next(blocks, headline, good[-1]))
    seen: set[str] = set()
    kept = []
    for number in range(first, last + 1):
        block = blocks[number]
        if not _is_kept(block) or is_desk_line(block.text):
            continue
        is_lone_heading = block.is_heading and not any(b.is_good for b in blocks[number + 1 : number + 6])
        is_headline = number - first < 3 and len(block.text) <= at_most and _key(block.text) == title_key
        is_repeated = len(block.text) > _REPEATED_FROM and block.text in seen
        if is_lone_heading or is_headline or is_repeated:
            continue
        seen.add(block.text)
        kept.append(tidy(block.text) if block.tag == "pre" else block.text)
    return kept


def _everything(blocks: list[Block]) -> list[str]:
    """For pages without a sentence that looks like running text: what is not a menu, else all there is."""
    unlinked = [block.text for block in blocks if block.link_share < 0.5]
    return unlinked or [block.text for block in blocks]


def _texts_before(element: etree._Element, body: etree._Element) -> Iterator[str]:
    """The pieces of text that stand before an element, nearest first."""
    around: etree._Element | None = element
    while around is not None and around is not body:
        for sibling in around.itersiblings(preceding=True):
            yield sibling.tail or ""
            yield from reversed(list(sibling.itertext()))
        around = around.getparent()
        yield (around.text or "") if around is not None else ""


def _texts_behind(element: etree._Element, body: etree._Element) -> Iterator[str]:
    """The pieces of text that stand behind an element, nearest first."""
    around: etree._Element | None = element
    while around is not None and around is not body:
        yield around.tail or ""
        for sibling in around.itersiblings():
            yield from sibling.itertext(with_tail=False)
            yield sibling.tail or ""
        around = around.getparent()


def _lines_round(body: etree._Element, inside: list[Node], title: str | None) -> Lines:
    """The short lines between the headline and the running text, dropped ones included, and those right behind it:
    dates, bylines, sources."""
    first, last = inside[0].element, inside[-1].element
    found = (line for text in _texts_before(first, body) if (line := _line(text)))
    before = list(islice(found, _LINES_ROUND_HEADLINE))
    wanted = " ".join((title or "").split()).casefold()
    headline = next((number for number, line in enumerate(before) if line.casefold() == wanted), None)
    cut = len(before) // 2 + _LINES_ABOVE if headline is None else headline + 1
    own = [line for text in first.itertext() if (line := _line(text))][:_LINES_BEHIND]
    found = (line for text in _texts_behind(last, body) if (line := _line(text)))
    behind = takewhile(lambda line: not begins_other_content(line), islice(found, _LINES_BEHIND))
    above = before[cut : cut + _LINES_ABOVE] if headline is not None else []
    return Lines(_short(reversed(above)), _short([*reversed(before[:cut]), *own]), _short(behind))


def _short(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean_line(line) for line in lines if len(line) <= _LONGEST_LINE)


def _line(text: str) -> str:
    words = text.split()  # most pieces have none
    return without_marks(" ".join(words)) if words else ""


def _inside(nodes: list[Node], best: Node) -> list[Node]:
    """The nodes below `best`, itself included, that have running text of their own."""
    begin = nodes.index(best)
    end = begin + 1
    while end < len(nodes) and nodes[end].depth > best.depth:
        end += 1
    return [node for node in nodes[begin:end] if node.own_gain and not node.is_dropped]


def read_article(body: etree._Element, title: str | None, known: etree._Element | None = None) -> Article:
    """The article below `body`; without paragraphs only for a page without text. Changes the tree.

    known   the element that holds the running text, where the outlet's layout says so
    """
    _only_links_left(body)
    elements = list(body.iter())  # held to the end: lxml makes those that nobody holds anew at every look
    nodes, trusts_names = outline(elements)
    best = find_article(nodes, known)
    article = body if best is None else best.element
    _mark_links(article)
    etree.strip_tags(body, "a")
    if best is None:
        everything = _everything(_blocks_in(body))
        return Article(everything, Lines(below_headline=_short(everything[:_LINES_ROUND_HEADLINE])))
    lines = _lines_round(body, _inside(nodes, best), title)
    _remove_suspects(article, nodes, trusts_names)
    blocks = _blocks_in(article)
    return Article(_paragraphs(blocks, title) or _everything(blocks), lines)
