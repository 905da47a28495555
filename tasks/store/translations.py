"""Dispatches that tell in another language what one of the same agency told: links of relation `translation`.

Nothing is compared word by word: a pair shares an event, names nearly the same countries and parties, and was dated by
one agency within days. Agencies number their services alone, so that a translation never makes a second source.
"""

from __future__ import annotations

import duckdb

from tasks.store.database import insert

WINDOW_DAYS = 2  # a desk translates on the same day or the next
SHARED = 0.6  # of the countries and parties that either names: translations leave out or explain a few

_TRANSLATIONS = f"""
    with named as (
        select dispatch_id, list(distinct entity) as entities from (
            select dispatch_id, country_code as entity from dispatch_countries
            union all
            select dispatch_id, party_id from dispatch_parties
        ) group by dispatch_id
    ),
    told as (
        select d.dispatch_id, d.language, d.agency, d.dispatch_date, entities, members.event_id,
        from event_members as members join dispatches as d using (dispatch_id) join named using (dispatch_id)
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
    )
    select dispatch_id, other_dispatch_id, 'translation' as relation, similarity::double as similarity
    from pairs where similarity >= {SHARED}
"""


def load_translations(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds translations to dispatch_links, from the events that coreference found."""
    connection.execute("create temp table links_of_texts as from dispatch_links")
    insert(connection, "dispatch_links", f"from links_of_texts union all by name ({_TRANSLATIONS})")
