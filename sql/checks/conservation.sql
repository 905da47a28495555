-- seen = loaded + unchanged + copies + quarantined + refused + gone, in every run, and the sightings say the same
select run_id, 'sum differs from seen' as problem, seen, loaded + unchanged + copies + quarantined + refused + gone as found
from runs
where seen <> loaded + unchanged + copies + quarantined + refused + gone
union all
select run_id, 'sightings differ from seen', seen, count(sightings.run_id)
from runs
left join sightings using (run_id)
group by run_id, seen
having seen <> count(sightings.run_id)
