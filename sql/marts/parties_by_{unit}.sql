-- one row per {unit} and party
select
    evidence.period,
    party_id,
    party_name,
    country_code,
    sum(dispatch_count)::bigint as dispatch_count,
    sum(about_count)::bigint as about_count,
    sum(report_count)::bigint as report_count,
    sum(event_count)::bigint as event_count,
    sum(planned_count)::bigint as planned_count,
    sum(background_count)::bigint as background_count,
    coalesce(read_count, 0) as read_count,
from parties_by_{unit}_evidence as evidence
left join stg_parties using (party_id)
left join stg_read on unit = '{unit}' and stg_read.period is not distinct from evidence.period
group by all
