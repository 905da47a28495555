-- one row per event and key that the marts by period count it under: a country, party, region or event type
select event_id, 'country' as kind, country_code as key
from stg_event_countries
union all
select event_id, 'party', party_id
from stg_event_parties
union all
select distinct event_id, 'region', region
from stg_event_countries
join stg_countries using (country_code)
where region is not null
union all
select event_id, 'event_type', event_type
from events
