-- no dispatch tells more than its text can hold: a rule that fires everywhere is found here
with texts as (
    select dispatch_id, length(text) as characters from dispatches
),

found as (
    select dispatch_id, 'mentions' as table_name, count(*) as n, 1 as least_characters from mentions group by all
    union all
    select dispatch_id, 'event_reports', count(*), 8 from event_reports group by all
    union all
    select dispatch_id, 'claims', count(*), 4 from claims group by all
)

select dispatch_id, table_name, n, characters
from found
join texts using (dispatch_id)
where n * least_characters > characters
