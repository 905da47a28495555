-- no dispatch before newspapers, nothing that ends before it starts, nothing past reported more than a year ahead
select 'dispatches' as table_name, dispatch_id as id, dispatch_date as day, 'out of range' as problem
from dispatches
where dispatch_date not between date '1800-01-01' and date '2100-01-01'
union all
select 'event_reports', report_id, date_start, 'ends before it starts'
from event_reports
where date_end < date_start
union all
select 'event_reports', report_id, date_start, 'half a date'
from event_reports
where (date_start is null) <> (date_end is null)
union all
select 'event_reports', report_id, date_start, 'year out of range'
from event_reports
where date_start not between date '1000-01-01' and date '2200-01-01'
