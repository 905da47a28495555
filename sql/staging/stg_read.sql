-- one row per unit of time (month, year) and period: how many dispatches of the period were read, whatever they name
select unit, period, count(*) as read_count
from stg_dispatch_periods
group by all
