-- one row per event: where it was told first
select
    event_id,
    dispatch_id,
    coalesce(agency, regexp_extract(url, '^[a-z]+://(?:www\.)?([^/:]+)', 1), source_id) as publisher,
    language,
    event_reports.code_version,
from event_members
join event_reports using (report_id, dispatch_id)
join dispatches using (dispatch_id)
qualify row_number() over (partition by event_id order by dispatch_date nulls last, dispatch_id, report_no) = 1
