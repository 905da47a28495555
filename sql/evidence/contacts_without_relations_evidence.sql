-- one row per counted event between a country and one that it had no diplomatic relations with
select event_id, country_code, partner_country, null as dispatch_id, report_count, 1 as event_count,
from stg_relations
join stg_events using (event_id)
where not had_relations
