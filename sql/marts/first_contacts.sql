-- one row per country and country or party that it met: the first contact known to the day, and had they relations then
select
    country_code,
    partner_kind,
    partner,
    partner_name,
    region,
    year as period,
    date_start as first_date,
    event_id,
    event_type,
    place_country,
    had_relations,
    evidence.report_count,
    event_count::bigint as event_count,
from first_contacts_evidence as evidence
join stg_events using (event_id)
left join stg_partner_names using (partner_kind, partner)
left join stg_relations using (event_id, country_code, partner_country)
