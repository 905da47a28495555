-- one row per UN M49 subregion and year; an event of two countries of the region counts once
with in_dispatches as (
    select
        year as period,
        region,
        count(distinct dispatch_id) as dispatch_count,
        count(distinct dispatch_id) filter (where is_about) as about_count,
    from dispatch_countries
    join stg_countries using (country_code)
    join stg_dispatches using (dispatch_id)
    where region is not null
    group by all
),

region_events as (
    select distinct event_id, region
    from stg_event_countries
    join stg_countries using (country_code)
    where region is not null
),

in_events as (
    select
        year as period,
        region,
        sum(report_count)::bigint as report_count,
        count(*) filter (where is_counted) as event_count,
        count(*) filter (where is_planned) as planned_count,
        count(*) filter (where is_background) as background_count,
    from region_events
    join stg_events using (event_id)
    group by all
)

select
    coalesce(d.period, e.period) as period,
    coalesce(d.region, e.region) as region,
    coalesce(dispatch_count, 0) as dispatch_count,
    coalesce(about_count, 0) as about_count,
    coalesce(report_count, 0) as report_count,
    coalesce(event_count, 0) as event_count,
    coalesce(planned_count, 0) as planned_count,
    coalesce(background_count, 0) as background_count,
from in_dispatches as d
full join in_events as e on e.period is not distinct from d.period and e.region = d.region
