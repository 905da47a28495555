-- one row per event and side other than the hub: the names of hub (source) and side (target), and where it was told first
select
    event_id || '-' || target.side_no as pair_id,
    event_id,
    source.names as source_names,
    source.sectors as source_sectors,
    source.titles as source_titles,
    source.country_name as source_country,
    source.cow_number as source_cow,
    source.wikidata_ids as source_wikidata,
    target.names as target_names,
    target.sectors as target_sectors,
    target.titles as target_titles,
    target.country_name as target_country,
    target.cow_number as target_cow,
    target.wikidata_ids as target_wikidata,
    dispatch_id,
    publisher,
    language,
    code_version,
from export_sides as source
join export_sides as target using (event_id)
join export_first_reports using (event_id)
where source.side_no = 0 and target.side_no > 0
