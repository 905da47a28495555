-- one row per month and outlet that brought dispatches; '*' stands for all but the 30 largest outlets
with ranked as (
    select source_id, row_number() over (order by sum(dispatch_count) desc, source_id) as place
    from coverage_by_month
    where source_id is not null
    group by source_id
)

select
    period,
    case when place > 30 then '*' else source_id end as outlet,
    sum(dispatch_count)::bigint as dispatch_count,
from coverage_by_month
left join ranked using (source_id)
where dispatch_count > 0
group by all
order by all
