"""Dispatches that tell in another language what one of the same agency told: links of relation `translation`.

Nothing is compared word by word: a pair shares an event, names nearly the same countries and parties, and was dated by
one agency within days. Agencies number their services alone, so that a translation never makes a second source.
"""

from __future__ import annotations

import duckdb

from tasks.store import day
from tasks.store.database import replace_rows

WINDOW_DAYS = 2  # a desk translates on the same day or the next
SHARED = 0.6  # of the countries and parties that either names: translations leave out or explain a few

_TRANSLATIONS = f"""
    with members as (
        from event_members where event_id in (select event_id from event_members semi join retold using (dispatch_id))
    ),
    named as (
        select dispatch_id, list(distinct entity) as entities from (
            select dispatch_id, country_code as entity from dispatch_countries
            union all
            select dispatch_id, party_id from dispatch_parties
        ) semi join members using (dispatch_id) group by dispatch_id
    ),
    told as (
        select
            d.dispatch_id, d.language, d.agency, d.dispatch_date, entities, members.event_id,
            d.dispatch_id in (select dispatch_id from retold) as is_retold
        from members join dispatches as d using (dispatch_id) join named using (dispatch_id)
    ),
    pairs as (
        select distinct
            first.dispatch_id, later.dispatch_id as other_dispatch_id,
            len(list_intersect(first.entities, later.entities))
                / len(list_distinct(first.entities || later.entities)) as similarity
        from told as first join told as later using (event_id, agency)
        where first.language <> later.language
            and (first.dispatch_date, first.dispatch_id) < (later.dispatch_date, later.dispatch_id)
            and later.dispatch_date - first.dispatch_date <= {WINDOW_DAYS}
            and (first.is_retold or later.is_retold)
    )
    select dispatch_id, other_dispatch_id, 'translation' as relation, similarity::double as similarity
    from pairs anti join dispatch_links using (dispatch_id, other_dispatch_id) where similarity >= {SHARED}
"""


def load_translations(connection: duckdb.DuckDBPyConnection) -> None:
    """Puts translations into dispatch_links, from the events that coreference found."""
    if day.is_day(connection):
        connection.execute("create temp view retold as from day.families")
    else:
        connection.execute("create temp table retold as select dispatch_id from dispatches")
    connection.execute("""
        delete from dispatch_links where relation = 'translation' and (
            dispatch_id in (select dispatch_id from retold) or other_dispatch_id in (select dispatch_id from retold)
        )
    """)
    replace_rows(connection, "dispatch_links", _TRANSLATIONS)
