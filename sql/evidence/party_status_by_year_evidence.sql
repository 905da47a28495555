-- one row per year, country, region and place in or out of government of the parties it met, and counted event
with placed as (
    select
        year as period,
        country_code,
        region,
        coalesce(in_government, 'unknown') as in_government,
        partner,
        event_id,
        report_count,
        date_start,
    from stg_partners
    left join party_status as status on
        status.party_id = partner
        and coalesce(status.valid_from <= date_start, date_start is not null)
        and coalesce(status.valid_to >= date_end, date_end is not null)
    where partner_kind = 'party'
)

select
    period,
    country_code,
    region,
    in_government,
    null as dispatch_id,
    event_id,
    any_value(report_count) as report_count,
    1 as event_count,
    count(*) filter (where is_first) as partner_party_count,
from (
    select
        *,
        row_number() over (
            partition by period, country_code, region, in_government, partner order by date_start nulls last, event_id
        ) = 1 as is_first,
    from placed
)
group by period, country_code, region, in_government, event_id
