"""The selectors of layouts on a small page."""

from __future__ import annotations

import pytest
from lxml import etree

from tasks.selectors import parse_selector

HTML = """<html><head><meta name="author" content="A B"></head><body>
<div id="main"><h1 class="title big">One <b>line</b></h1><p>first</p><div class="side News_box"><p>second</p><p> </p></div></div>
<p class="titles">third</p></body></html>"""


@pytest.mark.parametrize(
    ("selector", "values"),
    [
        ("h1", ["One line"]),
        (".title", ["One line"]),
        ("h1.title.big b", ["line"]),
        ("#main p", ["first", "second"]),
        ("#main > p", ["first"]),
        ("meta[name=author]@content", ["A B"]),
        ("meta[name='author'][content]@content", ["A B"]),
        ("[class*=News_] p", ["second"]),
        ("p[class^=title]", ["third"]),
        ("#none p", []),
    ],
)
def test_selectors(selector: str, values: list[str]) -> None:
    assert list(parse_selector(selector).values(etree.HTML(HTML), HTML)) == values


@pytest.mark.parametrize("written", ["", "  ", "p:first-child", "a + b", ".", "[a=b", "@href", "p..x"])
def test_what_is_no_selector_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        parse_selector(written)
