-- one row per event and side: its names, sectors and offices, as the exports join them with semicolons
-- Sectors are those of POLECAT: PTY for parties and their groups, GOV for other persons and organs.
select
    event_id,
    side_no,
    min(country_name) as country_name,
    min(cow_number) as cow_number,
    string_agg(distinct name, '; ' order by name) as names,
    string_agg(distinct sector, '; ' order by sector) as sectors,
    string_agg(distinct person_role, '; ' order by person_role) as titles,
    string_agg(distinct wikidata_id, '; ' order by wikidata_id) as wikidata_ids,
from (
    select
        event_id,
        side_no,
        country_name,
        cow_number,
        person_role,
        wikidata_id,
        coalesce(parties.name_en, party_id, party_groups.name_en, group_id, organization, person, country_name) as name,
        case when coalesce(party_id, group_id) is null then 'GOV' else 'PTY' end as sector,
    from event_participants as participant
    left join (select party_id, name_en, wikidata_id from parties) as parties using (party_id)
    left join (select group_id, name_en from party_groups) as party_groups using (group_id)
    left join (select code as country_code, name_en as country_name, cow_number from countries) using (country_code)
)
group by event_id, side_no
