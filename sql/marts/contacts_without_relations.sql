-- one row per event between a country whose relations are known and one that it had no diplomatic relations with that day
select
    evidence.event_id,
    evidence.country_code,
    evidence.partner_country,
    country_name as partner_name,
    region,
    year as period,
    date_start,
    date_end,
    event_type,
    place_country,
    parties.partner_parties,
    relations_from,
    sum(evidence.report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
from contacts_without_relations_evidence as evidence
join stg_events using (event_id)
join stg_relations as relations using (event_id, country_code, partner_country)
left join (
    select event_id, country_code, partner_country,
        list(distinct partner_party order by partner_party) filter (where partner_party is not null) as partner_parties,
    from stg_contacts
    group by all
) as parties using (event_id, country_code, partner_country)
left join stg_countries on stg_countries.country_code = evidence.partner_country
group by all
