"""One run of one source: its listings, then what they list, then what they listed lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tasks.errors import Unusable
from tasks.fetch.address import printable
from tasks.fetch.client import Client, Reply
from tasks.fetch.dispatches import candidate, conditional, rejected
from tasks.fetch.failures import Forbidden, Gone, Refused
from tasks.fetch.listing import feed_links, page_links
from tasks.fetch.report import FetchReport
from tasks.fetch.robots import Robots
from tasks.fetch.settings import FetchSettings
from tasks.fetch.source import Source
from tasks.fetch.state import FetchState, Seen
from tasks.records import Given

MAX_RUN_BYTES = 100_000_000  # a report is held in memory
_KEPT_DAYS = 90  # at least as long as `recheck_days` can be


def fetch_source(source: Source, state: FetchState, settings: FetchSettings) -> FetchReport:
    """Everything of the source that is new or changed since `state`, which itself is left as it is.

    Faults of single addresses and listings are rows of the report; nothing is raised for them.
    """
    report = FetchReport(source, source.today().isoformat(), {url: seen.copy() for url, seen in state.items()})
    with Client(settings, source.manners.delay) as client:
        run = _Run(report, client)
        listed = run.listed((*source.feeds, *source.indexes))
        report.listed_count = len(listed)
        due = [url for url in run.lately_seen() if url not in listed]
        # New ones first: they are what a budget must not cut off.
        ordered = sorted(listed, key=lambda url: url in report.state)
        run.take([*ordered, *due])
        run.forget_old(set(listed))
    return report


def check_source(source: Source, settings: FetchSettings) -> FetchReport:
    """A trial: the first listing that yields links, and three of its dispatches. Nothing is remembered."""
    report = FetchReport(source, source.today().isoformat(), {})
    with Client(settings, source.manners.delay) as client:
        run = _Run(report, client)
        for listing in (*source.feeds, *source.indexes):
            if listed := run.listed((listing,)):
                report.listed_count = len(listed)
                run.take(listed[:3])
                break
    return report


class _Run:
    """A client with the rules of one source, filling one report."""

    def __init__(self, report: FetchReport, client: Client) -> None:
        self.report, self.source, self.client = report, report.source, client
        self._robots = Robots(client)
        self._rejected: set[str] = set()
        self._bytes = 0
        self._given = Given(source_id=self.source.name, language=self.source.language, agency=self.source.agency)

    def rule(self, url: str) -> None:
        self._robots.check(url)
        self.client.delay = max(self.source.manners.delay, self._robots.delay(url))

    def listed(self, listings: tuple[str, ...]) -> list[str]:
        """Addresses of dispatches on the listings, each once, in their order. Faults go to the report."""
        found: dict[str, None] = {}
        for listing in listings:
            try:
                reply = self.client.get(listing, self.rule)
                links = feed_links(reply) if listing in self.source.feeds else page_links(reply)
            except (Unusable, Refused) as error:
                self._reject(listing, error)
                continue
            accepted = [link for link in links if self._accepts(link)]
            self.report.empty_count += not accepted
            found.update(dict.fromkeys(accepted))
        return list(found)

    def _accepts(self, link: str) -> bool:
        """Whether a link is a dispatch of the source. One that looks like it on a foreign host is a refusal."""
        if not self.source.links.accepts(link):
            return False
        try:
            if self.source.holds(link):
                return True
            error = Refused("denied", "on a host that is not the source's")
        except Refused as refusal:
            error = refusal
        self._reject(link, error)
        return False

    def _days_ago(self, days: int) -> str:
        return (date.fromisoformat(self.report.day) - timedelta(days=days)).isoformat()

    def lately_seen(self) -> Iterator[str]:
        """Known addresses that may still change or be withdrawn."""
        first_day = self._days_ago(self.source.manners.recheck_days)
        for url, seen in sorted(self.report.state.items()):
            if not seen.get("gone") and seen.get("first_seen", "") >= first_day:
                yield url

    def forget_old(self, listed: set[str]) -> None:
        """Keeps the state from growing for ever."""
        first_day = self._days_ago(_KEPT_DAYS)
        state = self.report.state
        self.report.state = {
            u: seen for u, seen in state.items() if u in listed or seen.get("first_seen", "") >= first_day
        }

    def take(self, urls: list[str]) -> None:
        budget = self.source.manners.max_per_run
        for number, url in enumerate(urls):
            if number < budget and self._bytes <= MAX_RUN_BYTES:
                self._take(url)
            elif url not in self.report.state:  # a known one is nothing that is missing
                limit = f"{budget} dispatches" if number >= budget else f"{MAX_RUN_BYTES:,} bytes"
                self._reject(url, Unusable("deferred", f"left to the next run: more than {limit} in one"))

    def _take(self, url: str) -> None:
        seen = self.report.state.get(url, Seen())
        try:
            reply = self.client.get(url, self.rule, conditional(seen))
            if reply.status == 304:
                self.report.unchanged.append(printable(url))
            else:
                self._keep(url, seen, reply)
        except (Unusable, Refused) as error:
            self._reject(url, error)
            if isinstance(error, Gone) and seen:
                # Without its ETag: should the page come back, it is taken whole.
                self.report.state[url] = Seen(first_seen=seen.get("first_seen", self.report.day), gone=True)

    def _keep(self, url: str, seen: Seen, reply: Reply) -> None:
        found = candidate(reply, url, self._given)
        self.report.candidates.append(found)
        self._bytes += len(found.raw)
        known = Seen(sha256=found.raw_sha256, first_seen=seen.get("first_seen", self.report.day))
        if etag := reply.headers.get("ETag"):
            known["etag"] = etag
        if last_modified := reply.headers.get("Last-Modified"):
            known["last_modified"] = last_modified
        self.report.state[url] = known

    def _reject(self, url: str, error: Unusable | Refused) -> None:
        """One row an address, however many listings name it."""
        if url in self._rejected:
            return
        self._rejected.add(url)
        self.report.rejected.append(rejected(url, error, is_known=url in self.report.state))
        self.report.missing_count += isinstance(error, Gone)
        self.report.blocked_count += isinstance(error, Refused | Forbidden)
