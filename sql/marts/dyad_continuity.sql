-- one row per pair of countries that met: first and last contact, and the longest time between two
-- Days come from the events known to the day; a gap runs from the last day of all earlier events to the first of the next.
with dated as (
    select country_a, country_b, event_id, date_start, date_end
    from dyad_continuity_evidence
    join stg_events using (event_id)
    where is_dated
),

gaps as (
    select
        country_a,
        country_b,
        date_start,
        max(date_end) over (
            partition by country_a, country_b order by date_start, date_end, event_id
            rows between unbounded preceding and 1 preceding
        ) as former_end,
    from dated
),

longest as (
    select
        country_a,
        country_b,
        max(date_start - former_end) as longest_gap_days,
        arg_max(former_end, (date_start - former_end, -epoch(date_start))) as gap_from,
        arg_max(date_start, (date_start - former_end, -epoch(date_start))) as gap_to,
    from gaps
    where date_start > former_end
    group by all
)

select
    country_a,
    country_b,
    sum(evidence.report_count)::bigint as report_count,
    sum(evidence.event_count)::bigint as event_count,
    min(date_start) filter (where is_dated) as first_date,
    max(date_end) filter (where is_dated) as last_date,
    longest_gap_days,
    gap_from,
    gap_to,
from dyad_continuity_evidence as evidence
join stg_events using (event_id)
left join longest using (country_a, country_b)
group by all
