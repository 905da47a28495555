-- seen = loaded + unchanged + copies + quarantined + refused + gone: in every run, in every source of it, and the
-- sightings say the same
with counted as (
    select run_id, 'all' as source_id, seen, loaded + unchanged + copies + quarantined + refused + gone as found from runs
    union all
    select
        run_id, coalesce(source_id, 'inputs'), seen, loaded + unchanged + copies + quarantined + refused + gone as found
    from source_runs
)

select run_id, source_id, 'sum differs from seen' as problem, seen, found from counted where seen <> found
union all
select run_id, 'all', 'sightings differ from seen', seen, count(sightings.run_id)
from runs
left join sightings using (run_id)
group by run_id, seen
having seen <> count(sightings.run_id)
union all
select run_id, 'all', 'sources differ from the run', runs.seen, coalesce(sum(source_runs.seen), 0)::bigint
from runs
left join source_runs using (run_id)
group by run_id, runs.seen
having runs.seen <> coalesce(sum(source_runs.seen), 0)
