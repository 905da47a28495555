"""Pages that were fetched and wait to be read: WARC files in the home, per source, until a run has published them.

A run that is killed between fetching and publishing costs no page: the next one finds it here. And no run holds what it
fetches in memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tasks.archive import Archive, ArchiveWriter
from tasks.fetch.state import FetchState, Seen
from tasks.records import Candidate


class Inbox:
    """That of one source."""

    def __init__(self, home: Path, name: str) -> None:
        self._folder = home / "inbox" / name

    def writer(self) -> ArchiveWriter:
        """Takes the pages of this run, in files of their own: one that breaks off is never written to again."""
        return ArchiveWriter(self._folder, f"{len(list(self._folder.glob('*.warc.gz'))) + 1:05}")

    def pages(self) -> Iterator[Candidate]:
        """All pages, in the order in which they came."""
        return Archive(self._folder).candidates()

    def seen(self, day: str) -> FetchState:
        """What the pages that wait say of their addresses, as if seen on `day` (ISO)."""
        state: FetchState = {}
        for page in self.pages():
            state[page.locator] = Seen(sha256=page.raw_sha256, first_seen=day)
            if page.given.etag:
                state[page.locator]["etag"] = page.given.etag
        return state

    def clear(self) -> None:
        """Call it after publishing."""
        shutil.rmtree(self._folder, ignore_errors=True)
