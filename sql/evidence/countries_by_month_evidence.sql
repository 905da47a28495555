-- one row per month, country, and dispatch or event that counts there
select
    period,
    key as country_code,
    dispatch_id,
    event_id,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_evidence
where kind = 'country' and unit = 'month'
