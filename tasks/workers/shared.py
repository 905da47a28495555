"""The place through which the parts of a run come from the machines of a cluster: a folder or an object store."""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

import fsspec


class SharedPlace:
    """The folder of one run below `url` (a path, or a URL of any protocol that fsspec knows).

    Raises ImportError or ValueError where nothing knows the protocol.
    """

    def __init__(self, url: str, run_id: str) -> None:
        self._files, root = fsspec.url_to_fs(url)
        self._root = f"{root.rstrip('/')}/{run_id}"

    def leave(self, part: Path) -> list[str]:
        """Copies the files of a part to where nobody else writes; their paths, which say all about the part."""
        folder = f"{part.name}-{uuid.uuid4().hex}"
        found = sorted(part.iterdir())
        if found:
            self._files.makedirs(f"{self._root}/{folder}", exist_ok=True)
        for path in found:
            self._files.put_file(str(path), f"{self._root}/{folder}/{path.name}")
        return [f"{folder}/{path.name}" for path in found]

    def take(self, paths: Sequence[str], part: Path) -> None:
        """Moves what `leave` left to `part`, whole or not at all. Raises FileNotFoundError where it is not there."""
        new = part.with_name(f".{part.name}.tmp")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for path in paths:
            self._files.get_file(f"{self._root}/{path}", str(new / path.rsplit("/", 1)[-1]))
        shutil.rmtree(part, ignore_errors=True)
        new.rename(part)
        for path in paths:
            self._files.rm_file(f"{self._root}/{path}")

    def clear(self) -> None:
        """Removes what was left and never taken."""
        with contextlib.suppress(OSError):
            self._files.rm(self._root, recursive=True)
