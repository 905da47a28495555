"""What the listings of a source list: feeds, sitemaps, index pages and day archives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from tasks.errors import Unusable
from tasks.fetch.address import check_unresolved
from tasks.fetch.client import Client
from tasks.fetch.days import Days
from tasks.fetch.failures import Gone, Refused
from tasks.fetch.listing import feed_links, page_links
from tasks.fetch.sitemaps import MAX_BYTES, MAX_ENTRIES, Entry, entries
from tasks.fetch.source import Archive, Source
from tasks.normalize.urls import clean_url

_MAX_SITEMAPS: Final = 1_000  # files below one sitemap index
_MAX_DEPTH: Final = 3  # indexes of indexes
_MAX_FOREIGN: Final = 50  # rows for entries of a sitemap that lie elsewhere
_PAGE = "{page}"

Fault = tuple[str, Unusable | Refused]


@dataclass
class Listed:
    """What one listing gave. `found`: address of a dispatch -> when it changed last, where the listing says so."""

    address: str
    found: dict[str, str | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@contextmanager
def _kept_fault(listed: Listed, address: str) -> Iterator[None]:
    """A listing that fails is a row of the report, and what it gave so far counts."""
    try:
        yield
    except (Unusable, Refused) as error:
        listed.faults.append((address, error))


class Lists:
    """Reads the listings of one source. `is_known`: whether an address was fetched by an earlier run."""

    def __init__(self, source: Source, days: Days, is_known: Callable[[str], bool]) -> None:
        self._source, self._days, self._is_known = source, days, is_known
        self._today = source.today()

    def read(self, client: Client, address: str) -> Listed:
        """The dispatches that a listing of the source lists. Faults are part of the result; nothing is raised."""
        listed = Listed(address)
        if address in self._source.feeds:
            with _kept_fault(listed, address):
                self._take(listed, feed_links(client.get(address)))
        elif address in self._source.sitemaps:
            self._read_sitemap(client, listed, address, depth=0, left=[_MAX_SITEMAPS])
        elif archive := next((one for one in self._source.archives if one.address == address), None):
            self._read_archive(client, listed, archive)
        else:
            self._read_index(client, listed, address)
        return listed

    def _take(self, listed: Listed, links: list[str]) -> int:
        """Adds the dispatches among `links`; returns how many of them nobody knew."""
        fresh = 0
        for link in links:
            if self._source.links.accepts(link) and self._lies_here(listed, link) and self._days.takes_link(link):
                fresh += link not in listed.found and not self._is_known(link)
                listed.found.setdefault(link, None)
        return fresh

    def _lies_here(self, listed: Listed, link: str) -> bool:
        """Whether an address lies on a host of the source. One that does not is a fault of the listing."""
        error: Unusable | Refused
        try:
            if self._source.holds(link):
                return True
            check_unresolved(link, frozenset())
            error = Refused("host", "on a host that is not the source's")
        except (Unusable, Refused) as refusal:
            error = refusal
        if len(listed.faults) < _MAX_FOREIGN:
            listed.faults.append((link, error))
        return False

    def _read_index(self, client: Client, listed: Listed, address: str) -> None:
        """An index and the pages after it, as long as they list something new (in a backfill: something at all)."""
        page, number, seen = address.replace(_PAGE, "1"), 1, set[str]()
        while page and page not in seen and number <= self._source.manners.max_pages:
            seen.add(page)
            before, onward, fresh = len(listed.found), None, 0
            try:
                links, onward = page_links(client.get(page))
                fresh = self._take(listed, links)
            except (Unusable, Refused) as error:
                if not (isinstance(error, Gone) and number > 1):  # one page after the last is no fault
                    listed.faults.append((page, error))
            if not (fresh or (self._days.is_backfill and len(listed.found) > before)):
                return
            number += 1
            page = address.replace(_PAGE, str(number)) if _PAGE in address else self._followed(onward)

    def _followed(self, onward: str | None) -> str:
        try:
            return onward if onward and self._source.holds(onward) else ""
        except (Unusable, Refused):
            return ""

    def _read_archive(self, client: Client, listed: Listed, archive: Archive) -> None:
        for day in self._days.each(self._today):
            if not (address := archive.of_day(day)):
                continue
            try:
                self._take(listed, page_links(client.get(address))[0])
            except (Unusable, Refused) as error:
                if not (isinstance(error, Gone) and day == self._today):  # today's may not be out yet
                    listed.faults.append((address, error))
                if error.reason == "deferred":
                    return

    def _read_sitemap(self, client: Client, listed: Listed, address: str, depth: int, left: list[int]) -> None:
        """A sitemap, with those that it lists where it is an index; `left`: how many more may be asked for."""
        children: list[Entry] = []

        left[0] -= 1
        with _kept_fault(listed, address):
            reply = client.get(address, max_bytes=MAX_BYTES)
            for entry in self._accepted(listed, entries(reply, client.settings)):
                if entry.is_sitemap:
                    children.append(entry)
                elif len(listed.found) < MAX_ENTRIES:
                    listed.found[clean_url(entry.url)] = entry.modified
        for child in children:
            if depth + 1 < _MAX_DEPTH and left[0] > 0 and self._days.takes_sitemap(child.url, child.modified):
                self._read_sitemap(client, listed, child.url, depth + 1, left)

    def _accepted(self, listed: Listed, found: Iterator[Entry]) -> Iterator[Entry]:
        """Entries that are dispatches, and sitemaps. Either must lie with the source: anybody can write a sitemap."""
        for entry in found:
            if not self._lies_here(listed, entry.url):
                continue
            wanted = self._source.links.accepts(entry.url) and self._days.takes_link(entry.url)
            if entry.is_sitemap or (wanted and not self._is_before(entry)):
                yield entry

    def _is_before(self, entry: Entry) -> bool:
        """What changed last before the first day of the range was not written in it."""
        since = self._days.since
        return bool(since and entry.modified and entry.modified[:10] < since)
