-- one row per event, side and person on it, under the name of the table of persons where that knows the person
with named as (
    select name_en as alias, country_code, name_en from persons
    union
    select name_zh, country_code, name_en from persons where name_zh is not null
),

known as (
    select alias, country_code, min(name_en) as name_en
    from named
    group by all
    having count(distinct name_en) = 1
)

select distinct event_id, side_no, participant.country_code, coalesce(known.name_en, person) as person
from event_participants as participant
left join known on known.alias = person and known.country_code = participant.country_code
where person is not null
