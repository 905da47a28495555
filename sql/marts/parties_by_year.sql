-- one row per year and party
-- Dispatches count in the year of their own date, reports and events in that of the event.
with in_dispatches as (
    select
        year as period,
        party_id,
        count(*) as dispatch_count,
        count(*) filter (where is_about) as about_count,
    from dispatch_parties
    join stg_dispatches using (dispatch_id)
    group by all
),

in_events as (
    select
        year as period,
        party_id,
        sum(report_count)::bigint as report_count,
        count(*) filter (where is_counted) as event_count,
        count(*) filter (where is_planned) as planned_count,
        count(*) filter (where is_background) as background_count,
    from stg_event_parties
    join stg_events using (event_id)
    group by all
)

select
    coalesce(d.period, e.period) as period,
    coalesce(d.party_id, e.party_id) as party_id,
    party_name,
    named.country_code,
    coalesce(dispatch_count, 0) as dispatch_count,
    coalesce(about_count, 0) as about_count,
    coalesce(report_count, 0) as report_count,
    coalesce(event_count, 0) as event_count,
    coalesce(planned_count, 0) as planned_count,
    coalesce(background_count, 0) as background_count,
from in_dispatches as d
full join in_events as e on e.period is not distinct from d.period and e.party_id = d.party_id
left join stg_parties as named on named.party_id = coalesce(d.party_id, e.party_id)
