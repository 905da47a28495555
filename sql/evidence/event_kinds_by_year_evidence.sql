-- one row per year, event type and sub-type, and event of that kind
select
    year as period,
    event_type,
    sub_type,
    null as dispatch_id,
    event_id,
    report_count,
    is_counted::int as event_count,
    is_planned::int as planned_count,
    is_background::int as background_count,
from stg_events
