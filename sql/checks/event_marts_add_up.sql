-- events by month and by year hold every report and every event once
with marts as (
    select 'events_by_month' as mart, event_type, report_count, event_count, planned_count, background_count from events_by_month
    union all
    select 'events_by_year', event_type, report_count, event_count, planned_count, background_count from events_by_year
),

totals as (
    select mart, event_type, sum(report_count) as reports, sum(event_count + planned_count + background_count) as events
    from marts group by all
),

facts as (
    select
        event_type,
        (select count(*) from event_reports as r where r.event_type = e.event_type) as reports,
        count(*) filter (where event_type not in ('party_life', 'statement')) as events,
    from events as e
    group by event_type
)

select mart, event_type, totals.reports, facts.reports as facts_reports, totals.events, facts.events as facts_events
from totals full join facts using (event_type)
where totals.reports is distinct from facts.reports or totals.events is distinct from facts.events
