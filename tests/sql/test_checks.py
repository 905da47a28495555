"""Every check passes on good tables and finds what it is there for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks import store
from tasks.errors import Blocked
from tasks.store import checks
from tasks.store.home import Home, Run
from tasks.store.models import SQL_DIR
from tests.tasks.store.synthetic import batch


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = Home(tmp_path_factory.mktemp("home"))
    with home.lock():
        run = home.start_run()
        run.write_part(0, batch(range(16)))
        store.merge(run)
        store.build_models(run)
    return run


@pytest.fixture
def tables(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """The run's tables; what a test spoils is rolled back."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{run.database}' as partywire; use partywire; begin")
        yield connection
        connection.execute("rollback")


SPOILED = {
    "spans_lie_in_the_text": "update mentions set start_char = start_char + 1, end_char = end_char + 1",
    "facts_describe_the_current_version": "update claims set version_no = 2",
    "one_current_version": "update dispatch_versions set is_current = false",
    "country_codes_are_known": "update event_participants set country_code = 'XYZ' where side_no = 1",
    "reports_have_one_event": "delete from event_members where report_id = (select min(report_id) from event_members)",
    "dates_are_sane": "update event_reports set date_end = date_start - 1",
    "links_join_dispatches": "update dispatch_links set other_dispatch_id = dispatch_id",
    "conservation": "update runs set seen = seen + 1",
    "marts_add_up": "update countries_by_month set event_count = event_count + 1",
    "event_marts_add_up": "delete from events_by_year",
    "other_marts_add_up": "delete from claims_timeline",
    "mart_cells_have_evidence": "update dyads set event_count = 0",
    "answer_marts_add_up": "delete from event_kinds_by_year",
    "corrections_hold": "insert into corrections (field, state) values ('mentions.entity_id', 'stale')",
    "volumes_are_in_bounds": "insert into event_reports select event_reports.* from event_reports, range(100)",
    "unique_key_mentions": "insert into mentions select * from mentions limit 1",
    "unique_key_countries_by_month": "insert into countries_by_month select * from countries_by_month limit 1",
    "values_event_reports": "update event_reports set status = 'cancelled'",
    "values_mentions": "update mentions set confidence = 1.5",
    "values_claims": "update claims set quantity_low = -1",
    "column_types": "create or replace table dyads as select * replace (event_count::hugeint as event_count) from dyads",
}


def test_good_tables_pass(tables):
    assert list(checks.failing(tables)) == []


@pytest.mark.parametrize("check", SPOILED)
def test_a_check_finds_what_it_is_there_for(tables, check):
    tables.execute(SPOILED[check])
    failures = {failure.check: failure for failure in checks.failing(tables)}
    assert check in failures
    assert failures[check].count >= 1
    assert "=" in failures[check].rows[0]


def test_every_written_check_is_tested():
    assert {path.stem for path in (SQL_DIR / "checks").glob("*.sql")} <= set(SPOILED)


def test_a_mart_that_loses_a_country_is_found(tables):
    tables.execute("delete from countries_by_year where country_code = 'CUB'")
    assert "marts_add_up" in {failure.check for failure in checks.failing(tables)}


ANSWERS = (
    "directions_by_year", "reports_per_event", "partners_by_year", "partners_by_region", "dyad_continuity",
    "first_contacts", "party_status_by_year",
)  # fmt: skip


@pytest.mark.parametrize("mart", ANSWERS)
def test_an_empty_mart_of_answers_is_found(tables, mart):
    tables.execute(f"delete from {mart}")
    assert "answer_marts_add_up" in {failure.check for failure in checks.failing(tables)}


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into source_agreement values ('A', 'B', 'date', 1, 2)",
        "insert into claimed_vs_observed (claim_id) values ('none')",
        "insert into contacts_without_relations (event_id, country_code, partner_country, date_start)"
        " select event_id, 'CHN', 'VNM', date_start from events limit 1",
        "update first_contacts set event_count = 2",
        "update event_participants set person = 'Somebody' where side_no = 1",  # of whom no mart knows
    ],
)
def test_an_answer_too_many_is_found(tables, wrong):
    tables.execute(wrong)
    assert "answer_marts_add_up" in {failure.check for failure in checks.failing(tables)}


@pytest.mark.parametrize("mart", ["dyads", "regions_by_year", "parties_by_country", "coverage_by_month"])
def test_an_empty_mart_is_found(tables, mart):
    tables.execute(f"delete from {mart}")
    assert "other_marts_add_up" in {failure.check for failure in checks.failing(tables)}


def test_a_column_too_many_is_found(tables):
    tables.execute("alter table claims add column guess interval")
    assert "column_types" in {failure.check for failure in checks.failing(tables)}


def test_a_failing_check_publishes_nothing_and_keeps_the_former_snapshot(tmp_path: Path):
    home = Home(tmp_path)
    with home.lock():
        run = home.start_run()
        run.write_part(0, batch(range(3)))
        store.merge(run, seen={"": 5})
        store.build_models(run)
        with pytest.raises(Blocked, match=r"conservation: 3 offending row.*seen=5 found=3") as blocked:
            store.run_checks(run)
    assert blocked.value.exit_code == 3
    assert home.latest() is None
