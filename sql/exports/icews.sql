-- one row per event and side other than the hub, in the columns of ICEWS; hub and side are source and target
-- Days are those of the first possible day. ICEWS has no vague dates: date_precision of `events` says how sure they are.
select
    event_id || '-' || target.side_no as "Event ID",
    date_start as "Event Date",
    source.names as "Source Name",
    source.sectors as "Source Sectors",
    source.country_name as "Source Country",
    event_type as "Event Text",
    cameo_code as "CAMEO Code",
    null::double as "Intensity",
    target.names as "Target Name",
    target.sectors as "Target Sectors",
    target.country_name as "Target Country",
    first_report.dispatch_id as "Story ID",
    null::bigint as "Sentence Number",
    first_report.publisher as "Publisher",
    place as "City",
    null::varchar as "District",
    null::varchar as "Province",
    place_country as "Country",
    null::double as "Latitude",
    null::double as "Longitude",
from events
join export_sides as source using (event_id)
join export_sides as target using (event_id)
join export_first_reports as first_report using (event_id)
where source.side_no = 0 and target.side_no > 0
