"""Re-checks the latest snapshot from the ground: files, texts, spans, the archive, and the sum of every run."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks import contracts
from tasks.archive import Archive
from tasks.errors import PartywireError, UsageError
from tasks.normalize import normalize
from tasks.records import Candidate
from tasks.store.checks import failing
from tasks.store.database import parquet_files
from tasks.store.export import file_sha256
from tasks.store.home import Home
from tasks.store.ledger import ledgers
from tasks.store.manifest import DATABASE, MANIFEST, read_manifest
from tasks.version import code_version

ANOTHER_VERSION = (
    "made by another version of Partywire? `partywire recode --yes` makes all tables anew from the archive"
)


@dataclass(frozen=True)
class Report:
    """problems: one line each; summary: what was looked at."""

    problems: tuple[str, ...]
    summary: str


def verify(home: Home) -> Report:
    """All problems of the latest snapshot and its archive; none means that everything holds."""
    snapshot = home.latest()
    if snapshot is None:
        raise UsageError(f"{home.path} holds no tables yet; `partywire run` makes some")
    problems = list(_files(snapshot))
    seen = 0
    try:
        with duckdb.connect(str(snapshot / DATABASE), read_only=True) as connection:
            if lacking := _lacking(connection):
                problems.append(f"{snapshot / DATABASE} {lacking}: {ANOTHER_VERSION}")
            else:
                problems += [str(failure) for failure in failing(connection)]
                problems += _texts(connection)
                problems += _parquet(connection, snapshot)
                problems += _archive(connection, home)
                seen = connection.execute("select count(*) from dispatch_versions").fetchall()[0][0]
    except duckdb.Error as error:
        problems.append(f"{snapshot / DATABASE}: {str(error).splitlines()[0]}")
    problems += _ledgers(home)
    files = len(list(snapshot.rglob("*")))
    verdict = "all hold" if not problems else f"{len(problems)} problem(s)"
    return Report(
        tuple(problems), f"{snapshot.name}: {seen} dispatch versions, {files} files, archive re-read: {verdict}"
    )


def _lacking(connection: duckdb.DuckDBPyConnection) -> str:
    """Which tables a file of an earlier release, or a spoiled one, has not; "" where it has all."""
    found = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    missing = sorted(contracts.TABLES.keys() - found)
    return f"has no table {', '.join(missing)}" if missing else ""


def _ledgers(home: Home) -> Iterator[str]:
    """Every run's ledger can be read to its end."""
    for ledger in ledgers(home.archive):
        try:
            with gzip.open(ledger, "rb") as file:
                while file.read(1 << 20):
                    pass
        except (OSError, EOFError, zlib.error) as error:
            yield f"{ledger} is damaged: {error}"


def _files(snapshot: Path) -> Iterator[str]:
    """Every file is the one that the manifest lists, and nothing lies beside them."""
    listed = read_manifest(snapshot)["files"]
    present = {path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(listed.keys() - present):
        yield f"{snapshot / name}: missing"
    for name in sorted(present - listed.keys() - {"report.html"}):
        if name.startswith(f"{DATABASE}.tmp/"):  # what another reader spilled a moment ago
            continue
        yield f"{snapshot / name}: not in the manifest"
    for name in sorted(listed.keys() & present):
        if file_sha256(snapshot / name) != listed[name]:
            yield f"{snapshot / name}: bytes differ from the manifest's sha256"


def _texts(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """text_sha256 is the hash of the text, version_id that of both ids. Spans and surfaces are checks of sql/."""
    rows = connection.execute("select version_id, text, text_sha256 from dispatch_versions order by version_id")
    while batch := rows.fetchmany(1000):
        for version_id, text, text_sha256 in batch:
            if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
                yield f"dispatch version {version_id}: its text does not have the hash {text_sha256[:12]}..."


def _parquet(connection: duckdb.DuckDBPyConnection, snapshot: Path) -> Iterator[str]:
    """The Parquet files say the same as the database."""
    with duckdb.connect() as reader:
        for name in contracts.TABLES:
            wanted = connection.execute(f"select count(*) from {name}").fetchall()
            try:
                found = reader.execute(
                    "select count(*) from read_parquet(?)", [parquet_files(snapshot, name)]
                ).fetchall()
            except duckdb.Error as error:
                yield f"parquet/{name}: {str(error).splitlines()[0]}"
                continue
            if found != wanted:
                yield f"parquet/{name}: {found[0][0]} rows, {wanted[0][0]} in the database"


def _archive(connection: duckdb.DuckDBPyConnection, home: Home) -> Iterator[str]:
    """Raw bytes of every version are there; those read by today's rules give the same text again."""
    wanted: dict[str, tuple[str, str, str]] = {
        row[0]: row[1:]
        for row in connection.execute(
            "select input_sha256, raw_sha256, text_sha256, code_version from dispatch_versions"
        ).fetchall()
    }
    missing = dict(wanted)
    damage: list[str] = []
    for candidate in Archive(home.archive).candidates(damage.append):
        expected = missing.pop(candidate.input_sha256, None)
        if expected is None:
            continue
        raw_sha256, text_sha256, version = expected
        if candidate.raw_sha256 != raw_sha256:
            yield f"{candidate.locator}: the archived bytes do not have the hash {raw_sha256[:12]}..."
        if version == code_version():
            yield from _again(candidate.locator, candidate, text_sha256)
    yield from damage
    for raw_sha256, _, _ in missing.values():
        yield f"the archive holds no whole record of the raw bytes {raw_sha256}"


def _again(locator: str, candidate: Candidate, text_sha256: str) -> Iterator[str]:
    try:
        found = normalize(candidate).text_sha256
    except PartywireError as error:
        yield f"{locator}: cannot be normalised any more: {error}"
        return
    if found != text_sha256:
        yield f"{locator}: normalising the archived bytes gives another text than the stored one"
