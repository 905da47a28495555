"""What an export's header says about one article, and its body."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """One article of an export. published_at is ISO 8601, language ISO 639-1."""

    body: str
    title: str | None = None
    source: str | None = None
    published_at: str | None = None
    dateline: str | None = None
    bylines: tuple[str, ...] = ()
    language: str | None = None
    id: str | None = None

    @property
    def text(self) -> str:
        """The body as an agency would send it: the dateline, which exports put in a field of its own, leads it."""
        start = self.body.lstrip()[:200].casefold()
        if not self.dateline or self.dateline.casefold()[:20] in start:
            return self.body
        return f"{self.dateline} -- {self.body.lstrip()}"
