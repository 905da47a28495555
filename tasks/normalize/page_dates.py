"""The dates that a page states: JSON-LD, meta and time elements, scripts, labelled lines; surest evidence first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from tasks.dates import find_dates
from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData
from tasks.normalize.page_marks import DATE, Marks, Markup
from tasks.normalize.published import from_string

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
_PUBLISHED_NAME = re.compile(r"publi(?:sh|cation)|pub_?(?:date|time)|date|posted|issued|created")
_OTHER_DATE_NAME = re.compile(
    r"modif|updat|revi[sv]|expir|valid|birth|start|end|review|crawl|verif|publisher|until|access|format|author|state|page"
)
# var publish_time = "2022-06-22"; "pubDate": "2022-06-22 09:00". Each begins with letters that few words have: a page
# has hundreds of thousands of characters of scripts.
_IN_SCRIPT = tuple(
    re.compile(rf"{name}(?:\\?[\"']|&quot;)?\s*[:=]\s*(?:\\?[\"']|&quot;)(\d{{4}}[-/]\d\d?[-/]\d\d?[T \d:]*)")
    for name in (
        r"ubli(?:sh|cation|shed)_?(?:[Tt]ime|[Dd]ate|[Aa]t|[Oo]n)",
        r"ub_?(?:[Tt]ime|[Dd]ate)",
        r"reate_?[Tt]ime",
    )
)
_SEARCHED = 400_000  # characters
_LABELLED = re.compile(
    r"(?:(?:发布|發佈|發布|发表|發表|刊登|刊出)(?:日期|时间|時間|于|於)|Published(?: on)?|Posted(?: on)?)"
    r"(?:\s|&nbsp;|<[^<>]{0,200}>|[:：])+"
    r"((?:19|20)\d\d\s?[-/年.]\s?\d\d?\s?[-/月.]\s?\d\d?日?"
    r"|[A-Z][a-z]{2,8}\.? \d\d?,? (?:19|20)\d\d|\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d)"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_DATA_NAMES = ("data-published", "data-publish-date", "data-pubdate", "data-date", "data-time", "data-timestamp")
_WITH_DATA = etree.XPath("descendant::*[" + " or ".join(f"@{name}" for name in _DATA_NAMES) + "]")
_MARKED_UP = etree.XPath(
    "descendant::*[@itemprop='datePublished' or @pubdate or self::time or contains(@property, 'date') or"
    " contains(@property, 'dcterms:created')]"
)
_SIGNS_OF_MARKUP = ("datePublished", "pubdate", "dc:date", "dcterms:created")
_WITH_TITLE = etree.XPath("descendant::body/descendant::*[@title]/@title")
_LABELS = ("发布", "发佈", "發布", "发表", "發表", "刊登", "刊出", "Published", "Posted")
_DATE_ABOVE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .{8,40}$|(?:19|20)\d\d-\d\d-\d\d(?:T[\d:+.Z-]*)?$")
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


def _in_elements(root: etree._Element, shown: str) -> Iterator[str]:
    is_marked_up = any(sign in shown for sign in _SIGNS_OF_MARKUP)
    for element in _MARKED_UP(root) if is_marked_up else root.iter("time"):
        yield element.get("datetime") or element.get("content") or text_of(element)


def _in_scripts(html: str) -> Iterator[str]:
    for pattern in _IN_SCRIPT:
        if match := pattern.search(html, 0, _SEARCHED):
            yield match[1]


def _shown(root: etree._Element, shown: str, marks: Marks) -> Iterator[str]:
    """Dates that a label calls so (发布日期：2019-03-06), and on Chinese pages the name of their element, too."""
    if any(label in shown for label in _LABELS) and (labelled := _LABELLED.search(shown)):
        yield labelled[1]
    for element in _WITH_DATA(root) if any(name in shown for name in _DATA_NAMES) else ():
        yield from (value for name, value in element.items() if name in _DATA_NAMES)
    for title in _WITH_TITLE(root):
        if _DATE_ABOVE.match(title):  # Tuesday, February 9, 2016 at 6:31pm, over "10 years ago"; 2016-02-09 in hAtom
            yield title
    if shown.isascii() or not _CHINESE.search(shown):
        return
    yield from (text for element in marks.of(DATE) if len(text := text_of(element)) <= _LONGEST)
    pieces = root.xpath("//body//text()[not(parent::script or parent::style)]")
    top = " ".join(islice((piece for piece in pieces if not piece.isspace()), _TOP))
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
    root: etree._Element, data: PageData, page: Markup, marks: Marks, fetched_at: str | None = None
) -> list[tuple[str, str]]:
    """(value as written, basis), best first; weaker evidence only where the stronger one says no possible date.

    Those of basis "text" and "headline" may be of something else on the page: they count where nothing better is known.
    """
    dates = [(str(value), "json_ld") for value in data.from_articles("datePublished")]
    dates += [(value, "meta") for value in _in_meta(data)]
    dates += [(str(value), "json_ld") for value in data.from_articles("dateCreated")]
    dates += [(value, "meta") for value in _in_other_meta(data)]
    if any(from_string(value, basis, fetched_at) for value, basis in dates):
        return dates
    dates += [(value, "time_element") for value in _in_elements(root, page.shown) if value]
    return (
        dates
        or [(value, "script") for value in _in_scripts(page.html)]
        or [(value, "text") for value in _shown(root, page.shown, marks)]
        or [(value, "headline") for value in _in_title(root)]
    )
