-- one row per year, direction as seen from the perspective, and level
select
    evidence.period,
    direction,
    level,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
    coalesce(read_count, 0) as read_count,
from directions_by_year_evidence as evidence
left join stg_read on unit = 'year' and stg_read.period is not distinct from evidence.period
group by all
