"""Every check passes on good tables and finds what it is there for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks import contracts, store
from tasks.closed_lists import CLOSED_LISTS
from tasks.errors import Blocked
from tasks.store import checks
from tasks.store.home import Home, Run
from tasks.store.models import models_of
from tasks.store.parts import write_part
from tests.tasks.store.synthetic import batch


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = Home(tmp_path_factory.mktemp("home"))
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, batch(range(16)))
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


SPOILED = [
    ("spans_lie_in_the_text", "update mentions set start_char = start_char + 1, end_char = end_char + 1"),
    ("facts_describe_the_current_version", "update claims set version_no = 2"),
    ("one_current_version", "update dispatch_versions set is_current = false"),
    ("country_codes_are_known", "update event_participants set country_code = 'XYZ' where side_no = 1"),
    ("reports_have_one_event", "delete from event_members where report_id = (select min(report_id) from event_members)"),
    ("dates_are_sane", "update event_reports set date_end = date_start - 1"),
    ("links_join_dispatches", "update dispatch_links set other_dispatch_id = dispatch_id"),
    ("conservation", "update runs set seen = seen + 1"),
    ("marts_add_up", "update countries_by_month set event_count = event_count + 1"),
    ("event_marts_add_up", "delete from events_by_year"),
    ("other_marts_add_up", "delete from claims_timeline"),
    ("mart_cells_have_evidence", "update dyads set event_count = 0"),
    ("answer_marts_add_up", "delete from directions_by_year"),
    ("corrections_hold", "insert into corrections (field, state) values ('mentions.entity_id', 'stale')"),
    ("volumes_are_in_bounds", "insert into event_reports select event_reports.* from event_reports, range(100)"),
    ("unique_key_mentions", "insert into mentions select * from mentions limit 1"),
    ("unique_key_countries_by_month", "insert into countries_by_month select * from countries_by_month limit 1"),
    ("values_event_reports", "update event_reports set status = 'cancelled'"),
    ("values_mentions", "update mentions set confidence = 1.5"),
    ("values_claims", "update claims set quantity_low = -1"),
    ("column_types", "create or replace table dyads as select * replace (event_count::hugeint as event_count) from dyads"),
    ("marts_add_up", "delete from countries_by_year where country_code = 'CUB'"),
    ("event_marts_add_up", "delete from event_kinds_by_year"),
    ("event_marts_add_up", "delete from reports_per_event"),
    ("answer_marts_add_up", "delete from partners_by_year"),
    ("answer_marts_add_up", "delete from partners_by_region"),
    ("answer_marts_add_up", "delete from dyad_continuity"),
    ("answer_marts_add_up", "delete from first_contacts"),
    ("answer_marts_add_up", "delete from party_status_by_year"),
    ("answer_marts_add_up", "insert into claimed_vs_observed (claim_id) values ('none')"),
    ("answer_marts_add_up",
     "insert into contacts_without_relations (event_id, country_code, partner_country, date_start)"
     " select event_id, 'CHN', 'VNM', date_start from events limit 1"),
    ("answer_marts_add_up", "update first_contacts set event_count = 2"),
    ("answer_marts_add_up", "update event_participants set person = 'Somebody' where side_no = 1"),  # no mart knows him
    ("mart_cells_have_evidence", "insert into source_agreement values ('A', 'B', 'date', 1, 2)"),
    ("mart_cells_have_evidence", "update countries_by_year set about_count = dispatch_count + 1"),
    ("other_marts_add_up", "delete from dyads"),
    ("other_marts_add_up", "delete from regions_by_year"),
    ("other_marts_add_up", "delete from parties_by_country"),
    ("other_marts_add_up", "delete from coverage_by_month"),
    ("column_types", "alter table claims add column guess interval"),
]  # fmt: skip


def test_good_tables_pass(tables):
    assert list(checks.failing(tables)) == []


@pytest.mark.parametrize(("check", "spoil"), SPOILED)
def test_a_check_finds_what_it_is_there_for(tables, check, spoil):
    tables.execute(spoil)
    failure = checks.failure_of(tables, check, checks.queries()[check])
    assert failure is not None
    assert failure.count >= 1
    assert "=" in failure.rows[0]


def spoiled_by_contract() -> Iterator[tuple[str, str]]:
    """For every key a second row of it, for every column that may not hold all values one that it may not hold."""
    for name, table in contracts.TABLES.items():
        yield f"unique_key_{name}", f"insert into {name} ({table.key[0]}) values (null), (null)"
        for column in table.columns:
            if checks._wrong(name, column):
                wrong = "'no such'" if column in CLOSED_LISTS else "1.5" if column == "confidence" else "-1"
                yield f"values_{name}", f'insert into {name} ("{column}") values ({wrong})'


def test_checks_that_follow_from_the_contracts_find_what_they_are_there_for(tables):
    queries = checks.queries()
    tables.execute("commit")
    missed = []
    for check, spoil in spoiled_by_contract():
        tables.execute("begin")
        tables.execute(spoil)
        if checks.failure_of(tables, check, queries[check]) is None:
            missed.append(spoil)
        tables.execute("rollback")
    tables.execute("begin")
    assert missed == []


def test_every_check_has_a_test_that_makes_it_fail():
    assert set(checks.queries()) == {check for check, _ in (*SPOILED, *spoiled_by_contract())}
    assert set(models_of("checks")) <= {check for check, _ in SPOILED}


@pytest.mark.parametrize(("most", "found"), [(checks.SUMS_UP_TO, True), (1, False)])
def test_a_day_compares_marts_with_all_facts_where_that_is_cheap(tables, monkeypatch, most, found):
    monkeypatch.setattr(checks, "SUMS_UP_TO", most)
    tables.execute("create schema day")
    for name, key in (("dispatches", "dispatch_id"), ("families", "dispatch_id"), ("events", "event_id")):
        tables.execute(f"create table day.{name} ({key} varchar)")
    tables.execute("update countries_by_month set dispatch_count = dispatch_count + 1")
    assert ("marts_add_up" in {failure.check for failure in checks._failing_of_day(tables)}) is found


def test_a_failing_check_publishes_nothing_and_keeps_the_former_snapshot(tmp_path: Path):
    home = Home(tmp_path)
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, batch(range(3)))
        store.merge(run, seen={"": 5})
        store.build_models(run)
        with pytest.raises(Blocked, match=r"conservation: 3 offending row.*seen=5 found=3") as blocked:
            store.run_checks(run)
    assert blocked.value.exit_code == 3
    assert home.latest() is None
