"""From what stands on the command line to files: folders walked, globs expanded, litter left out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from tasks.records import Rejected

_LITTER = re.compile(
    r"^(?:\.|~\$|#.*#$)|~$|\.(?:bak|swp|swo|tmp|part|crdownload)$|^(?:thumbs\.db|desktop\.ini|__macosx)$", re.I
)
_ABOUT_THE_FOLDER = re.compile(r"^(?:readme|license|licence|notice|changelog)(?:\.(?:md|txt|rst))?$", re.I)
_WILDCARD = re.compile(r"[*?\[]")
_HOME = ("archive", "snapshots", "work", "lock")  # what every home of ours holds (tasks/store/home.py)


@dataclass(frozen=True)
class FoundFile:
    """A regular file, and what it is called in tables and messages."""

    locator: str  # relative to the input it was found under: the same wherever the run is started
    path: Path


Found = FoundFile | Rejected


def is_url(text: str) -> bool:
    """Whether an input is an address of the web and not of a file."""
    return re.match(r"https?://", text, re.I) is not None


def is_litter(name: str) -> bool:
    """Hidden files, editor backups, half downloads and what operating systems leave behind."""
    return _LITTER.search(name) is not None


def is_about_the_folder(name: str) -> bool:
    """README and licence files: whoever shares a folder of dispatches writes them about it."""
    return _ABOUT_THE_FOLDER.search(name) is not None


def is_home(folder: Path) -> bool:
    """Whether a folder is a home: it may lie in the folder that is read, and what it holds has been read before."""
    return all((folder / name).exists() for name in _HOME)


def printable(name: str | PurePath) -> str:
    """`name` with control, bidirectional and undecodable characters escaped: one line, safe to show."""
    text = name.as_posix() if isinstance(name, PurePath) else name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def find_files(inputs: Iterable[str]) -> list[Found]:
    """All files that the inputs (files, folders, globs) mean, each once, sorted by locator.

    In folders, README and licence files are left out too: they are about the folder. So is a home. Links that lead
    out of a folder are refused, special files (pipes, sockets, devices) are never opened.
    """
    found: dict[str, Found] = {}
    seen: set[str] = set()
    for item in (item for text in inputs for item in _expand(text)):
        real = os.path.realpath(item.path) if isinstance(item, FoundFile) else f"\0{item.locator}"
        if real in seen:
            continue
        seen.add(real)
        locator, number = item.locator, 1
        while locator in found:  # files of one name from different folders
            number += 1
            locator = f"{item.locator} ({number})"
        found[locator] = replace(item, locator=locator)
    return [found[locator] for locator in sorted(found)]


def _expand(text: str) -> Iterator[Found]:
    path = Path(text).expanduser()
    if path.exists() or path.is_symlink():
        yield from _at(path, PurePath(path.name or path.resolve().name))
    elif _WILDCARD.search(text):
        yield from _matches(path)
    else:
        yield Rejected(printable(path.name or text), "missing", f"there is no {printable(text)}")


def _matches(pattern: Path) -> Iterator[Found]:
    """What a glob that the shell did not expand matches; locators start behind its fixed part."""
    first = next(number for number, part in enumerate(pattern.parts) if _WILDCARD.search(part))
    base = Path(*pattern.parts[:first])
    try:
        matches = sorted(base.glob(str(Path(*pattern.parts[first:]))))
    except (ValueError, OSError):
        matches = []
    if not matches:
        yield Rejected(printable(pattern), "missing", "no file matches")
    for match in matches:
        if not is_litter(match.name):
            yield from _at(match, match.relative_to(base))


def _at(path: Path, name: PurePath) -> Iterator[Found]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Rejected(printable(name), "missing", f"cannot be followed: {error.strerror}")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path, name)
    elif stat.S_ISREG(mode):
        yield FoundFile(printable(name), path)
    else:
        yield Rejected(printable(name), "denied", "not a regular file", is_refused=True)


def _walk(folder: Path, name: PurePath) -> Iterator[Found]:
    unreadable: list[OSError] = []
    is_empty = True
    for where, folders, files in os.walk(folder, onerror=unreadable.append):
        if is_home(Path(where)):
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not is_litter(f))
        links = [f for f in folders if Path(where, f).is_symlink()]
        for entry in sorted([*files, *links]):
            if is_litter(entry) or is_about_the_folder(entry):
                continue
            is_empty = False
            path = Path(where, entry)
            locator = name / path.relative_to(folder)
            yield from _link(path, folder, locator) if path.is_symlink() else _at(path, locator)
    for error in unreadable:
        place = printable(name / Path(str(error.filename)).relative_to(folder))
        yield Rejected(place, "unreadable", f"folder cannot be read: {error.strerror}")
    if is_home(folder):
        yield Rejected(printable(name), "empty", "a home of partywire, whose dispatches have been read")
    elif is_empty and not unreadable:
        yield Rejected(printable(name), "empty", "a folder without files")


def _link(path: Path, folder: Path, locator: PurePath) -> Iterator[Rejected]:
    """A link to a file of the folder is passed over, as the file itself is read."""
    root, target = folder.resolve(), Path(os.path.realpath(path))
    if not target.exists():
        yield Rejected(printable(locator), "missing", "a link to nothing")
    elif root not in target.parents:
        yield Rejected(printable(locator), "denied", "a link that leads out of the folder", is_refused=True)
