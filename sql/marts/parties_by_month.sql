-- one row per month and party
select
    period,
    key as party_id,
    party_name,
    country_code,
    dispatch_count,
    about_count,
    report_count,
    event_count,
    planned_count,
    background_count,
from stg_period_counts
left join stg_parties on party_id = key
where kind = 'party' and unit = 'month'
