"""The ledger: what each published run took, refused and could not use, beside the raw bytes in the archive.

archive/<run id>.ledger.jsonl.gz holds the rows that the run added to LEDGER_TABLES, and its settings. With the segments
it is all that the warehouse is made from: tables that were lost, or spoiled, come back from the archive alone.

A run is published when `latest` is switched to its snapshot. Just before, its ledger lies there as <...>.pending, just
after it gets its name; whoever finds a pending one knows from `latest` which of the two it was.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from tasks import contracts
from tasks.errors import PartywireError
from tasks.store.database import as_called_today, column_type, former_view, literal

SUFFIX: Final = ".ledger.jsonl.gz"
_PENDING: Final = ".pending"
# What a run adds to history. All other tables follow from the archived inputs and these.
LEDGER_TABLES: Final = ("runs", "source_runs", "sightings", "quarantine", "coverage", "event_successions")


def write_pending(
    connection: duckdb.DuckDBPyConnection, archive: Path, run_id: str, former: Path | None, settings: Mapping[str, Any]
) -> None:
    """The ledger of a run whose tables `connection` holds, on disk, waiting for the run to be published."""
    with (archive / f"{run_id}{SUFFIX}{_PENDING}").open("wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            for line in (dict(settings, run_id=run_id), *_rows(connection, run_id, former)):
                text = json.dumps(line, ensure_ascii=False, default=_plain, separators=(",", ":"))
                packed.write(text.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def settle(archive: Path, published: str | None) -> None:
    """Gives the pending ledger of the run `published` its name, and removes those of runs that came to nothing."""
    for pending in archive.glob(f"*{SUFFIX}{_PENDING}"):
        ledger = pending.with_name(pending.name.removesuffix(_PENDING))
        if run_of(ledger) == published:
            pending.rename(ledger)
        else:
            pending.unlink()


def ledgers(archive: Path) -> list[Path]:
    """The ledgers of all published runs, oldest first."""
    return sorted(archive.glob(f"*{SUFFIX}"))


def run_of(ledger: Path) -> str:
    """The id of the run."""
    return ledger.name.removesuffix(SUFFIX)


def settings_of(ledger: Path) -> dict[str, Any]:
    """What the run was told: its first line. Raises PartywireError where the file is damaged."""
    try:
        with gzip.open(ledger, "rt", encoding="utf-8") as file:
            settings: dict[str, Any] = json.loads(file.readline())
            return settings
    except (OSError, EOFError, ValueError) as error:
        raise PartywireError(f"the ledger {ledger} is damaged: {error}") from None


def former_from_ledgers(connection: duckdb.DuckDBPyConnection, archive: Path) -> None:
    """Temporary tables former_<name> for LEDGER_TABLES: the history of a home whose snapshots are lost."""
    files = [str(path) for path in ledgers(archive)]
    for name in LEDGER_TABLES:
        table = contracts.TABLES[name]
        types = {"table": "varchar"} | {column: column_type(table, column) for column in table.columns}
        columns = ", ".join(f'{as_called_today(column)} as "{column}"' for column in table.columns)
        connection.execute(f"drop view if exists former_{name}")
        if not files:
            former_view(connection, None, name)
            continue
        try:
            connection.execute(
                f"""create or replace temp table former_{name} as select {columns} from read_json(
                    [{", ".join(map(literal, files))}], format = 'newline_delimited', compression = 'gzip',
                    columns = {{{", ".join(f"{literal(column)}: {literal(kind)}" for column, kind in types.items())}}}
                ) where "table" = {literal(name)}"""
            )
        except duckdb.Error as error:
            raise PartywireError(f"a ledger in {archive} is damaged: {str(error).splitlines()[0]}") from None


def _rows(connection: duckdb.DuckDBPyConnection, run_id: str, former: Path | None) -> Iterator[dict[str, Any]]:
    """The run's rows, without nulls. Coverage is a sum over runs: of that, what the run added."""
    queries = {
        name: f"select * from {name} where run_id = {literal(run_id)} order by all" for name in LEDGER_TABLES[:4]
    }
    for name in LEDGER_TABLES[4:]:
        former_view(connection, former, name)
    counts = ("fetched_count", "empty_count", "missing_count", "blocked_count")
    added = ", ".join(f"n.{count} - coalesce(f.{count}, 0) as {count}" for count in counts)
    queries["coverage"] = f"""
        select * from (select n.source_id, n.day, {added} from coverage as n
            left join former_coverage as f on f.source_id = n.source_id and f.day = n.day)
        where {" + ".join(counts)} <> 0 order by all"""
    queries["event_successions"] = "(from event_successions except from former_event_successions) order by all"
    for name, query in queries.items():
        result = connection.execute(query)
        columns = [column[0] for column in result.description or ()]
        while rows := result.fetchmany(10_000):
            for row in rows:
                known = {column: value for column, value in zip(columns, row, strict=True) if value is not None}
                yield {"table": name, **known}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
