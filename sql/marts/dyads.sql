-- one row per pair of countries, and of parties where named, that met: the hub of a counted event and each other side
-- First and last date come from the events known to the day.
select
    country_a,
    country_b,
    party_a,
    party_b,
    sum(evidence.report_count)::bigint as report_count,
    sum(evidence.event_count)::bigint as event_count,
    min(date_start) filter (where is_dated) as first_date,
    max(date_end) filter (where is_dated) as last_date,
from dyads_evidence as evidence
join stg_events using (event_id)
group by all
