"""What a person sees while a run goes on: a moving line on a terminal, a plain line now and then elsewhere (stderr)."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows import moved_facts
from tasks.records import Perspective, Processed, Rejected

if TYPE_CHECKING:  # a first line on the terminal must not wait for DuckDB and Arrow
    from _typeshed import DataclassInstance

    from tasks.fetch import FetchReport, Source
    from tasks.ingest import Progress
    from tasks.store.diff import Diff
    from tasks.store.summary import Ranked, Summary
    from tasks.store.trace import Trace

PLAIN_LINE_SECONDS = 10.0
SHOWN_QUARANTINE = 20
SHOWN_FACTS = 40

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """One plain line on stderr, on terminals and elsewhere."""
    errors.print(line, markup=False)


@contextmanager
def step(label: str) -> Iterator[Reporter]:
    """Shows `label` while the block runs; the reporter adds counts to it."""
    if errors.is_terminal:
        with Bar(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=errors, transient=True
        ) as bar:
            yield Reporter(label, bar)
    else:
        say(f"{label} ...")
        yield Reporter(label, None)


def with_report(perspective: Perspective) -> Callable[[Path], None]:
    """Writes report.html into the snapshot being published; where that fails, a line says so and the run goes on."""
    from tasks.report import write_or_warn

    return partial(write_or_warn, perspective=perspective, warn=say)


class Reporter:
    """Called with the counts so far; thread-free and cheap enough to be called for every batch."""

    def __init__(self, label: str, bar: Bar | None) -> None:
        self._label, self._bar = label, bar
        self._row = bar.add_task(label, total=None) if bar else None
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        while progress.warnings:
            say(f"warning: {progress.warnings.pop(0)}")
        counts = (
            f"{progress.read:,} read, {progress.done:,} extracted, {progress.unchanged:,} unchanged, "
            f"{progress.quarantined:,} set aside"
        )
        if self._bar is not None and self._row is not None:
            self._bar.update(self._row, description=f"{self._label}: {counts}")
        elif time.monotonic() - self._last >= PLAIN_LINE_SECONDS:
            self._last = time.monotonic()
            print(f"  {counts}", file=sys.stderr, flush=True)


def results(summary: Summary) -> None:
    """What a run ends with, on stdout: counts, rankings, what was set aside, where the tables are."""
    out = Console(highlight=False, markup=False, soft_wrap=True)
    counts = summary.counts
    out.print(
        f"{counts['seen']:,} input{'s' if counts['seen'] != 1 else ''}: "
        + ", ".join(f"{n:,} {name}" for name, n in counts.items() if name != "seen")
    )
    for row in summary.quarantine[:SHOWN_QUARANTINE]:
        out.print(f"  {row.locator}: {row.reason}: {row.detail}")
    if len(summary.quarantine) > SHOWN_QUARANTINE:
        out.print(f"  ... and {len(summary.quarantine) - SHOWN_QUARANTINE:,} more: table quarantine")
    for title, ranking in (
        ("Most contacted countries", summary.countries),
        ("Most contacted parties", summary.parties),
    ):
        out.print(_ranking(title, ranking) if ranking else f"{title}: none")
    if summary.waiting:
        out.print(f"{summary.waiting:,} of your corrections wait for `partywire recode --yes`")
    out.print(f"Tables:  {summary.snapshot / 'partywire.duckdb'}")
    out.print(f"Parquet: {summary.snapshot / 'parquet'}")
    if (report := summary.snapshot / "report.html").exists():
        out.print(f"Report:  {report}")


def _ranking(title: str, ranking: tuple[Ranked, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold")
    table.add_column("")
    table.add_column("id")
    table.add_column("events", justify="right")
    table.add_column("dispatches", justify="right")
    for entry in ranking:
        table.add_row(entry.name, entry.id, f"{entry.event_count:,}", f"{entry.dispatch_count:,}")
    return table


def difference(found: Diff, form: str = "table") -> None:
    """What moved between two sets of tables: counts by cause, the facts, the totals; json: one fact or total a line."""
    if form == "json":
        json_lines([*found.facts, *found.totals])
        return
    out = Console(highlight=False, markup=False, soft_wrap=True)
    out.print(f"{found.old} -> {found.new}" + (": no fact moved" if found.is_empty else ""))
    for cause, table, change, count in found.fact_counts:
        out.print(f"  {cause}: {count:,} of {table} {change}")
    for line in moved_facts.lines(found.facts[:SHOWN_FACTS]):
        out.print(line)
    _more(out, sum(count for *_, count in found.fact_counts) - SHOWN_FACTS, "facts")
    for total in found.totals[:SHOWN_FACTS]:
        out.print(f"{total.mart} {total.key}: {total.column} {total.old:,} -> {total.new:,}")
    _more(out, found.total_count - SHOWN_FACTS, "totals")


def _more(out: Console, count: int, what: str) -> None:
    if count > 0:
        out.print(f"  ... and {count:,} more {what}: --format json")


def passages(found: Trace) -> None:
    """The sentences behind a number, each with the coded fact, where it was told and where its page is kept."""
    out = Console(highlight=False, markup=False, soft_wrap=True)
    out.print(f"{found.heading} = {found.value:,}, {_passages(len(found.passages))}")
    for passage in found.passages:
        text = Text(passage.text.replace("\n", " "))
        for start, end in passage.marks:
            text.stylize("bold reverse", start, end)
        told = " ".join(str(part) for part in (passage.outlet, passage.dispatch_date, passage.title) if part)
        out.print(f"\n{passage.told}" + ("" if passage.adds else " (a further report of an event above)"))
        out.print(Text("  ") + text)
        out.print(f"  {told}")
        for correction in passage.corrections:
            out.print(f"  corrected: {correction}")
        out.print(f"  {passage.url or passage.locator}; partywire trace {passage.dispatch_id} --page")


def _passages(count: int) -> str:
    return f"{count:,} passage{'s' if count != 1 else ''}"


def json_lines(rows: Sequence[DataclassInstance]) -> None:
    """One object a line."""
    for row in rows:
        sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False, default=str) + "\n")


def source_list(sources: list[Source]) -> None:
    """The sources there are: one row each."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("name", "title", "language", "schedule", "last tried"):
        table.add_column(heading)
    for source in sources:
        tried = source.tried.isoformat() if source.tried else "never"
        table.add_row(source.name, source.title, source.language or "", source.cron or "", tried)
    Console(highlight=False, markup=False).print(table)


def source_check(fetched: FetchReport, results: list[Processed | Rejected]) -> None:
    """What a trial of a source saw, and what would be recorded of each dispatch."""
    out = Console(highlight=False, markup=False, soft_wrap=True)
    out.print(f"{fetched.source.name}: {fetched.listed_count} dispatches listed, {len(results)} tried")
    for row in [*fetched.rejected, *(result for result in results if isinstance(result, Rejected))]:
        out.print(f"  {row.locator}: {row.reason}: {row.detail}")
    for result in results:
        if isinstance(result, Processed):
            _dispatch(out, result)


def _dispatch(out: Console, result: Processed) -> None:
    dispatch, facts = result.dispatch, result.facts
    line = dispatch.dateline
    out.print(f"  {dispatch.title or '(no title)'}")
    out.print(f"    {dispatch.url}")
    where = f"{line.place or '?'} ({line.country or '?'}) {line.date or ''}" if line else "none"
    out.print(f"    agency {dispatch.agency or '?'}; published {dispatch.published_at or '?'}; dateline {where}")
    countries = ", ".join(fact.code for fact in facts.countries if fact.named) or "none"
    parties = ", ".join(fact.party_id for fact in facts.parties) or "none"
    out.print(f"    {len(dispatch.text):,} characters; countries {countries}; parties {parties}")
    for event in facts.events:
        sides = " - ".join("/".join(side.parties) or side.country or "?" for side in event.sides)
        out.print(f"    {event.event_type} ({event.level}): {sides} {event.date.start if event.date else ''}")
