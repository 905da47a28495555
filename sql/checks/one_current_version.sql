-- every dispatch has one current version, the one with the highest number
select dispatch_id, count(*) filter (where is_current) as current_versions, max(version_no) as last_version
from dispatch_versions
group by dispatch_id
having
    count(*) filter (where is_current) <> 1
    or max(version_no) <> max(version_no) filter (where is_current)
    or max(version_no) <> count(*)
