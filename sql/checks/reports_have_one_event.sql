-- every event report belongs to exactly one event, and every event has reports and participants
select 'report without a single event' as problem, report_id as id
from event_reports
left join event_members using (report_id)
group by report_id
having count(event_id) <> 1
union all
select 'event without its reports', event_id
from events
left join event_members using (event_id)
group by event_id, report_count
having count(report_id) <> report_count
union all
select 'member of no event or of no report', report_id
from event_members
where event_id not in (select event_id from events) or report_id not in (select report_id from event_reports)
union all
select 'participants of no event', event_id
from event_participants
where event_id not in (select event_id from events)
union all
select 'participants of no report', report_id
from event_report_participants
where report_id not in (select report_id from event_reports)
