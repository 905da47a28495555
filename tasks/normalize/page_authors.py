"""The authors that a page declares: JSON-LD, meta elements, elements marked as byline; surest evidence first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from tasks.normalize.byline_names import (
    in_order,
    is_han_name,
    is_latin_name,
    is_login,
    split_names,
    without_brackets,
)
from tasks.normalize.bylines import find_bylines
from tasks.normalize.characters import clean_line
from tasks.normalize.page_data import PageData, types_of
from tasks.normalize.page_marks import AUTHOR_TIERS, Marks, Markup
from tasks.normalize.page_search import Sought

_AUTHORS_IN_META = (
    "author", "article:author", "citation_author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "dcsext.author", "cxenseparse:author", "twitter:creator_name", "article.author", "og:author",
)  # fmt: skip
# Names of further meta elements: article:author_name, mediator_author; but no addresses and the like
_AUTHOR_NAME = re.compile(r"authors?(?:[_:. -]?name)?$|byline$")
_OTHER_AUTHOR_NAME = re.compile(r"count|type|meta|comment|copyright|banner|app|code")
_NO_PERSONS = {"organization", "newsmediaorganization", "corporation", "governmentorganization"}
_BY = re.compile(
    r"^(?:(?:written|posted|published|reviewed)\s+)?(?:by|author|von|par|por)\b\s*[:：]?\s*", re.IGNORECASE
)
_FURTHER = re.compile(r"\s*[/|·•]\s*")  # Ann Example / TNS / Updated: May 6
_COLUMNS = re.compile(r"\s*[|｜]\s*|\s+[-–—]\s+")  # Ann Example - Example Daily
_TITLE_PARTS = re.compile(r"\s*[|｜»·–—_]\s*|\s+-+\s+|::|--")
_NO_NAME = re.compile(
    r"\d|@|https?:|\bread\b|\bshare\b|\bposts?\b|\bfollow\b|\babout\b|\bview\b|[.!?:|]\s", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 200  # characters of a byline
_BOX_BEGINS = 3  # pieces of text: what it is, and the name
# "byline": "By Ann Example"; 'pageAuthor': 'Ann Example'
_IN_SCRIPT = tuple(
    Sought(
        re.compile(rf"{sign}\w*\\?[\"']\s*:\s*\[?\\?[\"'](?:[Bb]y\s+)?([^\"'<>{{}}\[\]\\]{{4,60}})\\?[\"']"), (sign,)
    )
    for sign in ("yline", "uthor")
)
_LOOKED_AT = 6  # elements of a kind
_LINKS_AT_MOST = 4
# Of the elements round a byline: those of readers and of other articles
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|related|recommend\w*|teasers?|trending|popular|latest|more|next|most)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEVELS = 6  # round a byline: further out, a name says something of the page


def _names_in_json(value: object, data: PageData) -> list[str]:
    """Names of the persons of a JSON-LD author; a reference leads to the object that has its @id."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        reference = value.get("@id")
        if "name" not in value and isinstance(reference, str):
            value = data.named.get(reference, {})
        parts = [part for key in ("givenName", "familyName") if isinstance(part := value.get(key), str)]
        return [] if types_of(value) & _NO_PERSONS else _names_in_json(value.get("name") or " ".join(parts), data)
    if isinstance(value, list):
        return [name for entry in value for name in _names_in_json(entry, data)]
    return []


def _is_name(text: str) -> bool:
    if _HAN.search(text):
        return is_han_name(text) or "·" in text
    return 2 < len(text) < 50 and len(text.split()) <= 6 and _NO_NAME.search(text) is None


def _names_in_mark(element: etree._Element) -> list[str]:
    """Of By Ann Example and Bob Sample, Staff Writers; Ann Example, Lusaka; else of the first piece that is a name."""
    texts = [element.get("content") or "", *element.itertext()]
    pieces = [line for text in texts if (line := clean_line(text))]
    whole = " ".join(pieces)
    if len(whole) > _LONGEST:  # a box about the author
        pieces, whole = pieces[:_BOX_BEGINS], ""
    by_piece = [names for piece in pieces if (names := _names_in_piece(piece))]
    sure = next((names for names in by_piece if is_latin_name(names[0]) or is_han_name(names[0])), [])
    said = find_bylines([whole])
    if said and sure and said[0].startswith(f"{sure[0]} "):  # Ann Example, and her job in the next piece
        return sure
    return said or sure or (by_piece[0] if by_piece and whole and len(pieces) <= 2 else [])


def _names_in_piece(text: str) -> list[str]:
    names = split_names(_FURTHER.split(_BY.sub("", text))[0])
    if len(names) > 1:  # what stands beside a name is a place or a job
        names = [name for name in names if is_latin_name(name) or is_han_name(name)] or names[:1]
    return [name for name in names if _is_name(name)]


def _is_elsewhere(element: etree._Element) -> bool:
    if (element.tail or "").lstrip().startswith((":", "：")):  # Ann Example: what she wrote
        return True
    around = (f"{outer.get('class', '')} {outer.get('id', '')}" for outer in islice(element.iterancestors(), _LEVELS))
    return any(_ELSEWHERE.search(names) for names in around)


def _of_tier(elements: list[etree._Element]) -> list[str]:
    """Names of the first byline, and of those beside it."""
    if len({element.get("href") for element in elements if element.tag == "a"}) > _LINKS_AT_MOST:
        return []  # a list of columnists
    names: list[str] = []
    beside: tuple[etree._Element | None, ...] = ()
    for element in elements[:_LOOKED_AT]:
        around = element.getparent()
        if names and around not in beside and (around is None or around.getparent() not in beside):
            break
        if not _is_elsewhere(element) and (found := _names_in_mark(element)):
            names += found
            beside = beside or (element, around, around.getparent() if around is not None else None)
    return names


def _declared(data: PageData, marks: Marks, page: Markup) -> Iterator[list[str]]:
    for key in ("author", "creator"):
        for value in data.from_articles(key):
            yield _names_in_json(value, data)
    for meta in _AUTHORS_IN_META:
        yield [value for value in data.meta.get(meta, ()) if not value.startswith("http")]
    for meta, values in data.meta.items():
        if _AUTHOR_NAME.search(meta) and not _OTHER_AUTHOR_NAME.search(meta):
            yield [value for value in values if not value.startswith("http")]
    if (data.first("twitter:label1") or "").lower() in ("written by", "by", "author"):
        yield data.meta.get("twitter:data1", [])[:1]
    for tier in AUTHOR_TIERS:
        yield _of_tier(marks.of(tier))
    for sought in _IN_SCRIPT:
        found = sought.first(page.whole)
        yield [found[1]] if found and is_latin_name(found[1]) else []


def _key(name: str | None) -> str:
    return re.sub(r"[\W_]+", "", (name or "").casefold())


def _names_declared(value: str) -> list[str]:
    """Of Ann Example; Example, Ann; Ann Example (Lusaka) - Example Daily. An account of the site is no name."""
    first, *more = _COLUMNS.split(value)
    named = [part for part in more if is_latin_name(part) or is_han_name(part)]
    names = (name for part in (first, *named) for name in split_names(in_order(without_brackets(part))))
    return [name for name in names if not is_login(name)]


def _outlet_keys(data: PageData, title_element: str | None) -> set[str]:
    """What the page calls its outlet: its site's and its publisher's name, the first and the last part of <title>."""
    parts = _TITLE_PARTS.split(title_element or "")
    publishers = (thing.get("name") for thing in data.from_articles("publisher") if isinstance(thing, dict))
    names = (
        data.first("og:site_name"),
        data.first("application-name"),
        *publishers,
        *(parts[:: len(parts) - 1] if len(parts) > 1 else ()),
    )
    return {_key(name) for name in names if isinstance(name, str)} - {""}


def _is_outlet(name: str, outlets: set[str]) -> bool:
    """Whether a declared author is the page's outlet: by its whole name, or the beginning of a Chinese one."""
    key = _key(name)
    is_foreign = name.isascii() or is_han_name(name)
    return key in outlets or (not is_foreign and any(outlet.startswith(key) for outlet in outlets))


def declared_authors(data: PageData, marks: Marks, title_element: str | None, page: Markup) -> list[str]:
    """Single names, by the first evidence that names a person; that an outlet names itself is none."""
    outlets = _outlet_keys(data, title_element)
    for written in _declared(data, marks, page):
        names = [name for value in written for name in _names_declared(value) if not _is_outlet(name, outlets)]
        if names:
            return list(dict.fromkeys(names))
    return []
