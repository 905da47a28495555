-- one row per country, region, and country or party that it met there, ranked within the region
select
    country_code,
    region,
    partner_kind,
    partner,
    partner_name,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    rank() over (partition by country_code, region, partner_kind order by sum(event_count) desc) as rank_in_region,
from partners_by_region_evidence
left join stg_partner_names using (partner_kind, partner)
group by country_code, region, partner_kind, partner, partner_name
