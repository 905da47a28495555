"""A source: an outlet (tasks/outlets.py) that can be fetched, declared in sources/<name>.yml."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from tasks.fetch.address import host_and_port, site_of
from tasks.fetch.failures import Refused
from tasks.outlets import Outlet, Pattern, Section, load_outlets


def _web_address(value: str) -> str:
    try:
        host_and_port(value)
    except Refused as error:
        raise ValueError(error.detail) from None
    return value


def _cron(value: str) -> str:
    if len(value.split()) != 5:
        raise ValueError("a cron schedule has five fields, such as '15 */6 * * *'")
    return value


Address = Annotated[str, AfterValidator(_web_address)]


class Links(Section):
    """Which links of feeds and index pages are dispatches: those that match an `allow` and no `deny` pattern."""

    allow: tuple[Pattern, ...] = Field(min_length=1)
    deny: tuple[Pattern, ...] = ()

    def accepts(self, url: str) -> bool:
        return any(re.search(p, url) for p in self.allow) and not any(re.search(p, url) for p in self.deny)


class Manners(Section):
    """How a site is treated. Its robots.txt may ask for longer delays, which are kept."""

    delay: float = Field(default=2.0, ge=0, le=600)  # seconds between two requests to one host
    max_per_run: int = Field(default=200, ge=1)  # dispatches; the rest is left to the next run
    # A dispatch is asked for again (changed? withdrawn?) for so many days, listed or not.
    recheck_days: int = Field(default=3, ge=0)


class Expected(Section):
    """Dispatches that a healthy source lists in one run. Fewer stops publishing, more is a warning."""

    minimum: int = Field(default=1, ge=0)
    maximum: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Expected:
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum is below minimum")
        return self


class Source(Outlet):
    """An outlet with what fetching needs: its feeds and index pages, which of their links count, manners, schedule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feeds: tuple[Address, ...] = ()
    indexes: tuple[Address, ...] = ()
    links: Links
    manners: Manners = Manners()
    expected: Expected = Expected()
    cron: Annotated[str, AfterValidator(_cron)] | None = None
    tried: date | None = None  # day on which somebody last saw it yield dispatches; none: never tried
    notes: str | None = None

    @model_validator(mode="after")
    def _has_listing(self) -> Source:
        if not self.feeds and not self.indexes:
            raise ValueError("needs an address under feeds or indexes")
        return self

    def holds(self, url: str) -> bool:
        """Whether `url` lies on a host of this source."""
        host, _ = host_and_port(url)
        site = site_of(url)
        return site in {site_of(listing) for listing in (*self.feeds, *self.indexes)} or not {host, site}.isdisjoint(
            self.hosts
        )

    def today(self) -> date:
        """The calendar day at the source."""
        return datetime.now(ZoneInfo(self.time_zone)).date()


def load_sources(folder: Path | None = None) -> list[Source]:
    """The sources of a folder, sorted by name. A UsageError, one line, for the first file that is not right."""
    return load_outlets(Source, folder)
