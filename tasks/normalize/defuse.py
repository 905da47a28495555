"""Markup that would cost a parser its time or its tree, made harmless without loss of text."""

from __future__ import annotations

import re
import zlib

from tasks.errors import Unusable
from tasks.inputs.streams import BOMB_RATIO, MAX_CANDIDATE_BYTES, TOO_LARGE

_BOMB_FROM = 5_000_000  # bytes unpacked: below, no ratio is suspicious
_DEEP = 200  # levels kept; libxml2 gives up at 2048
_LEVELS_AT_MOST = 250_000
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
_LONG = 10_000  # bytes between two tags' ends: less cannot hold many attributes
_LONG_TAG = re.compile(rb"<([a-zA-Z][\w:-]*)\s([^<>]{10000,})>")
_ATTRIBUTE = re.compile(rb"(?:^|\s)[a-zA-Z_][\w:.-]*\s*=")
_ATTRIBUTES_KEPT = 500  # of one element: a parser compares each of them with all the others
_ATTRIBUTES_AT_MOST = 250_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][\w:-]*)\b[^<>]*?(/?)>")
_VOID = frozenset({
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr", b"p", b"li", b"td", b"tr", b"th", b"dt", b"dd", b"option",
})  # fmt: skip
_NAMES_WITHOUT_TEXT = b"script|style|svg|noscript|template|iframe|select|nav"
# In small letters or in capitals: a pattern for any case is searched for many times more slowly
_WITHOUT_TEXT = re.compile(rb"<(?:!--|(%b|%b)\b)" % (_NAMES_WITHOUT_TEXT, _NAMES_WITHOUT_TEXT.upper()))
_MORE_THAN_MENU = re.compile(rb"<(?:p|h1|br|time|article|main|nav)\b", re.IGNORECASE)
_KEPT_SCRIPT = b"ld+json"
_LONGEST_SCRIPT_TAG = 300  # bytes within which a script says what it is


def unpacked(raw: bytes) -> bytes:
    """What a body that was left gzipped holds; other bytes unchanged. Raises Unusable for damaged and huge ones."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        content = zlib.decompressobj(wbits=31).decompress(raw, MAX_CANDIDATE_BYTES + 1)
    except zlib.error as error:
        raise Unusable("unreadable", f"damaged gzip: {error}") from error
    if len(content) > max(_BOMB_FROM, BOMB_RATIO * len(raw)):
        raise Unusable("too_large", f"unpacks to more than {BOMB_RATIO} times its size")
    if len(content) > MAX_CANDIDATE_BYTES:
        raise Unusable("too_large", f"unpacks to {TOO_LARGE}")
    return content


def _end_of(name: bytes, markup: bytes, begin: int) -> int | None:
    """Where the comment (no name) or element that begins there ends; None if it is left open."""
    if not name:
        end = markup.find(b"-->", begin + 2)
        return end + 3 if end >= 0 else None
    tag_end = markup.find(b">", begin)
    if tag_end < 0:
        return None
    if markup[tag_end - 1] == ord("/"):
        return tag_end + 1
    end = markup.find(b"</" + name, tag_end)
    other_case = name.lower() if name.isupper() else name.upper()
    other = markup.find(b"</" + other_case, tag_end, end if end >= 0 else len(markup))
    end = markup.find(b">", other if other >= 0 else end) if max(end, other) >= 0 else -1
    return end + 1 if end >= 0 else None


def _is_kept(name: bytes, markup: bytes, begin: int, end: int) -> bool:
    """JSON-LD, and a <nav> that holds more than a menu: sites close it late, or put the headline into it."""
    if name in (b"nav", b"NAV"):
        return _MORE_THAN_MENU.search(markup, begin + len(name) + 1, end) is not None
    return _KEPT_SCRIPT in markup[begin : begin + _LONGEST_SCRIPT_TAG]


def without_scripts(markup: bytes) -> bytes:
    """A page without comments, menus and the elements that hold no text for readers; what is left open stays. That is
    half of a page, found at a tenth of the cost of parsing it."""
    pieces: list[bytes] = []
    left_open: set[bytes] = set()  # no later one is closed, either
    kept_from = at = 0
    while match := _WITHOUT_TEXT.search(markup, at):
        name = match[1] or b""
        end = _end_of(name, markup, match.start()) if name.lower() not in left_open else None
        if end is None:
            left_open.add(name.lower())
        elif not _is_kept(name, markup, match.start(), end):
            pieces.append(markup[kept_from : match.start()])
            kept_from = end
        at = end or match.end()
    pieces.append(markup[kept_from:])
    return b"".join(pieces)


def flattened(markup: bytes) -> bytes:
    """Markup without the tags that open a level below _DEEP: for a page that is too deep for the parser.

    Raises Unusable (too_deep) for one so deep that it was made to do harm.
    """
    pieces: list[bytes] = []
    open_tags: list[bytes] = []
    at = 0
    for match in _TAG.finditer(markup):
        closing, name, self_closed = match[1], match[2].lower(), match[3]
        if self_closed or name in _VOID:
            continue
        is_beyond = len(open_tags) >= _DEEP
        if not closing:
            open_tags.append(name)
            if len(open_tags) > _LEVELS_AT_MOST:
                raise Unusable("too_deep", f"elements within elements, more than {_LEVELS_AT_MOST:,} levels")
        elif open_tags and open_tags[-1] == name:
            open_tags.pop()
            is_beyond = len(open_tags) >= _DEEP
        else:
            is_beyond = False
        if is_beyond:
            pieces.append(markup[at : match.start()])
            at = match.end()
    pieces.append(markup[at:])
    return b"".join(pieces)


def _without_many_attributes(match: re.Match[bytes]) -> bytes:
    attributes = sum(1 for _ in _ATTRIBUTE.finditer(match[2]))
    if attributes > _ATTRIBUTES_AT_MOST:
        raise Unusable("too_many_attributes", f"an element with more than {_ATTRIBUTES_AT_MOST:,} attributes")
    return b"<%b>" % match[1] if attributes > _ATTRIBUTES_KEPT else match[0]


def _has_long_run(markup: bytes) -> bool:
    """Whether _LONG bytes follow one another without the end of a tag: found in leaps, most pages have none."""
    at = 0
    while at + _LONG <= len(markup):
        end = markup.rfind(b">", at, at + _LONG)
        if end < 0:
            return True
        at = end + 1
    return False


def encoded(html: str) -> bytes:
    """A decoded page as UTF-8, without NUL and lone surrogates."""
    return html.encode("utf-8", "ignore").replace(b"\0", b"")


def harmless(markup: bytes) -> bytes:
    """A page for a parser: without what holds no text, and without hundreds of attributes on one element."""
    declaration = _XML_DECLARATION.match(markup)
    markup = without_scripts(markup[declaration.end() :] if declaration else markup)
    return _LONG_TAG.sub(_without_many_attributes, markup) if _has_long_run(markup) else markup
