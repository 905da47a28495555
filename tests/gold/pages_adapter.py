"""Partywire's normaliser as the annotated page sets call it: (html bytes, url) -> text, title, authors, published, language."""

from __future__ import annotations

from typing import Any

from tasks.errors import Unusable
from tasks.normalize import normalize
from tasks.records import Candidate, Given


def extract(html: bytes, url: str | None) -> dict[str, Any]:
    try:
        dispatch = normalize(Candidate(html, "html", "page", Given(url=url)))
    except Unusable:
        return {}
    return {
        "text": dispatch.text,
        "title": dispatch.title,
        "authors": list(dispatch.bylines),
        "published": dispatch.published_at,
        "language": dispatch.language,
    }
