-- one row per source (where there is none, agency), month, and dispatch that it brought; what was tried stands in coverage
select month as period, source_or_agency as source_id, dispatch_id, null as event_id, 1 as dispatch_count,
from stg_dispatches
