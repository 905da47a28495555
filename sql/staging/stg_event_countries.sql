-- one row per event and country on one of its sides
select distinct event_id, country_code
from event_participants
where country_code is not null
