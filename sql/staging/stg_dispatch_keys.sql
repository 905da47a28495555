-- one row per dispatch and key that the marts by period count it under: a country, party, region or event type
select dispatch_id, 'country' as kind, country_code as key, is_about
from dispatch_countries
union all
select dispatch_id, 'party', party_id, is_about
from dispatch_parties
union all
select dispatch_id, 'region', region, bool_or(is_about)
from dispatch_countries
join stg_countries using (country_code)
where region is not null
group by all
union all
select distinct dispatch_id, 'event_type', event_type, null
from event_reports
