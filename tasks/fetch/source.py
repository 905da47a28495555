"""A source: an outlet (tasks/outlets.py) that can be fetched, declared in sources/<name>.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from tasks.errors import Unusable
from tasks.fetch.address import host_and_port, site_name, site_of
from tasks.fetch.failures import Refused
from tasks.fetch.settings import FetchSettings
from tasks.outlets import Outlet, Pattern, Section, load_outlets


def _web_address(value: str) -> str:
    try:
        host_and_port(value)
    except (Refused, Unusable) as error:
        raise ValueError(error.detail) from None
    return value


_CRON: Final = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_CRON_PART: Final = re.compile(r"(?:\*|(\d+)(?:-(\d+))?|[a-zA-Z]{3}(?:-[a-zA-Z]{3})?)(?:/[1-9]\d*)?")


def _cron(value: str) -> str:
    fields = value.split()
    if len(fields) != 5:
        raise ValueError("a cron schedule has five fields, such as '15 */6 * * *'")
    for field, (name, least, most) in zip(fields, _CRON, strict=True):
        for part in field.split(","):
            found = _CRON_PART.fullmatch(part)
            if not found or any(not least <= int(number) <= most for number in found.groups() if number):
                raise ValueError(f"{field!r} is no {name} of a cron schedule ({least} to {most})")
    return value


def _template(value: str) -> str:
    """An address with {page}, or with {yyyy}, {mm} and {dd}."""
    try:
        return _web_address(value.format(**_SAMPLE)) and value
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"not an address with {{page}} or {{yyyy}}, {{mm}}, {{dd}}: {error}") from None


_SAMPLE: Final = {"page": 1, "yyyy": "2020", "yy": "20", "mm": "02", "dd": "03", "m": "2", "d": "3"}
Address = Annotated[str, AfterValidator(_web_address)]
Template = Annotated[str, AfterValidator(_template)]


def _hosts_above(host: str) -> Iterator[str]:
    """A host and those that it lies below: world.people.com.cn, people.com.cn, com.cn, cn."""
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


class Links(Section):
    """Which links of feeds, sitemaps and pages are dispatches: those that match an `allow` and no `deny` pattern."""

    allow: tuple[Pattern, ...] = Field(min_length=1)
    deny: tuple[Pattern, ...] = ()

    def accepts(self, url: str) -> bool:
        return any(re.search(p, url) for p in self.allow) and not any(re.search(p, url) for p in self.deny)


class Manners(Section):
    """How a site is treated. Its robots.txt may ask for longer delays, which are kept."""

    delay: float = Field(default=2.0, ge=0, le=600)  # seconds between two requests to one host
    max_per_run: int = Field(default=200, ge=1)  # new dispatches; the rest is left to the next run
    max_pages: int = Field(default=5, ge=1, le=5000)  # of one index, while they list what is not known yet
    # A dispatch is asked for again (changed? withdrawn?) for so many days, listed or not.
    recheck_days: int = Field(default=3, ge=0)


class Expected(Section):
    """Dispatches that a healthy source lists on a day. Fewer stops publishing, more is a warning."""

    minimum: int = Field(default=1, ge=0)
    maximum: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Expected:
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum is below minimum")
        return self


class Archive(Section):
    """Index pages of one day each, as long as the site had them at that address."""

    address: Template
    valid_from: date | None = None
    valid_until: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, value: object) -> object:
        return {"address": value} if isinstance(value, str) else value

    def of_day(self, day: date) -> str | None:
        if not (self.valid_from or day) <= day <= (self.valid_until or day):
            return None
        return self.address.format(
            yyyy=f"{day:%Y}", yy=f"{day:%y}", mm=f"{day:%m}", dd=f"{day:%d}", m=day.month, d=day.day
        )


class Limits(Section):
    """Those of settings.py that may differ for a source: seconds and bytes."""

    connect_timeout: float | None = Field(default=None, gt=0)
    read_timeout: float | None = Field(default=None, gt=0)
    deadline: float | None = Field(default=None, gt=0)
    longest_wait: float | None = Field(default=None, ge=0)
    tries: int | None = Field(default=None, ge=1)
    max_redirects: int | None = Field(default=None, ge=0)
    max_bytes: int | None = Field(default=None, gt=0)
    max_unpacked: int | None = Field(default=None, gt=0)


class Source(Outlet):
    """An outlet with what fetching needs: where its dispatches are listed, which links count, manners, schedule.

    feeds     RSS and Atom
    sitemaps  and indexes of sitemaps, also gzipped
    indexes   pages with links; {page} in an address is counted up from 1, and <a rel=next> is followed
    archives  index pages of one day: {yyyy}, {mm}, {dd} (or {yy}, {m}, {d}) stand for the day
    urls      single dispatches
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    indexes: tuple[Template, ...] = ()
    archives: tuple[Archive, ...] = ()
    urls: tuple[Address, ...] = ()
    links: Links
    manners: Manners = Manners()
    expected: Expected = Expected()
    limits: Limits = Limits()
    cron: Annotated[str, AfterValidator(_cron)] | None = None
    tried: date | None = None  # day on which somebody last saw it yield dispatches; none: never tried
    notes: str | None = None

    @model_validator(mode="after")
    def _has_listing(self) -> Source:
        if not self.listings and not self.urls:
            raise ValueError("needs an address under feeds, sitemaps, indexes, archives or urls")
        return self

    @property
    def listings(self) -> tuple[str, ...]:
        return (*self.feeds, *self.sitemaps, *self.indexes, *(one.address for one in self.archives))

    def settings(self, settings: FetchSettings) -> FetchSettings:
        """The settings of the run with the limits of this source."""
        return replace(settings, **self.limits.model_dump(exclude_none=True))

    def holds(self, url: str) -> bool:
        """Whether `url` lies on a host of this source or below it, or beside one of its listings."""
        host, port = host_and_port(url)
        return site_name(host, port) in self._own_sites or any(
            name in self.hosts for name in (f"{host}:{port}", *_hosts_above(host))
        )

    @cached_property
    def _own_sites(self) -> frozenset[str]:
        return frozenset(site_of(listing.format(**_SAMPLE)) for listing in (*self.listings, *self.urls))

    def today(self) -> date:
        """The calendar day at the source."""
        return datetime.now(ZoneInfo(self.time_zone)).date()


def load_sources(folder: Path | None = None) -> list[Source]:
    """The sources of a folder, sorted by name. A UsageError, one line, for the first file that is not right."""
    return load_outlets(Source, folder)
