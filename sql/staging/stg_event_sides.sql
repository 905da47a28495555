-- one row per event, side and party of the side; party_id is null where the side names none
select distinct event_id, side_no, country_code, party_id
from event_participants as participant
where party_id is not null or not exists (
    from event_participants as other
    where other.event_id = participant.event_id and other.side_no = participant.side_no and other.party_id is not null
)
