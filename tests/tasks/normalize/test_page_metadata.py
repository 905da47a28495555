"""What pages say of themselves, on small pages written for the purpose."""

from __future__ import annotations

import pytest

from tasks.normalize import normalize
from tasks.records import Candidate, Dispatch, Given

PARAGRAPHS = (
    "<p>A delegation of the Example Workers' Party arrived in Lusaka on Monday for talks on schools for party members.</p>"
    "<p>The guests met their hosts, visited a printing house, and said that the talks would be continued in June.</p>"
    "<p>Both sides spoke of old ties between the two parties, and of a common calendar for the coming three years.</p>"
)
HEADLINE = "Workers' Party delegation arrives in Lusaka for talks"


def page(head: str = "", above: str = f"<h1>{HEADLINE}</h1>", url: str | None = None, **given: str) -> Dispatch:
    html = f"<html><head>{head}</head><body><a href=/>Home</a><div>{above}{PARAGRAPHS}</div></body></html>"
    return normalize(Candidate(html.encode(), "html", "page", Given(url=url, **given)))


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (f"<title>{HEADLINE}</title>", ""),
        (f"<title>{HEADLINE} | Example News</title>", f"<h1>Example News</h1><h2>{HEADLINE}</h2>"),
        (f"<title>Example Blog: {HEADLINE}</title>", f"<h1>Example Blog</h1><h3>{HEADLINE}</h3>"),
        ("<title>Example News Agency - World Desk</title>", f"<font size=5><b>{HEADLINE}</b></font><hr>"),
        ("<title>talks.html</title>", f"<h2>{HEADLINE}</h2>"),
        ("<title>Xinhua | News</title>", f"<div class='art_title'>{HEADLINE}</div>"),
        ("", f"<div>{HEADLINE}</div>"),
        (f"<meta property='og:title' content=\"{HEADLINE}\"><title>Example News</title>", ""),
        (f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}</script>', ""),
    ],
)
def test_the_headline_wherever_it_stands(head: str, above: str) -> None:
    assert page(head, above).title == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - Example Daily",
        f"Example Daily - {HEADLINE}",
        f"Example Daily: {HEADLINE}",
        f"{HEADLINE} | Politics | Example Daily",
        f"{HEADLINE} « Example Daily",
        f"Example Daily » Blog Archive » {HEADLINE}",
        f"Example Daily :: {HEADLINE}",
        f"{HEADLINE} • Example Daily",
        f"{HEADLINE} / Example Daily",
        f"{HEADLINE} ~ Example Daily",
        f"{HEADLINE} | The Example Daily Newspaper of Southern Lusaka",
        f"Example Daily | News | {HEADLINE}",
        f"News - {HEADLINE} - Example Daily",
        f"EXAMPLE NEWS | World | Africa | {HEADLINE}",
        f"Xinhua: {HEADLINE}",
        f"{HEADLINE} | Press Releases | Ministry of Foreign Affairs",
    ],
)
def test_the_headline_without_site_and_section_before_or_behind_it(title: str) -> None:
    assert page(f"<title>{title}</title>", "").title == HEADLINE


@pytest.mark.parametrize("title", ["Unity: a word that both parties use", "Tips for online success in party schools"])
def test_words_that_a_site_s_name_may_hold_are_left_in_headlines(title: str) -> None:
    assert page(f"<title>{title}</title>", f"<h1>{title}</h1>").title == title


@pytest.mark.parametrize("more", ["3 comments", "Posted on July 1, 2024 by infuy", "| Updated 2 March 2004"])
def test_what_a_site_adds_to_its_heading_is_no_headline(more: str) -> None:
    assert (
        page(f"<title>{HEADLINE} - Example Daily</title>", f"<h1>{HEADLINE} <small>{more}</small></h1>").title
        == HEADLINE
    )


def test_the_headline_of_a_digest_is_kept_though_its_items_say_more() -> None:
    title = "News in brief"
    assert page(f"<title>{title}</title>", f"<h1>{title}</h1><h3>{HEADLINE}</h3>").title == title


@pytest.mark.parametrize(
    ("head", "above", "value", "basis"),
    [
        ("<meta name='govuk:first-published-at' content='2016-02-09T16:31:10+00:00'>", "", "2016-02-09T16:31:10", "meta"),
        ("<meta name='DC.Date.Posted' content='2016-02-09'>", "", "2016-02-09", "meta"),
        ("<meta name=last-modified content='2016-02-09'>", "", None, None),
        ("<meta name=pubdate content='1455035470'>", "", "2016-02-09T16:31:10", "meta"),
        ("<script>var publish_time = '2022-06-22 10:11' || '';</script>", "", "2022-06-22T10:11", "script"),
        ("", "<time datetime='2016-02-09'>today</time>", "2016-02-09", "time_element"),
        ("", "<p>09:16, December 14, 2021</p>", "2021-12-14", "text"),
        ("", "<p>Published: 9 February 2016</p><p>Last updated: 11 February 2016</p>", "2016-02-09", "text"),
        ("", "<p>Last updated: 11 February 2016</p>", "2016-02-11", "text"),
        ("", "<p>民國91年10月28日</p>", "2002-10-28", "text"),
        ("", "<p>发布时间：二〇〇二年十月二十八日</p>", "2002-10-28", "text"),
        ("", "<p>２００２年１０月２８日　星期一</p>", "2002-10-28", "text"),
        ('<script type="application/ld+json">[{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2016-02-09",}]}]</script>',
         "", "2016-02-09", "json_ld"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2016-02-09"}</script>', "", None, None),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, above: str, value: str | None, basis: str | None) -> None:
    dispatch = page(head, above)
    assert (dispatch.published_at, dispatch.published_basis) == (value, basis)


def test_a_moment_in_utc_gives_way_to_the_same_moment_as_the_page_prints_it() -> None:
    head = "<meta property='article:published_time' content='2020-08-25T21:02:00Z'>"
    assert page(head, "<p>2020年8月26日 05:02</p>").published_at == "2020-08-26T05:02"
    assert page(head, "<p>2020年8月26日 05:09</p>").published_at == "2020-08-25T21:02:00"


def test_a_date_after_the_page_was_fetched_is_no_publication_date() -> None:
    dispatch = page(
        "<meta name=pubdate content='2031-01-01'>", "<p>9 February 2016</p>", fetched_at="2016-03-01T00:00:00"
    )
    assert dispatch.published_at == "2016-02-09"


@pytest.mark.parametrize(
    ("head", "above", "names"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "Person", "@id": "#p1", "name": "Ann Example"},'
         '{"@type": "NewsArticle", "author": [{"@id": "#p1"}]}]}</script>', "", ["Ann Example"]),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Wsb"}}</script>',
         "<p>By Ann Example</p>", ["Ann Example"]),
        ("<meta name=author content='Super User'>", "<p>Written by Ann Ofori-Example</p>", ["Ann Ofori-Example"]),
        ("<meta name=author content='Ann Example'>", "", ["Ann Example"]),
        ("", "<p>By Ann Example in Lusaka | Example Daily | Updated: 2014-05-20 07:31</p>", ["Ann Example"]),
        ("", "<p>记者 张岩 通讯员 李禾 编辑 王某</p>", ["张岩", "李禾"]),
        ("", "<p>【記者林佳穎／台北報導】</p>", ["林佳穎"]),
        ("", "<p>作者：佚名 文章来源：对外合作处 点击数：12</p>", []),
        ("", "<p>責任編輯：張岩</p>", []),
    ],
)  # fmt: skip
def test_reporters(head: str, above: str, names: list[str]) -> None:
    assert list(page(head, above).bylines) == names


def test_the_agency_that_the_dateline_s_country_calls_so() -> None:
    for place, agency in (("NICOSIA", "Cyprus News Agency"), ("TAIPEI", "CNA")):
        text = f"{place}, March 3 (CNA) - Two parties agreed on Tuesday to hold talks on a common school for their members."
        assert normalize(Candidate(text.encode(), "text", "x")).agency == agency


@pytest.mark.parametrize(
    ("behind", "goes_on"),
    [
        ("<div>1 2 3 下一页 尾页</div>", True),
        ("<p>[1] [2] 下一页</p>", True),
        ("<p>第1页 共3页</p>", True),
        ("<p>Page 1 of 3</p>", True),
        ("<p>Continued on next page »</p>", True),
        ("<p>第1页 共1页</p>", False),
        ("<p>下一篇：代表团离京</p>", False),
        ("<p>Next: the delegation leaves</p>", False),
    ],
)
def test_a_page_that_is_not_the_whole_article_says_so(behind: str, goes_on: bool) -> None:
    html = f"<html><body><div id=c><h1>{HEADLINE}</h1><div>{PARAGRAPHS}</div>{behind}</div></body></html>"
    dispatch = normalize(Candidate(html.encode(), "html", "page", Given()))
    assert ("the article goes on on a further page" in dispatch.warnings) == goes_on
