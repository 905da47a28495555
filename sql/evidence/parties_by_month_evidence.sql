-- one row per month, party, and dispatch or event that counts there
select
    period,
    key as party_id,
    dispatch_id,
    event_id,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_evidence
where kind = 'party' and unit = 'month'
