-- one row per event, with its one kind (contact, planned, background, other) and its sides as text, newest first
-- `sides`: members as `side:country/party`, joined by a comma; `bare`: countries, likewise, that had no diplomatic relations
-- with the perspective's.
with sides as (
    select
        event_id,
        array_to_string(list_sort(list(distinct concat(side_no, ':', country_code, '/', party_id))), ',') as sides,
    from event_participants
    group by event_id
),

bare as (
    select event_id, string_agg(partner_country, ',' order by partner_country) as bare
    from contacts_without_relations
    semi join perspective using (country_code)
    group by event_id
)

select
    event_id,
    events.event_type,
    case
        when stg_events.is_counted then 'contact'
        when stg_events.is_planned then 'planned'
        when stg_events.is_background then 'background'
        else 'other'
    end as kind,
    stg_events.month,
    stg_events.year,
    coalesce(sides.sides, '') as sides,
    coalesce(bare.bare, '') as bare,
    events.date_start,
    events.date_label,
    events.place,
    events.place_country,
    events.report_count,
    row_number() over (order by coalesce(events.date_start, events.first_reported_at) desc nulls last, event_id) as newest,
from events
join stg_events using (event_id)
left join sides using (event_id)
left join bare using (event_id)
