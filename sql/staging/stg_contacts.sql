-- one row per counted event, country (and party) that takes part, and country (and party) at the other end
-- The hub of an event meets each other side, and each other side the hub; party is null where a side names none.
with met as (
    select distinct
        event_id,
        hub.country_code,
        hub.party_id,
        partner.country_code as partner_country,
        partner.party_id as partner_party,
    from stg_event_sides as hub
    join stg_event_sides as partner using (event_id)
    join stg_events using (event_id)
    where is_counted and hub.side_no = 0 and partner.side_no > 0 and hub.country_code <> partner.country_code
)

select event_id, country_code, party_id, partner_country, partner_party
from met
union all
select event_id, partner_country, partner_party, country_code, party_id
from met
