"""An outlet: what sources/<name>.yml says of its pages. What it says of fetching is added in fetch/source.py.

Layouts are dated, as sites change their form every few years. They are data: where the outlet puts headline, date,
reporters, credited agency and text, as selectors (selectors.py). Where no layout applies, pages are read generically.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tasks.errors import UsageError
from tasks.reference import sources_dir
from tasks.selectors import parse_selector


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return value


def _date_pattern(value: str) -> str:
    if not {"year", "month", "day"} <= re.compile(_pattern(value)).groupindex.keys():
        raise ValueError("needs groups named year, month and day")
    return value


def _selector(value: str) -> str:
    parse_selector(value)
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("not a time zone such as Asia/Shanghai") from None
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
Selectors = tuple[Annotated[str, AfterValidator(_selector)], ...]


class Section(BaseModel):
    """A part of a source file: nothing in it that is not defined here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Layout(Section):
    """One form of an outlet's pages. Of the selectors of a field, the first that finds a value is taken.

    body          the element that holds the running text; the layout applies to a page that has it
    lead          the first paragraph, where it stands outside of the body
    source        where the agency is credited: 来源：新华社
    date_pattern  for dates that nobody could read without knowing the outlet: groups year, month, day and perhaps time
    """

    name: str
    valid_from: date | None = None
    valid_until: date | None = None
    body: Selectors = Field(min_length=1)
    lead: Selectors = ()
    title: Selectors = ()
    published: Selectors = ()
    modified: Selectors = ()
    authors: Selectors = ()
    source: Selectors = ()
    date_pattern: Annotated[str, AfterValidator(_date_pattern)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Layout:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until is before valid_from")
        return self

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class Outlet(BaseModel):
    """name: file name without .yml; agency: only where all dispatches are its own; hosts: that its pages lie on, with
    all below them (people.com.cn covers world.people.com.cn).

    pages   kept: an old page keeps the form of its day; renewed: the site renders old pages in its newest form, too
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$")
    title: str
    hosts: tuple[str, ...] = ()
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    agency: str | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    pages: Literal["kept", "renewed"] = "kept"
    layouts: tuple[Layout, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> Outlet:
        names = [layout.name for layout in self.layouts]
        if len(set(names)) < len(names):
            raise ValueError("two layouts have the same name")
        return self


# What yaml.safe_load does, by libyaml where PyYAML was built with it: ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OutletType = TypeVar("OutletType", bound=Outlet)


def load_outlets(kind: type[OutletType], folder: Path | None = None) -> list[OutletType]:
    """The outlets of a folder, sorted by name. A UsageError, one line, for the first file that is not right."""
    folder = sources_dir(folder)
    if not folder.is_dir():
        raise UsageError(f"there is no folder of sources at {folder}")
    return [_load(kind, path) for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])]


def _load(kind: type[OutletType], path: Path) -> OutletType:
    try:
        values = _LOADER(path.read_text(encoding="utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path.name}: cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise UsageError(f"{path.name}: is empty or no mapping of names to values")
    try:
        outlet = kind.model_validate({"name": path.stem} | values)
    except ValidationError as error:
        raise UsageError(f"{path.name}: {_first_problem(error)}") from None
    if outlet.name != path.stem:
        raise UsageError(f"{path.name}: name is {outlet.name!r}, the file says {path.stem!r}")
    return outlet


def _first_problem(error: ValidationError) -> str:
    problems = error.errors()
    where = ".".join(str(part) for part in problems[0]["loc"])
    text = problems[0]["msg"].removeprefix("Value error, ")
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return (f"{where}: {text}" if where else text) + more


@lru_cache(maxsize=4)
def _by_host(setting: str | None) -> dict[str, Outlet]:
    """By the value of PARTYWIRE_SOURCES: asking the file system for every address would cost more than reading it."""
    folder = sources_dir(Path(setting) if setting else None)
    return {host: outlet for outlet in load_outlets(Outlet, folder) if outlet.layouts for host in outlet.hosts}


def outlet_of(url: str | None) -> Outlet | None:
    """The outlet with layouts whose host, or the nearest host above it, the address lies on."""
    try:
        labels = (urlsplit(url).hostname or "").split(".") if url else []
    except ValueError:  # a malformed address belongs to nobody
        return None
    by_host = _by_host(os.environ.get("PARTYWIRE_SOURCES")) if labels else {}
    hosts = (".".join(labels[start:]) for start in range(len(labels)))
    return next((by_host[host] for host in hosts if host in by_host), None)
