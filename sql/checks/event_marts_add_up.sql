-- events by month and by year hold every report and every contact once
with totals as (
    select
        'events_by_month' as mart, event_type, sum(report_count) as reports,
        sum(event_count + planned_count + background_count) as events
    from events_by_month group by all
    union all
    select 'events_by_year', event_type, sum(report_count), sum(event_count + planned_count + background_count)
    from events_by_year group by all
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
    cross join (values ('events_by_month'), ('events_by_year')) as marts (mart)
)

select
    mart, event_type, totals.reports, facts.reports as reports_in_facts, totals.events, facts.events as events_in_facts
from totals full join facts using (mart, event_type)
where totals.reports is distinct from facts.reports or totals.events is distinct from facts.events
