"""Exact copies, near copies and excerpts among dispatches.

Near copies are found by MinHash over shingles (Broder 1997) with locality-sensitive bands, then measured exactly: the
similarity in `dispatch_links` is the Jaccard similarity of the two sets of shingles. A run compares only what is new
with what lies in its window of days: a pair's row depends on its two dispatches alone, but in groups of more than
NEIGHBOURS near copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb
import pyarrow as pa

from tasks.store.database import insert
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


def load_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables dispatch_links and dispatches (with cluster_id), from dispatch_versions and the ids in `fresh`."""
    connection.execute("""
        create temp table current_texts as
        select
            row_number() over (order by dispatch_date nulls last, dispatch_id) as archive_no,
            dispatch_id, version_id, dispatch_date, text_sha256,
            dispatch_id in (select dispatch_id from fresh) as is_fresh
        from dispatch_versions where is_current
    """)
    _sign(connection)
    _register(connection, "near_pairs", _PAIR_TYPES, list(_near_pairs(connection)))
    insert(connection, "dispatch_links", _LINKS)
    connection.unregister("near_pairs")
    pairs = connection.execute("""
        select first.archive_no, later.archive_no from dispatch_links as link
        join current_texts as first on first.dispatch_id = link.dispatch_id
        join current_texts as later on later.dispatch_id = link.other_dispatch_id
        where relation in ('exact', 'near')
    """).fetchall()
    _register(connection, "clusters", {"archive_no": pa.int64(), "first_no": pa.int64()}, list(clusters(pairs).items()))
    insert(
        connection,
        "dispatches",
        """select versions.*, coalesce(first.dispatch_id, versions.dispatch_id) as cluster_id
        from dispatch_versions as versions
        join current_texts using (dispatch_id)
        left join clusters using (archive_no)
        left join current_texts as first on first.archive_no = first_no
        where is_current""",
    )
    connection.unregister("clusters")


_PAIR_TYPES = {"first_no": pa.int64(), "later_no": pa.int64(), "relation": pa.string(), "similarity": pa.float64()}

_LINKS = """
    with originals as (
        select text_sha256, arg_min(dispatch_id, archive_no) as dispatch_id, min(archive_no) as archive_no
        from current_texts group by text_sha256
    )
    select originals.dispatch_id, later.dispatch_id as other_dispatch_id, 'exact' as relation, 1.0 as similarity
    from originals join current_texts as later using (text_sha256)
    where later.archive_no > originals.archive_no
    union all by name
    select first.dispatch_id, later.dispatch_id as other_dispatch_id, relation, similarity
    from near_pairs
    join current_texts as first on first.archive_no = first_no
    join current_texts as later on later.archive_no = later_no
    union all by name
    from former_dispatch_links
    where relation not in ('exact', 'translation') and dispatch_id not in (select dispatch_id from fresh)
        and other_dispatch_id not in (select dispatch_id from fresh)
"""

# Texts that may be a copy of a fresh one: within the window of days, or undated. The workers signed the fresh ones.
_NEIGHBOURHOOD = f"""
    with days as (select distinct dispatch_date from current_texts where is_fresh)
    select archive_no, t.version_id, part.signature, part.version_id is null as is_unsigned
    from current_texts as t
    left join fresh using (dispatch_id)
    left join part_dispatch_versions as part using (input_key)
    where is_fresh or exists (
        from days where t.dispatch_date is null or days.dispatch_date is null
            or abs(t.dispatch_date - days.dispatch_date) <= {WINDOW_DAYS}
    )
"""
_UNSIGNED = f"""
    select archive_no, text from neighbourhood join dispatch_versions using (version_id)
    where is_unsigned and archive_no > ? order by archive_no limit {_BATCH}
"""
_BANDS = f"""
    insert into bands
    select archive_no, band_no, hash(signature[band_no * {BAND_ROWS} + 1:(band_no + 1) * {BAND_ROWS}])
    from {{}} cross join range({PERMUTATIONS // BAND_ROWS}) as t(band_no)
    where signature is not null
"""


def _sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Temporary table bands (archive_no, band_no, band) over the neighbourhood of the fresh dispatches."""
    connection.execute("create temp table bands (archive_no bigint, band_no bigint, band ubigint)")
    connection.execute(f"create temp table neighbourhood as {_NEIGHBOURHOOD}")
    connection.execute(_BANDS.format("neighbourhood"))
    types = {"archive_no": pa.int64(), "signature": pa.list_(pa.uint32())}
    last = 0
    while batch := connection.execute(_UNSIGNED, [last]).fetchall():
        last = batch[-1][0]
        _register(connection, "signed", types, [(number, signature(text)) for number, text in batch])
        connection.execute(_BANDS.format("signed"))
        connection.unregister("signed")


# Members of a band stand in archive order; each is compared with the NEIGHBOURS before it. Without that bound a
# template (a daily bulletin) costs the square of its copies; its group stays one, as neighbours link in a chain.
_CANDIDATES = f"""
    with placed as materialized (
        select archive_no, band_no, band, row_number() over (partition by band_no, band order by archive_no) as place
        from bands semi join (select band_no, band from bands group by all having count(*) > 1) using (band_no, band)
    )
    select distinct a.archive_no as first_no, b.archive_no as later_no
    from placed as b
    join placed as a on a.band_no = b.band_no and a.band = b.band
        and a.place between b.place - {NEIGHBOURS} and b.place - 1
    join current_texts as first on first.archive_no = a.archive_no
    join current_texts as later on later.archive_no = b.archive_no
    where (first.is_fresh or later.is_fresh)
        and first.text_sha256 <> later.text_sha256
        and coalesce(abs(later.dispatch_date - first.dispatch_date) <= {WINDOW_DAYS}, true)
    order by all
"""


def _near_pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int, str, float]]:
    candidates = connection.execute(_CANDIDATES).fetchall()
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        numbers = sorted({number for pair in batch for number in pair})
        texts = connection.execute(
            """select archive_no, text from neighbourhood join dispatch_versions using (version_id)
            where list_contains(?, archive_no)""",
            [numbers],
        ).fetchall()
        grams = {number: shingles(text) for number, text in texts}
        for first, later in batch:
            found = compare(grams[first], grams[later])
            if found:
                yield first, later, *found


def _register(
    connection: duckdb.DuckDBPyConnection, name: str, types: dict[str, pa.DataType], rows: list[tuple[object, ...]]
) -> None:
    columns = zip(*rows, strict=True) if rows else ((),) * len(types)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
    connection.register(name, pa.table(arrays, names=list(types)))
