"""Where pages put the names of their reporters, and how; on small pages written for the purpose."""

from __future__ import annotations

import pytest

from tasks.normalize import normalize
from tasks.records import Candidate, Given

ENGLISH = (
    "<p>A delegation of the Example Workers' Party arrived in Lusaka on Monday for talks on schools for party members.</p>"
    "<p>The guests met their hosts, visited a printing house, and said that the talks would be continued in June.</p>"
    "<p>Both sides spoke of old ties between the two parties, and of a common calendar for the coming three years.</p>"
)
CHINESE = (
    "<p>中共中央对外联络部负责人星期一在北京会见了来访的示范工人党代表团，双方就加强党际交往深入交换意见。</p>"
    "<p>客人参观了印刷厂，并表示会谈将于六月继续进行，两党还将就干部培训开展合作，共同制定今后三年的计划。</p>"
    "<p>双方回顾了两党传统友谊，一致同意继续保持高层交往，推动两国关系不断向前发展，造福两国人民。</p>"
)


LATEST = (
    "<aside><h3>Latest</h3><ul><li><a href=/n/1>Port workers vote on second offer</a> <i>12 May 2026</i> <b>Carl Other</b>"
    "</li><li><a href=/n/2>Rice mills reopen after floods</a> <span>11 May 2026</span> <span>Dora Other</span></li></ul></aside>"
)


def bylines(text: str, above: str = "", below: str = "", head: str = "") -> list[str]:
    title = (
        "示范工人党代表团访问北京并举行会谈"
        if text == CHINESE
        else "Workers' Party delegation arrives in Lusaka for talks"
    )
    html = (
        f"<html><head><title>{title} - Example Daily</title>{head}</head><body><div class=menu><a href=/>Home</a> <a href=/w>World</a></div>"
        f"<div id=c><h1>{title}</h1>{above}{text}{below}</div>{LATEST}<div id=footer>© Example <a href=/a>About us</a></div></body></html>"
    )
    return list(normalize(Candidate(html.encode(), "html", "page", Given())).bylines)


@pytest.mark.parametrize(
    "above",
    [
        '<p>By <a rel="author" href="/people/ann">Ann Example</a></p>',
        '<span itemprop="author" itemscope><span itemprop="name">Ann Example</span></span>',
        '<div class="article-meta"><span class="meta__author-name">Ann Example</span><span>, Political Editor</span></div>',
        '<div class="writer">Ann Example</div>',
        '<span class="contributor-name">Ann Example</span>',
        '<p class="reporter">Ann Example, Lusaka</p>',
        '<div class="story-reporter">Ann Example in Lusaka</div>',
        '<div class="credit-line">Story by Ann Example</div>',
        "<p>Words: Ann Example</p><p>Photos: Bob Sample</p>",
        "<p>Text: Ann Example</p>",
        "<p>Text by Ann Example; photographs by Bob Sample</p>",
        "<p>Ann Example reports from Lusaka</p>",
        "<p>Ann Example reports</p>",
        "<p>Story by Ann Example</p>",
        "<p>Ann Example in Cairo</p>",
        "<p>Por Ann Example</p>",
        "<p>Par Ann Example</p>",
        "<p>Von Ann Example</p>",
        "<p>Ann Example, Africa correspondent</p>",
        "<p>Ann Example<br>Political Correspondent</p>",
        "<p>By Our Political Correspondent Ann Example</p>",
        "<p>Reported by: Ann Example | Edited by: Bob Sample</p>",
        "<p>Author: Ann Example</p>",
        "<p>Author : Ann Example | Date: 3 March 2004</p>",
        '<div class="submitted">Submitted by Ann Example on Wed, 03/03/2004 - 10:12</div>',
        '<div class="post-meta">Posted on <time datetime="2004-03-03">March 3, 2004</time> by <span class="author vcard"><a class="url fn n" href="/author/ann/">Ann Example</a></span> in <a>Politics</a></div>',
        '<div class="entry-meta">Posted by <span class="fn">Ann Example</span> at <a>10:12 AM</a></div>',
        '<p class="author"><a href="/writers/ann-example">Ann Example</a> | 3 March 2004</p>',
        '<div class="dateline"><a href="/profile/ann-example">Ann Example</a>, Lusaka</div>',
        '<div class="gh-article-meta"><h4 class="author-name"><a href="/author/ann/">Ann Example</a></h4></div>',
        '<a class="ds-link" data-testid="authorName" href="/@ann">Ann Example</a>',
        '<div class="amp-wp-byline"><amp-img></amp-img><span class="amp-wp-author author vcard">Ann Example</span></div>',
        '<address class="author">By <a href="/x">Ann Example</a></address>',
        "<p>From Ann Example in Lusaka</p>",
        "<p>Ann Example @annexample</p>",
        "<p>By Ann Example (Lusaka)</p>",
        "<p>By Dr Ann Example</p>",
        "<p>By Ann Example for Example Daily</p>",
        "<p>By Ann Example - 3 March 2004</p>",
    ],
)
def test_one_reporter_above_the_text(above: str) -> None:
    assert bylines(ENGLISH, above) == ["Ann Example"]


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ('<p class="byline">By Ann Example and Bob Sample, Staff Writers</p>', ["Ann Example", "Bob Sample"]),
        (
            '<div class="byline">By Ann Example, Bob Sample and Carla Muster</div>',
            ["Ann Example", "Bob Sample", "Carla Muster"],
        ),
        ('<div class="story-byline">ANN EXAMPLE</div>', ["ANN EXAMPLE"]),
        ("<p>Ann Example in Cairo and Bob Sample in Lusaka</p>", ["Ann Example", "Bob Sample"]),
        ("<p>by ANN EXAMPLE, Daily Example Staff Writer</p>", ["ANN EXAMPLE"]),
        ("<p>By ANN EXAMPLE<br>Associated Press Writer</p>", ["ANN EXAMPLE"]),
        ("<p>FROM ANN EXAMPLE IN LUSAKA</p>", ["ANN EXAMPLE"]),
        ("<p>By Ann van der Example</p>", ["Ann van der Example"]),
        ("<p>By Kim Su-hyon</p>", ["Kim Su-hyon"]),
        ("<p>By K. S. Example</p>", ["K. S. Example"]),
        ("<p>BY STAFF REPORTER</p>", []),
        ("<p>By Example News Agency</p>", []),
        ("<p>Photo by Bob Sample</p>", []),
        ("<p>Editor: Bob Sample</p>", []),
        ("<p>Translated by Bob Sample</p>", []),
        ("<p>Web editor: Bob Sample</p>", []),
    ],
)
def test_other_names_above_the_text(above: str, names: list[str]) -> None:
    assert bylines(ENGLISH, above) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>-- Ann Example</p>", ["Ann Example"]),
        ("<p>— Ann Example</p>", ["Ann Example"]),
        ("<p>– Ann Example in Lusaka</p>", ["Ann Example"]),
        ("<p>(Reporting by Ann Example and Bob Sample; Editing by Carla Muster)</p>", ["Ann Example", "Bob Sample"]),
        (
            "<p>(Reporting by Ann Example in Lusaka, Bob Sample in Harare; writing by Carla Muster; editing by Dan Probe)</p>",
            ["Ann Example", "Bob Sample", "Carla Muster"],
        ),
        ("<p>Reporting By Ann Example; Editing By Bob Sample</p>", ["Ann Example"]),
        ("<p><i>Ann Example is the Africa editor of Example Daily.</i></p>", ["Ann Example"]),
        ("<p>Ann Example reported from Lusaka; Bob Sample from Harare.</p>", ["Ann Example", "Bob Sample"]),
        ("<p>Written by Ann Example</p>", ["Ann Example"]),
    ],
)
def test_reporters_below_the_text(below: str, names: list[str]) -> None:
    assert bylines(ENGLISH, below=below) == names


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ("<p>记者 张岩</p>", ["张岩"]),
        ("<p>本报记者 张岩 李禾</p>", ["张岩", "李禾"]),
        ("<p>文/张岩</p>", ["张岩"]),
        ("<p>文｜张岩</p>", ["张岩"]),
        ("<p>撰文：张岩 摄影：李禾</p>", ["张岩"]),
        ("<p>作者：张岩</p>", ["张岩"]),
        ("<p>作者：张岩　来源：某某日报</p>", ["张岩"]),
        ("<p>编译：张岩</p>", []),
        ("<p>编译/张岩</p>", []),
        ("<p>（本报记者张岩报道）</p>", ["张岩"]),
        ("<p>本报驻津巴布韦记者 张岩</p>", ["张岩"]),
        ("<p>新华社记者张岩、李禾</p>", ["张岩", "李禾"]),
        ("<p>新华社记者 张岩</p>", ["张岩"]),
        ("<p>记者：张岩 | 编辑：李禾</p>", ["张岩"]),
        ("<p>记者/张岩</p>", ["张岩"]),
        ("<p>记者 | 张岩</p>", ["张岩"]),
        ("<p>特约记者 张岩</p>", ["张岩"]),
        ('<div class="author">张岩</div>', ["张岩"]),
        ('<span class="writer">张岩</span>', ["张岩"]),
        ("<p>责任编辑：张岩</p>", []),
        ("<p>责编：张岩 审核：李禾</p>", []),
        ("<p>本报记者 欧阳文静</p>", ["欧阳文静"]),
        ("<p>【本報記者張岩台北報導】</p>", ["張岩"]),
        ("<p>記者張岩／台北報導</p>", ["張岩"]),
        ("<p>见习记者 张岩 通讯员 李禾</p>", ["张岩", "李禾"]),
        ("<p>采写：张岩</p>", ["张岩"]),
        ("<p>本刊记者/张岩</p>", ["张岩"]),
        ("<p>张岩（北京大学国际关系学院教授）</p>", ["张岩"]),
        ("<p>□ 张岩</p>", ["张岩"]),
        ("<p>■ 本报记者 张岩</p>", ["张岩"]),
        ("<p>◎张岩</p>", ["张岩"]),
        ("<p>总台央视记者 张岩 李禾</p>", ["张岩", "李禾"]),
        ("<p>中国青年报·中青在线记者 张岩</p>", ["张岩"]),
        ("<p>来源：新华网 作者：张岩、李禾</p>", ["张岩", "李禾"]),
    ],
)
def test_chinese_reporters_above_the_text(above: str, names: list[str]) -> None:
    assert bylines(CHINESE, above) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>（记者 张岩 李禾）</p>", ["张岩", "李禾"]),
        ("<p>（本报北京10月28日电）</p>", []),
        ("<p>（记者张岩 编辑李禾）</p>", ["张岩"]),
        ("<p>（作者：张岩，系某大学教授）</p>", ["张岩"]),
        ("<p>（作者为某大学教授）</p>", []),
        ("<p>（责任编辑：张岩）</p>", []),
        ("<p>记者：张岩、李禾</p>", ["张岩", "李禾"]),
        ("<p>（张岩）</p>", ["张岩"]),
        ("<p>执笔：张岩</p>", ["张岩"]),
        ("<p>文字记者：张岩 摄影记者：李禾</p>", ["张岩"]),
    ],
)
def test_chinese_reporters_below_the_text(below: str, names: list[str]) -> None:
    assert bylines(CHINESE, below=below) == names


def test_names_beside_other_stories_are_not_the_reporters() -> None:
    others = "".join(
        f"<li><a href=/author/{n}>{n} Columnist</a>: a story of another day</li>" for n in ("Carl", "Dora")
    )
    related = "<div class='related'><p class=byline>By Carl Other</p></div>"
    assert bylines(ENGLISH, below=f"<ul>{others}</ul>{related}") == []
    assert bylines(ENGLISH, above="<p class=byline>By Ann Example</p>", below=related) == ["Ann Example"]


def _written_by(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Talks", "author": {author}}}</script>'


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="citation_author" content="Example, Ann">', ["Ann Example"]),
        ('<meta name="dc.creator" content="Example, Ann">', ["Ann Example"]),
        ('<meta name="author" content="Ann Example - Example Daily">', ["Ann Example"]),
        ('<meta name="author" content="Ann Example (Lusaka)">', ["Ann Example"]),
        ('<meta property="article:author_name" content="Ann Example">', ["Ann Example"]),
        ('<meta name="mediator_author" content="Ann Example">', ["Ann Example"]),
        ('<meta name="smartbanner:author" content="Ann Example">', []),
        ('<meta name="author" content="exampledaily.example">', []),
        ('<meta name="author" content="blocoadmin">', []),
        ('<meta name="author" content="Example Daily">', []),
        ('<meta name="author" content="Press Department">', []),
        (_written_by('{"@type": "Person", "name": "Example, Ann"}'), ["Ann Example"]),
        (_written_by('{"@type": "Person", "name": "Ann Example, Lusaka Correspondent"}'), ["Ann Example"]),
        (_written_by('{"@type": "Person", "name": "Ann Example | Example Daily"}'), ["Ann Example"]),
        (_written_by('"Ann Example | Bob Sample"'), ["Ann Example", "Bob Sample"]),
        (_written_by('"Ann Example / Bob Sample"'), ["Ann Example", "Bob Sample"]),
        (_written_by('"Von Ann Example und Bob Sample"'), ["Ann Example", "Bob Sample"]),
        (_written_by('"José Example y Sample"'), ["José Example y Sample"]),
        (_written_by('"김철수 기자"'), ["김철수"]),
        (_written_by('"穆罕默德·阿里"'), ["穆罕默德·阿里"]),
        (_written_by('{"@type": "Person", "name": "ann.example"}'), []),
        (_written_by('{"@type": "Person", "name": "KatieS"}'), []),
        (_written_by('{"@type": "Person", "name": "Example Daily"}'), []),
    ],
)
def test_reporters_that_the_head_declares(head: str, names: list[str]) -> None:
    assert bylines(ENGLISH, head=head) == names


@pytest.mark.parametrize("author", ["blocoadmin", "exampledaily.example", "Web Desk", "Example Daily", "annex42"])
def test_a_printed_reporter_where_the_head_names_an_account_or_the_outlet(author: str) -> None:
    head = f'<meta name="author" content="{author}">'
    assert bylines(ENGLISH, "<p>By Ann Example</p>", head=head) == ["Ann Example"]


@pytest.mark.parametrize(
    ("above", "names"),
    [
        (
            "<div><span>Ann Example</span> <span>•</span> <span>7 June 2021</span> <span>•</span> <span>3 min read</span></div>",
            ["Ann Example"],
        ),
        (
            "<div>Ann Example <span>·</span> <span>3 days ago</span> <span>·</span> <span>2 min</span></div>",
            ["Ann Example"],
        ),
        ("<div><b>Ann Example</b>, 14. 9. 2001</div>", ["Ann Example"]),
        ("<p>Ann Example</p><p>March 7, 2004</p>", ["Ann Example"]),
        ("<p>March 7, 2004</p><p>Ann Example</p>", ["Ann Example"]),
        ("<div><a href=/a/1>Ann Example</a> <span>Wed, 03/05/2004 - 5:30am</span></div>", ["Ann Example"]),
        ("<div>Interview: <b>Ann Example</b></div>", ["Ann Example"]),
        ("<p><b>Text:</b> Ann Example <b>Video:</b> Bob Sample <b>Year:</b> 2020</p>", ["Ann Example"]),
        ("<p>Published On: May 29, 2017 08:45 AM NPT By: Ann Example | <a>@annex</a></p>", ["Ann Example"]),
        ("<p>By Ann Example with agencies</p>", ["Ann Example"]),
        ("<p>By Ann Example and AP</p>", ["Ann Example"]),
        ("<p>By Ann Example Political reporter</p>", ["Ann Example"]),
        ("<p>BY ANN EXAMPLE STAFF WRITER</p>", ["ANN EXAMPLE"]),
        ("<p>By Ann Example LUSAKA</p>", ["Ann Example"]),
        ("<p>Ann Example, AFP</p>", ["Ann Example"]),
        ("<p>Ann Example | Staff Reporter</p>", ["Ann Example"]),
        ("<p>Ann Example, Contributor</p>", ["Ann Example"]),
        ("<p>Opinion | Ann Example</p>", ["Ann Example"]),
        ("<p>Guest post by Ann Example</p>", ["Ann Example"]),
        ("<p>Ann Example and Bob Sample in Lusaka</p>", ["Ann Example", "Bob Sample"]),
        ('<div class="byline">Ann Example<br>Political Editor</div>', ["Ann Example"]),
        (
            '<div class="author-info"><i>By</i> <a href="/staff/ann">Ann Example</a> <i>Senior reporter</i></div>',
            ["Ann Example"],
        ),
        ("<p>By Our Staff Reporter</p>", []),
        ("<p>By our correspondent</p>", []),
        ("<p>By the Editorial Board</p>", []),
        ("<p>7 March 2004</p>", []),
    ],
)
def test_reporters_beside_dates_jobs_and_agencies(above: str, names: list[str]) -> None:
    assert bylines(ENGLISH, above) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>(Ann Example)</p>", ["Ann Example"]),
        ("<p>The writer, Ann Example, is a lecturer in Lusaka.</p>", ["Ann Example"]),
        ("<p>Email Ann Example at ann@news.example</p>", ["Ann Example"]),
        ("<div><b>Ann Example</b><p>Reporter in Lusaka. Writes on elections.</p></div>", ["Ann Example"]),
        ("<p>Edited by Bob Sample</p>", []),
        ("<p>Photo: Bob Sample</p>", []),
        ("<p>Read more: Bob Sample</p>", []),
    ],
)
def test_names_behind_the_text(below: str, names: list[str]) -> None:
    assert bylines(ENGLISH, below=below) == names


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ("<p>文丨张岩</p>", ["张岩"]),
        ("<p>作者：张　岩</p>", ["张岩"]),
        ("<p>【作者】张岩</p>", ["张岩"]),
        ("<p>报道：张岩</p>", ["张岩"]),
        ("<p>特约撰稿 张岩</p>", ["张岩"]),
        ("<p>文/图：张岩</p>", ["张岩"]),
        ("<p>文/图 本报记者 张岩</p>", ["张岩"]),
        ("<p>撰稿人：张岩</p>", ["张岩"]),
        ("<p>本报评论员 张岩</p>", ["张岩"]),
        ("<p>本报记者张岩发自北京</p>", ["张岩"]),
        ("<p>特派记者 张岩 发自平壤</p>", ["张岩"]),
        ("<p>本报驻美国特派记者 张岩 本报记者 李禾</p>", ["张岩", "李禾"]),
        ("<p>[环球时报驻朝鲜特派记者张岩]</p>", ["张岩"]),
        ("<p>编辑：李禾 作者：张岩</p>", ["张岩"]),
        ("<p>每经记者：张岩 每经编辑：李禾</p>", ["张岩"]),
        ("<p>南都记者 张岩 实习生 李禾</p>", ["张岩", "李禾"]),
        ("<p>文字：张岩；摄影：李禾</p>", ["张岩"]),
        ("<p>作者：张岩（北京大学教授）</p>", ["张岩"]),
        ("<p><span>作者：</span><span>张岩</span></p>", ["张岩"]),
        ("<p>國際中心／張岩報導</p>", ["張岩"]),
        ("<p>張岩 / 香港報道</p>", ["張岩"]),
        ("<p>（中央社記者張岩台北3日電）</p>", ["張岩"]),
        ("<p>政治中心／綜合報導</p>", []),
        ("<p>作者：本站编辑</p>", []),
        ("<p>作者：本报评论员</p>", []),
        ("<p>摄影记者：张岩</p>", []),
        ("<p>资料图。中新社记者 张岩 摄</p>", []),
        ("<p>记者 张岩 摄影报道</p>", ["张岩"]),
        ("<p>▲合影。（圖／記者李禾攝）</p><p>記者張岩／台北報導</p>", ["張岩"]),
        ("<p>审核：张岩</p>", []),
        ("<p>发布人：张岩</p>", []),
    ],
)
def test_further_forms_of_chinese_reporters(above: str, names: list[str]) -> None:
    assert bylines(CHINESE, above) == names


@pytest.mark.parametrize("author", ["网易新闻", "公眾外交協調會", "110020", "PC13"])
def test_outlets_offices_and_numbers_are_no_chinese_reporters(author: str) -> None:
    assert bylines(CHINESE, head=f'<meta name="author" content="{author}">') == []
