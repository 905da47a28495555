"""BeautifulSoup's tree of an lxml element is the one that BeautifulSoup itself would make, but for wrappers."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import html

from tasks.normalize.soup import soup_of

PARTS = (
    "<div>One<p>two</p>three<ul><li>four</li><li>five<br>six</li></ul><p>seven</p></div>",
    "<p>Only text</p>",
    "<div>A<br><br>B</div>",
    "<table><tr><td>1</td><td>2<p>3</p></td></tr></table>",
)


def _links(soup: BeautifulSoup) -> list[tuple[object, ...]]:
    """How every part of a tree is linked with those round it, by their text."""
    return [
        (part.parent.name, str(part.previous_sibling), str(part.next_sibling), str(part.next_element))
        for part in soup.descendants
        if part.parent is not None
    ]


@pytest.mark.parametrize("markup", [part for part in PARTS if "<ul>" not in part and "<table>" not in part])
def test_the_tree_is_linked_as_beautifulsoup_links_it(markup: str) -> None:
    built = soup_of(html.fragment_fromstring(markup))
    parsed = BeautifulSoup(markup, "html.parser")
    assert str(built) == str(parsed)
    assert _links(built) == _links(parsed)


@pytest.mark.parametrize("markup", PARTS)
def test_the_tree_answers_as_beautifulsoup_does(markup: str) -> None:
    built = soup_of(html.fragment_fromstring(markup))
    parsed = BeautifulSoup(markup, "html.parser")
    assert built.get_text("|") == parsed.get_text("|")
    assert [tag.get_text() for tag in built.find_all("p")] == [tag.get_text() for tag in parsed.find_all("p")]


def test_wrappers_and_attributes_are_left_out() -> None:
    built = soup_of(html.fragment_fromstring("<div id=a> <div><p class=b>One</p>\n</div> <section></section></div>"))
    assert str(built) == "<p>One</p>"


def test_text_that_only_a_wrapper_parts_is_one_string() -> None:
    built = soup_of(html.fragment_fromstring("<p>One <span></span>two</p>"))
    paragraph = built.p
    assert isinstance(paragraph, Tag) and paragraph.contents == ["One two"]


def test_a_tree_that_is_let_go_leaves_nothing_to_collect() -> None:
    """Parts refer to one another; a page's worth of them left to the garbage collector slows the next page down."""
    soup = soup_of(html.fragment_fromstring(PARTS[0]))
    parts = list(soup.descendants)
    soup.decompose()
    assert all(part.decomposed for part in parts)
