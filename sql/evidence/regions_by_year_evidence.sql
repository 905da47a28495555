-- one row per year, UN M49 subregion, and dispatch or event that counts there
select * exclude (kind, unit) rename (key as region),
from stg_period_evidence
where kind = 'region' and unit = 'year'
