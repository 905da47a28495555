"""Reads a page by its outlet's layout: which of the dated layouts of sources/*.yml the page has, and what stands where.

The outlet is known by the page's address: the one it was read under, else the one that the page declares. So layouts
hold for files and web archives as for fetched pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from tasks.normalize.bylines import find_bylines, split_names
from tasks.normalize.published import from_epoch, from_url
from tasks.outlets import Layout, Outlet, outlet_of
from tasks.selectors import parse_selector

_FORMATTING = ("span", "font")
_LEAST_TEXT = 40  # characters: a shorter element is an empty frame or a teaser


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a page gives by its layout; dates as written, or as ISO dates where the layout says how to read them.

    body     the element that holds the running text
    lead     the first paragraph, where it stands outside of the body
    authors  reporters; None where the layout does not say where they stand
    source   the line that credits the agency
    """

    layout: str
    body: etree._Element
    lead: str | None
    title: str | None
    published: tuple[str, ...]
    modified: tuple[str, ...]
    authors: tuple[str, ...] | None
    source: str | None


def _values(selectors: Iterable[str], root: etree._Element, html: str) -> Iterator[str]:
    for selector in selectors:
        yield from parse_selector(selector).values(root, html)


def _reporters(lines: Iterable[str]) -> tuple[str, ...]:
    """Names of lines that hold nothing else, or say whose they are: By A B | China Daily | Updated: ..."""
    found = (find_bylines([line]) or ([] if any(map(str.isdigit, line)) else split_names(line)) for line in lines)
    return tuple(dict.fromkeys(name for names in found for name in names))


def _body(layout: Layout, root: etree._Element, html: str) -> etree._Element | None:
    for selector in layout.body:
        for element in parse_selector(selector).elements(root, html):
            if len("".join(element.itertext()).strip()) >= _LEAST_TEXT:
                return element
    return None


def _dates(
    outlet: Outlet, layout: Layout, selectors: Iterable[str], root: etree._Element, html: str
) -> tuple[str, ...]:
    written = tuple(from_epoch(value, outlet.time_zone) or value for value in _values(selectors, root, html))
    if layout.date_pattern is None:
        return written
    matches = (match for value in written if (match := re.search(layout.date_pattern, value)))
    return tuple(_iso(match.groupdict()) for match in matches)


def _iso(groups: dict[str, str | None]) -> str:
    day = f"{groups['year']}-{int(groups['month'] or 0):02}-{int(groups['day'] or 0):02}"
    return f"{day}T{groups['time']}" if groups.get("time") else day


def _in_order(outlet: Outlet, day: date | None) -> list[Layout]:
    """The layouts that a page of that day may have, newest first; all of them where the day is not known."""
    newest_first = sorted(outlet.layouts, key=lambda layout: layout.valid_from or date.min, reverse=True)
    return [layout for layout in newest_first if day is None or layout.is_valid_on(day)]


def _day_of(outlet: Outlet, url: str | None, fetched_at: str | None) -> date | None:
    """The day whose form the page has: the one it was made on, or where old pages are renewed, was fetched on."""
    if outlet.pages == "renewed":
        return date.fromisoformat(fetched_at[:10]) if fetched_at else None
    made = from_url(url)
    return date.fromisoformat(made.value) if made and made.precision == "day" else None


def read_by_layout(
    root: etree._Element, markup: Callable[[], str], urls: Iterable[str | None], fetched_at: str | None = None
) -> LaidOut | None:
    """What the layout of the page's outlet finds; None for other outlets and pages of another form.

    urls    addresses of the page, best first
    markup  what `root` was read from
    """
    known = [(url, outlet) for url in dict.fromkeys(urls) if (outlet := outlet_of(url))]
    if not known:
        return None
    html = markup()
    url, outlet = known[0]
    for layout in _in_order(outlet, _day_of(outlet, url, fetched_at)):
        body = _body(layout, root, html)
        if body is None:
            continue
        if body.tag in _FORMATTING:
            body.tag = "div"  # formatting is taken out of the tree before the article is read
        return LaidOut(
            layout.name,
            body,
            next(_values(layout.lead, root, html), None),
            next(_values(layout.title, root, html), None),
            _dates(outlet, layout, layout.published, root, html),
            _dates(outlet, layout, layout.modified, root, html),
            _reporters(_values(layout.authors, root, html)) if layout.authors else None,
            next(_values(layout.source, root, html), None),
        )
    return None
