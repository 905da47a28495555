-- one row per party and country named in the same dispatch or taking part in the same event
with in_dispatches as (
    select party_id, country_code, count(*) as dispatch_count
    from dispatch_parties
    join dispatch_countries using (dispatch_id)
    group by all
),

in_events as (
    select
        party_id,
        country_code,
        sum(report_count)::bigint as report_count,
        count(*) filter (where is_counted) as event_count,
    from stg_event_parties
    join stg_event_countries using (event_id)
    join stg_events using (event_id)
    group by all
)

select
    coalesce(d.party_id, e.party_id) as party_id,
    coalesce(d.country_code, e.country_code) as country_code,
    party_name,
    country_name,
    coalesce(dispatch_count, 0) as dispatch_count,
    coalesce(report_count, 0) as report_count,
    coalesce(event_count, 0) as event_count,
from in_dispatches as d
full join in_events as e on e.party_id = d.party_id and e.country_code = d.country_code
left join stg_parties as party on party.party_id = coalesce(d.party_id, e.party_id)
left join stg_countries as country on country.country_code = coalesce(d.country_code, e.country_code)
