-- the sum over a mart's periods equals what the facts say of the key
with facts as (
    select
        country_code as key,
        (select count(*) from dispatch_countries as d where d.country_code = all_countries.country_code) as dispatch_count,
        (
            select count(distinct event_id) from event_participants join events using (event_id)
            where event_participants.country_code = all_countries.country_code
                and level in ('core', 'secondary') and status in ('past', 'ongoing')
                and event_type not in ('party_life', 'statement')
        ) as event_count,
    from (
        select country_code from dispatch_countries
        union
        select country_code from event_participants where country_code is not null
    ) as all_countries
),

party_facts as (
    select
        party_id as key,
        (select count(*) from dispatch_parties as d where d.party_id = all_parties.party_id) as dispatch_count,
        (
            select count(distinct event_id) from event_participants join events using (event_id)
            where event_participants.party_id = all_parties.party_id
                and level in ('core', 'secondary') and status in ('past', 'ongoing')
                and event_type not in ('party_life', 'statement')
        ) as event_count,
    from (
        select party_id from dispatch_parties
        union
        select party_id from event_participants where party_id is not null
    ) as all_parties
),

totals as (
    select 'countries_by_month' as mart, country_code as key, sum(dispatch_count) as dispatches, sum(event_count) as events
    from countries_by_month group by all
    union all
    select 'countries_by_year', country_code, sum(dispatch_count), sum(event_count) from countries_by_year group by all
),

party_totals as (
    select 'parties_by_month' as mart, party_id as key, sum(dispatch_count) as dispatches, sum(event_count) as events
    from parties_by_month group by all
    union all
    select 'parties_by_year', party_id, sum(dispatch_count), sum(event_count) from parties_by_year group by all
)

select mart, key, dispatches, facts.dispatch_count, events, facts.event_count
from totals full join facts using (key)
where dispatches is distinct from facts.dispatch_count or events is distinct from facts.event_count
union all
select mart, key, dispatches, party_facts.dispatch_count, events, party_facts.event_count
from party_totals full join party_facts using (key)
where dispatches is distinct from party_facts.dispatch_count or events is distinct from party_facts.event_count
