-- one row per kind of key, key, unit of time, period, and dispatch or event that counts there: what it adds to each count
-- Dispatches count in the period of their own date, reports and events in that of the event.
select
    kind, key, unit, period, dispatch_id, null as event_id,
    1 as dispatch_count, coalesce(is_about, false)::int as about_count,
    0 as report_count, 0 as event_count, 0 as planned_count, 0 as background_count,
from stg_dispatch_keys
join stg_dispatch_periods using (dispatch_id)
union all
select
    kind, key, unit, period, null, event_id,
    0, 0,
    report_count, is_counted::int, is_planned::int, is_background::int,
from stg_event_keys
join stg_event_periods using (event_id)
