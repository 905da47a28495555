-- one row per claim of a number of parties or countries: what is claimed, and how many of them were met by that day
-- Observed are the contacts in the dispatches read, wherever they were; `about` and `scope` say how narrow the claim is.
select
    claim_id,
    claimed.dispatch_id,
    claimed.as_of,
    claimant,
    subject,
    subject_id,
    comparator,
    quantity_low,
    quantity_high,
    claimed.unit,
    about,
    scope,
    place,
    coalesce(sum(observed_count), 0)::bigint as observed_count,
    surface,
from stg_claimed as claimed
join claims using (claim_id)
left join claimed_vs_observed_evidence using (claim_id)
group by all
