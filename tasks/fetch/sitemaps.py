"""Sitemaps: read as a stream, within limits, without entities or anything else from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from tasks.errors import Unusable
from tasks.fetch.body import GZIP_MAGIC, gunzip
from tasks.fetch.client import Reply
from tasks.fetch.settings import FetchSettings

MAX_BYTES = 52_428_800  # the format's own limit, unpacked; its 50,000 entries a file are not held to
MAX_ENTRIES = 200_000
_PIECE = 65_536
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_W3C_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)?")


class Entry(NamedTuple):
    """An address with the time at which it last changed, as the site says it; is_sitemap: one of further entries."""

    url: str
    modified: str | None
    is_sitemap: bool


def entries(reply: Reply, settings: FetchSettings) -> Iterator[Entry]:
    """The entries of a sitemap or an index of sitemaps, in its order, also of a gzipped or a plain text one.

    Raises Unusable (bad_xml) where it is none or breaks off, after the entries that are whole.
    """
    body = reply.body
    pieces: Iterable[bytes] = (
        gunzip(body, MAX_BYTES, settings.max_ratio)
        if body.startswith(GZIP_MAGIC)
        else (body[start : start + _PIECE] for start in range(0, len(body), _PIECE))
    )
    if not body.startswith(GZIP_MAGIC) and not body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _lines(body)
        return
    yield from _elements(pieces)


def _lines(body: bytes) -> Iterator[Entry]:
    """A text sitemap: one address a line."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines()]
    if not any(line.startswith(("http://", "https://")) for line in lines[:10]):
        raise Unusable("bad_xml", "not a sitemap")
    for line in lines[:MAX_ENTRIES]:
        if line:
            yield Entry(line, None, False)


def _elements(pieces: Iterable[bytes]) -> Iterator[Entry]:
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    count, is_known, tail = 0, False, b""
    try:
        for piece in pieces:
            if _DECLARES.search((tail + piece).replace(b"\0", b"")):  # of use to attacks only
                raise Unusable("bad_xml", "the sitemap declares a document type or entities")
            tail = piece[-20:]
            parser.feed(piece)
            for element in _ended(parser):
                name = etree.QName(element).localname
                is_known = is_known or name in ("urlset", "sitemapindex", "url", "sitemap")
                if name in ("url", "sitemap"):
                    if entry := _entry(element, is_sitemap=name == "sitemap"):
                        yield entry
                        count += 1
                    _forget(element)
                if count >= MAX_ENTRIES:
                    return
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Unusable("bad_xml", f"after {count:,} entries: {' '.join(str(error).split())[:200]}") from None
    if not is_known:
        raise Unusable("bad_xml", "not a sitemap")


def _ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    for _, element in parser.read_events():
        if isinstance(element.tag, str):
            yield element


def _entry(element: etree._Element, *, is_sitemap: bool) -> Entry | None:
    values = {
        etree.QName(child).localname: (child.text or "").strip() for child in element if isinstance(child.tag, str)
    }
    if not values.get("loc"):
        return None
    modified = values.get("lastmod", "")
    return Entry(values["loc"], modified if _W3C_DATE.fullmatch(modified) else None, is_sitemap)


def _forget(element: etree._Element) -> None:
    """Frees what was read: the tree never holds more than one entry."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
