-- every span lies inside its dispatch's text, and the surface kept is the text there
with spans as (
    select dispatch_id, 'mentions' as table_name, start_char, end_char, surface from mentions
    union all
    select dispatch_id, 'claims', start_char, end_char, surface from claims
    union all
    select dispatch_id, 'event_reports', sentence_start, sentence_end, sentence from event_reports
)

select dispatch_id, table_name, start_char, end_char, surface
from spans
join dispatches using (dispatch_id)
where start_char < 0 or end_char <= start_char or substr(text, start_char + 1, end_char - start_char) <> surface
