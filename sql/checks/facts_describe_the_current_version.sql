-- every fact belongs to the current version of a dispatch
with facts as (
    select distinct 'mentions' as table_name, dispatch_id, version_no from mentions
    union all
    select distinct 'dispatch_countries', dispatch_id, version_no from dispatch_countries
    union all
    select distinct 'dispatch_parties', dispatch_id, version_no from dispatch_parties
    union all
    select distinct 'event_reports', dispatch_id, version_no from event_reports
    union all
    select distinct 'event_report_participants', dispatch_id, version_no from event_report_participants
    union all
    select distinct 'claims', dispatch_id, version_no from claims
)

select table_name, dispatch_id, version_no
from facts
anti join dispatches using (dispatch_id, version_no)
