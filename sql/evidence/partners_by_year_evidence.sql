-- one row per year, country, and counted event in which it met another one; a partner counts with its first event
select
    year as period,
    country_code,
    null as dispatch_id,
    event_id,
    any_value(report_count) as report_count,
    1 as event_count,
    count(*) filter (where is_first and partner_kind = 'country') as partner_country_count,
    count(*) filter (where is_first and partner_kind = 'party') as partner_party_count,
from (
    select
        *,
        row_number() over (
            partition by year, country_code, partner_kind, partner order by date_start nulls last, event_id
        ) = 1 as is_first,
    from stg_partners
)
group by year, country_code, event_id
