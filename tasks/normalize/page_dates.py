"""The dates that a page states: JSON-LD, meta and time elements, scripts, labelled lines; surest evidence first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter

from lxml import etree

from tasks.dates import find_dates
from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData
from tasks.normalize.page_marks import DATE, Headline, Marks, Markup
from tasks.normalize.page_search import Sought, Words
from tasks.normalize.published import are_neighbours, from_epoch, from_string, is_in_utc

_DATES_IN_META = (
    "article:published_time", "og:article:published_time", "publishdate", "pubdate", "datepublished", "date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "article.published", "publish-date", "publication_date", "cxenseparse:recs:publishtime", "og:published_time",
    "citation_date", "citation_publication_date", "citation_online_date", "weibo: article:create_at",
    "article:create_at", "og:release_date", "release_date", "pub_date",
    "firstpublishedtime", "dcsext.articlefirstpublished", "article_date_original", "originalpublicationdate",
    "dateupdate", "ptime", "pdate", "displaydate",
)  # fmt: skip
# Names of further meta elements: govuk:first-published-at, dc.date.posted; but no modified, expiry or event dates
_PUBLISHED_NAME = re.compile(
    r"publi(?:sh|cation)|pub_?(?:date|time)|date|posted|issued|creat(?:e|ion)|available|:dat-time"
)
_OTHER_DATE_NAME = re.compile(
    r"modif|updat|revi[sv]|expir|valid|birth|start|end|review|crawl|verif|publisher|until|access|format|author|state|page"
)
# var publish_time = "2022-06-22"; "pubDate": "2022-06-22 09:00"; "publishedAt":1655860000: how names begin and go on
_IN_SCRIPT = tuple(
    Sought(
        re.compile(
            rf"{name}(?:\\?[\"']|&quot;)?\s*[:=]\s*(?:\\?[\"']|&quot;)?"
            r"((?:19|20)\d\d[-/]\d\d?[-/]\d\d?[T \d:]*|(?:19|20)\d\d[01]\d[0-3]\d(?!\d)|1\d{9}(?:\d{3})?(?!\d)"
            r"|[A-Z][a-z]{2,8}\.? \d\d?, (?:19|20)\d\d)"
        ),
        signs,
    )
    for signs, name in (
        (("ubli",), r"ubli(?:shed|sh|cation)(?:_?(?:[Tt]ime|[Dd]ate|[Aa]t|[Oo]n|[Tt]imestamp))?"),
        (("ub_", "ubT", "ubt", "ubD", "ubd"), r"ub_?(?:[Tt]ime|[Dd]ate)"),
        (("reate",), r"reated?_?(?:[Tt]ime|[Dd]ate|[Aa]t)"),
        (("ost_", "ostD", "ostd", "isplay"), r"(?:ost|isplay)_?[Dd]ate"),
        (("var ct",), r"\bvar ct"),  # of WeChat
    )
)
_LABELLED = Sought(
    re.compile(
        r"(?:(?:发布|發佈|發布|发表|發表|刊登|刊出)(?:日期|时间|時間|于|於)|Published(?: on)?|Posted(?: on)?)"
        r"(?:\s|&nbsp;|<[^<>]{0,200}>|[:：])+"
        r"((?:19|20)\d\d\s?[-/年.]\s?\d\d?\s?[-/月.]\s?\d\d?日?"
        r"|[A-Z][a-z]{2,8}\.? \d\d?,? (?:19|20)\d\d|\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d)"
    ),
    ("Published", "Posted", "发布", "发佈", "發布", "发表", "發表", "刊登", "刊出"),
)
_FURTHER_KEYS = ("dateCreated", "datePosted", "uploadDate")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_FREQUENT = "的国國中一人在有年日"  # without all of them there is no Chinese text
_CHINESE_ZONE = "Asia/Shanghai"
# data-published="2004-03-03", data-utime="1078308731"; not data-updated, data-date-format
_DATA_NAME = re.compile(r"data-[\w-]*(?:pub|posted|created|date|time|epoch|unix)[\w-]*")
_DATE_IN_NAME = re.compile(
    r"data-(?:[\w-]*-)?(?:js-)?(?:article-?|post-?|story-?|u)?(?:publish|pub|posted|created|date|time|epoch|unix)"
)
_NO_DATE_IN_NAME = re.compile(
    r"modif|updat|expir|format|zone|out|start|end|picker|delay|interval|duration|read|until|valid"
)
_MARKED_UP = etree.XPath(
    "descendant::body/descendant::*[@datetime or @itemprop='datePublished' or @pubdate or self::time or"
    " contains(@property, 'date') or contains(@property, 'dcterms:created')]"
)
_SIGNS_OF_MARKUP = Words("datetime=", "<time", "datePublished", "pubdate", "dc:date", "dcterms:created")
_PUBLISHED_MARK = re.compile(r"publi|pubdate|entry-date|post(?:ed)?-date|created")
_MODIFIED_MARK = re.compile(r"updat|modif|revis", re.IGNORECASE)
_MODIFIED_LABEL = re.compile(
    r"(?:updated|modified|revised|更新|修改)(?:日期|[时時][间間])?[^\w]*(?:on|at)?\W*$", re.IGNORECASE
)
_LOOKED_AT = 40  # elements
_TEXTS = etree.XPath("//body//text()[not(parent::script or parent::style)]", smart_strings=False)
_WITH_TITLE = etree.XPath("descendant::body/descendant::*[@title]")
_DATE_ABOVE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .{8,40}$|(?:19|20)\d\d-\d\d-\d\d(?:[T ][\d:+.Z-]*)?$"
    r"|\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d\b.{0,15}$|[A-Z][a-z]{2,8} \d\d?, (?:19|20)\d\d\b.{0,15}$"
)
_TOP = 30  # pieces of text
_LONGEST = 60  # characters of a line that says a date and little else


def text_of(element: etree._Element) -> str:
    return clean_line("".join(element.itertext()))


def _in_meta(data: PageData) -> Iterator[str]:
    for name in _DATES_IN_META:
        yield from data.meta.get(name, ())


def _in_other_meta(data: PageData) -> Iterator[str]:
    for name, values in data.meta.items():
        if _PUBLISHED_NAME.search(name) and not _OTHER_DATE_NAME.search(name):
            yield from values


def _is_modified(element: etree._Element) -> bool:
    """Whether an element's names, or the words before it, say that it is the day of a change."""
    names = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('property', '')}"
    if _PUBLISHED_MARK.search(names):
        return False
    previous, around = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else around.text if around is not None else ""
    return _MODIFIED_MARK.search(names) is not None or _MODIFIED_LABEL.search(before or "") is not None


def _in_elements(root: etree._Element, page: Markup, headline: Headline) -> Iterator[tuple[str, str]]:
    """(date, basis) of time elements and the like, nearest to the headline first.

    Those far from it, and days of a change, may be of something else: "text".
    """
    if not _SIGNS_OF_MARKUP.stand_in(page.harmless):
        return
    elements = headline.nearest_first(islice(_MARKED_UP(root), _LOOKED_AT))
    for is_modified, element in sorted(((_is_modified(element), element) for element in elements), key=itemgetter(0)):
        basis = "time_element" if headline.is_near(element) and not is_modified else "text"
        stated = element.get("datetime") or element.get("content")
        printed = text_of(element)[:_LONGEST]
        if not stated or (is_in_utc(stated) and _is_day_beside(printed, stated)):
            yield printed, basis
        if stated:
            yield stated, basis


def _is_day_beside(printed: str, stated: str) -> bool:
    """Whether a page prints, as a day in its own time zone, a moment of the day before or after."""
    day, moment = from_string(printed, "text"), from_string(stated, "text")
    return bool(day and moment and len(day.value) >= len("2004-03-03") and are_neighbours(day.value, moment.value))


def _data_names(page: Markup) -> list[str]:
    names = {name.lower() for name in _DATA_NAME.findall(page.shown)} if b"data-" in page.harmless else set()
    return sorted(name for name in names if _DATE_IN_NAME.match(name) and not _NO_DATE_IN_NAME.search(name))


def _in_attributes(root: etree._Element, page: Markup, headline: Headline) -> Iterator[tuple[str, str]]:
    """(date, basis) of data-published="2004-03-03", <abbr title="2004-03-03">last year</abbr>; likewise."""
    found: list[tuple[etree._Element, str]] = []
    if names := _data_names(page):
        for element in root.xpath(f"descendant::*[{' or '.join(f'@{name}' for name in names)}]"):
            found += [(element, value) for name, value in element.items() if name in names]
    titled = ((element, element.get("title")) for element in _WITH_TITLE(root))
    found += [(element, title) for element, title in titled if _DATE_ABOVE.match(title)]
    found.sort(key=lambda entry: headline.nearness(entry[0]), reverse=True)
    for element, value in found:
        if len(value) <= _LONGEST:
            yield value, "time_element" if headline.is_near(element) else "text"


def _in_scripts(page: Markup) -> Iterator[str]:
    for sought in _IN_SCRIPT:
        if match := sought.first(page.whole):
            yield from_epoch(match[1], _CHINESE_ZONE if _is_chinese(page.html) else "UTC") or match[1]


def _is_chinese(markup: str) -> bool:
    return any(character in markup for character in _FREQUENT) and _CHINESE.search(markup) is not None


def _shown(root: etree._Element, page: Markup, marks: Marks) -> Iterator[str]:
    """Dates that a label calls so (发布日期：2019-03-06), and on Chinese pages the name of their element, too."""
    if labelled := _LABELLED.first(page.harmless):
        yield labelled[1]
    if not _is_chinese(page.shown):
        return
    yield from (text for element in marks.of(DATE) if len(text := text_of(element)) <= _LONGEST)
    top = " ".join(islice((piece for piece in _TEXTS(root) if not piece.isspace()), _TOP))
    named = {found.day for found in find_dates(top) if found.has_year and found.day}
    if len(named) == 1:  # an edition's date at the top of its pages
        yield from named


def _in_title(root: etree._Element) -> Iterator[str]:
    """22 March 2017 - Delegation in Sarajevo"""
    title = root.findtext(".//title") or ""
    dates = [found for found in find_dates(title) if found.has_year and found.precision == "day"]
    if len(dates) == 1 and (dates[0].start == 0 or not title[dates[0].end :].strip(" )]")):
        yield dates[0].value


def declared_dates(
    root: etree._Element,
    data: PageData,
    page: Markup,
    marks: Marks,
    find_headline: Callable[[], Headline],
    fetched_at: str | None = None,
) -> list[tuple[str, str]]:
    """(value as written, basis), best first; weaker evidence only where the stronger one says no possible date.

    Those of basis "text" and "headline" may be of something else on the page: they count where nothing better is known.
    """
    dates = [(str(value), "json_ld") for value in data.from_articles("datePublished")]
    dates += [(value, "meta") for value in _in_meta(data)]
    dates += [(str(value), "json_ld") for key in _FURTHER_KEYS for value in data.from_articles(key)]
    dates += [(value, "meta") for value in _in_other_meta(data)]
    if any(from_string(value, basis, fetched_at) for value, basis in dates):
        return dates
    headline = find_headline()
    dates += _in_elements(root, page, headline)
    dates += _in_attributes(root, page, headline)
    if any(from_string(value, basis, fetched_at) for value, basis in dates if basis != "text"):
        return dates
    if not data.lists_others:
        dates += [(value, "script") for value in _in_scripts(page)]
    if not any(from_string(value, basis, fetched_at) for value, basis in dates):
        dates += [(value, "text") for value in _shown(root, page, marks)]
        dates += [(value, "headline") for value in _in_title(root)]
    return dates
