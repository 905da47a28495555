"""The headline of a page: what its heading, JSON-LD, OpenGraph and <title> agree on, without the site's name."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.normalize.agencies import canonical_name
from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData

# Between a headline and the names of site and section. Some stand in headlines, too: those are weak.
_SEPARATOR = re.compile(
    r"\s*(?:[|｜»«›‹•_]|::|>>?)\s*|\s+[~/]\s+|\s*(?P<weak>[·–—－]+|--+)\s*|\s+(?P<dash>-)\s+"
    r"|(?P<glued>-)(?=[^-\s]{2,12}(?:网|報|报|网站|新闻|频道|中心|在线)$)"
)
_COLON = re.compile(r"\s*[:：]\s+")
_SEPARATED = re.compile(r"\s*[|｜»·–—_>-]\s*")
_LONGEST_TAIL, _LONGEST_WEAK_TAIL = 60, 40  # characters
# Words of a section, beside the site's name: KCNA | Article; 新华网_国际新闻; GRANMA INTERNATIONAL
_SECTION = re.compile(
    r"^(?:home(?:page)?|article|news|world|politics|international|english|online"
    r"|(?:latest|top|breaking) (?:news|stories)|press releases?|news ?(?:room|centre|center)"
    r"|.{0,6}(?:新[闻聞]|[频頻]道|要[闻聞]|首[页頁]|正文|[动動][态態]|公告|[专專][栏欄]|新[闻聞]中心|[数數]字[报報]|在线"
    r"|網|网|网站|[报報]|政府))$",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"(?:[A-Z][\w'’&.]*|of|the|and|for|in) ?(?:(?:[A-Z][\w'’&.]*|of|the|and|for|in) ?){0,5}"
)  # Capitalised words only
_MOST_OF_OUTLET = 5  # words
_OUTLET_WORDS = (
    "daily|times|post|news|herald|tribune|gazette|journal|chronicle|observer|guardian|telegraph|express|star|standard"
    "|mail|bulletin|weekly|magazine|online|network|media|radio|tv|agency|monitor|blog|ministry|embassy|website|portal"
    r"|broadcasting|newspaper|\w+\.(?:com|org|net)"
)
_OUTLET_WORD = re.compile(rf"(?:the )?(?:{_OUTLET_WORDS})\b|.*\b(?:{_OUTLET_WORDS})$", re.IGNORECASE)
# What sites add to their heading
_FURNITURE = re.compile(
    r"[\s|·-]*(?:\d+ (?:comments?|views|min)|(?:posted|published|updated)\b|by [A-Z])", re.IGNORECASE
)
_FILE_NAME = re.compile(
    r"^\S+\.(?:s?html?|php|aspx?|jsp|txt)$|^(?:untitled|new page|print|无标题|新建|打印)\b.{0,12}$", re.IGNORECASE
)
_SHORTEST_PART = 12  # letters of a heading of a lower level
_SHARED_WORDS = 0.45
_SHORTEST = 8
_SHORTEST_CHINESE = 4


def _key(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def _names_outlet(part: str, site: str) -> bool:
    """Whether a part of a title is a site, an agency or a section by its words: Example Daily; 示范网."""
    return (
        _key(part) == site
        or canonical_name(part) is not None
        or _SECTION.search(part) is not None
        or (
            len(part.split()) <= _MOST_OF_OUTLET
            and _OUTLET.fullmatch(part) is not None
            and _OUTLET_WORD.match(part) is not None
        )
    )


def _shortest(part: str) -> int:
    return _SHORTEST if part.isascii() else _SHORTEST_CHINESE


def without_site(title: str, site: str | None) -> str:
    """`title` without the names of site and section at its ends."""
    key = _key(site)
    for _ in range(4):
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            break
        first, last = separators[0], separators[-1]
        head, tail = title[: first.start()].strip(), title[last.end() :].strip()
        rest, before = title[first.end() :].strip(), title[: last.start()].strip()
        is_weak = first.lastgroup is not None
        is_apart = not is_weak and title[first.start()].isspace()
        is_head = _names_outlet(head, key) or (is_apart and len(head) * 2 < len(rest))
        at_most = _LONGEST_TAIL if last.lastgroup is None else _LONGEST_WEAK_TAIL
        is_tail = len(tail) <= at_most and not (is_head and len(tail) > len(before))
        if is_tail and len(before) >= _shortest(before):
            title = before
        elif is_head and len(rest) >= _shortest(rest):
            title = rest
        else:
            break
    if (colon := _COLON.search(title)) and _names_outlet(title[: colon.start()], key):
        rest = title[colon.end() :]
        title = rest if len(rest) >= _shortest(rest) else title
    if site and key and title.lower().startswith(site.lower()):
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
    return _key(title) == site or all(_names_outlet(part, site) for part in parts)


def _is_part(heading: str, witness: str) -> bool:
    """Whether <title> begins or ends with the heading of a lower level: Site: Section: Headline."""
    key, whole = _key(heading), _key(witness)
    return len(key) >= (_SHORTEST_CHINESE if not key.isascii() else _SHORTEST_PART) and (
        whole.endswith(key) or whole.startswith(key)
    )


def _is_mere_part(heading: str, witness: str) -> bool:
    """Whether <title> says much more than the heading: Example Blog: a headline that is longer."""
    return len(_key(witness)) > 2 * len(_key(heading))


def _without_furniture(heading: str, witness: str, site: str | None) -> str:
    """Headline, of the heading "Headline 3 comments" that another source has without more."""
    said = without_site(witness, site)
    return said if heading.startswith(said) and _FURNITURE.match(heading[len(said) :]) else heading


def _is_file_name(title: str) -> bool:
    """What editors of pages leave there: angola.html, Untitled Document."""
    return _FILE_NAME.search(title.strip()) is not None


@dataclass(frozen=True, slots=True)
class Headings:
    """Texts of the headings of a page: of the first level; of the lower ones; of the elements whose names say title,
    which are looked for only if nothing else is one."""

    first: list[str]
    lower: Callable[[], list[str]] = list
    marked: Callable[[], list[str]] = list


def find_title(data: PageData, headings: Headings, title_element: str | None) -> tuple[str | None, bool]:
    """(title, whether the page vouches for it). A heading that another source confirms is what readers see."""
    open_graph = data.first(
        "og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title", "articletitle"
    )
    headline = next((str(value) for value in data.from_articles("headline")), None)
    site_name = data.first("og:site_name", "application-name")
    site = _key(site_name)
    for witness in (open_graph, headline, title_element, data.first("headline", "name")):
        if not witness or _is_of_site(witness, site):
            continue
        confirmed = [
            heading
            for heading in headings.first
            if _is_confirmed(heading, witness, site) and not _is_of_site(heading, site)
        ]
        if not confirmed or all(_is_mere_part(heading, witness) for heading in confirmed):
            confirmed += [heading for heading in headings.lower() if _is_part(heading, witness)]
        if confirmed:
            heading = html.unescape(max(confirmed, key=len))
            return clean_line(_without_furniture(heading, clean_line(html.unescape(witness)), site_name)), True
    for candidate in (headline, open_graph, title_element):
        if candidate and candidate.strip() and not _is_of_site(candidate, site) and not _is_file_name(candidate):
            is_declared = candidate is not title_element
            own = [h for h in headings.first if not _is_of_site(h, site) and _key(h) not in _key(candidate)]
            if not is_declared and len(headings.first) == 1 == len(own):
                return clean_line(own[0]), False
            return without_site(clean_line(html.unescape(candidate)), site_name), is_declared
    others = [text for text in (*headings.first, *headings.marked()) if text and not _is_of_site(text, site)]
    return (clean_line(others[0]) if others else None), False
