-- no row of a mart is empty, and none counts a part that is larger than the whole
with cells as (
    select 'countries_by_month' as mart, * from countries_by_month
    union all by name
    select 'countries_by_year' as mart, * from countries_by_year
    union all by name
    select 'parties_by_month' as mart, * from parties_by_month
    union all by name
    select 'parties_by_year' as mart, * from parties_by_year
    union all by name
    select 'events_by_month' as mart, * from events_by_month
    union all by name
    select 'events_by_year' as mart, * from events_by_year
    union all by name
    select 'regions_by_year' as mart, * from regions_by_year
    union all by name
    select 'parties_by_country' as mart, * from parties_by_country
    union all by name
    select 'event_kinds_by_year' as mart, * from event_kinds_by_year
    union all by name
    select 'directions_by_year' as mart, * from directions_by_year
    union all by name
    select 'reports_per_event' as mart, * from reports_per_event
),

meetings as (
    select 'partners_by_year' as mart, * from partners_by_year
    union all by name
    select 'partners_by_region' as mart, * from partners_by_region
    union all by name
    select 'party_status_by_year' as mart, * from party_status_by_year
    union all by name
    select 'principals_by_year' as mart, * from principals_by_year
    union all by name
    select 'dyads' as mart, * from dyads
    union all by name
    select 'dyad_continuity' as mart, * from dyad_continuity
)

select mart, concat_ws(' ', period, country_code, party_id, region, event_type, sub_type, direction, level) as key
from cells
where coalesce(dispatch_count, 0) + report_count = 0 or event_count + planned_count + background_count > report_count
    or about_count > dispatch_count
union all
select mart, concat_ws(' ', period, country_code, region, partner, in_government, person, country_a, country_b, party_a, party_b)
from meetings
where event_count = 0 or event_count > report_count or visit_count > event_count or virtual_count > event_count
    or longest_gap_days <= 0
union all
select 'source_agreement', concat_ws(' ', source_a, source_b, attribute)
from source_agreement
where compared_count = 0 or agreed_count > compared_count
