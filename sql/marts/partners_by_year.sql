-- one row per year and country: how many countries and parties it met
select
    evidence.period,
    country_code,
    country_name,
    sum(partner_country_count)::bigint as partner_country_count,
    sum(partner_party_count)::bigint as partner_party_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    coalesce(read_count, 0) as read_count,
from partners_by_year_evidence as evidence
left join stg_countries using (country_code)
left join stg_read on unit = 'year' and stg_read.period is not distinct from evidence.period
group by all
