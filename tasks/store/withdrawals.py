"""withdrawals: dispatches whose outlets have taken them back, read off the sightings of all runs.

They stay, and count: that a page was taken down does not say that nothing happened. Who thinks otherwise leaves them
out (`anti join withdrawals using (dispatch_id)`).
"""

from __future__ import annotations

import duckdb

from tasks.store.database import insert

# A dispatch that lay at several addresses, or came back, is withdrawn where no run saw it after it was gone.
_WITHDRAWN = """
    with gone as (
        select locator, source_id, run_id, seen_at from sightings where outcome = 'gone'
    ),
    known as (
        select distinct dispatch_id, locator
        from sightings semi join gone using (locator) where version_id is not null
    ),
    seen as (
        select dispatch_id, max(run_id) as last_run
        from sightings semi join known using (dispatch_id) where version_id is not null group by dispatch_id
    )
    select dispatch_id, seen_at as withdrawn_at, source_id, locator, reason
    from known join gone using (locator) join seen using (dispatch_id)
    left join (select run_id, locator, min(reason) as reason from quarantine group by all) using (run_id, locator)
    where run_id > last_run
    qualify row_number() over (partition by dispatch_id order by run_id, locator) = 1
"""


def load_withdrawals(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table anew; call it once the run's sightings and quarantine are loaded."""
    insert(connection, "withdrawals", _WITHDRAWN)
