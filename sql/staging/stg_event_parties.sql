-- one row per event and party on one of its sides
select distinct event_id, party_id
from event_participants
where party_id is not null
