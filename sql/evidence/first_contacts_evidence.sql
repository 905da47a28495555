-- one row per country and country or party that it met, with the first event known to the day
select country_code, partner_kind, partner, partner_country, region, null as dispatch_id, event_id, report_count, 1 as event_count,
from stg_partners
where is_dated
qualify row_number() over (partition by country_code, partner_kind, partner order by date_start, date_end, event_id) = 1
