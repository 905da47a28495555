-- every correction finds what it corrects: the tables say its `old` or its `new`
select dispatch_id, start_char, end_char, event_id, field, old, new, 'neither old nor new is there' as problem
from corrections
where state = 'stale'
