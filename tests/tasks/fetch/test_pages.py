"""What a page with status 200 really is."""

from __future__ import annotations

import pytest

from tasks.errors import Unusable
from tasks.fetch.client import Client, Reply
from tasks.fetch.failures import Gone
from tasks.fetch.pages import visit
from tests.faultsite.texts import page

ARTICLE = page(3)


class FakeClient(Client):
    """Answers from a dict; notes what it was asked for."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def get(self, url: str, **_options: object) -> Reply:  # type: ignore[override]
        self.asked.append(url)
        return Reply(url, 200, {"Content-Type": "text/html; charset=utf-8"}, self.pages[url].encode())


def reason(html: str, url: str = "http://x.example/a") -> str:
    """ok, or why the page is no dispatch."""
    try:
        visit(FakeClient({url: html}), url)
    except Unusable as error:
        assert isinstance(error, Gone) == (error.reason == "not_found")
        return error.reason
    return "ok"


def small(title: str, text: str, more: str = "") -> str:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(40))
    return f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><h1>{title}</h1><p>{text}</p>{more}</body></html>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404", "Nothing here."), ("Error 404 - Not Found", ""), ("HTTP 404", ""), ("404 | The Outlet", ""), ("Page not found", "Try the search."),
        ("Sorry, the page you requested cannot be found", ""), ("This article is no longer available", ""),
        ("The Outlet", "The page you are looking for has been removed or never existed."), ("Not Found", ""),
        ("出错了", "您访问的页面不存在或已被删除！"), ("人民网", "对不起，您要找的文章已经删除"), ("404 页面找不到", ""),
        ("Agencia", "Página no encontrada"), ("Báo", "Trang không tồn tại"), ("Агентство", "Страница не найдена"),
    ],
)  # fmt: skip
def test_pages_that_are_not_there(title: str, text: str) -> None:
    assert reason(small(title, text)) == "not_found"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "Enable JavaScript and cookies to continue"), ("Attention Required! | Shield", "Please solve the captcha below."),
        ("Access Denied", "Reference 18.5"), ("安全验证", "请完成安全验证后继续访问"), ("The Outlet", "Verifying you are human. This may take a few seconds."),
        ("Before you continue", "We use cookies. Accept all or reject all."), ("We value your privacy", ""),
        ("The Outlet", "To go on, please accept the use of cookies and the processing of your personal data by us and our 812 partners."),
        ("Sign in", "Sign in to continue reading this article."), ("登录", "请登录后查看全文"),
    ],
)  # fmt: skip
def test_walls(title: str, text: str) -> None:
    assert reason(small(title, text)) == "wall"


@pytest.mark.parametrize(
    "html",
    [
        ARTICLE,
        page(404), page(1401),  # numbers of a text are no status
        page(3, heading="Document found in Hanoi tells of talks"),
        page(4, heading="404 delegates come to talks"),
        page(5, heading="Not founding members, but guests: three parties on their visit"),
        page(6, extra_body="<form><p>We use cookies to improve your stay. Accept all cookies or manage your privacy choices.</p></form>"),
        page(7, extra_body="<noscript>Please enable JavaScript.</noscript><p>Subscribe to read more of our newsletters</p>"),
        page(8, extra_body="<p>Sign in to continue to the comments.</p>"),
        page(9, extra_head='<meta http-equiv="refresh" content="600">'),
        page(10, extra_head='<meta http-equiv="refresh" content="0; url=/a#top">'),
        "<p>Short and good: the two sides met in Hanoi.</p>",
        "<script>" * 20_000, "<!--" * 50_000, "<a " * 100_000, "<title>" * 50_000,
    ],
    ids=range(16),
)  # fmt: skip
def test_dispatches_are_left_alone(html: str) -> None:
    assert reason(html) == "ok"


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        ('<meta http-equiv="refresh" content="0; url=/b">', True), ("<META HTTP-EQUIV=Refresh CONTENT='3;URL=b'>", True),
        ('<base href="/"><meta http-equiv="refresh" content="1,b">', True), ('<meta http-equiv="refresh" content="300; url=/b">', False),
    ],
)  # fmt: skip
def test_a_page_that_sends_on_at_once_is_a_redirect(head: str, asked: bool) -> None:
    client = FakeClient({"http://x.example/a": page(1, extra_head=head), "http://x.example/b": page(2)})
    assert visit(client, "http://x.example/a").url == ("http://x.example/b" if asked else "http://x.example/a")


def test_a_page_with_nothing_to_read_may_take_longer_to_send_on() -> None:
    html = '<meta http-equiv="refresh" content="20; url=/b">Moving.'
    client = FakeClient({"http://x.example/a": html, "http://x.example/b": page(2)})
    assert visit(client, "http://x.example/a").url == "http://x.example/b"


def test_pages_that_send_on_for_ever() -> None:
    pages = {f"http://x.example/{n}": f'<meta http-equiv="refresh" content="0; url=/{n + 1}">' for n in range(9)}
    client = FakeClient(pages)
    with pytest.raises(Unusable) as caught:
        visit(client, "http://x.example/0")
    assert (caught.value.reason, len(client.asked)) == ("too_many_redirects", 3)
