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
select 'dyads', concat_ws(' ', country_a, country_b), null from dyads where event_count = 0 or report_count < event_count
