-- one row per claim and party or country that its subject had met by the day of the claim, with their first event
with met as (
    select party_id as subject_id, 'parties' as unit, partner_party as partner, event_id from stg_contacts
    where party_id is not null
    union all
    select party_id, 'countries', partner_country, event_id from stg_contacts where party_id is not null
    union all
    select country_code, 'parties', partner_party, event_id from stg_contacts
    union all
    select country_code, 'countries', partner_country, event_id from stg_contacts
),

firsts as (
    select subject_id, unit, partner, min(date_end) as met_by, arg_min(event_id, (date_end, event_id)) as event_id
    from met
    join stg_events using (event_id)
    where partner is not null and date_end is not null
    group by all
)

select claim_id, null as dispatch_id, event_id, count(*) as observed_count,
from stg_claimed
join firsts using (subject_id, unit)
where met_by <= as_of
group by claim_id, event_id
