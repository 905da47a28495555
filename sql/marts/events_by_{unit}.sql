-- one row per {unit} and event type; dispatches are those that report an event of the type
select
    evidence.period,
    event_type,
    sum(dispatch_count)::bigint as dispatch_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
    coalesce(read_count, 0) as read_count,
from events_by_{unit}_evidence as evidence
left join stg_read on unit = '{unit}' and stg_read.period is not distinct from evidence.period
group by all
