-- one row per year, country, region of the parties it met, and their place in or out of government on the day
select
    evidence.period,
    country_code,
    region,
    in_government,
    sum(partner_party_count)::bigint as partner_party_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    coalesce(read_count, 0) as read_count,
from party_status_by_year_evidence as evidence
left join stg_read on unit = 'year' and stg_read.period is not distinct from evidence.period
group by all
