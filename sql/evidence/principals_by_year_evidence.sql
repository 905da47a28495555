-- one row per year, person, region of those met, and counted event
select
    year as period,
    person,
    country_code,
    region,
    null as dispatch_id,
    event_id,
    any_value(report_count) as report_count,
    1 as event_count,
    bool_or(event_type = 'visit' and side_no = 0 and not is_remote)::int as visit_count,
    any_value(is_remote)::int as virtual_count,
from stg_event_persons
join (select distinct event_id, country_code, partner_country from stg_contacts) using (event_id, country_code)
left join (select country_code as partner_country, region from stg_countries) using (partner_country)
join stg_events using (event_id)
group by year, person, country_code, region, event_id
