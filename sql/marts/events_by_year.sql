-- one row per event type and year
-- Dispatches (those that report an event of the type) count in the year of their own date, reports and events in that of the event.
with in_dispatches as (
    select year as period, event_type, count(distinct dispatch_id) as dispatch_count
    from event_reports
    join stg_dispatches using (dispatch_id)
    group by all
),

in_events as (
    select
        year as period,
        event_type,
        sum(report_count)::bigint as report_count,
        count(*) filter (where is_counted) as event_count,
        count(*) filter (where is_planned) as planned_count,
        count(*) filter (where is_background) as background_count,
    from stg_events
    group by all
)

select
    coalesce(d.period, e.period) as period,
    coalesce(d.event_type, e.event_type) as event_type,
    coalesce(dispatch_count, 0) as dispatch_count,
    coalesce(report_count, 0) as report_count,
    coalesce(event_count, 0) as event_count,
    coalesce(planned_count, 0) as planned_count,
    coalesce(background_count, 0) as background_count,
from in_dispatches as d
full join in_events as e on e.period is not distinct from d.period and e.event_type = d.event_type
