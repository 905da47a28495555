-- one row per source (where there is none, agency) and month: what it brought, and what was tried and not got
with dispatched as (
    select period, source_id, sum(dispatch_count)::bigint as dispatch_count
    from coverage_by_month_evidence
    group by all
),

tried as (
    select
        date_trunc('month', day)::date as period,
        source_id,
        sum(fetched_count)::bigint as fetched_count,
        sum(empty_count)::bigint as empty_count,
        sum(missing_count)::bigint as missing_count,
        sum(blocked_count)::bigint as blocked_count,
    from coverage
    group by all
)

select
    coalesce(d.period, t.period) as period,
    coalesce(d.source_id, t.source_id) as source_id,
    coalesce(dispatch_count, 0) as dispatch_count,
    coalesce(fetched_count, 0) as fetched_count,
    coalesce(empty_count, 0) as empty_count,
    coalesce(missing_count, 0) as missing_count,
    coalesce(blocked_count, 0) as blocked_count,
from dispatched as d
full join tried as t on t.period is not distinct from d.period and t.source_id is not distinct from d.source_id
