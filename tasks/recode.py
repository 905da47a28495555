"""The whole archive through normalising and extraction again, offline: what new rules or new names make of it, and how
tables that were lost come back."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from tasks.archive import Archive
from tasks.errors import NothingToRead, Unusable
from tasks.ingest import IngestOptions, Progress, Report, ingest
from tasks.records import Candidate, Rejected
from tasks.store import ledger
from tasks.store.database import former_view
from tasks.store.home import Home, Run
from tasks.store.known import KnownInputs


def extract_again(run: Run, options: IngestOptions, report: Report) -> Progress:
    """Every input of the home's archive into parts of `run`; merge them with `rebuild`. NothingToRead without any."""
    progress = Progress()
    report(progress)
    ingest(run, KnownInputs(None), archived_inputs(run), options, progress, report)
    if not progress.read:
        raise NothingToRead(f"the archive of {run.home} is empty; `partywire run` fills it")
    return progress


def archived_inputs(run: Run) -> Iterator[Candidate | Rejected]:
    """Each input that a published run tried, once, as that run archived it.

    Left out are inputs that --since or --until refused and no run ever took, and those of runs that were killed before
    they published. Without any history (segments alone were copied into a home) every input is read.
    """
    archive = Archive(Home(run.home).archive)
    for segment, start, input_sha256, raw_sha256 in _places(run, archive):
        try:
            yield from archive.read([(segment, start)])
        except Unusable as error:
            locator = f"{segment} at byte {start}"
            yield Rejected(locator, error.reason, error.detail, raw_sha256, input_sha256=input_sha256)


def _places(run: Run, archive: Archive) -> list[tuple[str, int, str, str]]:
    """(segment, offset, input_sha256, raw_sha256) of the records to read, in the order of the segments.

    An input that was refused first and taken later was archived by both runs, if it was fetched by both: the record of
    the run that took it counts, since the tables have its time.
    """
    files = archive.index_files()
    if not files:
        return []
    with duckdb.connect() as connection:
        former_view(connection, run.former, "sightings")
        if run.former is None:
            ledger.former_from_ledgers(connection, archive.folder)
        return connection.execute(
            """
            with tried as (
                select
                    input_sha256,
                    coalesce(
                        min(run_id) filter (version_id is not null), min(run_id) filter (outcome <> 'refused')
                    ) as first_run
                from former_sightings where input_sha256 is not null group by input_sha256
            ),
            records as (
                select * from read_parquet($files) left join tried using (input_sha256)
                where first_run is not null or not exists (from former_sightings)
            )
            select segment, start, input_sha256, raw_sha256 from records
            qualify row_number() over (
                partition by input_sha256
                order by segment > first_run || '~', if(segment > first_run || '~', null, segment) desc, segment, start
            ) = 1
            order by segment, start""",
            {"files": files},
        ).fetchall()
