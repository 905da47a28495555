-- regions, parties by country, dyads, claims and coverage leave nothing out that the facts hold
with met as (
    select count(*) as n from events join event_types using (event_type)
    where level in ('core', 'secondary') and status in ('past', 'ongoing') and is_contact
        and event_id in (
            select hub.event_id from event_participants as hub join event_participants as partner using (event_id)
            where hub.side_no = 0 and partner.side_no > 0 and hub.country_code <> partner.country_code
        )
),

expected as (
    select 'claims_timeline' as mart, (select count(*) from claims) as facts, (select count(*) from claims_timeline) as found
    union all
    select 'coverage_by_month', (select count(*) from dispatches), (select sum(dispatch_count) from coverage_by_month)
    union all
    select 'coverage_by_month, fetched', (select sum(fetched_count) from coverage), (
        select sum(fetched_count) from coverage_by_month where fetched_count > 0
    )
    union all
    select 'parties_by_country', (
        select count(*) from dispatch_parties join dispatch_countries using (dispatch_id)
    ), (select sum(dispatch_count) from parties_by_country)
    union all
    select 'regions_by_year', (
        select count(distinct (dispatch_id, m49_subregion)) from dispatch_countries join countries on code = country_code
        where m49_subregion is not null
    ), (select sum(dispatch_count) from regions_by_year)
)

select mart, facts, coalesce(found, 0) as found from expected where coalesce(facts, 0) <> coalesce(found, 0)
union all
-- an event of several parties stands in several dyads, so their sum is no smaller than the events
select 'dyads', n, (select coalesce(sum(event_count), 0) from dyads) as found from met
where n > (select coalesce(sum(event_count), 0) from dyads)
