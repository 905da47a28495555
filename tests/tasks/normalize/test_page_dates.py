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
