-- one row per {unit}, country, and dispatch or event that counts there
select * exclude (kind, unit) rename (key as country_code),
from stg_period_evidence
where kind = 'country' and unit = '{unit}'
