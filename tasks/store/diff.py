"""What differs between two sets of tables: facts told by one of them only, and the totals that moved.

A fact is compared in words, without offsets, as between versions of a dispatch (changes.py). Why it moved is read off
the two rows of its dispatch: it is new or gone, its content is new, or the rules, the reference data or the user's
corrections that read it are. Corrections of an event or of a dispatch itself are facts, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from tasks import contracts
from tasks.errors import UsageError
from tasks.store.changes import facts_in_words
from tasks.store.database import literal
from tasks.store.home import Home
from tasks.store.manifest import DATABASE, MANIFEST

SHOWN_ROWS: Final = 1000
_COUNTS: Final = ("dispatch_count", "about_count", "report_count", "event_count", "planned_count", "background_count")


@dataclass(frozen=True)
class MovedFact:
    """One fact that only one side tells. `change` is added or removed, `cause` why."""

    dispatch_id: str
    title: str | None
    table: str
    change: str
    fact: str
    cause: str


@dataclass(frozen=True)
class MovedTotal:
    """One cell of a mart that both sides count differently; 0 where a side has no such row."""

    mart: str
    key: str
    column: str
    old: int
    new: int


@dataclass(frozen=True)
class Diff:
    """`facts` and `totals` are the first SHOWN_ROWS if not the whole was asked for; the counts tell of all."""

    old: str
    new: str
    facts: tuple[MovedFact, ...]
    totals: tuple[MovedTotal, ...]
    fact_counts: tuple[tuple[str, str, str, int], ...]  # (cause, table, change, facts)
    total_count: int

    @property
    def is_empty(self) -> bool:
        return not (self.fact_counts or self.total_count)


def diff(old: Path, new: Path, *, whole: bool = False) -> Diff:
    """Compares two DuckDB files of snapshots, or of a run that is not published yet. Neither is written to."""
    limit = None if whole else SHOWN_ROWS
    with _both(old, new) as connection:
        _corrections(connection)
        connection.execute(_MOVED_FACTS)
        facts = connection.execute(
            "select dispatch_id, title, table_name, change, fact, cause from moved_facts order by all limit ?", [limit]
        ).fetchall()
        counts = connection.execute(
            "select cause, table_name, change, count(*) from moved_facts group by all order by all"
        ).fetchall()
        connection.execute(f"create temp table moved_totals as {_moved_totals(_common_marts(connection))}")
        totals = connection.execute("from moved_totals order by all limit ?", [limit]).fetchall()
        total_count = connection.execute("select count(*) from moved_totals").fetchall()[0][0]
    return Diff(
        old.parent.name, new.parent.name, tuple(MovedFact(*row) for row in facts),
        tuple(MovedTotal(*row) for row in totals), tuple(counts), total_count,
    )  # fmt: skip


def diff_snapshots(home: Home, old: str = "", new: str = "", *, whole: bool = False) -> Diff | None:
    """Compares two snapshots by name, by default the latest with the one before. None where there is only one.

    Raises UsageError for a name that is not there, and where there is no snapshot at all.
    """
    names = sorted(path.name for path in home.snapshots.glob("*") if (path / MANIFEST).is_file())
    if not names:
        raise UsageError(f"{home.path} holds no tables yet; `partywire run` makes some")
    for name in (old, new):
        if name and name not in names:
            raise UsageError(f"no snapshot {name!r}; there are: {', '.join(names)}")
    new = new or names[-1]
    old = old or max((name for name in names if name < new), default="")
    if not old:
        return None
    return diff(home.snapshots / old / DATABASE, home.snapshots / new / DATABASE, whole=whole)


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(old)} as old (read_only)")
        connection.execute(f"attach {literal(new)} as new (read_only)")
        yield connection


def _corrections(connection: duckdb.DuckDBPyConnection) -> None:
    """Temporary views old_corrections and new_corrections: those applied; an early snapshot has no such table yet."""
    found = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'old' and table_name = 'corrections'"
    ).fetchall()
    for side, source in (("old", "old" if found else "new"), ("new", "new")):
        connection.execute(
            f"""create temp view {side}_corrections as
            select dispatch_id, event_id, start_char, end_char, field, old, new from {source}.corrections
            where state = 'applied' and {side == "new" or bool(found)}"""
        )


def _mentions(side: str) -> str:
    """Names that were found, without offsets: persons and organisations are facts only here."""
    return f"""
        select dispatch_id, 'mentions' as table_name,
            concat_ws(' ', kind, entity_id, surface, if(count(*) > 1, 'x' || count(*), null)) as fact
        from {side}.mentions group by dispatch_id, kind, entity_id, surface"""


_MOVED_FACTS = f"""
    create temp table moved_facts as
    with old_facts as ({facts_in_words("dispatch_id", "old.")} union {_mentions("old")}),
    new_facts as ({facts_in_words("dispatch_id", "new.")} union {_mentions("new")}),
    corrected as (
        select dispatch_id, event_id, field, old, new from (from new_corrections except from old_corrections)
        union all
        select dispatch_id, event_id, field, new, old from (from old_corrections except from new_corrections)
    ),
    corrected_dispatches as (select dispatch_id from corrected where dispatch_id is not null),
    -- Of events and dispatches themselves only what was corrected is told; an event with the first of its dispatches
    stated as (
        select
            coalesce(corrected.dispatch_id, min(member.dispatch_id)) as dispatch_id,
            split_part(field, '.', 1) as table_name,
            concat_ws(' ', event_id, split_part(field, '.', 2), '') as subject,
            old,
            new,
        from corrected left join new.event_members as member using (event_id)
        where field like 'events.%' or field like 'dispatches.%'
        group by corrected.dispatch_id, event_id, field, old, new
        having coalesce(corrected.dispatch_id, min(member.dispatch_id)) is not null
    ),
    moved as (
        select dispatch_id, table_name, fact, 'removed' as change from old_facts
        anti join new_facts using (dispatch_id, table_name, fact)
        union all by name
        select dispatch_id, table_name, fact, 'added' as change from new_facts
        anti join old_facts using (dispatch_id, table_name, fact)
        union all by name
        select dispatch_id, table_name, subject || coalesce(old, 'null') as fact, 'removed' as change from stated
        union all by name
        select dispatch_id, table_name, subject || coalesce(new, 'null') as fact, 'added' as change from stated
    ),
    -- The id of a dispatch without address is the hash of its text, which new rules of normalising may change
    renamed as (
        select unnest([o.dispatch_id, n.dispatch_id])
        from old.dispatches as o join new.dispatches as n using (input_sha256) where o.dispatch_id <> n.dispatch_id
    )
    select
        moved.*, coalesce(n.title, o.title) as title,
        case
            when o.dispatch_id is null and moved.dispatch_id not in (from renamed) then 'new dispatch'
            when n.dispatch_id is null and moved.dispatch_id not in (from renamed) then 'dispatch gone'
            when o.dispatch_id is null or n.dispatch_id is null then 'new rules'
            when moved.table_name in ('events', 'dispatches') then 'correction'
            when o.raw_sha256 <> n.raw_sha256 then 'new version'
            else coalesce(nullif(concat_ws(
                ' and ',
                if(o.code_version <> n.code_version, 'new rules', null),
                if(o.reference_version <> n.reference_version, 'new reference data', null),
                if(moved.dispatch_id in (from corrected_dispatches), 'correction', null)
            ), ''), 'unknown')
        end as cause
    from moved
    left join old.dispatches as o using (dispatch_id)
    left join new.dispatches as n using (dispatch_id)
"""


def _common_marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Marts that both sides have: a snapshot of an earlier release lacks the newer ones."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name in ('old', 'new') group by 1 having count(*) = 2"
    ).fetchall()
    return sorted({name for (name,) in rows} & contracts.MART_TABLES.keys())


def _moved_totals(marts: list[str]) -> str:
    """Every count of every mart with a key, side by side where they differ."""
    selects = []
    for name in marts:
        table = contracts.MART_TABLES[name]
        key = " and ".join(f"o.{column} is not distinct from n.{column}" for column in table.key)
        shown = ", ".join(f"coalesce(o.{column}::varchar, n.{column}::varchar)" for column in table.key)
        selects += [
            f"""select {literal(name)} as mart, concat_ws(' ', {shown}) as key, {literal(column)} as column_name,
                coalesce(o.{column}, 0) as old_count, coalesce(n.{column}, 0) as new_count
            from old.{name} as o full join new.{name} as n on {key}
            where coalesce(o.{column}, 0) <> coalesce(n.{column}, 0)"""
            for column in table.columns
            if column in _COUNTS
        ]
    return " union all ".join(selects)
