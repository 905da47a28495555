-- one row per year, direction, level, and event
select
    year as period,
    direction,
    level,
    null as dispatch_id,
    event_id,
    report_count,
    is_counted::int as event_count,
    is_planned::int as planned_count,
    is_background::int as background_count,
from stg_events
