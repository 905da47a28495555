-- one row per {unit}, party, and dispatch or event that counts there
select * exclude (kind, unit) rename (key as party_id),
from stg_period_evidence
where kind = 'party' and unit = '{unit}'
