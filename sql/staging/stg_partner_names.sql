-- one row per country or party, with the name to show
select 'country' as partner_kind, country_code as partner, country_name as partner_name
from stg_countries
union all
select 'party', party_id, party_name
from stg_parties
