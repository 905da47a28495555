"""The forms in which pages print and mark their day, in many languages; on small pages written for the purpose."""

from __future__ import annotations

import pytest

from tasks.normalize import normalize
from tasks.records import Candidate, Given

TEXT = (
    "<p>A delegation of the Example Workers' Party arrived in Lusaka on Monday for talks on schools for party members.</p>"
    "<p>The guests met their hosts, visited a printing house, and said that the talks would be continued in June.</p>"
)
CHINESE = (
    "<p>中共中央对外联络部负责人星期一在北京会见了来访的示范工人党代表团，双方就加强党际交往深入交换意见。</p>"
    "<p>客人参观了印刷厂，并表示会谈将于六月继续进行，两党还将就干部培训开展合作，共同制定今后三年的计划。</p>"
)


def day(above: str = "", url: str | None = None, text: str = TEXT) -> str | None:
    """The calendar day, None for a mere month or year."""
    html = (
        f"<html><body><a href=/>Home</a><div><h1>A delegation arrives for talks</h1>{above}{text}</div></body></html>"
    )
    published = normalize(Candidate(html.encode(), "html", "page", Given(url=url))).published_at or ""
    return published[:10] if len(published) >= len("2004-03-03") else None


@pytest.mark.parametrize(
    "above",
    [
        "<p><time>3 March 2004</time></p>",
        '<p class="date">03 Mar 2004</p>',
        '<div class="posted">Posted on March 3rd, 2004</div>',
        "<p class=timestamp>Mar. 3, 2004 10:12 AM</p>",
        "<p>Last updated: March 3, 2004</p>",
        "<p>Published: 3 March 2004 10:12 GMT</p>",
        "<p>Published 03.03.2004</p>",
        "<p>Wednesday, 3rd March, 2004</p>",
        "<p>Wed 3 Mar 2004</p>",
        "<p>Wed, Mar 3 2004</p>",
        "<p>3-Mar-2004</p>",
        "<p>03/Mar/2004</p>",
        "<p>2004/3/3</p>",
        "<p>2004.03.03</p>",
        "<p>2004. 3. 3.</p>",
        "<p>2004-3-3 10:12:11</p>",
        "<p>3 de marzo de 2004</p>",
        "<p>3 de março de 2004</p>",
        "<p>3 mars 2004</p>",
        "<p>3. März 2004</p>",
        "<p>3 марта 2004</p>",
        "<p>3 марта 2004 г.</p>",
        "<p>Ngày 3 tháng 3 năm 2004</p>",
        "<p>Thứ tư, 03/03/2004, 10:12 (GMT+7)</p>",
        "<p>2004년 3월 3일</p>",
        "<p>marzo 3, 2004</p>",
        '<span class="ts" data-timestamp="1078308731">ten years ago</span>',
        '<span data-published="2004-03-03">ten years ago</span>',
        '<span data-time="1078308731000">x</span>',
        "<p>Date: 03/03/2004</p>",
        "<p>Posted: Wednesday, March 03, 2004</p>",
        "<p>Date Posted: 3 March 2004</p>",
        "<p>Release Date: March 3, 2004</p>",
        "<p>First published on Wed 3 Mar 2004 10.12 GMT</p>",
        "<p>Lusaka, Mar. 3, 2004</p>",
        "<p>Issue of March 3-9, 2004</p>",
        '<abbr class="published" title="2004-03-03T10:12:00+02:00">yesterday</abbr>',
        '<h2 class="date-header"><span>Wednesday, March 3, 2004</span></h2>',
        "<p>[ 2004-03-03 ]</p>",
        "<p>(2004-03-03)</p>",
        "<p>Wed Mar 3 10:12:00 CST 2004</p>",
        "<p>2004-Mar-03</p>",
        "<p>March 3, 2004 | 10:12 am</p>",
        "<p>3 March, 2004</p>",
        "<p>Mar.3,2004</p>",
        "<p>Published on: 2004-03-03T10:12:00Z</p>",
        "<p>3.3.2004</p>",
        "<p>Updated at 10:12, 3 March 2004</p>",
        "<p>Lusaka Daily, March 3, 2004</p>",
        "<p>Mercredi 3 mars 2004</p>",
        "<p>Miércoles, 3 de marzo del 2004</p>",
        "<p>Mittwoch, 3. März 2004, 10:12 Uhr</p>",
        "<p>среда, 3 марта 2004, 10:12</p>",
        "<p>03 мар 2004</p>",
        "<p>Quarta-feira, 3 de março de 2004</p>",
        "<p>3 Maret 2004</p>",
        "<p>3 maart 2004</p>",
        "<p>3 marzo 2004</p>",
        "<p>3 března 2004</p>",
        "<p>3 marca 2004</p>",
        '<meta itemprop="datePublished" content="2004-03-03"><p>x</p>',
        '<div class="news_time"><span>03</span> <span>March</span> <span>2004</span></div>',
        "<p>2004/03/03 (Wed.)</p>",
        "<p>March 3. 2004 Juche 93</p>",
        "<p>Vol. 3 No. 9 | 3 March 2004</p>",
        "<p>Today's date: June 1, 2020</p><p>Posted: March 3, 2004</p>",
    ],
)
def test_the_third_of_march(above: str) -> None:
    assert day(above) == "2004-03-03"


@pytest.mark.parametrize(
    "above",
    [
        "<p>2004年3月3日</p>",
        "<p>时间：2004-03-03</p>",
        "<p>2004-03-03 10:12 来源：某报</p>",
        "<p>发表于 2004/03/03</p>",
        "<p>二〇〇四年三月三日</p>",
        "<p>2004年03月03日10:12</p>",
        "<p>日期：2004年3月3日 星期三</p>",
        "<p>2004年3月3日(水)</p>",
        "<p>发稿时间：2004-03-03 10:12:00</p>",
        "<p>更新时间：2004-03-03</p>",
        "<p>中央社 2004/3/3 10:12</p>",
        "<p>民國九十三年三月三日</p>",
        "<p>2004年3月3日 第01版</p>",
        "<p>主体93(2004)年3月3日</p>",
    ],
)
def test_the_third_of_march_on_chinese_pages(above: str) -> None:
    assert day(above, text=CHINESE) == "2004-03-03"


@pytest.mark.parametrize(
    "above", ["<p>13.03.2004</p>", "<p>Posted 03/13/04</p>", "<p>13/3/04</p>", "<p>13/03/04 10:12</p>"]
)
def test_a_day_above_twelve_is_no_month(above: str) -> None:
    assert day(above) == "2004-03-13"


@pytest.mark.parametrize(
    "path",
    [
        "2004/03/03/a.html",
        "20040303/a.html",
        "t20040303_12.html",
        "2004-03/03/content_1.htm",
        "english/200403/03/eng20040303_1.html",
        "news/2004/mar/03/a",
        "a-2004-03-03.html",
        "top/3-march-2004/a",
        "a-march-3-2004",
        "04/0303/10/0ABC.html",
        "2004/0303/c1.html",
        "n/2004/0303/c12-1.html",
    ],
)
def test_the_day_in_the_address(path: str) -> None:
    assert day(url=f"http://news.example/{path}") == "2004-03-03"


@pytest.mark.parametrize(
    ("above", "url", "expected"),
    [
        ("<p>Published 03/04/2004</p>", "http://news.example.vn/a", "2004-04-03"),
        ("<p>Published 03/04/2004</p>", "http://news.co.uk/a", "2004-04-03"),
        ("<p>Published 03/04/2004</p>", "http://www.news.gov/a", "2004-03-04"),
        ("<p>Published 03/04/2004</p>", "http://news.example/a", None),
        ("<p>Published 03/04/2004</p>", "http://[news/a", None),
        ("<p>Published 03/04/2004</p><p>Updated 03/14/2004</p>", "http://news.example/a", "2004-03-04"),
        ("<p>Published 03/04/2004</p><p>Next meeting: 25/04/2004</p>", "http://news.example/a", "2004-04-03"),
    ],
)
def test_the_order_of_day_and_month_by_what_is_round_them(above: str, url: str, expected: str | None) -> None:
    assert day(above, url) == expected


TOP = "<div class=top>Monday, November 23, 2026</div>"
LATEST = (
    "<aside><h3>Latest</h3><ul><li><a href=/n/1>Port workers vote on second offer</a> <span>12 May 2026</span></li>"
    "<li><a href=/n/2>Rice mills reopen after floods</a> <time datetime=2026-05-11>11 May 2026</time></li></ul></aside>"
)


def day_among_others(
    above: str, head: str = "", below: str = "", url: str | None = None, text: str = TEXT
) -> str | None:
    """The calendar day that a page tells which also shows today's date and those of other stories."""
    html = (
        f"<html><head>{head}</head><body>{TOP}<div class=menu><a href=/>Home</a> <a href=/w>World</a></div>"
        f"<div id=c><div class=story><h1>A delegation arrives for talks</h1>{above}<div>{text}</div>{below}</div></div>"
        f"{LATEST}<div id=foot>© Example 2026</div></body></html>"
    )
    published = normalize(Candidate(html.encode(), "html", "page", Given(url=url))).published_at or ""
    return published[:10] if len(published) >= len("2004-03-07") else None


@pytest.mark.parametrize(
    "above",
    [
        "<p>7 March 2004</p>",
        '<time datetime="2004-03-06T22:30:00Z">7 March 2004</time>',
        '<time class="updated" datetime="2006-03-07"></time><time class="published" datetime="2004-03-07"></time>',
        '<p>Updated <time datetime="2006-05-05">5 May 2006</time>; published <time datetime="2004-03-07">7 March</time></p>',
        '<relative-time datetime="2004-03-07T10:00:00Z">years ago</relative-time>',
        '<abbr class="timeago" title="2004-03-07T10:00:00Z">9 years ago</abbr>',
        '<span class="date" title="7 March 2004 10:00">2y</span>',
        '<span data-utime="1078653600">x</span>',
        '<bsp-timestamp data-timestamp="1078653600000">x</bsp-timestamp>',
        '<span data-published-date="2004-03-07T10:00" data-updated="2006-01-01">x</span>',
        '<span class="date-display-single" property="dc:date" content="2004-03-07T00:00:00+02:00">x</span>',
        "<p>Last Updated on Monday, 02 April 2007 <br>Written by Administrator <br>Sunday, 07 March 2004 10:12</p>",
        '<div class="date"><span>07</span><span>Mar</span><span>2004</span></div>',
        "<div><b>7</b><br>Mar<br>2004</div>",
        "<p>7. 3. 2004</p>",
        "<p>7. ožujka 2004.</p>",
        "<p>Updated: May 5, 2006 Published: March 7, 2004</p>",
        "<p>Last Modified: May 5, 2006 | First Published: March 7, 2004</p>",
        "<p>Added: 7/3/2004 (Sunday)</p>",
        "<p>Web posted at: 3/7/2004 10:12 Sunday</p>",
        "<p>Page last updated at 10:12 GMT, Sunday, 7 March 2004</p>",
        "<p>입력 2004.03.07 10:00 | 수정 2006.03.07</p>",
    ],
)
def test_the_day_among_those_of_other_things(above: str) -> None:
    assert day_among_others(above) == "2004-03-07"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="dcterms.available" content="2004-03-07">',
        '<meta name="cXenseParse:dat-time" content="2004-03-07T10:00:00Z">',
        '<meta name="mediator_published_time" content="2004-03-07T10:00:00">',
        '<script type="application/ld+json">{"@type": "CreativeWork", "datePublished": "2004-03-07"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 1078653600000}</script>',
        '<script type="application/ld+json">[{"@type": "VideoObject", "uploadDate": "2004-03-07"}]</script>',
        '<script>window.data = {"id": 12, "firstPublished": "2004-03-07T10:00:00.000Z"}</script>',
        '<script>{"publishTime": 1078653600000,</script>',
        '<script>var ct = "1078653600";</script>',
        "<script>{'publish_date': 'Mar 7, 2004'}</script>",
        '<script>{"display_date":"20040307"}</script>',
    ],
)
def test_the_day_in_the_head(head: str) -> None:
    assert day_among_others("", head) == "2004-03-07"


def test_articles_that_a_page_lists_do_not_date_it() -> None:
    listed = (
        '{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "NewsArticle",'
        ' "headline": "Port workers vote on second offer", "datePublished": "2026-05-12", "author": "Ann Other"}}]}'
    )
    head = f'<script type="application/ld+json">{listed}</script>'
    assert day_among_others("<p>7 March 2004</p>", head) == "2004-03-07"


@pytest.mark.parametrize(
    "below",
    [
        "<p>Published: March 7, 2004</p>",
        "<div class=meta>Posted in News | March 7, 2004 | 3 comments</div>",
        "<p>(7 March 2004)</p>",
        "<p>URL to article: http://news.example/2004/03/07/a/</p>",
        "<div>Source URL (printed on 29 June, 2012 - 15:08): http://news.example/7-march-2004/a</div>",
    ],
)
def test_the_day_behind_the_text(below: str) -> None:
    assert day_among_others("", below=below) == "2004-03-07"


@pytest.mark.parametrize("url", ["http://news.example/eng/t20280117_12.htm", "http://news.example/eng/t280117.htm"])
def test_a_day_printed_below_the_headline_outranks_the_number_of_an_address(url: str) -> None:
    assert day_among_others("<p>2004/03/07</p>", url=url) == "2004-03-07"


@pytest.mark.parametrize(
    "above",
    [
        "<p>112年3月8日</p>",
        "<p><span>日期：</span>112-03-08</p>",
        "<p>發布日期 112.03.08</p><p>最後更新日期：112.04.02</p>",
    ],
)
def test_years_of_the_republic_of_china(above: str) -> None:
    assert day_among_others(above, text=CHINESE) == "2023-03-08"


def test_the_name_of_the_day_on_a_top_bar_is_not_publication() -> None:
    assert day_among_others("<p>发布时间：2004-03-07</p>", text=CHINESE) == "2004-03-07"
