"""What hostile files are built with: cases, honest pages, a folder that grows."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

OK = "ok"  # at least one dispatch of it is in the tables
NOTHING = "nothing"  # passed over: no dispatch, and no input either
CANARY = "canary-of-the-hostile-files"  # must be in no table
SECRET = "secret-outside-the-folder"


@dataclass(frozen=True)
class Case:
    """One hostile file: `path` below the folder; what became of it must be in `may` and hold all of `must`."""

    id: str
    path: str
    may: frozenset[str]
    must: frozenset[str]


def page(number: int, more: str = "", title: str | None = None, head: str = "") -> str:
    """An honest page, of an address of its own."""
    title = title or f"Talks number {number} in Hanoi"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="canonical" href="http://news.example/{number}">{head}</head><body><h1>{title}</h1><article>'
        f"<p>HANOI, June 9, 2021 (EXA) -- The Communist Party of Vietnam received a delegation of the Communist Party of"
        f" Cuba here on Wednesday, in the meeting number {number} of the year.</p>"
        f"<p>Both sides praised their friendship and agreed to deepen exchanges.{more}</p></article></body></html>"
    )


class Builder:
    """Writes files below `folder`; `short` makes the large ones smaller."""

    def __init__(self, folder: Path, *, short: bool) -> None:
        self.folder, self.short = folder, short
        self.cases: list[Case] = []
        self._number = 0
        self._noise = random.Random(11)

    def page(self, more: str = "", title: str | None = None, head: str = "") -> bytes:
        self._number += 1
        return page(self._number, more, title, head).encode()

    def add(self, id_: str, path: str, content: bytes, *may: str, must: tuple[str, ...] = ()) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.expect(id_, path, *may, must=must)

    def expect(self, id_: str, path: str, *may: str, must: tuple[str, ...] = ()) -> None:
        self.cases.append(Case(id_, path, frozenset(may) | frozenset(must), frozenset(must)))

    def noise(self, size: int) -> bytes:
        return self._noise.randbytes(size)

    def size(self, whole: int, short: int) -> int:
        return short if self.short else whole
