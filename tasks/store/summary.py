"""What a run ends with: counts, the most contacted countries and parties, what could not be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.records import Perspective
from tasks.store.database import literal
from tasks.store.manifest import DATABASE, read_manifest

TOP = 10


@dataclass(frozen=True)
class Ranked:
    """One row of a ranking: distinct events by the rule of event_count, and dispatches that name the entity."""

    id: str
    name: str
    event_count: int
    dispatch_count: int


@dataclass(frozen=True)
class Quarantined:
    """One input of the run that could not be used, or was refused."""

    locator: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Summary:
    """counts: seen and the outcomes of the run; tables: rows per table; quarantine: of this run, refusals included;
    waiting: corrections of dispatches that are here, which a recode will apply."""

    snapshot: Path
    run_id: str
    counts: dict[str, int]
    tables: dict[str, int]
    countries: tuple[Ranked, ...]
    parties: tuple[Ranked, ...]
    quarantine: tuple[Quarantined, ...]
    waiting: int


def summarize(snapshot: Path, perspective: Perspective | None = None) -> Summary:
    """Reads a published snapshot. Rankings leave the perspective's own country and party out."""
    own = perspective or Perspective()
    manifest = read_manifest(snapshot)
    with duckdb.connect(str(snapshot / DATABASE), read_only=True) as connection:
        return Summary(
            snapshot, manifest["run_id"], manifest["counts"], manifest["tables"],
            _ranking(connection, "countries_by_year", "country_code", "country_name", own.country),
            _ranking(connection, "parties_by_year", "party_id", "party_name", own.party_id),
            tuple(
                Quarantined(*row)
                for row in connection.execute(
                    "select locator, reason, detail from quarantine where run_id = ? order by all", [manifest["run_id"]]
                ).fetchall()
            ),
            connection.execute(_WAITING).fetchall()[0][0],
        )  # fmt: skip


_WAITING = "select count(*) from corrections semi join dispatches using (dispatch_id) where state = 'waiting'"


def _ranking(
    connection: duckdb.DuckDBPyConnection, mart: str, key: str, name: str, left_out: str
) -> tuple[Ranked, ...]:
    """Periods of a mart hold each event and each dispatch once, so their sum counts distinct ones."""
    rows = connection.execute(f"""
        select {key}, coalesce(any_value({name}), {key}) as name, sum(event_count)::bigint as events,
            sum(dispatch_count)::bigint as dispatches
        from {mart}
        where {key} <> {literal(left_out)}
        group by {key}
        having events > 0
        order by events desc, dispatches desc, {key}
        limit {TOP}
    """).fetchall()
    return tuple(Ranked(*row) for row in rows)
