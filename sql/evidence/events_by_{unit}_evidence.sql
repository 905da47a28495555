-- one row per {unit}, event type, and dispatch or event that counts there
select * exclude (kind, unit, about_count) rename (key as event_type),
from stg_period_evidence
where kind = 'event_type' and unit = '{unit}'
