"""Exact copies, near copies and excerpts among dispatches.

Near copies are found by MinHash over shingles (Broder 1997) with locality-sensitive bands, then measured exactly: the
similarity in `dispatch_links` is the Jaccard similarity of the two sets of shingles. A run compares only what is new
with what lies in its window of days: a pair's row depends on its two dispatches alone, but in groups of more than
NEIGHBOURS near copies. Groups of copies are made anew where a link comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks.store import day
from tasks.store.database import parquet_files, register, replace_rows
from tasks.store.shingles import PERMUTATIONS, compare, shingles, signature

WINDOW_DAYS = 30
NEIGHBOURS = 20
BAND_ROWS = 4  # 32 bands of 4: a pair of similarity .8 is missed once in ten million
_BATCH = 500


def clusters(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Number of each dispatch in a pair -> smallest number of its group of copies (numbers are in archive order)."""
    first: dict[int, int] = {}

    def root(number: int) -> int:
        while first.setdefault(number, number) != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for one, other in pairs:
        earlier, later = sorted((root(one), root(other)))
        first[later] = earlier
    return {number: root(number) for number in list(first)}


def load_links(connection: duckdb.DuckDBPyConnection, former: Path | None) -> None:
    """Tables dispatch_links and dispatches (with cluster_id), where what is `touched` changes them; the dispatches of
    groups of copies that changed are touched too. Reads dispatch_versions, former_dispatches and the ids in `fresh`."""
    _sign(connection, former)
    connection.execute(_SAME_TEXTS)
    connection.execute(f"delete from dispatch_links where {_GONE}")
    register(connection, "near_pairs", _PAIR_TYPES, list(_near_pairs(connection)))
    replace_rows(connection, "dispatch_links", _LINKS)
    connection.execute(_STIRRED)
    connection.unregister("near_pairs")
    pairs = connection.execute(_PAIRS).fetchall()
    register(connection, "groups", {"archive_no": pa.int64(), "first_no": pa.int64()}, list(clusters(pairs).items()))
    connection.execute(_CLUSTERS)
    connection.unregister("groups")
    replace_rows(
        connection,
        "dispatches",
        """from dispatch_versions join clusters using (dispatch_id) semi join touched using (dispatch_id)
        where is_current""",
        of="touched",
    )
    if day.is_day(connection):
        connection.execute(_MOVE)


_PAIR_TYPES = {
    "dispatch_id": pa.string(), "other_dispatch_id": pa.string(), "relation": pa.string(), "similarity": pa.float64()
}  # fmt: skip
_ARCHIVE_ORDER = "dispatch_date nulls last, dispatch_id"

# The dispatches that have a text which a touched one has, or had.
_SAME_TEXTS = f"""
    create temp table same_texts as
    with texts as (
        select text_sha256 from former_dispatches semi join touched using (dispatch_id)
        union
        select text_sha256 from dispatch_versions semi join touched using (dispatch_id) where is_current
    )
    select
        dispatch_id, first_value(dispatch_id) over (partition by text_sha256 order by {_ARCHIVE_ORDER}) as original
    from dispatch_versions semi join texts using (text_sha256) where is_current
"""
_GONE = """
    relation = 'exact' and (
        other_dispatch_id in (select dispatch_id from same_texts)
        or other_dispatch_id in (select dispatch_id from touched) or dispatch_id in (select dispatch_id from touched)
    )
    or relation in ('near', 'excerpt') and (
        other_dispatch_id in (select dispatch_id from fresh) or dispatch_id in (select dispatch_id from fresh)
    )
"""
_LINKS = """
    select original as dispatch_id, dispatch_id as other_dispatch_id, 'exact' as relation, 1.0 as similarity
    from same_texts where dispatch_id <> original
    union all by name
    from near_pairs
"""
# Groups that may change: those of the touched, before and now. `dispatches` still says what was.
_STIRRED = f"""
    create temp table stirred as
    with ends as (
        select dispatch_id from touched union select dispatch_id from same_texts
        union select dispatch_id from near_pairs union select other_dispatch_id from near_pairs
    ),
    members as (
        select dispatch_id from ends
        union
        select dispatch_id from dispatches where cluster_id in (
            select cluster_id from dispatches semi join ends using (dispatch_id)
        )
    )
    select dispatch_id, row_number() over (order by {_ARCHIVE_ORDER}) as archive_no
    from dispatch_versions semi join members using (dispatch_id) where is_current
"""
_PAIRS = """
    select first.archive_no, later.archive_no from dispatch_links as link
    join stirred as first on first.dispatch_id = link.dispatch_id
    join stirred as later on later.dispatch_id = link.other_dispatch_id
    where relation in ('exact', 'near')
"""
_CLUSTERS = """
    create temp table clusters as
    select stirred.dispatch_id, coalesce(first.dispatch_id, stirred.dispatch_id) as cluster_id
    from stirred left join groups using (archive_no) left join stirred as first on first.archive_no = first_no
"""
_MOVE = """
    create temp table moved as
    select dispatch_id, clusters.cluster_id from clusters join dispatches using (dispatch_id)
    where clusters.cluster_id <> dispatches.cluster_id;

    update dispatches set cluster_id = moved.cluster_id from moved where moved.dispatch_id = dispatches.dispatch_id;

    insert into day.dispatches select dispatch_id from moved
"""


def _sign(connection: duckdb.DuckDBPyConnection, former: Path | None) -> None:
    """Table kept.signatures: the bands of every current text that is long enough. The workers signed the fresh ones."""
    connection.execute("delete from kept.signatures where dispatch_id in (select dispatch_id from fresh)")
    connection.execute(
        _BANDS.format(
            "dispatch_id, dispatch_date, signature from part_dispatch_versions semi join fresh using (input_key)"
        )
    )
    if former is None or day.is_day(connection):
        return
    unsigned = connection.execute("""
        create temp table unsigned as
        select version_id, dispatch_id, dispatch_date from dispatch_versions anti join fresh using (dispatch_id)
        where is_current;
        select version_id from unsigned
    """)
    wanted = {row[0] for row in unsigned.fetchall()}
    with duckdb.connect() as reader:
        files = parquet_files(former, "dispatch_versions")
        texts = reader.execute("select version_id, text from read_parquet(?)", [files])
        while wanted and (batch := texts.fetchmany(_BATCH)):
            signed = [(version, signature(text)) for version, text in batch if version in wanted]
            register(connection, "signed", {"version_id": pa.string(), "signature": pa.list_(pa.uint32())}, signed)
            connection.execute(
                _BANDS.format("dispatch_id, dispatch_date, signature from signed join unsigned using (version_id)")
            )
            connection.unregister("signed")


_BANDS = f"""
    insert into kept.signatures
    select
        dispatch_id, dispatch_date,
        list_transform(
            range({PERMUTATIONS // BAND_ROWS}),
            lambda band: (hash(signature[band * {BAND_ROWS} + 1:(band + 1) * {BAND_ROWS}]) >> 32)::uinteger
        )
    from (select {{}}) where signature is not null order by dispatch_date, dispatch_id
"""

# Texts that may be a copy of a fresh one: within the window of days, or undated, and with a band in common. Members of
# a band stand in archive order; each is compared with the NEIGHBOURS before it. Without that bound a template (a daily
# bulletin) costs the square of its copies; its group stays one, as neighbours link in a chain.
_CANDIDATES = f"""
    with new as (from kept.signatures semi join fresh using (dispatch_id)),
    days as (
        select distinct (dispatch_date + further::integer)::date as dispatch_date
        from new, range(-{WINDOW_DAYS}, {WINDOW_DAYS} + 1) as window_of_days(further) where dispatch_date is not null
    ),
    nearby as (
        from kept.signatures
        where dispatch_date is null or dispatch_date in (from days)
            or exists (from new where new.dispatch_date is null)
    ),
    bands as (
        select dispatch_id, dispatch_date, unnest(range({PERMUTATIONS // BAND_ROWS})) as band_no, unnest(bands) as band
        from nearby
    ),
    new_bands as (select unnest(range({PERMUTATIONS // BAND_ROWS})) as band_no, unnest(bands) as band from new),
    placed as materialized (
        select *, row_number() over (partition by band_no, band order by {_ARCHIVE_ORDER}) as place
        from bands semi join new_bands using (band_no, band)
    )
    select distinct a.dispatch_id, b.dispatch_id
    from placed as b
    join placed as a on a.band_no = b.band_no and a.band = b.band
        and a.place between b.place - {NEIGHBOURS} and b.place - 1
    where (a.dispatch_id in (select dispatch_id from fresh) or b.dispatch_id in (select dispatch_id from fresh))
        and coalesce(abs(b.dispatch_date - a.dispatch_date) <= {WINDOW_DAYS}, true)
    order by all
"""


def _near_pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str, float]]:
    candidates = connection.execute(_CANDIDATES).fetchall()
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        register(
            connection,
            "compared",
            {"dispatch_id": pa.string()},
            [(one,) for one in {one for pair in batch for one in pair}],
        )
        texts = dict(
            connection.execute(
                """select dispatch_id, text from dispatch_versions semi join compared using (dispatch_id)
                where is_current"""
            ).fetchall()
        )
        connection.unregister("compared")
        grams = {dispatch: shingles(text) for dispatch, text in texts.items()}
        for first, later in batch:
            found = None if texts[first] == texts[later] else compare(grams[first], grams[later])
            if found:
                yield first, later, *found
