"""Markup that would cost a parser its time or its tree, made harmless without loss of text."""

from __future__ import annotations

import gzip
import re
import zlib

from tasks.errors import Unusable

_UNPACKED_AT_MOST = 200_000_000  # bytes
_DEEP = 200  # levels kept; libxml2 gives up at 2048
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG = 10_000  # characters between two tags' ends: less cannot hold many attributes
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)\s([^<>]{10000,})>")
_ATTRIBUTE = re.compile(r"(?:^|\s)[a-zA-Z_][\w:.-]*\s*=")
_ATTRIBUTES_AT_MOST = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)\b[^<>]*?(/?)>")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "tr", "th", "dt", "dd", "option",
})  # fmt: skip


def unpacked(raw: bytes) -> bytes:
    """What a body that was left gzipped holds; other bytes unchanged. Raises Unusable for damaged or huge ones."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        content = zlib.decompressobj(wbits=31).decompress(raw, _UNPACKED_AT_MOST + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unusable("unreadable", f"damaged gzip: {error}") from error
    if len(content) > _UNPACKED_AT_MOST:
        raise Unusable("too_large", f"unpacks to more than {_UNPACKED_AT_MOST // 1_000_000} MB")
    return content


def _without_many_attributes(match: re.Match[str]) -> str:
    """A parser compares each attribute of an element with all the others."""
    return f"<{match[1]}>" if len(_ATTRIBUTE.findall(match[2])) > _ATTRIBUTES_AT_MOST else match[0]


def flattened(html: str) -> str:
    """Markup without the tags that open a level below _DEEP: for a page that is too deep for the parser."""
    pieces: list[str] = []
    open_tags: list[str] = []
    at = 0
    for match in _TAG.finditer(html):
        closing, name, self_closed = match[1], match[2].lower(), match[3]
        if self_closed or name in _VOID:
            continue
        is_beyond = len(open_tags) >= _DEEP
        if not closing:
            open_tags.append(name)
        elif open_tags and open_tags[-1] == name:
            open_tags.pop()
            is_beyond = len(open_tags) >= _DEEP
        else:
            is_beyond = False
        if is_beyond:
            pieces.append(html[at : match.start()])
            at = match.end()
    pieces.append(html[at:])
    return "".join(pieces)


def _has_long_run(html: str) -> bool:
    """Whether _LONG characters follow one another without the end of a tag: found in leaps, most pages have none."""
    at = 0
    while at + _LONG <= len(html):
        end = html.rfind(">", at, at + _LONG)
        if end < 0:
            return True
        at = end + 1
    return False


def harmless(html: str) -> str:
    """Decoded markup without what a parser cannot take: NUL, lone surrogates, hundreds of attributes on one element."""
    html = _XML_DECLARATION.sub("", html.replace("\0", "") if "\0" in html else html)
    try:
        html.encode("utf-8")
    except UnicodeEncodeError:
        html = html.encode("utf-8", "ignore").decode("utf-8")
    if not _has_long_run(html):
        return html
    return _LONG_TAG.sub(_without_many_attributes, html)
