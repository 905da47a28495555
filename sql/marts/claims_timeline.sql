-- one row per claim; `as_of` is the day for which it is asserted, else the dispatch's own
select
    claim_id,
    coalesce(as_of, dispatch_date) as as_of,
    dispatch_id,
    claimant,
    subject,
    comparator,
    quantity_low,
    quantity_high,
    unit,
    unit_text,
    about,
    denominator,
    scope,
    place,
    period,
    linked_claim_id,
    surface,
    url,
from claims
join dispatches using (dispatch_id)
