-- one row per year, event type, and dispatch or event that counts there
select
    period,
    key as event_type,
    dispatch_id,
    event_id,
    dispatch_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_evidence
where kind = 'event_type' and unit = 'year'
