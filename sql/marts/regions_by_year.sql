-- one row per UN M49 subregion and year; an event of two countries of the region counts once
select
    period,
    key as region,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_counts
where kind = 'region' and unit = 'year'
