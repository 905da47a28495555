-- one row per claim with a date and a number, newest first, with what was observed by then where that is known
-- is_own: its subject is the perspective's party or country.
select
    timeline.claim_id,
    timeline.as_of,
    timeline.claimant,
    timeline.subject,
    coalesce(compared.subject_id in (perspective.party_id, perspective.country_code), false) as is_own,
    timeline.comparator,
    timeline.quantity_low,
    timeline.quantity_high,
    timeline.unit,
    compared.observed_count,
    timeline.surface,
    timeline.dispatch_id,
from claims_timeline as timeline
left join claimed_vs_observed as compared using (claim_id)
cross join perspective
where timeline.as_of is not null and timeline.quantity_low is not null
order by timeline.as_of desc, timeline.claim_id
