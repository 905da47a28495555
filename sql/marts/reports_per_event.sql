-- one row per event type, number of reports and number of sources: how many events were told so often
select
    event_type,
    reports_each,
    sources_each,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
from reports_per_event_evidence
group by all
