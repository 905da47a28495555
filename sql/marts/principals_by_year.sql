-- one row per year, person and region of those met: journeys to it and contacts by video or telephone apart
-- Offices are those that the table of persons knows for the year.
with held as (
    select year, name_en, country_code, string_agg(distinct office, '; ' order by office) as office
    from (select distinct period as year from principals_by_year_evidence where period is not null)
    join persons on
        coalesce(left(valid_from, 4) <= strftime(year, '%Y'), true) and coalesce(left(valid_to, 4) >= strftime(year, '%Y'), true)
    group by all
)

select
    evidence.period,
    person,
    evidence.country_code,
    region,
    office,
    sum(visit_count)::bigint as visit_count,
    sum(virtual_count)::bigint as virtual_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    coalesce(read_count, 0) as read_count,
from principals_by_year_evidence as evidence
left join held on held.year = evidence.period and name_en = person and held.country_code = evidence.country_code
left join stg_read on unit = 'year' and stg_read.period is not distinct from evidence.period
group by all
