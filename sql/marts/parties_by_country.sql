-- one row per party and country named in the same dispatch or taking part in the same event
select
    evidence.party_id,
    evidence.country_code,
    party_name,
    country_name,
    sum(dispatch_count)::bigint as dispatch_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
from parties_by_country_evidence as evidence
left join stg_parties using (party_id)
left join stg_countries on stg_countries.country_code = evidence.country_code
group by all
