"""The addresses that feeds and index pages list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.errors import Unusable
from tasks.fetch.client import Reply
from tasks.fetch.listing import feed_links, page_links


def reply(body: str | bytes, url: str = "https://www.outlet.example/list/index.html") -> Reply:
    return Reply(url, 200, {}, body.encode() if isinstance(body, str) else body)


def test_rss_atom_and_a_feed_with_small_faults() -> None:
    rss = '<rss version="2.0"><channel><item><link>https://www.outlet.example/a</link></item><item><link>/b#top</link></item></channel></rss>'
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="../c?utm_source=x&amp;id=3"/></entry></feed>'
    faulty = '<rss version="2.0"><channel><item><title>A & B</title><link>/d</link></item></channel>'
    assert feed_links(reply(rss)) == ["https://www.outlet.example/a", "https://www.outlet.example/b"]
    assert feed_links(reply(atom)) == ["https://www.outlet.example/c?id=3"]
    assert feed_links(reply(faulty)) == ["https://www.outlet.example/d"]


def test_an_empty_feed_is_a_feed() -> None:
    assert feed_links(reply('<rss version="2.0"><channel><title>News</title></channel></rss>')) == []


@pytest.mark.parametrize("body", ["", "hello", "<html><body>Moved</body></html>", '{"items": []}'])
def test_what_is_no_feed(body: str) -> None:
    with pytest.raises(Unusable) as caught:
        feed_links(reply(body))
    assert caught.value.reason == "bad_xml"


def test_a_body_is_never_taken_for_a_file_name(tmp_path: Path) -> None:
    path = tmp_path / "secret.xml"
    path.write_text('<rss version="2.0"><channel><item><link>/leaked</link></item></channel></rss>')
    with pytest.raises(Unusable):
        feed_links(reply(str(path)))


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "ha"><!ENTITY b "&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/hostname">']
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_own_entities_are_not_expanded(entity: str, charset: str) -> None:
    feed = f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE r [{entity}]><rss version="2.0"><channel><item><link>/&a;</link></item></channel></rss>'
    with pytest.raises(Unusable, match="declares entities"):
        feed_links(reply(feed.encode(charset)))


def test_links_of_a_page() -> None:
    page = """<html><body><a href="/n/1.html">1</a><a href=' 2.html '>2</a><a href="2.html#x">2 again</a><a>none</a>
    <a href="javascript:go()">js</a><a href="mailto:a@b.example">m</a><a href="#top">t</a><a href="http://[">bad</a>
    <a href="data:text/html,x">d</a><a href="//other.example/3">3</a></body></html>"""
    assert page_links(reply(page))[0] == [
        "https://www.outlet.example/n/1.html", "https://www.outlet.example/list/2.html", "https://other.example/3",
    ]  # fmt: skip


def test_a_page_in_gbk_with_a_base() -> None:
    page = '<html><head><meta charset="gb2312"><base href="https://www.outlet.example/d/"></head><a href="新闻.html">新闻</a></html>'
    assert page_links(reply(page.encode("gb18030")))[0] == ["https://www.outlet.example/d/新闻.html"]


@pytest.mark.parametrize(
    ("markup", "onward"),
    [('<link rel="next" href="/list/2">', "https://www.outlet.example/list/2"), ('<a rel="nofollow next" href="?p=2">2</a>', "https://www.outlet.example/list/index.html?p=2"), ("<a href='/2'>2</a>", None), ('<base href="http://["><a rel=next href="javascript:x">2</a>', None)],
)  # fmt: skip
def test_the_next_page_of_a_list(markup: str, onward: str | None) -> None:
    assert page_links(reply(markup))[1] == onward
