-- one row per counted event and pair of countries: had they diplomatic relations on its day; null where that is unknown
-- A vague date that touches a period of relations counts as one with them.
select
    event_id,
    country_code,
    partner_country,
    bool_or(
        case
            when valid_from is null then false
            when date_start is null then null
            else valid_from <= date_end and coalesce(valid_to >= date_start, true)
        end
    ) as had_relations,
    min(valid_from) filter (where valid_from > date_start) as relations_from,
from (select distinct event_id, country_code, partner_country from stg_contacts)
join diplomatic_relations using (country_code, partner_country)
join stg_events using (event_id)
group by all
