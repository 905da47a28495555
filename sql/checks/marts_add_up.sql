-- summed over its periods, a mart says of each key what the facts say: dispatches that name it, events it takes part in
with counted as (
    select event_id from events join event_types using (event_type)
    where level in ('core', 'secondary') and status in ('past', 'ongoing') and is_contact
),

dispatches_of as (
    select 'countries' as kind, country_code as key, count(*) as dispatches from dispatch_countries group by all
    union all
    select 'parties', party_id, count(*) from dispatch_parties group by all
),

events_of as (
    select 'countries' as kind, country_code as key, count(distinct counted.event_id) as events
    from event_participants left join counted using (event_id) where country_code is not null group by all
    union all
    select 'parties', party_id, count(distinct counted.event_id)
    from event_participants left join counted using (event_id) where party_id is not null group by all
),

facts as (
    select kind || '_by_' || unit as mart, key, coalesce(dispatches, 0) as dispatches, coalesce(events, 0) as events
    from dispatches_of full join events_of using (kind, key) cross join (values ('month'), ('year')) as units (unit)
),

totals as (
    select 'countries_by_month' as mart, country_code as key, sum(dispatch_count) as dispatches, sum(event_count) as events
    from countries_by_month group by all
    union all
    select 'countries_by_year', country_code, sum(dispatch_count), sum(event_count) from countries_by_year group by all
    union all
    select 'parties_by_month', party_id, sum(dispatch_count), sum(event_count) from parties_by_month group by all
    union all
    select 'parties_by_year', party_id, sum(dispatch_count), sum(event_count) from parties_by_year group by all
)

select
    mart, key, totals.dispatches, facts.dispatches as dispatches_in_facts, totals.events, facts.events as events_in_facts
from totals full join facts using (mart, key)
where totals.dispatches is distinct from facts.dispatches or totals.events is distinct from facts.events
