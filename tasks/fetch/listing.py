"""The addresses that a feed or an index page lists."""

from __future__ import annotations

import io
import re
from urllib.parse import urljoin

import feedparser
from bs4 import BeautifulSoup, SoupStrainer

from tasks.charset import decode
from tasks.errors import Unusable
from tasks.fetch.client import Reply
from tasks.normalize.urls import clean_url

_MAX_LINKS = 20_000
_NOT_FOLLOWED = re.compile(r"^\s*(?:#|javascript:|mailto:|tel:|data:)", re.I)


def feed_links(reply: Reply) -> list[str]:
    """The entries of an RSS or Atom feed, in its order. Raises Unusable if it is none."""
    if b"<!ENTITY" in reply.body.replace(b"\0", b""):  # of use to attacks only
        raise Unusable("bad_xml", "not a feed: it declares entities of its own")
    # A stream: given bytes or text, feedparser would also try them as a file name.
    feed = feedparser.parse(io.BytesIO(reply.body), response_headers={"content-type": "application/xml"})
    if not feed.entries and (feed.bozo or not feed.get("version")):
        problem = " ".join(str(feed.get("bozo_exception") or "it has no entries").split())
        raise Unusable("bad_xml", f"not a feed: {problem}")
    return _absolute(reply.url, [entry.get("link", "") for entry in feed.entries])


def page_links(reply: Reply) -> tuple[list[str], str | None]:
    """All links of a page, in page order, and the one that it calls the next page of its list."""
    page = BeautifulSoup(decode(reply.body, reply.charset), "lxml", parse_only=SoupStrainer(["a", "base", "link"]))
    base = page.find("base", href=True)
    address = next(iter(_absolute(reply.url, [str(base["href"])])), reply.url) if base else reply.url
    anchors = page.find_all("a", href=True, limit=_MAX_LINKS)
    onward = page.find(["a", "link"], href=True, rel="next")
    following = _absolute(address, [str(onward["href"])]) if onward else []
    return _absolute(address, [str(a["href"]) for a in anchors]), following[0] if following else None


def _absolute(base: str, links: list[str]) -> list[str]:
    """Each link once, absolute, without fragment and tracking parameters."""
    found: dict[str, None] = {}
    for link in links[:_MAX_LINKS]:
        if not link or _NOT_FOLLOWED.match(link):
            continue
        try:
            found[clean_url(urljoin(base, link.strip()))] = None
        except ValueError:  # "http://[": nothing that could be asked for
            continue
    return list(found)
