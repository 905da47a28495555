"""The marts of who met whom: a few literal rows in, the expected rows out."""

from __future__ import annotations

from datetime import date

import duckdb

from tasks.store import models
from tests.sql.rows import SIDE, add, mart

Y2003, Y2004, Y2005 = date(2003, 1, 1), date(2004, 1, 1), date(2005, 1, 1)
EVENT = (
    "event_id event_type sub_type format status level direction report_count source_count date_start date_end date_precision"
    " place_country"
)


def add_contacts(tables: duckdb.DuckDBPyConnection) -> None:
    """China meets Costa Rica before and after they took up relations, and Chad by video; one visit is only planned."""
    add(
        tables,
        "countries",
        "code name_en m49_subregion",
        ("CHN", "China", "Eastern Asia"),
        ("CRI", "Costa Rica", "Central America"),
        ("TCD", "Chad", "Middle Africa"),
        ("BTN", "Bhutan", "Southern Asia"),
    )
    add(
        tables,
        "parties",
        "party_id country_code name_en name_zh",
        ("CHN-CPC", "CHN", "Communist Party of China", "中国共产党"),
        ("CRI-PLN", "CRI", "National Liberation Party", None),
        ("CRI-PUSC", "CRI", "Social Christian Unity Party", None),
    )
    add(
        tables,
        "party_status",
        "party_id valid_from valid_to in_government",
        ("CRI-PUSC", "1998-05-01", "2006-05-31", "ruling"),
        ("CRI-PLN", "1998-05-01", "2004-06-30", "opposition"),
    )
    add(
        tables,
        "diplomatic_relations",
        "country_code partner_country valid_from valid_to",
        ("CHN", "CRI", "2004-06-01", None),
        ("CHN", "TCD", "1972-11-28", "1997-08-15"),
        ("CHN", "TCD", "2006-08-06", None),
        ("CHN", "BTN", None, None),
    )
    add(
        tables,
        "events",
        EVENT,
        (
            "e1",
            "visit",
            None,
            "in_person",
            "past",
            "core",
            "incoming",
            2,
            2,
            "2003-03-01",
            "2003-03-05",
            "interval",
            "CHN",
        ),
        (
            "e2",
            "meeting",
            "talks",
            "in_person",
            "past",
            "core",
            "mutual",
            1,
            1,
            "2004-07-02",
            "2004-07-02",
            "day",
            None,
        ),
        ("e3", "call", None, "video", "past", "secondary", "mutual", 1, 1, "2004-01-01", "2004-12-31", "year", None),
        (
            "e4",
            "visit",
            None,
            "in_person",
            "planned",
            "core",
            "outgoing",
            1,
            1,
            "2005-01-02",
            "2005-01-02",
            "day",
            "CRI",
        ),
        ("e5", "message", None, "written", "past", "core", "incoming", 1, 1, None, None, None, None),
    )
    add(
        tables,
        "event_participants",
        SIDE + " person",
        ("e1", 0, 1, "CRI", "CRI-PLN", None),
        ("e1", 0, 2, "CRI", "CRI-PUSC", None),
        ("e1", 0, 3, "CRI", None, "Ana Mora"),
        ("e1", 1, 1, "CHN", "CHN-CPC", None),
        ("e2", 0, 1, "CHN", "CHN-CPC", None),
        ("e2", 1, 1, "CRI", "CRI-PLN", None),
        ("e3", 0, 1, "CHN", None, "李明"),
        ("e3", 1, 1, "TCD", None, None),
        ("e4", 0, 1, "CHN", "CHN-CPC", None),
        ("e4", 1, 1, "CRI", None, None),
        ("e5", 0, 1, "BTN", None, None),
        ("e5", 1, 1, "CHN", None, None),
    )
    add(
        tables,
        "dispatches",
        "dispatch_id cluster_id dispatch_date agency language",
        ("d1", "d1", "2003-03-06", "Agency A", "en"),
        ("d2", "d2", "2004-07-03", "Agency B", "en"),
        ("d3", "d3", "2004-07-03", "Agency A", "zh"),
        ("d4", "d1", "2003-03-07", "Agency C", "en"),
    )
    add(
        tables,
        "persons",
        "name_en name_zh country_code office valid_from valid_to",
        ("Li Ming", "李明", "CHN", "Premier", "2003-03", "2008-03"),
        ("Li Ming", "李明", "CHN", "Governor", "1999-03", "2002-03"),
    )


def test_partners_by_year_count_each_country_and_party_once_a_year(tables):
    add_contacts(tables)
    columns = "period country_code partner_country_count partner_party_count report_count event_count read_count"
    assert mart(tables, "partners_by_year", columns) == [
        (None, "BTN", 1, 0, 1, 1, 0),
        (None, "CHN", 1, 0, 1, 1, 0),
        (Y2003, "CHN", 1, 2, 2, 1, 2),
        (Y2003, "CRI", 1, 1, 2, 1, 2),
        (Y2004, "CHN", 2, 1, 2, 2, 2),
        (Y2004, "CRI", 1, 1, 1, 1, 2),
        (Y2004, "TCD", 1, 0, 1, 1, 2),
    ]


def test_party_status_is_that_of_the_day_and_unknown_where_no_row_says(tables):
    add_contacts(tables)
    columns = "period country_code region in_government partner_party_count event_count"
    found = [row for row in mart(tables, "party_status_by_year", columns) if row[1] == "CHN"]
    assert found == [
        (Y2003, "CHN", "Central America", "opposition", 1, 1),
        (Y2003, "CHN", "Central America", "ruling", 1, 1),
        (Y2004, "CHN", "Central America", "unknown", 1, 1),
    ]


def test_partners_by_region_are_ranked_within_region_and_kind(tables):
    add_contacts(tables)
    columns = "country_code region partner_kind partner event_count rank_in_region"
    found = [row for row in mart(tables, "partners_by_region", columns) if row[1] == "Central America"]
    assert found == [
        ("CHN", "Central America", "country", "CRI", 2, 1),
        ("CHN", "Central America", "party", "CRI-PLN", 2, 1),
        ("CHN", "Central America", "party", "CRI-PUSC", 1, 2),
    ]


def test_first_contacts_are_the_first_known_to_the_day(tables):
    add_contacts(tables)
    columns = "country_code partner_kind partner partner_name first_date event_id had_relations event_count"
    found = [row for row in mart(tables, "first_contacts", columns) if row[0] == "CHN"]
    assert found == [
        ("CHN", "country", "CRI", "Costa Rica", date(2003, 3, 1), "e1", False, 1),
        ("CHN", "party", "CRI-PLN", "National Liberation Party", date(2003, 3, 1), "e1", False, 1),
        ("CHN", "party", "CRI-PUSC", "Social Christian Unity Party", date(2003, 3, 1), "e1", False, 1),
    ]


def test_contacts_without_relations_need_a_day_or_a_state_that_never_had_any(tables):
    add_contacts(tables)
    columns = "event_id country_code partner_country date_start partner_parties relations_from event_count"
    assert mart(tables, "contacts_without_relations", columns) == [
        ("e1", "CHN", "CRI", date(2003, 3, 1), ["CRI-PLN", "CRI-PUSC"], date(2004, 6, 1), 1),
        ("e3", "CHN", "TCD", date(2004, 1, 1), None, date(2006, 8, 6), 1),
        ("e5", "CHN", "BTN", None, None, None, 1),
    ]


def test_a_vague_date_that_touches_relations_is_no_contact_without_them(tables):
    add_contacts(tables)
    tables.execute("update events set date_start = '2006-01-01', date_end = '2006-12-31' where event_id = 'e3'")
    assert "TCD" not in {row[0] for row in mart(tables, "contacts_without_relations", "partner_country")}


def test_the_longest_gap_of_a_dyad_runs_from_end_to_begin(tables):
    add_contacts(tables)
    columns = "country_a country_b event_count first_date last_date longest_gap_days gap_from gap_to"
    assert mart(tables, "dyad_continuity", columns) == [
        ("BTN", "CHN", 1, None, None, None, None, None),
        ("CHN", "CRI", 2, date(2003, 3, 1), date(2004, 7, 2), 485, date(2003, 3, 5), date(2004, 7, 2)),
        ("CHN", "TCD", 1, None, None, None, None, None),
    ]


def test_an_event_within_another_leaves_no_gap(tables):
    add_contacts(tables)
    tables.execute("update events set date_start = '2003-03-02', date_end = '2003-03-02' where event_id = 'e2'")
    found = mart(tables, "dyad_continuity", "country_b event_count longest_gap_days")
    assert ("CRI", 2, None) in found


def test_principals_make_visits_and_are_met_by_video_apart(tables):
    add_contacts(tables)
    columns = "period person country_code region office visit_count virtual_count event_count"
    assert mart(tables, "principals_by_year", columns) == [
        (Y2003, "Ana Mora", "CRI", "Eastern Asia", None, 1, 0, 1),
        (Y2004, "Li Ming", "CHN", "Middle Africa", "Premier", 0, 1, 1),
    ]


def test_event_kinds_by_year(tables):
    add_contacts(tables)
    columns = "period event_type sub_type report_count event_count planned_count background_count read_count"
    assert mart(tables, "event_kinds_by_year", columns) == [
        (None, "message", None, 1, 1, 0, 0, 0),
        (Y2003, "visit", None, 2, 1, 0, 0, 2),
        (Y2004, "call", None, 1, 1, 0, 0, 2),
        (Y2004, "meeting", "talks", 1, 1, 0, 0, 2),
        (Y2005, "visit", None, 1, 0, 1, 0, 0),
    ]


def test_directions_by_year(tables):
    add_contacts(tables)
    columns = "period direction level report_count event_count planned_count background_count"
    assert mart(tables, "directions_by_year", columns) == [
        (None, "incoming", "core", 1, 1, 0, 0),
        (Y2003, "incoming", "core", 2, 1, 0, 0),
        (Y2004, "mutual", "core", 1, 1, 0, 0),
        (Y2004, "mutual", "secondary", 1, 1, 0, 0),
        (Y2005, "outgoing", "core", 1, 0, 1, 0),
    ]


def test_reports_per_event(tables):
    add_contacts(tables)
    columns = "event_type reports_each sources_each report_count event_count planned_count background_count"
    assert mart(tables, "reports_per_event", columns) == [
        ("call", 1, 1, 1, 1, 0, 0),
        ("meeting", 1, 1, 1, 1, 0, 0),
        ("message", 1, 1, 1, 1, 0, 0),
        ("visit", 1, 1, 1, 0, 1, 0),
        ("visit", 2, 2, 2, 1, 0, 0),
    ]


def test_sources_agree_where_reports_of_their_own_say_the_same(tables):
    add_contacts(tables)
    reports = "report_id dispatch_id event_type status level date_label place_country"
    add(
        tables,
        "event_reports",
        reports,
        ("r1", "d1", "visit", "past", "core", "2003-03-01", "CHN"),
        ("r2", "d2", "visit", "past", "core", "2003-03-02", None),
        ("r4", "d4", "visit", "past", "core", "2003-03-01", "CHN"),  # a copy of d1: no report of its own
    )
    add(
        tables,
        "event_members",
        "event_id report_id dispatch_id",
        ("e1", "r1", "d1"),
        ("e1", "r2", "d2"),
        ("e1", "r4", "d4"),
    )
    assert mart(tables, "source_agreement", "source_a source_b attribute compared_count agreed_count") == [
        ("Agency A", "Agency B", "date", 1, 0),
        ("Agency A", "Agency B", "level", 1, 1),
        ("Agency A", "Agency B", "status", 1, 1),
        ("Agency B", "Agency C", "date", 1, 0),
        ("Agency B", "Agency C", "level", 1, 1),
        ("Agency B", "Agency C", "status", 1, 1),
    ]


def test_what_is_claimed_stands_beside_what_was_observed_by_then(tables):
    add_contacts(tables)
    claim = "claim_id dispatch_id subject quantity_low unit as_of"
    add(
        tables,
        "claims",
        claim,
        ("c1", "d1", "中国共产党", 400.0, "parties", None),
        ("c2", "d2", "the Party", 140.0, "countries", "2004-12-31"),
        ("c3", "d2", "China", 160.0, "countries", "2004-12-31"),
        ("c4", "d2", "some forum", 30.0, "parties", None),
        ("c5", "d2", "中国共产党", 5.0, "visits", None),
    )
    mention = "dispatch_id mention_no surface kind entity_id"
    add(
        tables,
        "mentions",
        mention,
        ("d2", 1, "the Party", "party", "CHN-CPC"),
        ("d1", 1, "the Party", "party", "CRI-PLN"),
    )
    columns = "claim_id as_of subject_id quantity_low unit observed_count"
    assert mart(tables, "claimed_vs_observed", columns) == [
        ("c1", date(2003, 3, 6), "CHN-CPC", 400.0, "parties", 2),
        ("c2", date(2004, 12, 31), "CHN-CPC", 140.0, "countries", 1),
        ("c3", date(2004, 12, 31), "CHN", 160.0, "countries", 2),
    ]


def test_the_exports_hold_an_event_once_per_side_that_the_hub_met(tables):
    add_contacts(tables)
    add(
        tables,
        "event_reports",
        "report_id dispatch_id report_no code_version",
        ("r1", "d1", 1, "v1"),
        ("r2", "d2", 1, "v1"),
    )
    add(tables, "event_members", "event_id report_id dispatch_id", ("e1", "r1", "d1"), ("e1", "r2", "d2"))
    models.create_exports(tables)
    polecat = tables.execute(
        'select "Event ID", "Event Date", "Actor Name", "Actor Country", "Recipient Name" from polecat'
    )
    names = "Ana Mora; National Liberation Party; Social Christian Unity Party"
    assert polecat.fetchall() == [("e1-1", date(2003, 3, 1), names, "Costa Rica", "Communist Party of China")]
    icews = 'select "Event ID", "Source Country", "Target Country", "Story ID", "Publisher" from icews'
    assert tables.execute(icews).fetchall() == [("e1-1", "Costa Rica", "China", "d1", "Agency A")]
    reports = tables.execute("select event_id, report_id, source_name from eventreport order by report_id").fetchall()
    assert reports == [("e1", "r1", "Agency A"), ("e1", "r2", "Agency B")]
