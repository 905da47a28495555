-- the marts by event type hold every report and every contact once
with totals as (
    select
        mart,
        event_type,
        sum(report_count) as reports,
        sum(event_count + planned_count + background_count) as events,
    from (
        select 'events_by_month' as mart, * from events_by_month
        union all by name
        select 'events_by_year' as mart, * from events_by_year
        union all by name
        select 'event_kinds_by_year' as mart, * from event_kinds_by_year
        union all by name
        select 'reports_per_event' as mart, * from reports_per_event
    )
    group by all
),

reports_of as (
    select event_type, count(*) as reports from event_reports group by all
),

events_of as (
    select event_type, count(*) filter (where is_contact) as events
    from events join event_types using (event_type) group by all
),

facts as (
    select mart, event_type, reports, events
    from reports_of full join events_of using (event_type)
    cross join (
        values ('events_by_month'), ('events_by_year'), ('event_kinds_by_year'), ('reports_per_event')
    ) as marts (mart)
)

select
    mart, event_type, totals.reports, facts.reports as reports_in_facts, totals.events, facts.events as events_in_facts
from totals full join facts using (mart, event_type)
where totals.reports is distinct from facts.reports or totals.events is distinct from facts.events
