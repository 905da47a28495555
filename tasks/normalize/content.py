"""What a candidate holds, whatever its form: the text, and what a page or record says about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """The short lines round a page's running text: before its headline, from there to the text, right behind it.

    Where the headline is not found, all that stand before the text are `below_headline`.
    """

    above_headline: tuple[str, ...] = ()
    below_headline: tuple[str, ...] = ()
    behind_text: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.above_headline + self.below_headline + self.behind_text


@dataclass(frozen=True, slots=True)
class Content:
    """Text of a dispatch before its metadata is worked out. `page` is what an HTML page says of itself."""

    text: str
    is_page: bool = False
    title: str | None = None
    published: tuple[tuple[str, str], ...] = ()  # (value as written, basis), best first
    authors: tuple[str, ...] = ()
    language: str | None = None
    urls: tuple[str, ...] = ()  # declared canonical addresses
    lines: Lines = Lines()
    warnings: tuple[str, ...] = ()
    is_title_sure: bool = False  # whether two parts of the page agree on it
    source: str | None = None  # the line that credits the agency, where the outlet's layout knows it
