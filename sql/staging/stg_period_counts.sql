-- one row per kind of key, key, unit of time and period: what all marts by month and by year count
-- Dispatches count in the period of their own date, reports and events in that of the event.
with in_dispatches as (
    select
        kind,
        key,
        unit,
        period,
        count(*) as dispatch_count,
        count(*) filter (where is_about) as about_count,
    from stg_dispatch_keys
    join stg_dispatch_periods using (dispatch_id)
    group by all
),

in_events as (
    select
        kind,
        key,
        unit,
        period,
        sum(report_count) as report_count,
        count(*) filter (where is_counted) as event_count,
        count(*) filter (where is_planned) as planned_count,
        count(*) filter (where is_background) as background_count,
    from stg_event_keys
    join stg_event_periods using (event_id)
    group by all
),

together as (
    from in_dispatches
    union all by name
    from in_events
)

select
    kind,
    key,
    unit,
    period,
    coalesce(sum(dispatch_count), 0)::bigint as dispatch_count,
    coalesce(sum(about_count), 0)::bigint as about_count,
    coalesce(sum(report_count), 0)::bigint as report_count,
    coalesce(sum(event_count), 0)::bigint as event_count,
    coalesce(sum(planned_count), 0)::bigint as planned_count,
    coalesce(sum(background_count), 0)::bigint as background_count,
from together
group by all
