"""The steps of a run as plain functions: what the flows bind policy to, and what `--direct` calls in the same order."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tasks.errors import Blocked, NothingToRead, UsageError
from tasks.fetch import FetchReport, FetchSettings, Source, check_source, fetch_source, fetch_urls, load_sources
from tasks.fetch.address import printable
from tasks.fetch.days import Days
from tasks.fetch.inbox import Inbox
from tasks.fetch.network import Network, side_by_side
from tasks.fetch.state import of_loaded, read_state, write_state
from tasks.ingest import IngestOptions, Progress, Report, ingest
from tasks.inputs import is_url, read_inputs
from tasks.process import DateRange, process
from tasks.records import Candidate, Perspective, Processed, Rejected
from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home, Run
from tasks.store.known import KnownInputs
from tasks.store.ledger import ledgers, settings_of
from tasks.store.parts import Coverage

# Outcomes of sources have batch numbers of their own, above those of any input.
_SOURCE_BATCHES = 1_000_000_000

_PERSPECTIVE = "perspective"
SAMPLES = PROJECT_ROOT / "samples"


@dataclass(frozen=True)
class RunOptions:
    """What a run reads and where it writes. Without inputs and sources: the samples."""

    home: Path
    inputs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sources_dir: Path | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    ingest: IngestOptions = IngestOptions()

    def settings(self) -> dict[str, object]:
        """What the ledger keeps of them: what decides which inputs were taken, and how."""
        dates = self.ingest.dates
        return {
            "inputs": self._shown(), "sources": list(self.sources), "mapping": self.mapping, "since": dates.since,
            "until": dates.until, "perspective": str(self.ingest.perspective),
        }  # fmt: skip

    def _shown(self) -> list[str]:
        return [printable(text) if is_url(text) else text for text in self.inputs]

    def describe(self) -> str:
        read = [*self._shown(), *(f"source {name}" for name in self.sources)] or ["the samples"]
        shown = ", ".join(read[:3]) + (f" and {len(read) - 3} more" if len(read) > 3 else "")
        return f"Reading {shown} into {self.home}"


def find_source(name: str, sources_dir: Path | None) -> Source:
    """The source of that name; a UsageError that lists the names there are."""
    sources = {source.name: source for source in load_sources(sources_dir)}
    if name not in sources:
        raise UsageError(f"no source named {name!r}; there are: {', '.join(sorted(sources)) or 'none'}")
    return sources[name]


def open_network() -> Network:
    """What the sources of a run share. Raises UsageError for a setting of the environment that is wrong."""
    return Network(FetchSettings.from_environment())


def fetch(name: str, options: RunOptions, network: Network) -> FetchReport:
    """Fetches one source into its inbox: what is new since the last published run, or did not reach its tables."""
    source = find_source(name, options.sources_dir)
    state = read_state(options.home, name)
    loaded = Home(options.home).known_inputs().last_seen_at([printable(url) for url in state])
    state = of_loaded(state, {sighting.locator for sighting in loaded})
    inbox = Inbox(options.home, name)
    waiting = inbox.seen(source.today().isoformat())
    dates = options.ingest.dates
    with inbox.writer() as writer:
        return fetch_source(
            source, state | waiting, network, writer.write, Days(dates.since, dates.until), waiting.keys()
        )


def fetch_all(options: RunOptions) -> list[FetchReport]:
    """`fetch` for all sources of a run, side by side."""
    network = open_network()
    return side_by_side([partial(fetch, name, options, network) for name in options.sources])


def read_and_extract(run: Run, options: RunOptions, reports: list[FetchReport], report: Report) -> Progress:
    """Archives, normalises and extracts everything that was fetched and everything named as input.

    Raises Blocked if a source listed fewer dispatches than a healthy one does or if none of its pages could be read,
    NothingToRead if inputs were named and none of them could be opened.
    """
    if problems := [fetched.problem for fetched in reports if fetched.problem]:
        raise Blocked("; ".join(problems))
    run.write_settings(options.settings())
    progress = Progress(warnings=[line for fetched in reports for line in fetched.warnings])
    report(progress)
    known = Home(run.home).known_inputs()
    _keep_outcomes(run, known, reports, progress)
    fetched: Iterator[Candidate | Rejected] = itertools.chain.from_iterable(
        _fetched(options.home, one) for one in reports
    )
    ingest(run, known, itertools.chain(fetched, _read(options)), options.ingest, progress, report)
    if problems := [problem for one in reports if (problem := one.unread(progress.unusable[one.source.name]))]:
        raise Blocked("; ".join(problems))
    if not options.sources and not progress.opened:
        raise NothingToRead(progress.first_problem or "nothing to read: the inputs hold no file that can be read")
    return progress


def _fetched(home: Path, report: FetchReport) -> Iterator[Candidate | Rejected]:
    yield from Inbox(home, report.source.name).pages()
    for item in report.rejected:
        yield replace(item, source_id=report.source.name)


def try_source(name: str, sources_dir: Path | None) -> tuple[FetchReport, list[Processed | Rejected]]:
    """Fetches one listing and three dispatches of a source and extracts their facts; nothing is stored."""
    pages: list[Candidate] = []
    fetched = check_source(find_source(name, sources_dir), open_network(), pages.append)
    return fetched, [process(page, Perspective(), DateRange()) for page in pages]


def _keep_outcomes(run: Run, known: KnownInputs, reports: list[FetchReport], progress: Progress) -> None:
    """What was fetched without new content: addresses that have not changed, and the coverage of each source."""
    for number, one in enumerate(reports, _SOURCE_BATCHES):
        counts = Coverage(
            one.source.name, one.day, one.fetched_count, one.empty_count, one.missing_count, one.blocked_count
        )
        unchanged = known.last_seen_at(one.unchanged)
        run.write_outcomes(number, unchanged=unchanged, coverage=[counts])
        progress.read += len(unchanged)
        progress.seen[one.source.name] += len(unchanged)
        progress.unchanged += len(unchanged)


def _read(options: RunOptions) -> Iterator[Candidate | Rejected]:
    """Files, folders, globs, standard input and URLs, in the order given."""
    inputs = options.inputs or (() if options.sources else (str(SAMPLES),))
    for is_net, group in itertools.groupby(inputs, key=is_url):
        if is_net:
            yield from fetch_urls(list(group), open_network())
        else:
            yield from read_inputs(list(group), options.mapping)


def remember(options: RunOptions, reports: list[FetchReport]) -> None:
    """What the next run has to know: the perspective, ETags and what was taken. Call it after publishing, so that an
    unpublished run is fetched again."""
    (options.home / _PERSPECTIVE).write_text(str(options.ingest.perspective) + "\n", encoding="utf-8")
    for name, report in zip(options.sources, reports, strict=True):
        write_state(options.home, name, report.state)
        Inbox(options.home, name).clear()


def home_perspective(home: Path) -> str | None:
    """The perspective that the tables of a home were made with; None where there are none."""
    file = home / _PERSPECTIVE
    if file.is_file():
        return file.read_text(encoding="utf-8", errors="replace").strip()
    return next((settings_of(path).get("perspective") for path in ledgers(Home(home).archive)), None)


def default_workers() -> int:
    """One worker per core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
