-- one row per party, with its name and country; parties named only by a provisional id included
select party_id, coalesce(name_en, party_id) as party_name, country_code
from parties
union all
select distinct party_id, party_id as party_name, nullif(regexp_extract(party_id, '^([A-Z]{3})-', 1), '') as country_code
from (select party_id from dispatch_parties union select party_id from event_participants)
where party_id is not null and party_id not in (select party_id from parties)
