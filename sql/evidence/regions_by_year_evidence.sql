-- one row per year, UN M49 subregion, and dispatch or event that counts there
select
    period,
    key as region,
    dispatch_id,
    event_id,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_evidence
where kind = 'region' and unit = 'year'
