-- one row per pair of countries, and of parties where named, and counted event in which they met: the hub and another side
select
    country_code as country_a,
    partner_country as country_b,
    party_id as party_a,
    partner_party as party_b,
    null as dispatch_id,
    event_id,
    report_count,
    1 as event_count,
from stg_contacts
join stg_events using (event_id)
where country_code < partner_country
