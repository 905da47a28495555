-- every country code in a fact is a row of countries
with used as (
    select 'dispatch_countries' as table_name, country_code from dispatch_countries
    union
    select 'event_participants', country_code from event_participants
    union
    select 'event_report_participants', country_code from event_report_participants
    union
    select 'event_reports.place_country', place_country from event_reports
    union
    select 'mentions', entity_id from mentions where kind = 'country'
)

select table_name, country_code
from used
where country_code is not null and country_code not in (select code from countries)
