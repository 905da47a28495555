-- one row per report of a listed event: its sentence, and the spans in it that name what is counted
with entities as (
    select report_id, list(distinct country_code) || list(distinct party_id) as named
    from event_report_participants
    semi join (select report_id from event_members semi join listed using (event_id)) using (report_id)
    group by report_id
),

marked as (
    select
        report_id,
        list(distinct [start_char - sentence_start, end_char - sentence_start]) as marks,
    from event_reports
    join entities using (report_id)
    join mentions using (dispatch_id)
    where start_char >= sentence_start and end_char <= sentence_end and list_contains(named, entity_id)
    group by report_id
)

select
    event_id,
    dispatch_id,
    sentence,
    coalesce(list_sort(marks), []) as marks,
    row_number() over (partition by event_id order by dispatch_date, dispatch_id, report_no) as report_in_event,
from event_members
semi join listed using (event_id)
join event_reports using (report_id, dispatch_id)
join dispatches using (dispatch_id)
left join marked using (report_id)
order by event_id, report_in_event
