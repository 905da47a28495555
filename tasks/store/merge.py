"""The facts of the former snapshot and of this run's parts, as one set of tables in the run's DuckDB file.

The result is a function of the set of inputs: not of their order, of the batches, of the workers or of how many runs
they came in. One exception is meant: two texts of one dispatch that neither a fetch time nor a publication time puts
in order. Loaded in one run, the locator decides; loaded in two, the later run's text is the newer version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks import contracts
from tasks.closed_lists import INPUT_OUTCOMES
from tasks.contracts import FACT_TABLES, OPERATION_TABLES
from tasks.reference import reference_version
from tasks.store import changes, copies, corrections, day, events, ledger, reference_tables, translations, withdrawals
from tasks.store.database import former_view, literal, make_room, open_database, replace_rows
from tasks.store.home import Home, Run
from tasks.store.parts import OUTCOME_SCHEMAS, part_schema
from tasks.version import code_version


def merge(
    run: Run,
    *,
    seen: Mapping[str, int] | None = None,
    rebuild: bool = False,
    refresh: bool = False,
) -> dict[str, int]:
    """Builds every table but the marts, on the former snapshot. Returns the counts by outcome, and `seen`.

    seen     candidates that the caller handed in, by source ("" for none); the conservation check compares them with
             the sums of the outcomes
    rebuild  the run read the whole archive again: no fact of the former snapshot is taken over, and its history stands
             in the ledgers if there is no snapshot
    refresh  compute everything anew, though only a day's dispatches are new (day.py)
    """
    former = run.former
    is_copy = not rebuild and not refresh and day.start_database(run.database, former)
    with open_database(run.database) as connection:
        _read_parts(connection, run.dir)
        if is_copy and former:
            _begin_day(connection, former)
        else:
            _begin_anew(connection, run, former, rebuild)
        make_room(connection, "part_dispatch_versions", "former_dispatch_versions")
        _choose_versions(connection, run.run_id, rebuild)
        _load_facts(connection)
        changes.load_version_changes(connection)
        copies.load_links(connection, former)
        events.load_events(connection)
        translations.load_translations(connection)
        if not is_copy:
            reference_tables.load(connection)
        corrections.load_corrections(connection)
        return _load_operations(connection, run, seen, rebuild)


def _begin_day(connection: duckdb.DuckDBPyConnection, former: Path) -> None:
    """Touched are the dispatches that the run read, and those that it saw at an earlier place: the former_ tables hold
    their rows alone, and of history everything."""
    day.begin(connection, former)
    connection.execute("""
        insert into day.dispatches
        select dispatch_id from part_dispatch_versions
        union
        select known.dispatch_id
        from former.main.dispatch_versions as known join part_unchanged as part using (input_sha256)
        where known.fetched_at is null and part.locator < known.locator
    """)
    connection.execute("create temp view touched as from day.dispatches")
    tables = (*FACT_TABLES, "superseded_facts", "dispatches")
    day.former_rows(connection, tables, "day.dispatches")
    for name in ("sightings", "coverage"):
        connection.execute(f"create temp view former_{name} as from former.main.{name}")
    connection.execute(f"create temp table known_versions as {_KNOWN.format(versions='former.main.dispatch_versions')}")


def _begin_anew(connection: duckdb.DuckDBPyConnection, run: Run, former: Path | None, rebuild: bool) -> None:
    """Everything is touched. History is taken over as it is."""
    day.create_tables(connection)
    of_versions = {*FACT_TABLES, "dispatch_links", "superseded_facts"}
    for table in (*FACT_TABLES, *OPERATION_TABLES, *contracts.DERIVED_TABLES):
        former_view(connection, None if rebuild and table in of_versions else former, table)
    former_view(connection, former, "dispatch_versions", "all_known_versions")
    connection.execute(f"create temp table known_versions as {_KNOWN.format(versions='all_known_versions')}")
    if rebuild and former is None:
        ledger.former_from_ledgers(connection, Home(run.home).archive)
    connection.execute("""
        create temp table touched as
        select dispatch_id from part_dispatch_versions union select dispatch_id from former_dispatch_versions
    """)
    for table in (*OPERATION_TABLES, "event_successions", "dispatch_links"):
        replace_rows(connection, table, f"from former_{table}")


# What the former snapshot knew of the dispatches and texts that the run read.
_KNOWN = """
    select version_id, dispatch_id, text_sha256 from {versions}
    where dispatch_id in (select dispatch_id from part_dispatch_versions)
        or text_sha256 in (select text_sha256 from part_dispatch_versions)
"""


def _read_parts(connection: duckdb.DuckDBPyConnection, run_dir: Path) -> None:
    """Temporary views part_<table>, part_rejected, part_unchanged, part_coverage over the run's files."""
    for table in FACT_TABLES:
        _view(connection, f"part_{table}", part_schema(table), sorted(run_dir.glob(f"parts/[0-9]*/{table}.parquet")))
    for name, schema in OUTCOME_SCHEMAS.items():
        _view(connection, f"part_{name}", schema, sorted(run_dir.glob(f"*/[0-9]*/{name}.parquet")))


def _view(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: list[Path]) -> None:
    if files:
        source = f"read_parquet([{', '.join(map(literal, files))}])"
        connection.execute(f"create temp view {name} as from {source}")
    else:
        empty = schema.empty_table()
        connection.register("empty_part", empty)
        connection.execute(f"create temp table {name} as from empty_part")
        connection.unregister("empty_part")


def _choose_versions(connection: duckdb.DuckDBPyConnection, run_id: str, rebuild: bool) -> None:
    """Tables `versions` (one row per version, numbered) and `fresh` (current versions whose facts come from a part).

    Several inputs may hold one version. The earliest fetched one represents it, then the one with the smallest hash:
    its metadata and facts are those of the version, whichever of the inputs was read first. input_key is null where the
    former snapshot's row stands. Versions are numbered by time of fetching, then of publishing, then in the order in
    which they came: the run, and where they lay in it.
    """
    # A run over the archive reads an input once; the sightings know all the places and runs in which it was read.
    places = "from former_sightings where version_id is not null" if rebuild else "from part_unchanged"
    versions = "part_dispatch_versions" if rebuild else "former_sightings"
    connection.execute(f"""
        create or replace temp macro natural_key(locator) as array_to_string(
            list_transform(
                regexp_extract_all(locator, '[0-9]+|[^0-9]+'),
                lambda part: if(part[1] between '0' and '9', lpad(part, greatest(12, length(part))::integer, '0'), part)
            ),
            ''
        );

        create temp table contenders as
        with found as (
            from part_dispatch_versions
            union all by name
            from former_dispatch_versions
        )
        select dispatch_id, version_id, input_key, input_sha256, fetched_at, published_at, locator from found;

        create temp table of_several as
        select dispatch_id from contenders group by dispatch_id having count(distinct version_id) > 1;

        create temp table arrivals as
        with versions_of_inputs as (
            select distinct version_id, input_sha256
            from {versions} semi join of_several using (dispatch_id) where version_id is not null
        ),
        seen as (
            select version_id, {literal(run_id)} as run_id, locator
            from part_dispatch_versions semi join of_several using (dispatch_id)
            union all
            select v.version_id, s.run_id, s.locator
            from former_sightings as s join versions_of_inputs as v using (input_sha256)
            where s.version_id is not null
        )
        select version_id, run_id as first_run, min(natural_key(locator)) as first_place
        from seen
        group by version_id, run_id
        qualify row_number() over (partition by version_id order by run_id) = 1;

        create temp table versions as
        with representatives as (
            from contenders
            qualify row_number() over (
                partition by version_id order by fetched_at nulls first, input_sha256, locator, input_key nulls first
            ) = 1
        ),
        other_places as (
            select input_sha256, min(locator) as other_locator from ({places}) group by input_sha256
        ),
        numbered as (
            select
                dispatch_id, version_id, input_key,
                if(fetched_at is null, least(locator, other_locator), locator) as locator,
                row_number() over (
                    partition by dispatch_id
                    order by fetched_at nulls first, published_at nulls first, first_run, first_place, input_sha256
                ) as version_no,
            from representatives
            left join other_places using (input_sha256)
            left join arrivals using (version_id)
        )
        select *, version_no = max(version_no) over (partition by dispatch_id) as is_current from numbered;

        create temp table fresh as
        select dispatch_id, version_id, input_key from versions where is_current and input_key is not null
    """)


def _load_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fact tables of the current versions; dispatch_versions keeps every version."""
    as_chosen = "replace (v.locator as locator, v.version_no as version_no, v.is_current as is_current)"
    replace_rows(
        connection,
        "dispatch_versions",
        f"""select p.* {as_chosen} from part_dispatch_versions as p join versions as v using (input_key)
        union all by name
        select f.* {as_chosen} from former_dispatch_versions as f join versions as v using (version_id)
        where v.input_key is null""",
        of="touched",
    )
    for name, table in FACT_TABLES.items():
        if name == "dispatch_versions":
            continue
        renumbered = "replace (current.version_no as version_no)" if "version_no" in table.columns else ""
        replace_rows(
            connection,
            name,
            f"""with facts as (
                select * exclude (input_key) from part_{name} semi join fresh using (input_key)
                union all by name
                from former_{name} anti join fresh using (dispatch_id)
            )
            select facts.* {renumbered} from facts
            join (select dispatch_id, version_no from versions where is_current) as current using (dispatch_id)""",
            of="touched",
        )


# What became of each processed input. Within a run the first of a dispatch in archive order is the original.
_OUTCOMES = """
    create temp table input_outcomes as
    with ranked as (
        select
            part.locator, part.input_sha256, part.source_id, part.dispatch_id, part.version_id, part.text_sha256,
            part.dispatch_date,
            row_number() over (
                partition by part.version_id
                order by part.fetched_at nulls first, part.input_sha256, part.locator, input_key
            ) as nth,
        from part_dispatch_versions as part
    ),
    known_texts as (select distinct text_sha256 from known_versions),
    first_with_text as (
        select text_sha256, arg_min(dispatch_id, (dispatch_date is null, dispatch_date, dispatch_id)) as dispatch_id
        from ranked where dispatch_id not in (select dispatch_id from known_versions)
        group by text_sha256
    )
    select
        locator, input_sha256, source_id, dispatch_id, version_id,
        case
            when input_sha256 in (from known_inputs) then 'unchanged'
            when version_id in (select version_id from known_versions) then 'unchanged'
            when nth > 1 then 'copies'
            when dispatch_id in (select dispatch_id from known_versions) then 'loaded'
            when text_sha256 in (from known_texts) then 'copies'
            when (text_sha256, dispatch_id) in (select (text_sha256, dispatch_id) from first_with_text) then 'loaded'
            else 'copies'
        end as outcome
    from ranked
    union all
    select locator, input_sha256, source_id, dispatch_id, version_id, 'unchanged' from part_unchanged
    union all
    select
        locator, input_sha256, source_id, null, null,
        case when is_gone then 'gone' when is_refused then 'refused' else 'quarantined' end
    from part_rejected
"""


def _load_operations(
    connection: duckdb.DuckDBPyConnection, run: Run, seen: Mapping[str, int] | None, rebuild: bool
) -> dict[str, int]:
    connection.execute(f"""
        create temp table known_inputs as
        select distinct input_sha256 from former_sightings where {rebuild} and version_id is not null
    """)
    connection.execute(_OUTCOMES)
    found = connection.execute("select outcome, count(*) from input_outcomes group by outcome").fetchall()
    counts = Counter(dict(found))
    total = counts.total() if seen is None else sum(seen.values())
    outcomes = {outcome: counts[outcome] for outcome in INPUT_OUTCOMES}
    _load_sources(connection, run, seen)
    run_id, started = literal(run.run_id), f"timestamp {literal(run.started_at)}"
    finished = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    # One input given twice in a run (a file named twice) is two inputs: the second is told apart by its number.
    replace_rows(
        connection,
        "sightings",
        f"""select * replace (locator || case when nth > 1 then ' (' || nth || ')' else '' end as locator) from (
            select *, {run_id} as run_id, {started} as seen_at,
                row_number() over (partition by locator, input_sha256 order by outcome, version_id) as nth
            from input_outcomes
        )""",
    )
    replace_rows(
        connection,
        "runs",
        f"""select {run_id} as run_id, {started} as started_at, timestamp {literal(finished)} as finished_at,
            {literal(code_version())} as code_version, {literal(reference_version())} as reference_version,
            {total}::bigint as seen, {", ".join(f"{n}::bigint as {outcome}" for outcome, n in outcomes.items())}""",
    )
    replace_rows(
        connection,
        "quarantine",
        f"""select locator, reason, min(detail) as detail, min(raw_sha256) as raw_sha256, is_refused,
            {run_id} as run_id, {started} as seen_at
        from part_rejected group by locator, reason, is_refused""",
    )
    withdrawals.load_withdrawals(connection)
    connection.execute("""
        create temp table covered as
        select source_id, day::date as day, sum(fetched_count)::bigint as fetched_count,
            sum(empty_count)::bigint as empty_count, sum(missing_count)::bigint as missing_count,
            sum(blocked_count)::bigint as blocked_count
        from (
            from part_coverage
            union all by name
            from former_coverage where (source_id, day::varchar) in (select (source_id, day) from part_coverage)
        )
        group by all
    """)
    replace_rows(connection, "coverage", "from covered", of="covered", key="source_id, day")
    return {"seen": total, **outcomes}


def _load_sources(connection: duckdb.DuckDBPyConnection, run: Run, seen: Mapping[str, int] | None) -> None:
    """source_runs: the run's counts by source, with what was seen as the caller counted it."""
    counts = ", ".join(f"count(*) filter (outcome = '{outcome}') as {outcome}" for outcome in INPUT_OUTCOMES)
    sums = ", ".join(f"coalesce({outcome}, 0) as {outcome}" for outcome in INPUT_OUTCOMES)
    connection.execute("create temp table seen_of (source_id varchar, seen bigint)")
    if seen is None:
        connection.execute("insert into seen_of select source_id, count(*) from input_outcomes group by source_id")
    elif seen:
        connection.executemany("insert into seen_of values (nullif(?, ''), ?)", list(seen.items()))
    replace_rows(
        connection,
        "source_runs",
        f"""select {literal(run.run_id)} as run_id, coalesce(source_id, found_id) as source_id,
            coalesce(seen, 0) as seen, {sums}
        from seen_of full join (select source_id as found_id, {counts} from input_outcomes group by source_id) as found
            on found_id is not distinct from seen_of.source_id""",
    )
