"""Every mart: a few literal rows in, the expected rows out."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tasks import contracts
from tasks.store import models
from tasks.store.database import literal
from tests.sql.rows import EVENT, SIDE, add, mart

MAY, JUNE, Y2024, Y2023 = date(2024, 5, 1), date(2024, 6, 1), date(2024, 1, 1), date(2023, 1, 1)


def add_contacts(tables: duckdb.DuckDBPyConnection) -> None:
    """Two dispatches of May 2024, one undated; six events, of which e1, e2 and e6 count."""
    add(
        tables,
        "dispatches",
        "dispatch_id dispatch_date source_id agency",
        ("d1", "2024-05-13", None, "Agency A"),
        ("d2", "2024-05-31", "gazette", "Agency A"),
        ("d3", None, None, None),
    )
    add(
        tables,
        "countries",
        "code name_en m49_subregion",
        ("CHN", "China", "Eastern Asia"),
        ("VNM", "Vietnam", "South-eastern Asia"),
        ("LAO", "Laos", "South-eastern Asia"),
    )
    add(
        tables,
        "parties",
        "party_id country_code name_en",
        ("CHN-CPC", "CHN", "Communist Party of China"),
        ("VNM-CPV", "VNM", "Communist Party of Vietnam"),
    )
    add(
        tables,
        "dispatch_countries",
        "dispatch_id country_code is_about",
        ("d1", "VNM", True),
        ("d2", "VNM", False),
        ("d2", "LAO", True),
        ("d3", "VNM", True),
    )
    add(tables, "dispatch_parties", "dispatch_id party_id is_about", ("d1", "VNM-CPV", True), ("d2", "CHN-CPC", False))
    add(
        tables, "events", EVENT,
        ("e1", "meeting", "past", "core", 2, "2024-05-12", "2024-05-12", "day"),
        ("e2", "visit", "ongoing", "secondary", 1, "2024-05-30", "2024-06-02", "interval"),
        ("e3", "visit", "planned", "core", 1, "2024-06-10", "2024-06-10", "day"),
        ("e4", "meeting", "past", "background", 1, "2023-01-01", "2023-12-31", "year"),
        ("e5", "party_life", "past", "core", 1, "2024-05-12", "2024-05-12", "day"),
        ("e6", "call", "past", "core", 3, None, None, None),
    )  # fmt: skip
    for event in ("e1", "e2", "e3", "e4", "e5", "e6"):
        add(
            tables,
            "event_participants",
            SIDE,
            (event, 0, 1, "CHN", "CHN-CPC"),
            (event, 1, 1, "VNM", "VNM-CPV" if event == "e1" else None),
        )
    add(tables, "event_participants", SIDE, ("e1", 1, 2, "VNM", None), ("e2", 2, 1, "LAO", None))
    add(
        tables, "event_reports", "report_id dispatch_id event_type",
        ("r1", "d1", "meeting"), ("r2", "d2", "meeting"), ("r3", "d2", "meeting"), ("r4", "d1", "visit"),
    )  # fmt: skip


COUNTS = "dispatch_count about_count report_count event_count planned_count background_count"


def test_countries_by_month(tables):
    add_contacts(tables)
    assert [
        row
        for row in mart(tables, "countries_by_month", f"period country_code country_name {COUNTS}")
        if row[1] != "CHN"
    ] == [
        (None, "VNM", "Vietnam", 1, 1, 4, 1, 0, 1),
        (MAY, "LAO", "Laos", 1, 1, 1, 1, 0, 0),
        (MAY, "VNM", "Vietnam", 2, 1, 4, 2, 0, 0),
        (JUNE, "VNM", "Vietnam", 0, 0, 1, 0, 1, 0),
    ]


def test_countries_by_year(tables):
    add_contacts(tables)
    assert [row for row in mart(tables, "countries_by_year", f"period country_code {COUNTS}") if row[1] == "VNM"] == [
        (None, "VNM", 1, 1, 3, 1, 0, 0),
        (Y2023, "VNM", 0, 0, 1, 0, 0, 1),
        (Y2024, "VNM", 2, 1, 5, 2, 1, 0),
    ]


def test_parties_by_month(tables):
    add_contacts(tables)
    assert mart(tables, "parties_by_month", f"period party_id party_name country_code {COUNTS}") == [
        (None, "CHN-CPC", "Communist Party of China", "CHN", 0, 0, 4, 1, 0, 1),
        (MAY, "CHN-CPC", "Communist Party of China", "CHN", 1, 0, 4, 2, 0, 0),
        (MAY, "VNM-CPV", "Communist Party of Vietnam", "VNM", 1, 1, 2, 1, 0, 0),
        (JUNE, "CHN-CPC", "Communist Party of China", "CHN", 0, 0, 1, 0, 1, 0),
    ]


def test_a_party_without_a_row_in_parties_counts_too(tables):
    add(tables, "dispatches", "dispatch_id dispatch_date", ("d1", "2024-05-13"))
    add(tables, "dispatch_parties", "dispatch_id party_id is_about", ("d1", "NPL-NEW-PARTY", True))
    row = ("NPL-NEW-PARTY", "NPL-NEW-PARTY", "NPL", 1)
    assert mart(tables, "parties_by_month", "party_id party_name country_code dispatch_count") == [row]


def test_parties_by_year(tables):
    add_contacts(tables)
    assert mart(tables, "parties_by_year", f"period party_id {COUNTS}") == [
        (None, "CHN-CPC", 0, 0, 3, 1, 0, 0),
        (Y2023, "CHN-CPC", 0, 0, 1, 0, 0, 1),
        (Y2024, "CHN-CPC", 1, 0, 5, 2, 1, 0),
        (Y2024, "VNM-CPV", 1, 1, 2, 1, 0, 0),
    ]


EVENT_COUNTS = "dispatch_count report_count event_count planned_count background_count"


def test_events_by_month(tables):
    add_contacts(tables)
    assert mart(tables, "events_by_month", f"period event_type {EVENT_COUNTS}") == [
        (None, "call", 0, 3, 1, 0, 0),
        (None, "meeting", 0, 1, 0, 0, 1),
        (MAY, "meeting", 2, 2, 1, 0, 0),
        (MAY, "party_life", 0, 1, 0, 0, 0),
        (MAY, "visit", 1, 1, 1, 0, 0),
        (JUNE, "visit", 0, 1, 0, 1, 0),
    ]


def test_events_by_year(tables):
    add_contacts(tables)
    assert mart(tables, "events_by_year", f"period event_type {EVENT_COUNTS}") == [
        (None, "call", 0, 3, 1, 0, 0),
        (Y2023, "meeting", 0, 1, 0, 0, 1),
        (Y2024, "meeting", 2, 2, 1, 0, 0),
        (Y2024, "party_life", 0, 1, 0, 0, 0),
        (Y2024, "visit", 1, 2, 1, 1, 0),
    ]


def test_regions_by_year_count_an_event_of_two_neighbours_once(tables):
    add_contacts(tables)
    found = [
        row for row in mart(tables, "regions_by_year", f"period region {COUNTS}") if row[1] == "South-eastern Asia"
    ]
    assert found == [
        (None, "South-eastern Asia", 1, 1, 3, 1, 0, 0),
        (Y2023, "South-eastern Asia", 0, 0, 1, 0, 0, 1),
        (Y2024, "South-eastern Asia", 2, 2, 5, 2, 1, 0),
    ]


def test_parties_by_country(tables):
    add_contacts(tables)
    columns = "party_id country_code party_name country_name dispatch_count report_count event_count"
    cpc, cpv = "Communist Party of China", "Communist Party of Vietnam"
    assert mart(tables, "parties_by_country", columns) == [
        ("CHN-CPC", "CHN", cpc, "China", 0, 9, 3),
        ("CHN-CPC", "LAO", cpc, "Laos", 1, 1, 1),
        ("CHN-CPC", "VNM", cpc, "Vietnam", 1, 9, 3),
        ("VNM-CPV", "CHN", cpv, "China", 0, 2, 1),
        ("VNM-CPV", "VNM", cpv, "Vietnam", 1, 2, 1),
    ]


def test_dyads(tables):
    add_contacts(tables)
    columns = "country_a country_b party_a party_b report_count event_count first_date last_date"
    assert mart(tables, "dyads", columns) == [
        ("CHN", "LAO", "CHN-CPC", None, 1, 1, date(2024, 5, 30), date(2024, 6, 2)),
        ("CHN", "VNM", "CHN-CPC", None, 4, 2, date(2024, 5, 30), date(2024, 6, 2)),
        ("CHN", "VNM", "CHN-CPC", "VNM-CPV", 2, 1, date(2024, 5, 12), date(2024, 5, 12)),
    ]


def test_coverage_by_month(tables):
    add_contacts(tables)
    coverage = "source_id day fetched_count empty_count missing_count blocked_count"
    add(
        tables,
        "coverage",
        coverage,
        ("gazette", "2024-05-01", 3, 1, 0, 0),
        ("gazette", "2024-05-02", 1, 0, 2, 0),
        ("silent", "2024-06-02", 0, 1, 0, 4),
    )
    columns = "period source_id dispatch_count fetched_count empty_count missing_count blocked_count"
    assert mart(tables, "coverage_by_month", columns) == [
        (None, None, 1, 0, 0, 0, 0),
        (MAY, "Agency A", 1, 0, 0, 0, 0),
        (MAY, "gazette", 1, 4, 1, 2, 0),
        (JUNE, "silent", 0, 0, 1, 0, 4),
    ]


def test_claims_timeline_dates_a_claim_by_its_dispatch_where_it_says_no_day(tables):
    add(tables, "dispatches", "dispatch_id dispatch_date url", ("d1", "2002-10-28", "https://x.example/1"))
    claim = "claim_id dispatch_id subject comparator quantity_low unit period as_of surface"
    add(
        tables, "claims", claim,
        ("c1", "d1", "CPC", ">", 400.0, "parties", None, None, "more than 400 parties"),
        ("c2", "d1", "CPC", "=", 20.0, "parties", "last year", "2001-12-31", "20 parties"),
    )  # fmt: skip
    columns = "as_of claim_id dispatch_id comparator quantity_low unit period surface url"
    assert mart(tables, "claims_timeline", columns) == [
        (date(2001, 12, 31), "c2", "d1", "=", 20.0, "parties", "last year", "20 parties", "https://x.example/1"),
        (date(2002, 10, 28), "c1", "d1", ">", 400.0, "parties", None, "more than 400 parties", "https://x.example/1"),
    ]


PERIODS = [
    ("2024-05-12", "2024-05-12", "day", MAY, Y2024),
    ("2024-05-30", "2024-06-02", "interval", MAY, Y2024),
    ("2023-12-30", "2024-01-03", "interval", date(2023, 12, 1), Y2023),
    ("2024-01-05", "2024-06-30", "interval", None, Y2024),
    ("2019-01-01", "2024-06-30", "interval", None, None),
    ("2024-05-01", "2024-05-31", "month", MAY, Y2024),
    ("2024-01-01", "2024-12-31", "year", None, Y2024),
    ("2024-05-02", "2024-05-30", "around", MAY, Y2024),
    ("2024-05-20", "2024-06-18", "around", None, Y2024),
    ("2023-12-20", "2024-01-18", "around", None, None),
    (None, None, "day", None, None),
]


@pytest.mark.parametrize(("start", "end", "precision", "month", "year"), PERIODS)
def test_the_period_is_null_where_the_date_is_not_known_to_it(tables, start, end, precision, month, year):
    add(tables, "events", EVENT, ("e", "visit", "past", "core", 1, start, end, precision))
    assert mart(tables, "events_by_month", "period") == [(month,)]
    assert mart(tables, "events_by_year", "period") == [(year,)]


def test_every_mart_is_a_file_and_every_file_a_mart_that_states_its_grain():
    assert set(models.models_of("marts")) == set(contracts.MART_TABLES)
    for path in models.SQL_DIR.rglob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("-- "), path


def test_a_file_may_stand_for_each_unit_of_time(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "SQL_DIR", tmp_path)
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "days_by_{unit}.sql").write_text("-- one row per {unit}\nselect {unit} from days;\n")
    (tmp_path / "marts" / "sets.sql").write_text("-- one row\nselect {'unit': 1} as unit")
    assert models.models_of("marts") == {
        "days_by_month": "-- one row per month\nselect month from days\n",
        "days_by_year": "-- one row per year\nselect year from days\n",
        "sets": "-- one row\nselect {'unit': 1} as unit\n",
    }


def test_models_run_after_the_ones_they_read():
    texts = {
        "a": "-- reads b\nselect * from c join b using (id)",
        "b": "select * from c",
        "c": "select 1 as id -- from a",
    }
    assert models.in_order(texts) == ["c", "b", "a"]


def test_tables_and_columns_say_what_they_are(tables):
    models.build(tables)
    comment = tables.execute("select comment from duckdb_tables() where table_name = 'dyads'").fetchall()[0][0]
    assert comment == "one row: " + contracts.MART_TABLES["dyads"].grain
    undescribed = tables.execute(
        "select table_name, column_name from duckdb_columns() where list_contains(?, table_name) and comment is null",
        [list(contracts.TABLES)],
    )
    assert undescribed.fetchall() == []
    assert literal("it's") == "'it''s'"
