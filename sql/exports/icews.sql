-- one row per event and side other than the hub, in the columns of ICEWS; hub and side are source and target
-- Days are those of the first possible day. ICEWS has no vague dates: date_precision of `events` says how sure they are.
select
    pair_id as "Event ID",
    date_start as "Event Date",
    source_names as "Source Name",
    source_sectors as "Source Sectors",
    source_country as "Source Country",
    event_type as "Event Text",
    cameo_code as "CAMEO Code",
    null::double as "Intensity",
    target_names as "Target Name",
    target_sectors as "Target Sectors",
    target_country as "Target Country",
    dispatch_id as "Story ID",
    null::bigint as "Sentence Number",
    publisher as "Publisher",
    place as "City",
    null::varchar as "District",
    null::varchar as "Province",
    place_country as "Country",
    null::double as "Latitude",
    null::double as "Longitude",
from events
join export_pairs using (event_id)
