"""The headline of a page: what its heading, JSON-LD, OpenGraph and <title> agree on, without the site's name."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from tasks.normalize.agencies import canonical_name
from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData

_SITE_TAIL = re.compile(
    r"\s*(?:[|｜»·–—_]|\s-+\s|::|--|-(?=[^-\s]{2,12}(?:网|報|报|网站|新闻|频道|中心|在线)$))\s*[^|｜»·–—_]{1,40}$"
)
_SEPARATED = re.compile(r"\s*[|｜»·–—_>-]\s*")
# Words of a section, beside the site's name: KCNA | Article; 新华网_国际新闻; GRANMA INTERNATIONAL
_SECTION = re.compile(
    r"^(?:home(?:page)?|article|news|world|politics|international|english|online|.{0,6}(?:新闻|频道|要闻|首页|正文))$",
    re.IGNORECASE,
)
_SHARED_WORDS = 0.45
_SHORTEST = 8
_SHORTEST_CHINESE = 4


def _key(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def without_site(title: str, site: str | None) -> str:
    """`title` without the tails that name the site or its section."""
    for _ in range(3):
        match = _SITE_TAIL.search(title)
        if not match:
            break
        head = title[: match.start()].strip()
        shortest = _SHORTEST_CHINESE if any("\u4e00" <= c <= "\u9fff" for c in head) else _SHORTEST
        if len(head) < shortest:
            break
        title = head
    first, separator, rest = title.partition(" - ")
    if separator and canonical_name(first) and len(rest) >= _SHORTEST:
        title = rest
    if site and _key(site) and title.lower().startswith(site.lower()):
        rest = title[len(site) :].lstrip(" |-–—:_")
        title = rest if len(rest) >= _SHORTEST else title
    return title


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[^\W_]{2,}", (text or "").casefold()))


def _is_confirmed(heading: str, witness: str, site: str) -> bool:
    """Whether the page's other sources call the page what the heading says, wholly or in most words."""
    key = _key(heading)
    if len(key) <= 3 or key == site or not witness:
        return False
    whole = _key(witness)
    if key in whole:
        return len(key) * 2 >= len(whole) or whole.startswith(key) or not site
    words = _words(heading)
    return len(words) >= 3 and len(words & _words(witness)) >= _SHARED_WORDS * len(words)


def _is_of_site(title: str, site: str) -> bool:
    """Whether a title only says whose page or which section it is: IDCPC; 新华网_国际新闻; KCNA | Article."""
    parts = [part for part in _SEPARATED.split(title) if part.strip()]
    return _key(title) == site or (
        any(canonical_name(part) for part in parts)
        and all(canonical_name(part) or _SECTION.search(part) for part in parts)
    )


def find_title(
    data: PageData, headings: list[str], title_element: str | None, marked: Callable[[], list[str]] = list
) -> str | None:
    """headings: texts of the h1 elements. A heading that another source confirms is what readers see.

    marked   texts of the elements whose names say title, looked at only if nothing else is one
    """
    open_graph = data.first(
        "og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title", "articletitle"
    )
    headline = next((str(value) for value in data.from_articles("headline")), None)
    site_name = data.first("og:site_name", "application-name")
    site = _key(site_name)
    for witness in (open_graph, headline, title_element):
        confirmed = [heading for heading in headings if _is_confirmed(heading, witness or "", site)]
        if confirmed:
            return clean_line(html.unescape(max(confirmed, key=len)))
    for candidate in (headline, open_graph, title_element):
        if candidate and candidate.strip() and not _is_of_site(candidate, site):
            return without_site(clean_line(html.unescape(candidate)), site_name)
    others = [text for text in (*headings, *marked()) if text and not _is_of_site(text, site)]
    return clean_line(others[0]) if others else None
