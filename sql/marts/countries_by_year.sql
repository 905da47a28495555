-- one row per year and country
select
    period,
    key as country_code,
    country_name,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_counts
left join stg_countries on country_code = key
where kind = 'country' and unit = 'year'
