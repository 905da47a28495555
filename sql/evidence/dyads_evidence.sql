-- one row per pair of countries, and of parties where named, and counted event in which they met: the hub and another side
with met as (
    select distinct
        event_id,
        least(hub.country_code, partner.country_code) as country_a,
        greatest(hub.country_code, partner.country_code) as country_b,
        case when hub.country_code < partner.country_code then hub.party_id else partner.party_id end as party_a,
        case when hub.country_code < partner.country_code then partner.party_id else hub.party_id end as party_b,
    from stg_event_sides as hub
    join stg_event_sides as partner using (event_id)
    where hub.side_no = 0 and partner.side_no > 0 and hub.country_code <> partner.country_code
)

select country_a, country_b, party_a, party_b, null as dispatch_id, event_id, report_count, 1 as event_count,
from met
join stg_events using (event_id)
where is_counted
