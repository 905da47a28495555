-- one row per event and unit of time (month, year), with the period that it counts in
select event_id, 'month' as unit, month as period, report_count, is_counted, is_planned, is_background
from stg_events
union all
select event_id, 'year', year, report_count, is_counted, is_planned, is_background
from stg_events
