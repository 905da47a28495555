"""The whole archive through normalising and extraction again, offline: what new rules or new names make of it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from tasks.archive import read_archive
from tasks.errors import NothingToRead
from tasks.ingest import IngestOptions, Progress, Report, ingest
from tasks.records import Candidate
from tasks.store.database import parquet_files
from tasks.store.home import Home, Run
from tasks.store.known import KnownInputs


def extract_again(run: Run, options: IngestOptions, report: Report) -> Progress:
    """Every input of the home's archive into parts of `run`; merge them with `rebuild`. NothingToRead without any."""
    progress = Progress()
    report(progress)
    ingest(run, KnownInputs(None), archived_inputs(Home(run.home)), options, progress, report)
    if not progress.read:
        raise NothingToRead(f"the archive of {run.home} is empty; `partywire run` fills it")
    return progress


def archived_inputs(home: Home) -> Iterator[Candidate]:
    """Each input of the archive once, as it was archived first, without those that --since or --until refused."""
    refused = _refused(home)
    seen: set[bytes] = set()
    for candidate in read_archive(sorted(home.archive.rglob("*.warc.gz"))):
        key = bytes.fromhex(candidate.input_sha256)
        if key not in seen and (candidate.raw_sha256, candidate.locator) not in refused:
            seen.add(key)
            yield candidate


def _refused(home: Home) -> set[tuple[str, str]]:
    """(raw_sha256, locator) of what was read, refused by rule and never taken later."""
    snapshot = home.latest()
    if snapshot is None:
        return set()
    with duckdb.connect() as connection:
        rows = connection.execute(
            """select raw_sha256, locator from read_parquet($refused) where is_refused and raw_sha256 is not null
            except select raw_sha256, locator from read_parquet($taken)""",
            {"refused": parquet_files(snapshot, "quarantine"), "taken": parquet_files(snapshot, "dispatch_versions")},
        )
        return set(rows.fetchall())
