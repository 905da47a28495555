-- one row per year and event type; dispatches are those that report an event of the type
select
    period,
    event_type,
    sum(dispatch_count)::bigint as dispatch_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
from events_by_year_evidence
group by all
