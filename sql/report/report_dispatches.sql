-- one row per dispatch; `outlet` as in coverage_by_month
select
    dispatch_id,
    title,
    coalesce(source_id, agency) as outlet,
    dispatch_date,
    url,
from dispatches
