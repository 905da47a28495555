"""The canonical address of a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|spm|cmpid|ocid|ito|smid|src|ref|referrer|ref_src|from|share\w*"
    r"|_ga|_gl|ns_\w+|at_\w+|xtor|CMP|partner|feature|wt\.\w+|isappinstalled|nsukey|bsh_bid|scene|timestamp"
    r"|phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken",
    re.IGNORECASE,
)
_ALWAYS_MEANING = frozenset({"id", "articleid", "p", "page", "docid", "newsid", "aid", "nid", "cid"})


def clean_url(url: str) -> str:
    """Without fragment, tracking parameters and a default port; host in lower case; the order of parameters is kept."""
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url.strip()
    host = parts.hostname.lower()
    if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{parts.port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else []
    kept = [pair for pair in pairs if pair[0].lower() in _ALWAYS_MEANING or not _TRACKING.fullmatch(pair[0])]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def _site(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.")


def canonical_url(given: str | None, declared: list[str]) -> str | None:
    """What the page declares (link rel=canonical, og:url) if it is a page of the same site, else the given address."""
    if given:
        try:
            base = urlsplit(given)
            given = clean_url(given)
        except ValueError:  # a malformed address identifies its page all the same
            return given
        for address in declared:
            try:
                parts = urlsplit(urljoin(given, address.strip()))
            except ValueError:
                continue
            is_home = parts.path in ("", "/") and base.path not in ("", "/")
            if parts.hostname and base.hostname and _site(parts.hostname) == _site(base.hostname) and not is_home:
                return clean_url(parts.geturl())
        return given
    for address in declared:
        try:
            parts = urlsplit(address.strip())
            if parts.scheme in ("http", "https") and parts.hostname and parts.path not in ("", "/"):
                return clean_url(address)
        except ValueError:
            continue
    return None
