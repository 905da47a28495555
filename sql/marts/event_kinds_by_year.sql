-- one row per year, event type and sub-type: what contacts are about
select
    evidence.period,
    event_type,
    sub_type,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
    coalesce(read_count, 0) as read_count,
from event_kinds_by_year_evidence as evidence
left join stg_read on unit = 'year' and stg_read.period is not distinct from evidence.period
group by all
