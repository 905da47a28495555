-- one row per pair of sources, attribute, and event on which both have a report of their own that gives the attribute
with told as (
    select
        event_id,
        cluster_id,
        coalesce(agency, regexp_extract(url, '^[a-z]+://(?:www\.)?([^/:]+)', 1), source_id) as source,
        unnest([
            {'name': 'status', 'value': status},
            {'name': 'level', 'value': level},
            {'name': 'sub_type', 'value': sub_type},
            {'name': 'format', 'value': format},
            {'name': 'direction', 'value': direction},
            {'name': 'date', 'value': date_label},
            {'name': 'place_country', 'value': place_country}
        ]) as attribute,
    from event_members
    join event_reports using (report_id, dispatch_id)
    join dispatches using (dispatch_id)
    where event_id in (select event_id from events where report_count > 1)
)

select
    a.source as source_a,
    b.source as source_b,
    a.attribute.name as attribute,
    null as dispatch_id,
    event_id,
    1 as compared_count,
    bool_or(a.attribute.value = b.attribute.value)::int as agreed_count,
from told as a
join told as b using (event_id)
where a.source < b.source and a.cluster_id <> b.cluster_id and a.attribute.name = b.attribute.name
    and a.attribute.value is not null and b.attribute.value is not null
group by all
