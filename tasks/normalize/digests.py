"""Digests and index pages: several dispatches on one page, so that no dateline is that of the whole."""

from __future__ import annotations

import re

from tasks.normalize.datelines import find_dateline

_LOOKED_AT = 80  # lines
_AT_LEAST = 3  # datelines; two may be a distributor's and the agency's own
_SIGN = re.compile(r"[(（/\-–—电電讯訊]")
_SIGN_WITHIN = 72  # characters
_LOOKS_LIKE_DATELINE = re.compile(r".{2,70}?(?:[(（/][^()（）/\n]{2,40}[)）/]|\s[-–—]|--|—|[电電讯訊])")


def _looks_like_dateline(line: str) -> bool:
    return _SIGN.search(line, 0, _SIGN_WITHIN) is not None and _LOOKS_LIKE_DATELINE.match(line) is not None


def holds_several(text: str) -> bool:
    """Whether paragraphs of the text begin with the datelines of several places."""
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if _looks_like_dateline(line)]
    if len(lines) < _AT_LEAST:
        return False
    found = (find_dateline(line) for line in lines)
    places = [f.place for f in found if f and not f.start and f.place and (f.agency or f.date)]
    return len(places) >= _AT_LEAST and len(set(places)) > 1
