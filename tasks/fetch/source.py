"""A source: one outlet, declared in sources/<name>.yml. What a source may say is defined here and nowhere else."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tasks.errors import UsageError
from tasks.fetch.address import host_and_port, site_of
from tasks.fetch.failures import Refused
from tasks.reference import PROJECT_ROOT


def _web_address(value: str) -> str:
    try:
        host_and_port(value)
    except Refused as error:
        raise ValueError(error.detail) from None
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("not a time zone such as Asia/Shanghai") from None
    return value


def _cron(value: str) -> str:
    if len(value.split()) != 5:
        raise ValueError("a cron schedule has five fields, such as '15 */6 * * *'")
    return value


Address = Annotated[str, AfterValidator(_web_address)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Links(_Section):
    """Which links of feeds and index pages are dispatches: those that match an `allow` and no `deny` pattern."""

    allow: tuple[Pattern, ...] = Field(min_length=1)
    deny: tuple[Pattern, ...] = ()

    def accepts(self, url: str) -> bool:
        return any(re.search(p, url) for p in self.allow) and not any(re.search(p, url) for p in self.deny)


class Manners(_Section):
    """How a site is treated. Its robots.txt may ask for longer delays, which are kept."""

    delay: float = Field(default=2.0, ge=0, le=600)  # seconds between two requests to one host
    max_per_run: int = Field(default=200, ge=1)  # dispatches; the rest is left to the next run
    # A dispatch is asked for again (changed? withdrawn?) for so many days, listed or not.
    recheck_days: int = Field(default=3, ge=0)


class Expected(_Section):
    """Dispatches that a healthy source lists in one run. Fewer stops publishing, more is a warning."""

    minimum: int = Field(default=1, ge=0)
    maximum: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Expected:
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum is below minimum")
        return self


class Source(_Section):
    """name: file name without .yml, also source_id of its dispatches; agency: only where all dispatches are its own."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$")
    title: str
    feeds: tuple[Address, ...] = ()
    indexes: tuple[Address, ...] = ()
    links: Links
    hosts: tuple[str, ...] = ()  # further hosts (host or host:port) that its dispatches lie on
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    agency: str | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
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


def sources_dir(folder: Path | None = None) -> Path:
    """`folder`, else PARTYWIRE_SOURCES, else sources/ of the clone."""
    return folder or Path(os.environ.get("PARTYWIRE_SOURCES") or PROJECT_ROOT / "sources")


def load_sources(folder: Path | None = None) -> list[Source]:
    """The sources of a folder, sorted by name. A UsageError, one line, for the first file that is not right."""
    folder = sources_dir(folder)
    if not folder.is_dir():
        raise UsageError(f"there is no folder of sources at {folder}")
    return [_load(path) for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])]


def _load(path: Path) -> Source:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path.name}: cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise UsageError(f"{path.name}: is empty or no mapping of names to values")
    try:
        source = Source.model_validate({"name": path.stem} | values)
    except ValidationError as error:
        raise UsageError(f"{path.name}: {_first_problem(error)}") from None
    if source.name != path.stem:
        raise UsageError(f"{path.name}: name is {source.name!r}, the file says {path.stem!r}")
    return source


def _first_problem(error: ValidationError) -> str:
    problems = error.errors()
    where = ".".join(str(part) for part in problems[0]["loc"])
    text = problems[0]["msg"].removeprefix("Value error, ")
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return (f"{where}: {text}" if where else text) + more
