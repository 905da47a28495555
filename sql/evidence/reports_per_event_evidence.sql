-- one row per event type, number of reports and of sources, and event that was told so often
select
    event_type,
    report_count as reports_each,
    source_count as sources_each,
    null as dispatch_id,
    event_id,
    report_count,
    is_counted::int as event_count,
    is_planned::int as planned_count,
    is_background::int as background_count,
from stg_events
