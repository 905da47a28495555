-- one row per claim with a date and a number, newest first, with what was observed by then where that is known
-- excerpt: the claim with 160 characters on either side; mark: the claim within. is_own: its subject is the perspective's party or country.
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
    if(start_char > 160, '…', '')
    || substring(text, greatest(start_char - 160, 0) + 1, end_char - greatest(start_char - 160, 0) + 160)
    || if(end_char + 160 < length(text), '…', '') as excerpt,
    [least(start_char, 161), least(start_char, 161) + end_char - start_char] as mark,
    timeline.dispatch_id,
from claims_timeline as timeline
join claims using (claim_id)
join dispatches on dispatches.dispatch_id = timeline.dispatch_id
left join claimed_vs_observed as compared using (claim_id)
cross join perspective
where timeline.as_of is not null and timeline.quantity_low is not null
order by timeline.as_of desc, timeline.claim_id
