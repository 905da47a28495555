-- one row per dispatch and unit of time (month, year), with the period that it counts in
select dispatch_id, 'month' as unit, month as period
from stg_dispatches
union all
select dispatch_id, 'year', year
from stg_dispatches
