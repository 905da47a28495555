-- one row per month and event type; dispatches are those that report an event of the type
select
    period,
    key as event_type,
    dispatch_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_counts
where kind = 'event_type' and unit = 'month'
