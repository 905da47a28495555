-- one row per party, country, and dispatch that names both or event in which both take part
select party_id, country_code, dispatch_id, null as event_id, 1 as dispatch_count, 0 as report_count, 0 as event_count,
from dispatch_parties
join dispatch_countries using (dispatch_id)
union all
select party_id, country_code, null, event_id, 0, report_count, is_counted::int,
from stg_event_parties
join stg_event_countries using (event_id)
join stg_events using (event_id)
