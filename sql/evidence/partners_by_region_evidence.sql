-- one row per country, region, country or party that it met there, and counted event
select country_code, region, partner_kind, partner, null as dispatch_id, event_id, report_count, 1 as event_count,
from stg_partners
