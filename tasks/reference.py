"""Reads reference/*.csv. One row per fact, each with where it was checked; nothing about names is written in code.

A user's own rows lie in a folder beside it: files of the same names that hold only what is added or changed.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

import yaml

from tasks.errors import UsageError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT_ROOT / "reference"

# What the `checked` of a party begins with that a user imported: nobody of the project looked at it.
IMPORTED = "import:"

Row = dict[str, str]


def own_dir() -> Path | None:
    """PARTYWIRE_REFERENCE: the user's folder of further rows, if one is set."""
    named = os.environ.get("PARTYWIRE_REFERENCE")
    return Path(named) if named else None


def use_home(home: Path) -> None:
    """Reads the rows of the home's reference/ too, unless PARTYWIRE_REFERENCE names another folder. Worker processes
    inherit it through the environment."""
    if (home / "reference").is_dir():
        os.environ.setdefault("PARTYWIRE_REFERENCE", str((home / "reference").resolve()))


def sources_dir(folder: Path | None = None) -> Path:
    """`folder`, else PARTYWIRE_SOURCES, else sources/ of the clone."""
    return folder or Path(os.environ.get("PARTYWIRE_SOURCES") or PROJECT_ROOT / "sources")


def use_sources(folder: Path) -> None:
    """Reads pages, too, by the source files of `folder`. Worker processes inherit it through the environment."""
    os.environ["PARTYWIRE_SOURCES"] = str(folder.resolve())


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[Row, ...]:
    """The rows of reference/<name>.csv, then the user's own; one of the same key takes the place of ours. Key: the
    first column where it tells our rows apart, else the whole row. Lines that start with # are comments; values are
    stripped strings."""
    own = own_dir()
    if own is None or not (own / f"{name}.csv").exists():
        return shipped(name)
    return _merged(shipped(name), own_rows(name, own / f"{name}.csv"))


@lru_cache(maxsize=64)
def shipped(name: str) -> tuple[Row, ...]:
    """The project's rows alone."""
    return tuple(_read(REFERENCE / f"{name}.csv"))


def _read(path: Path) -> list[Row]:
    """Raises UsageError, with the line, for a row that has not as many fields as the header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.startswith("#")]
    reader = csv.reader(line for _, line in lines)
    header, found = next(reader, []), list[Row]()
    for row in filter(None, reader):
        if len(row) != len(header):
            number = lines[reader.line_num - 1][0]
            raise UsageError(
                f"{path}, line {number}: {len(row)} fields, but the header has {len(header)}; "
                "a field that holds a comma stands in quotation marks"
            )
        found.append(dict(zip(header, map(str.strip, row), strict=True)))
    return found


def own_rows(name: str, path: Path) -> list[Row]:
    """The rows of a user's file with all columns of ours, those left out empty. Raises UsageError for a file that is
    no CSV and for columns that ours has not."""
    columns = _columns(name)
    try:
        found = _read(path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} is no CSV file in UTF-8: {error}") from None
    if unknown := [str(key) for row in found for key in row if key not in columns]:
        raise UsageError(f"{path}: column {unknown[0]} is unknown; there are {', '.join(columns)}")
    return [{column: row.get(column, "") for column in columns} for row in found]


def _columns(name: str) -> tuple[str, ...]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(next(csv.reader(line for line in file if not line.startswith("#"))))


def _merged(ours: tuple[Row, ...], own: list[Row]) -> tuple[Row, ...]:
    if not ours:
        return tuple(own)
    first = next(iter(ours[0]))
    key = (first,) if len({row[first] for row in ours}) == len(ours) else tuple(ours[0])
    return tuple({tuple(row[column] for column in key): row for row in (*ours, *own)}.values())


@lru_cache(maxsize=1)
def reference_version() -> str:
    """12 hex digits over names and contents of all reference files, the user's own included, and over what source files
    say of pages (layouts); not of corrections, which concern single facts: the table of that name says which hold."""
    digest = hashlib.sha256()
    for folder in filter(None, (REFERENCE, own_dir())):
        for path in sorted(path for path in folder.glob("*.csv") if path.stem != "corrections"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted(sources_dir().glob("*.y*ml")):
        digest.update(path.name.encode() + b"\0" + _how_pages_are_read(path) + b"\0")
    return digest.hexdigest()[:12]


def _how_pages_are_read(source: Path) -> bytes:
    """What a source file says of the outlet's pages; what it says of fetching changes no fact."""
    said = yaml.safe_load(source.read_bytes())
    told = {key: said.get(key) for key in ("hosts", "language", "agency", "time_zone", "pages", "layouts")}
    return json.dumps(told, sort_keys=True, default=str).encode()
