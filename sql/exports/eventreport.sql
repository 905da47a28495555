-- one row per event report, in the shape that R's eventreport aggregates: event_id groups the reports of one event
select
    event_id,
    report_id,
    dispatch_id as source_id,
    coalesce(agency, regexp_extract(url, '^[a-z]+://(?:www\.)?([^/:]+)', 1), dispatches.source_id) as source_name,
    dispatch_date as source_date,
    language,
    event_type,
    sub_type,
    event_reports.format,
    status,
    level,
    direction,
    date_start,
    date_end,
    date_precision,
    place,
    place_country,
    side_a.country_code as country_a,
    side_a.parties as parties_a,
    side_b.country_code as country_b,
    side_b.parties as parties_b,
    confidence,
from event_members
join event_reports using (report_id, dispatch_id)
join dispatches using (dispatch_id)
left join (
    select report_id, min(country_code) as country_code, string_agg(distinct party_id, '; ' order by party_id) as parties
    from event_report_participants
    where side_no = 0
    group by report_id
) as side_a using (report_id)
left join (
    select
        report_id,
        string_agg(distinct country_code, '; ' order by country_code) as country_code,
        string_agg(distinct party_id, '; ' order by party_id) as parties,
    from event_report_participants
    where side_no > 0
    group by report_id
) as side_b using (report_id)
