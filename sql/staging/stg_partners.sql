-- one row per counted event, country that takes part, and country or party that it met there
with met as (
    select distinct event_id, country_code, 'country' as partner_kind, partner_country as partner, partner_country
    from stg_contacts
    union all
    select event_id, country_code, 'party', partner_party, min(partner_country)
    from stg_contacts
    where partner_party is not null
    group by all
)

select
    event_id,
    met.country_code,
    partner_kind,
    partner,
    partner_country,
    region,
    report_count,
    date_start,
    date_end,
    is_dated,
    year,
from met
join stg_events using (event_id)
left join stg_countries on stg_countries.country_code = partner_country
