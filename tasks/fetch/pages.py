"""What a page that came with status 200 really is: a dispatch, a redirect, or something shown in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from tasks import reference
from tasks.charset import decode
from tasks.errors import Unusable
from tasks.fetch.client import Client, Reply
from tasks.fetch.failures import Gone
from tasks.normalize.flow import weight_of
from tasks.normalize.noise import INLINE_TAGS

_MAX_LOOKED_AT = 400_000  # bytes; what is shown in place of a dispatch is small
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>|<!--")
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "select"))
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.I)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_REFRESH_TO = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.I)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_AT_ONCE = 5  # seconds: a page that leaves so soon is a redirect
_SOON = 30  # the same for a page that has nothing to read
_REFRESHES = 2
_SENTENCE = 60  # Latin letters: a shorter block is a label or a menu
_READABLE = 200  # so much running text makes a page a dispatch, whatever stands around it
_FRONT = re.compile(r"/?(?:index|default|home)?(?:\.\w{2,5})?")


@dataclass(frozen=True)
class _Seen:
    """What a reader sees of a page, and where it would send him."""

    headings: tuple[str, ...]  # <title> and <h1>
    blocks: tuple[str, ...]
    refresh: tuple[int, str] | None


def visit(client: Client, url: str, headers: dict[str, str] | None = None) -> Reply:
    """The page at an address, after redirects that it makes itself. Raises as `Client.get` does, and Unusable for a
    page that stands in the place of a dispatch."""
    target = url
    for _ in range(_REFRESHES + 1):
        reply = client.get(target, headers=headers)
        if reply.status == 304:
            return reply
        seen = _seen(reply)
        onward = _refresh(reply, seen)
        if onward is None:
            _check(url, reply, seen)
            return reply
        target = onward
    raise Unusable("too_many_redirects", "each page sends on to another one")


def _check(url: str, reply: Reply, seen: _Seen) -> None:
    if _is_front(reply.url) and not _is_front(url):
        raise Gone("redirected to the front page", "front_page")
    said = [(reason, pattern) for reason, place, pattern in _patterns() if place == "text"]
    own = sum(
        weight
        for block in seen.blocks
        if (weight := weight_of(block)) >= _SENTENCE and not any(pattern.search(block) for _, pattern in said)
    )
    for reason, place, pattern in _patterns():
        if place == "heading":
            found = any(pattern.match(heading) for heading in seen.headings)
        else:
            found = own < _READABLE and any(pattern.search(text) for text in (*seen.headings, *seen.blocks))
        if found:
            detail = f"the page says {(seen.headings or seen.blocks)[0][:80]!r}"
            raise Gone(detail) if reason == "not_found" else Unusable(reason, detail)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(reason, heading | text, what the page says) of reference/stand_ins.csv."""
    rows = reference.rows("stand_ins")
    return tuple((row["reason"], row["place"], re.compile(row["pattern"], re.I)) for row in rows)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def _refresh(reply: Reply, seen: _Seen) -> str | None:
    """Where the page sends its reader on to at once."""
    if seen.refresh is None:
        return None
    seconds, target = seen.refresh
    patience = _SOON if sum(map(weight_of, seen.blocks)) < _READABLE else _AT_ONCE
    try:
        onward = urljoin(reply.url, target)
    except ValueError:
        return None
    return onward if seconds <= patience and onward.partition("#")[0] != reply.url.partition("#")[0] else None


def _seen(reply: Reply) -> _Seen:
    """Read in one pass and without a parser: what comes first of all must be cheap, and safe with any bytes."""
    if len(reply.body) > _MAX_LOOKED_AT or reply.body.startswith((b"%PDF", b"{\\rtf")):
        return _Seen((), (), None)
    html = decode(reply.body, reply.charset)
    lower = re.sub("[A-Z]+", lambda capitals: capitals[0].lower(), html)  # of the same length, as str.lower is not
    headings: list[str] = []
    blocks: list[str] = []
    pieces: list[str] = []
    base, refresh, position = "", None, 0

    def end_block(into: list[str]) -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            into.append(text)

    while match := _TAG.search(html, position):
        pieces.append(html[position : match.start()])
        position = match.end()
        name = (match[2] or "").lower()
        if not name:  # a comment
            end = html.find("-->", position)
            position = len(html) if end < 0 else end + 3
        elif name in _HIDDEN and not match[1]:
            end = lower.find(f"</{name}", position)
            position = len(html) if end < 0 else end
        elif name in ("title", "h1"):
            end_block(headings if match[1] else blocks)
        elif name == "base" and not base and (href := _HREF.search(match[3])):
            base = href[1]
        elif name == "meta" and refresh is None and _REFRESH.search(match[3]):
            refresh = _refresh_of(match[3])
        elif name not in INLINE_TAGS:
            end_block(blocks)
    pieces.append(html[position:])
    end_block(blocks)
    if refresh and base:
        refresh = refresh[0], _joined(base, refresh[1])
    return _Seen(tuple(headings), tuple(blocks), refresh)


def _refresh_of(attributes: str) -> tuple[int, str] | None:
    content = _CONTENT.search(attributes)
    found = _REFRESH_TO.match(next(filter(None, content.groups()), "")) if content else None
    return (int(found[1][:6]), found[2]) if found else None


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target
