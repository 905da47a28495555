"""Pages of the kinds that sites have, written for the purpose."""

import pytest

from tasks.normalize.page import read_fragment, read_page

EN = "The head of the international department received a delegation of party {0} in Beijing on Monday, and the two sides exchanged views on their relations."
ZH = "中联部负责人在北京会见了第{0}个外国政党代表团，双方就两党关系交换了意见，并同意保持往来。"
NUMBERS = ("one", "two", "three", "four", "five")
MENU = "<div class=nav><a href=/>Home</a> <a href=/w>World</a> <a href=/s>Sport</a></div>"


def paragraphs(template: str = EN) -> list[str]:
    return [template.format(number) for number in NUMBERS]


def page(body: str, head: str = "<title>Party meets guests</title>") -> str:
    return f"<html><head>{head}</head><body>{MENU}{body}<div id=footer>Copyright 2002 <a href=/>About</a></div></body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "".join(f"<p>{p}</p>" for p in paragraphs()) + "</div>",
        "<td class=content>" + "<br><br>".join(paragraphs()) + "</td>",
        "<div id=zoom>" + "<br>\u3000\u3000".join(paragraphs()) + "</div>",
        "<table><tr><td>" * 30 + "".join(f"<p>{p}" for p in paragraphs()) + "</table>" * 30,
        "<article>" + "".join(f"<div>{p}</div>" for p in paragraphs()) + "</article>",
        "<div class='sidebar-layout'>" + "".join(f"<p>{p}</p>" for p in paragraphs()) + "</div>",
        "<div>" * 3000 + "".join(f"<p>{p}</p>" for p in paragraphs()) + "</div>" * 3000,
        "<button>" + "".join(f"<p>{p}</p>" for p in paragraphs()),
    ],
    ids=["p", "br br", "br indent", "tables", "divs", "suspect name", "deep", "swallowed by a button"],
)
def test_layouts(body: str) -> None:
    assert read_page(page(body), None).text.split("\n") == paragraphs()


def test_chinese_is_weighed_by_characters() -> None:
    body = "<div>" + "".join(f"<p>\u3000\u3000{p}</p>" for p in paragraphs(ZH)) + "</div>"
    links = "".join(
        f"<li><a href=/{i}>A long link to some other story of the day, number {i}</a></li>" for i in range(30)
    )
    assert read_page(page(f"<ul>{links}</ul>{body}"), None).text.split("\n") == paragraphs(ZH)


def test_captions_related_stories_comments_and_desk_lines_are_left_out() -> None:
    kept = paragraphs()
    body = (
        f"<article><h1>Party meets guests</h1><p>{kept[0]}</p><figure><figcaption>A photo of the guests at the hall.</figcaption></figure>"
        f"<p>{kept[1]}</p><div class=related><p>Read also: another story that was told at length, with a comma.</p></div>"
        f"<p>{kept[2]}</p><ul><li>first point of the talks</li><li>second point of the talks</li></ul><p>{kept[3]}</p><p>Enditem</p></article>"
        "<div class=comments>" + "".join(f"<p>Reader {n} thinks that this was a fine thing, and says so at length. {EN}</p>" for n in NUMBERS * 3) + "</div>"
    )  # fmt: skip
    text = read_page(page(body), None).text
    assert text.split("\n") == [*kept[:3], "first point of the talks", "second point of the talks", kept[3]]


def test_what_follows_the_article_under_a_heading_of_its_own_is_left_out() -> None:
    others = "".join(f"<h4>Teaser {n}</h4><p>{EN.format('of others ' + n)}</p>" for n in NUMBERS[:4])
    body = "<div>" + "".join(f"<p>{p}</p>" for p in paragraphs()) + f"<h3>More from Europe</h3>{others}</div>"
    assert read_page(page(body), None).text.split("\n") == paragraphs()


def test_a_heading_that_every_part_of_the_article_has_does_not_end_it() -> None:
    parts = "".join(
        f"<p>{p}</p><h3>More on {n}</h3><p>{p} Twice.</p>" for n, p in zip(NUMBERS, paragraphs(), strict=True)
    )
    assert paragraphs()[-1] in read_page(page(f"<div>{parts}</div>"), None).text


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our morning letter, which comes at six.",
        "By signing up you agree to our terms of use and privacy notice.",
        "This entry was posted on Wednesday, March 3rd, 2010 at 7:02 am and is filed under Politics.",
        "The writer teaches politics in Karachi.",
        "本报版权作品，未经书面授权，严禁转载。",
        "本網站之文字、圖片及影音，非經授權，不得轉載、公開播送或公開傳輸及利用。",
        "資料圖：代表團抵達機場。某某社記者 張岩 攝",
        "▲訪團與接待人員合影。（圖／記者張岩攝）",
        "The views expressed in this article are those of the author and do not reflect those of the institute.",
        "Follow Example Wire’s coverage of the region at https://wire.example/hub/region",
        "For the latest stories, follow our channel and turn on notifications.",
        "Related: Port workers vote on a second offer, and other stories",
        "READ ALSO: Rice mills reopen after floods, says ministry",
        "Contact staff writer Ann Example at ann@news.example.",
        "This story about the talks was produced by Example Wire, an independent news organization.",
        "Last updated on March 7, 2004 10:12 GMT",
    ],
)
def test_a_line_of_the_site_is_left_out_and_ends_nothing(line: str) -> None:
    first, *rest = paragraphs()
    body = f"<div><p>{first}</p><p>{line}</p>" + "".join(f"<p>{p}</p>" for p in rest) + "</div>"
    assert read_page(page(body), None).text.split("\n") == [first, *rest]


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote class=twitter-tweet><p>A proud day for both parties, and for one airline desk.</p></blockquote>",
        "<div class=relacionadas><h5>See also</h5><ul><li>Others</li></ul></div>",
        "<div class=nl><b>Mondays.</b> Our correspondents on talks, cures and costs, in your inbox.</div>",
        "<div class=cap>Guests and hosts after the talks, on Monday. (Courtesy of the party)</div>",
        "<aside class=pull-quote>The talks, he said, would be continued in June, and again.</aside>",
        "<div class=donate><p>We are free because readers pay for it. If you can, join them today.</p></div>",
    ],
)
def test_a_box_in_the_article_is_left_out_and_does_not_end_it(box: str) -> None:
    *first, last = paragraphs()
    body = "<div>" + "".join(f"<p>{p}</p>" for p in first) + f"{box}<p>{last}</p></div>"
    assert read_page(page(body), None).text.split("\n") == [*first, last]


def test_a_sentence_that_begins_like_a_line_of_the_desk_is_kept() -> None:
    first, *rest = paragraphs()
    line = "Read more widely than your opponents do, she told the school, and they will hear of it in time."
    body = f"<div><p>{first}</p><p>{line}</p>" + "".join(f"<p>{p}</p>" for p in rest) + "</div>"
    assert read_page(page(body), None).text.split("\n") == [first, line, *rest]


def test_a_drop_capital_is_no_caption() -> None:
    first, *rest = paragraphs()
    body = f"<div><p class=has-drop-cap>{first}</p>" + "".join(f"<p>{p}</p>" for p in rest) + "</div>"
    assert read_page(page(body), None).text.split("\n") == [first, *rest]


def test_the_list_of_addresses_on_a_page_for_printing_is_no_text() -> None:
    links = "<br>".join(
        f"[{n}] http://news.example/politics/{n}/a-story-of-the-day (Story number {n}.)" for n in range(40)
    )
    body = "<div>" + "".join(f"<p>{p}</p>" for p in paragraphs()) + f"</div><div>Links<br>{links}</div>"
    assert read_page(page(body), None).text.split("\n") == paragraphs()


def test_small_print_longer_than_the_article_is_not_the_article() -> None:
    legal = "".join(f"<p>Legal notice {n}. {EN.format('number ' + n)}</p>" for n in NUMBERS * 3)
    body = f"<main><p>{paragraphs()[0]}</p><p>{paragraphs()[1]}</p></main><footer>{legal}</footer>"
    assert read_page(page(body), None).text.split("\n") == paragraphs()[:2]


def test_inline_markup_adds_no_spaces() -> None:
    body = "".join(
        f"<p><b>中国</b>共<span>产</span>党第{n}个代表团访问了越南，双方举行会谈，并发表声明。</p>" for n in range(5)
    )
    assert "中国共产党第3个代表团" in read_page(page(body), None).text


def test_a_page_of_short_lines_is_not_empty() -> None:
    assert read_page("<html><body><div>Party meets guests</div></body></html>", None).text == "Party meets guests"


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><frameset><frame src=a></frameset></html>"])
def test_a_page_without_text_is_empty_and_no_error(html: str) -> None:
    assert read_page(html, None).text == ""


def test_metadata_by_trust() -> None:
    head = (
        "<title>Party meets guests - Example News</title><meta property='og:site_name' content='Example News'>"
        "<meta name=pubdate content='2002-10-27'><link rel=canonical href='https://example.org/a'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Party meets guests",'
        ' "datePublished": "2002-10-28T09:00:00Z", "author": [{"name": "Ann Example"}]},]}</script>'
    )
    content = read_page(page("<h1>Example News</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs()), head), None)
    assert content.title == "Party meets guests"
    assert content.published[0] == ("2002-10-28T09:00:00Z", "json_ld")
    assert ("2002-10-27", "meta") in content.published
    assert content.authors == ("Ann Example",)
    assert content.urls == ("https://example.org/a",)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Party meets guests | Example News", "Party meets guests"),
        ("Party meets guests_World_Example News", "Party meets guests"),
        ("中共代表团访问越南-某某网", "中共代表团访问越南"),
        ("KCNA - Party meets guests", "Party meets guests"),
        ("Party-to-party relations: a view", "Party-to-party relations: a view"),
    ],
)
def test_title_without_the_name_of_the_site(title: str, expected: str) -> None:
    assert (
        read_page(page("".join(f"<p>{p}</p>" for p in paragraphs()), f"<title>{title}</title>"), None).title == expected
    )


def test_the_lines_round_the_headline_are_kept_for_dates_and_bylines() -> None:
    body = "<h1>Party meets guests</h1><div class=timestamp>28 October 2002</div>" + "".join(
        f"<p>{p}</p>" for p in paragraphs()
    )
    assert "28 October 2002" in read_page(page(body), None).lines.below_headline


def test_everything_of_a_record_s_markup_counts() -> None:
    assert (
        read_fragment("<p><strong>央视网消息</strong>（新闻联播）：开幕。</p><p>完。</p>").text
        == "央视网消息（新闻联播）：开幕。\n完。"
    )


def test_notices_before_the_headline_and_the_next_article_are_left_out() -> None:
    title = "Party meets guests"
    notices = "".join(f"<div>{EN.format('of a notice ' + n)}</div>" for n in NUMBERS[:3])
    following = f"<h1>Flour is cheap</h1><p>By Ann Example</p><p>{EN.format('of another day')}</p>"
    article = "".join(f"<p>{p}</p>" for p in paragraphs())
    body = f"<div><div>{notices}</div><h1>{title}</h1><p>3 March 2004</p>{article}{following}</div>"
    assert read_page(page(body), None).text.split("\n") == paragraphs()


def test_a_menu_is_no_text_but_an_article_in_a_nav_is() -> None:
    menu = "<nav><ul><li><a href=/a>A link with a long name, to a page of its own, that is no text.</a></ul></nav>"
    assert read_page(page(menu + "".join(f"<p>{p}</p>" for p in paragraphs())), None).text.split("\n") == paragraphs()
    swallowed = "<nav><a href=/>Home</a>" + "".join(f"<p>{p}</p>" for p in paragraphs()) + "</nav>"
    assert read_page(page(swallowed), None).text.split("\n") == paragraphs()
