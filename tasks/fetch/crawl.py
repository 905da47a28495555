"""One run of one source: its listings, then what they list, then what they listed lately."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from tasks.errors import Unusable
from tasks.fetch.address import printable
from tasks.fetch.client import Client
from tasks.fetch.days import ANY_DAY, Days
from tasks.fetch.dispatches import candidate, conditional, rejected
from tasks.fetch.failures import Forbidden, Gone, Refused
from tasks.fetch.lists import Listed, Lists
from tasks.fetch.network import Network, visit_all
from tasks.fetch.pages import visit
from tasks.fetch.report import FetchReport
from tasks.fetch.source import Source
from tasks.fetch.state import FetchState, Seen
from tasks.records import Candidate, Given, Rejected

_KEPT_DAYS: Final = 90  # at least as long as `recheck_days` can be
_TRIED: Final = 3

Keep = Callable[[Candidate], object]


@dataclass(frozen=True)
class _Outcome:
    """What asking for an address gave: a candidate, or that it has not changed, or a failure."""

    url: str
    candidate: Candidate | None = None
    last_modified: str | None = None
    failure: Unusable | Refused | None = None


def _visit(base: Given, state: FetchState, client: Client, url: str) -> _Outcome:
    try:
        reply = visit(client, url, conditional(state.get(url, {})))
        if reply.status == 304:
            return _Outcome(url)
        return _Outcome(url, candidate(reply, url, base), reply.headers.get("Last-Modified"))
    except (Unusable, Refused) as failure:
        return _Outcome(url, failure=failure)


def fetch_urls(urls: Iterable[str], network: Network) -> Iterator[Candidate | Rejected]:
    """The pages at the given addresses, each once, as they come; nothing but robots.txt is fetched beside them."""
    settings = network.settings
    client = partial(network.client, settings, settings.delay)
    for outcome in visit_all(dict.fromkeys(urls), partial(_visit, Given(), {}), client, settings.sites_at_once):
        if outcome.candidate:
            yield outcome.candidate
        elif outcome.failure:
            yield rejected(outcome.url, outcome.failure)


def fetch_source(
    source: Source,
    state: FetchState,
    network: Network,
    keep: Keep,
    days: Days = ANY_DAY,
    waiting: Collection[str] = (),
) -> FetchReport:
    """Everything of the source that is new or changed since `state`, which itself is left as it is.

    keep     called with every page that was fetched
    days     the days of a backfill
    waiting  addresses whose pages an earlier run fetched and did not live to read: they are not asked for again
    Faults of single addresses and listings are rows of the report; nothing is raised for them.
    """
    crawl = _Crawl(source, state, network, keep)
    listed = dict.fromkeys(source.urls) | crawl.listed(source.listings, days)
    crawl.report.is_backfill = days.is_backfill
    crawl.count(listed)
    crawl.take([url for url in crawl.due(listed) if url not in waiting])
    if not days.is_backfill:
        crawl.mark(listed)
    crawl.forget_old(listed)
    return crawl.report


def check_source(source: Source, network: Network, keep: Keep) -> FetchReport:
    """A trial: the first listing that yields links, and three of its dispatches. Nothing is remembered."""
    crawl = _Crawl(source, {}, network, keep)
    listed: dict[str, str | None] = dict.fromkeys(source.urls)
    for listing in source.listings:
        if found := crawl.listed([listing], ANY_DAY):
            listed = found
            break
    crawl.report.listed_count = len(listed)
    crawl.take(list(listed)[:_TRIED])
    return crawl.report


class _Crawl:
    """The threads of one source fill one report. What they find is taken here, in one thread."""

    def __init__(self, source: Source, state: FetchState, network: Network, keep: Keep) -> None:
        copied: FetchState = {url: seen.copy() for url, seen in state.items()}
        self.report = FetchReport(source, source.today().isoformat(), copied)
        self._source, self._keep = source, keep
        settings = source.settings(network.settings)
        self._sites_at_once = settings.sites_at_once
        self._client = partial(network.client, settings, source.manners.delay)
        self._rejected: set[str] = set()

    def listed(self, listings: Collection[str], days: Days) -> dict[str, str | None]:
        """Addresses of dispatches on the listings, each once, in their order, with the time of their last change where
        it is said. Faults go to the report."""
        lists = Lists(self._source, days, self.report.state.__contains__)
        read: dict[str, Listed] = {
            one.address: one for one in visit_all(listings, lists.read, self._client, self._sites_at_once)
        }
        found: dict[str, str | None] = {}
        for address in listings:
            for url, error in read[address].faults:
                self._reject(url, error)
            self.report.empty_count += not read[address].found
            for url, modified in read[address].found.items():
                found[url] = modified or found.get(url)
        self.report.modified = found
        return found

    def count(self, listed: Collection[str]) -> None:
        """The volume of this run, and of the day at the source: what any run of it found listed, each address once."""
        report = self.report
        report.listed_count = len(listed)
        report.day_count = len(
            {u for u, seen in report.state.items() if seen.get("listed") == report.day}.union(listed)
        )

    def mark(self, listed: Collection[str]) -> None:
        """Keeps for the day's later runs what this one found listed."""
        for url in listed:
            if url in self.report.state:
                self.report.state[url]["listed"] = self.report.day

    def due(self, listed: dict[str, str | None]) -> list[str]:
        """What is to be asked for: new addresses, and known ones that changed by their listing or that are young enough
        to be changed or withdrawn, listed ones first. Of either no more than one run may take."""
        manners, state = self._source.manners, self.report.state
        first_day = self._days_ago(manners.recheck_days)
        new = [url for url in listed if url not in state]
        known = [
            url
            for url, seen in sorted(state.items(), key=lambda item: (item[0] not in listed, item[0]))
            if (listed.get(url) or "") > seen.get("modified", "") != ""
            or (not seen.get("gone") and seen.get("first_seen", "") >= first_day)
            or (seen.get("gone") and url in listed)
        ]
        self.report.left_count = max(0, len(new) - manners.max_per_run)
        return [*new[: manners.max_per_run], *known[: manners.max_per_run]]

    def take(self, urls: list[str]) -> None:
        source = self._source
        base = Given(source_id=source.name, language=source.language, agency=source.agency)
        asking = partial(_visit, base, self._asked_with(urls))
        for outcome in visit_all(urls, asking, self._client, self._sites_at_once):
            seen = self.report.state.get(outcome.url, Seen())
            if outcome.failure:
                self._fail(outcome.url, seen, outcome.failure)
            elif outcome.candidate and outcome.candidate.raw_sha256 != seen.get("sha256"):
                self.report.fetched_count += 1
                self._keep(outcome.candidate)
                self._remember(outcome, outcome.candidate, seen)
            else:
                self.report.unchanged.append(printable(outcome.url))
                if outcome.candidate:
                    self._remember(outcome, outcome.candidate, seen)

    def _asked_with(self, urls: list[str]) -> FetchState:
        """What conditions are made of. On its last days an address is asked for whole once: a site whose ETag does not
        change with its page would hide a correction for ever."""
        last_day = self._days_ago(self._source.manners.recheck_days)
        return {
            url: seen
            for url in urls
            if (seen := self.report.state.get(url)) and (seen.get("first_seen", "") > last_day or seen.get("whole"))
        }

    def _remember(self, outcome: _Outcome, page: Candidate, seen: Seen) -> None:
        first_seen = seen.get("first_seen", self.report.day)
        known = Seen(sha256=page.raw_sha256, first_seen=first_seen)
        if first_seen <= self._days_ago(self._source.manners.recheck_days):
            known["whole"] = True
        if page.given.etag:
            known["etag"] = page.given.etag
        if outcome.last_modified:
            known["last_modified"] = outcome.last_modified
        if modified := self.report.modified.get(outcome.url):
            known["modified"] = modified
        self.report.state[outcome.url] = known

    def _fail(self, url: str, seen: Seen, failure: Unusable | Refused) -> None:
        self._reject(url, failure)
        if isinstance(failure, Gone) and seen:
            # Without its ETag: should the page come back, it is taken whole.
            self.report.state[url] = Seen(first_seen=seen.get("first_seen", self.report.day), gone=True)

    def forget_old(self, listed: Collection[str]) -> None:
        """Keeps the state from growing for ever."""
        first_day = self._days_ago(_KEPT_DAYS)
        state = self.report.state
        self.report.state = {
            u: seen for u, seen in state.items() if u in listed or seen.get("first_seen", "") >= first_day
        }

    def _days_ago(self, days: int) -> str:
        return (date.fromisoformat(self.report.day) - timedelta(days=days)).isoformat()

    def _reject(self, url: str, error: Unusable | Refused) -> None:
        """One row an address, however many listings name it."""
        if url in self._rejected:
            return
        self._rejected.add(url)
        self.report.rejected.append(rejected(url, error, is_known=url in self.report.state))
        self.report.missing_count += isinstance(error, Gone)
        self.report.blocked_count += isinstance(error, Refused | Forbidden)
