"""From what stands on the command line to files: folders walked, globs expanded, litter left out."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.records import Rejected

_LITTER = re.compile(
    r"^(?:\.|~\$|#.*#$)|~$|\.(?:bak|swp|swo|tmp|part|crdownload)$|^(?:thumbs\.db|desktop\.ini|__macosx)$", re.I
)
_ABOUT_THE_FOLDER = re.compile(r"^(?:readme|license|licence|notice|changelog|manifest)(?:\.(?:md|txt|rst))?$", re.I)
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class FoundFile:
    locator: str  # relative to the input it was found under: the same wherever the run is started
    path: Path


def is_url(text: str) -> bool:
    return re.match(r"https?://", text, re.I) is not None


def is_litter(name: str) -> bool:
    """Hidden files, editor backups, half downloads and what operating systems leave behind."""
    return _LITTER.search(name) is not None


def printable(name: str) -> str:
    """`name` with control, bidirectional and undecodable characters escaped: one line, safe to show."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def find_files(inputs: Iterable[str]) -> list[FoundFile | Rejected]:
    """All files that the inputs (files, folders, globs) mean, each once, sorted by locator.

    In folders, README and licence files are left out too: they are about the folder. Links that lead out of a folder
    are refused, special files (pipes, sockets, devices) are never opened.
    """
    found: dict[str, FoundFile | Rejected] = {}
    seen: set[str] = set()
    for item in (item for text in inputs for item in _expand(text)):
        real = os.path.realpath(item.path) if isinstance(item, FoundFile) else f"\0{item.locator}"
        if real in seen:
            continue
        seen.add(real)
        locator, number = item.locator, 1
        while locator in found:
            number += 1
            locator = f"{item.locator} ({number})"
        found[locator] = item if number == 1 else _renamed(item, locator)
    return [found[locator] for locator in sorted(found)]


def _renamed(item: FoundFile | Rejected, locator: str) -> FoundFile | Rejected:
    if isinstance(item, FoundFile):
        return FoundFile(locator, item.path)
    return Rejected(locator, item.reason, item.detail, is_refused=item.is_refused)


def _expand(text: str) -> Iterator[FoundFile | Rejected]:
    path = Path(text).expanduser()
    if path.exists() or path.is_symlink():
        yield from _one(path, path.name or path.resolve().name)
    elif _MAGIC.search(text):
        fixed = _fixed_part(text)
        matches = sorted(glob.glob(os.path.expanduser(text), recursive=True))
        if not matches:
            yield Rejected(printable(text), "missing", "no file matches")
        for match in matches:
            if not is_litter(Path(match).name):
                yield from _one(Path(match), os.path.relpath(match, fixed))
    else:
        yield Rejected(printable(path.name or text), "missing", f"there is no {printable(text)}")


def _fixed_part(pattern: str) -> str:
    """The folder in front of the first part with a wildcard."""
    parts = Path(os.path.expanduser(pattern)).parts
    fixed = parts[: next(i for i, part in enumerate(parts) if _MAGIC.search(part))]
    return os.path.join(*fixed) if fixed else "."


def _one(path: Path, name: str) -> Iterator[FoundFile | Rejected]:
    locator = printable(Path(name).as_posix())
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Rejected(locator, "missing", f"cannot be followed: {error.strerror}")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path, name)
    elif stat.S_ISREG(mode):
        yield FoundFile(locator, path)
    else:
        yield Rejected(locator, "denied", "not a regular file", is_refused=True)


def _walk(folder: Path, name: str) -> Iterator[FoundFile | Rejected]:
    root = os.path.realpath(folder)
    unreadable: list[OSError] = []
    empty = True
    for where, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(f for f in folders if not is_litter(f))
        for entry in sorted([*files, *(f for f in folders if os.path.islink(os.path.join(where, f)))]):
            if is_litter(entry) or _ABOUT_THE_FOLDER.search(entry):
                continue
            path = Path(where, entry)
            locator = os.path.join(name, os.path.relpath(path, folder)) if name else os.path.relpath(path, folder)
            empty = False
            yield from _link(path, root, locator) if path.is_symlink() else _one(path, locator)
    for error in unreadable:
        yield Rejected(
            printable(Path(str(error.filename)).name), "unreadable", f"folder cannot be read: {error.strerror}"
        )
    if empty and not unreadable:
        yield Rejected(printable(name), "empty", "a folder without files")


def _link(path: Path, root: str, locator: str) -> Iterator[Rejected]:
    """A link within the folder is passed over, as its target is read anyway."""
    target = os.path.realpath(path)
    if not os.path.exists(target):
        yield Rejected(printable(locator), "missing", "a link to nothing")
    elif os.path.commonpath([root, target]) != root or target == root or root.startswith(target + os.sep):
        yield Rejected(printable(locator), "denied", "a link that leads out of the folder", is_refused=True)
