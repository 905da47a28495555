"""What a page says of itself: its outlet's layout, JSON-LD, meta elements, marked elements; surest evidence first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from tasks.normalize.layouts import read_by_layout
from tasks.normalize.page_authors import declared_authors
from tasks.normalize.page_data import PageData, read_page_data
from tasks.normalize.page_dates import declared_dates, text_of
from tasks.normalize.page_marks import TITLE, Headline, Marks, Markup
from tasks.normalize.titles import Headings, find_title

_HEADINGS = 30
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 200  # characters


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says.

    is_title_sure   whether two parts of the page agree on the title
    published     (value as written, basis), best first
    body          the element of the running text, where a layout knows it
    lead          the first paragraph, where it stands outside of body
    source        the line that credits the agency
    stated_text   the text as the page's JSON-LD has it
    """

    title: str | None
    is_title_sure: bool
    published: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    language: str | None
    urls: tuple[str, ...]
    source: str | None
    body: etree._Element | None
    lead: str | None
    stated_text: str


def _title(root: etree._Element, data: PageData, marks: Marks, title_element: str | None) -> tuple[str | None, bool]:
    def marked() -> list[str]:
        """Texts of the elements that a page's names call its title: <td class="title">, <div id="news_tit">."""
        texts = (text_of(element) for element in marks.of(TITLE))
        return [text for text in texts if _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE]

    def texts_of(*tags: str) -> list[str]:
        return [text for element in islice(root.iter(*tags), _HEADINGS) if (text := text_of(element))]

    headings = Headings(texts_of("h1"), lambda: texts_of("h2", "h3"), marked)
    return find_title(data, headings, title_element)


def _headline(root: etree._Element, title: str | None) -> Headline:
    """At the heading that is the page's title, else at the first one."""
    headings = list(islice(root.iter("h1", "h2", "h3"), _HEADINGS))
    wanted = (heading for heading in headings if title and text_of(heading) == title)
    return Headline(next(wanted, next((heading for heading in headings if heading.tag == "h1"), None)))


def read_metadata(root: etree._Element, page: Markup, url: str | None, fetched_at: str | None = None) -> PageMetadata:
    """From the lxml tree of a whole page. Leaves the tree as it is."""
    data = read_page_data(root)
    body = root.find("body")
    marks = Marks(root if body is None else body, page.harmless)
    links = (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical")
    urls = [address for address in links if address] + data.meta.get("og:url", [])
    title = root.find(".//title")
    title_element = text_of(title) if title is not None else None
    laid_out = read_by_layout(root, lambda: page.shown, [url, *urls], fetched_at)
    dates = [(value, "layout") for value in laid_out.published] if laid_out else []
    title, is_title_sure = (
        (laid_out.title, True) if laid_out and laid_out.title else _title(root, data, marks, title_element)
    )

    def headline() -> Headline:
        return _headline(root, title)

    authors = laid_out.authors if laid_out else None
    return PageMetadata(
        title=title,
        is_title_sure=is_title_sure,
        published=tuple(dates + declared_dates(root, data, page, marks, headline, fetched_at)),
        authors=tuple(declared_authors(data, marks, title_element, page)) if authors is None else authors,
        language=root.get("lang") or root.get("xml:lang") or data.first("content-language", "og:locale", "dc.language"),
        urls=tuple(urls),
        source=laid_out.source if laid_out else None,
        body=laid_out.body if laid_out else None,
        lead=laid_out.lead if laid_out else None,
        stated_text=max((b for b in data.from_articles("articleBody") if isinstance(b, str)), key=len, default=""),
    )
