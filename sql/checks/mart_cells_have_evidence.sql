-- no row of a mart is empty, and no dyad has fewer reports than events
select 'countries_by_month' as mart, country_code as key, period from countries_by_month where dispatch_count + report_count = 0
union all
select 'countries_by_year', country_code, period from countries_by_year where dispatch_count + report_count = 0
union all
select 'parties_by_month', party_id, period from parties_by_month where dispatch_count + report_count = 0
union all
select 'parties_by_year', party_id, period from parties_by_year where dispatch_count + report_count = 0
union all
select 'events_by_month', event_type, period from events_by_month where dispatch_count + report_count = 0
union all
select 'events_by_year', event_type, period from events_by_year where dispatch_count + report_count = 0
union all
select 'regions_by_year', region, period from regions_by_year where dispatch_count + report_count = 0
union all
select 'parties_by_country', concat_ws(' ', party_id, country_code), null from parties_by_country
where dispatch_count + report_count = 0
union all
select 'partners_by_year', country_code, period from partners_by_year where event_count = 0
union all
select 'partners_by_region', concat_ws(' ', country_code, partner), null from partners_by_region where event_count = 0
union all
select 'party_status_by_year', concat_ws(' ', country_code, in_government), period from party_status_by_year
where event_count = 0
union all
select 'event_kinds_by_year', event_type, period from event_kinds_by_year where report_count = 0
union all
select 'directions_by_year', concat_ws(' ', direction, level), period from directions_by_year where report_count = 0
union all
select 'principals_by_year', person, period from principals_by_year
where event_count = 0 or visit_count > event_count or virtual_count > event_count
union all
select 'reports_per_event', event_type, null from reports_per_event where report_count = 0
union all
select 'source_agreement', concat_ws(' ', source_a, source_b), null from source_agreement where compared_count = 0
union all
select 'dyad_continuity', concat_ws(' ', country_a, country_b), null from dyad_continuity
where event_count = 0 or longest_gap_days <= 0
union all
select 'dyads', concat_ws(' ', country_a, country_b), null from dyads where event_count = 0 or report_count < event_count
