-- one row per claim of a number of parties or countries whose subject is a party or country that we know
-- The subject is what its words are linked to in the dispatch, else whose name they are.
with linked as (
    select claim_id, min(entity_id) as subject_id
    from claims
    join mentions using (dispatch_id)
    where unit in ('parties', 'countries') and mentions.surface = subject and kind in ('party', 'country') and entity_id is not null
    group by all
    having count(distinct entity_id) = 1
),

names as (
    select name, min(id) as id
    from (
        select party_id as id, unnest([name_en, name_native, name_zh]) as name from parties
        union
        select code, unnest([name_en, name_zh]) from countries
    )
    where name is not null
    group by all
    having count(distinct id) = 1
)

select claim_id, dispatch_id, unit, coalesce(subject_id, id) as subject_id, coalesce(as_of, dispatch_date) as as_of
from claims
join dispatches using (dispatch_id)
left join linked using (claim_id)
left join names on name = subject
where unit in ('parties', 'countries') and coalesce(subject_id, id) is not null
