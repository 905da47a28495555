-- the marts of who met whom leave no event out and add none: their sums are those of the facts
with counted as (
    select event_id, report_count
    from events join event_types using (event_type)
    where level in ('core', 'secondary') and status in ('past', 'ongoing') and is_contact
),

pairs as (
    select distinct event_id, hub.country_code as a, partner.country_code as b
    from event_participants as hub
    join event_participants as partner using (event_id)
    join counted using (event_id)
    where hub.side_no = 0 and partner.side_no > 0 and hub.country_code <> partner.country_code
),

met as (
    select event_id, a as country_code, b as partner from pairs
    union
    select event_id, b, a from pairs
),

dated as (
    select distinct country_code, partner
    from met join events using (event_id)
    where date_precision in ('day', 'interval') and date_start is not null
),

expected as (
    select 'directions_by_year: reports' as mart, (select count(*) from event_reports) as facts, (
        select sum(report_count) from directions_by_year
    ) as found
    union all
    select 'directions_by_year: events', (select count(*) from events join event_types using (event_type) where is_contact), (
        select sum(event_count + planned_count + background_count) from directions_by_year
    )
    union all
    select 'partners_by_year', (select count(*) from (select distinct event_id, country_code from met)), (
        select sum(event_count) from partners_by_year
    )
    union all
    select 'partners_by_region', (select count(*) from met), (
        select sum(event_count) from partners_by_region where partner_kind = 'country'
    )
    union all
    select 'dyad_continuity', (select count(*) / 2 from met), (select sum(event_count) from dyad_continuity)
    union all
    select 'first_contacts', (select count(*) from dated), (
        select sum(event_count) from first_contacts where partner_kind = 'country'
    )
    union all
    select 'claimed_vs_observed: claims that are there', (select count(*) from claimed_vs_observed), (
        select count(*) from claimed_vs_observed join claims using (claim_id)
    )
    union all
    select 'contacts_without_relations: events without relations', (
        select count(*) from contacts_without_relations
    ), (
        select count(*)
        from contacts_without_relations as contact
        anti join diplomatic_relations as relation on
            relation.country_code = contact.country_code and relation.partner_country = contact.partner_country
            and relation.valid_from <= contact.date_start and coalesce(relation.valid_to >= contact.date_start, true)
    )
)

select mart, facts, coalesce(found, 0) as found
from expected
where facts <> coalesce(found, 0)
union all
-- a party of two statuses in one year counts in both, so the sum is no smaller than the parties met
select 'party_status_by_year ' || country_code, partner_party_count, coalesce(by_status, 0)
from partners_by_year
left join (
    select period, country_code as of_country, sum(partner_party_count) as by_status from party_status_by_year group by all
) as status on of_country = country_code and status.period is not distinct from partners_by_year.period
where coalesce(by_status, 0) < partner_party_count
union all
-- an event of a person counts once for each region of those met, so the sum is no smaller than the events with persons
select 'principals_by_year', count(distinct (event_id, country_code)), (
    select coalesce(sum(event_count), 0) from principals_by_year
) as found
from event_participants
semi join met using (event_id, country_code)
where person is not null
having count(distinct (event_id, country_code)) > found
