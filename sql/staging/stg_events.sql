-- one row per event, with the period it counts in and the one count it belongs to
-- An interval counts where it begins, unless it is longer than the period; a vague date counts where it is certain to lie.
with dated as (
    select
        events.*,
        event_types.is_contact,
        date_trunc('month', date_start)::date as start_month,
        date_trunc('year', date_start)::date as start_year,
    from events join event_types using (event_type)
)

select
    event_id,
    event_type,
    sub_type,
    level,
    direction,
    place_country,
    date_start,
    date_end,
    coalesce(date_precision in ('day', 'interval') and date_start is not null, false) as is_dated,
    coalesce(format in ('video', 'phone'), false) as is_remote,
    report_count,
    source_count,
    is_contact and level <> 'background' and status <> 'planned' as is_counted,
    is_contact and level <> 'background' and status = 'planned' as is_planned,
    is_contact and level = 'background' as is_background,
    case
        when start_month = date_trunc('month', date_end) then start_month
        when date_precision = 'interval' and date_end - date_start < 31 then start_month
    end as month,
    case
        when start_year = date_trunc('year', date_end) then start_year
        when date_precision = 'interval' and date_end - date_start < 366 then start_year
    end as year,
from dated
