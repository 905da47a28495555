-- one row per pair of countries and counted event in which they met
select country_a, country_b, null as dispatch_id, event_id, report_count, 1 as event_count,
from (select distinct country_a, country_b, event_id from dyads_evidence)
join stg_events using (event_id)
