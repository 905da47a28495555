-- one row per claim with a date and a number, newest first; is_own: its subject is the perspective's party by one of its names
with own_names as (
    select unnest([name_en, name_native, name_zh, abbreviation]) as name from parties semi join perspective using (party_id)
    union all
    select alias from party_aliases semi join perspective using (party_id)
)

select
    claim_id,
    as_of,
    claimant,
    subject,
    coalesce(subject in (select name from own_names where name is not null), false) as is_own,
    comparator,
    quantity_low,
    quantity_high,
    unit,
    surface,
    dispatch_id,
from claims_timeline
where as_of is not null and quantity_low is not null
order by as_of desc, claim_id
