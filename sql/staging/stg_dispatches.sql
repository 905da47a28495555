-- one row per dispatch, with the month and year it counts in
select
    dispatch_id,
    source_id,
    coalesce(source_id, agency) as source_or_agency,
    dispatch_date,
    date_trunc('month', dispatch_date)::date as month,
    date_trunc('year', dispatch_date)::date as year,
from dispatches
