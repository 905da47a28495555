-- links and clusters name dispatches that are there, the earlier first
select dispatch_id, other_dispatch_id, relation, 'a dispatch is missing' as problem
from dispatch_links
where dispatch_id not in (select dispatch_id from dispatches)
    or other_dispatch_id not in (select dispatch_id from dispatches)
union all
select dispatch_id, other_dispatch_id, relation, 'linked with itself'
from dispatch_links
where dispatch_id = other_dispatch_id
union all
select dispatch_id, cluster_id, 'cluster', 'first member is missing'
from dispatches
where cluster_id not in (select dispatch_id from dispatches)
