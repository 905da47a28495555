"""Questions to the latest snapshot."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tasks.errors import UsageError
from tasks.store.home import Home
from tasks.store.query import connect, query, write
from tests.tasks.store.synthetic import batch, dispatch, load, processed


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    formula = dispatch(50, title='=HYPERLINK("https://bad.example")')
    load(home, [[*batch(range(5)), processed(formula)]])
    return home


def ask(home: Home, sql: str):
    with connect(home) as connection:
        return query(connection, sql)


def written(home: Home, sql: str, form) -> bytes:
    out = io.BytesIO()
    write(ask(home, sql), form, out)
    return out.getvalue()


def test_rows_come_as_arrow(home):
    assert ask(home, "select count(*) as n from dispatches").to_pylist() == [{"n": 6}]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from dispatches",
        "create table t (a int)",
        "copy dispatches to '/tmp/stolen.csv'",
        "select * from read_text('/etc/hostname')",
        "from '/etc/passwd'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "pragma memory_limit='100GB'",
        "export database '/tmp/stolen'",
    ],
)
def test_a_query_cannot_write_read_files_or_change_settings(home, sql):
    with pytest.raises(UsageError) as refused:
        ask(home, sql)
    assert "\n" not in str(refused.value)


def test_a_query_without_end_is_stopped(home, monkeypatch):
    monkeypatch.setenv("PARTYWIRE_SQL_SECONDS", "0.2")
    with connect(home) as connection:
        with pytest.raises(UsageError, match=r"stopped after 0\.2 s"):
            query(connection, "select count(*) from range(10_000_000_000_000)")
        assert query(connection, "select 1 as one").num_rows == 1
    monkeypatch.setenv("PARTYWIRE_SQL_SECONDS", "soon")
    with pytest.raises(UsageError, match="wants a number of seconds"):
        ask(home, "select 1")


def test_errors_are_one_line_with_the_hint(home):
    with pytest.raises(UsageError) as wrong:
        ask(home, "select *\nfrom dispatchs\nwhere 1 = 1")
    assert "dispatchs" in str(wrong.value)
    assert "dispatches" in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert wrong.value.exit_code == 2


def test_a_home_without_tables_says_what_to_do(tmp_path: Path):
    with pytest.raises(UsageError, match="`partywire run` makes some"):
        ask(Home(tmp_path), "select 1")


def test_csv_defuses_formulas_and_json_keeps_them(home):
    sql = "select title, dispatch_date, bylines from dispatches where title like '=%'"
    assert written(home, sql, "csv").decode().splitlines()[1].startswith("\"'=HYPERLINK(")
    assert json.loads(written(home, sql, "json")) == {
        "title": '=HYPERLINK("https://bad.example")', "dispatch_date": "2024-05-12", "bylines": [],
    }  # fmt: skip


def test_excel_gets_the_mark_that_it_knows_utf8_by(home):
    assert written(home, "select '中国' as name", "excel") == b"\xef\xbb\xbf" + "name\n中国\n".encode()
    assert not written(home, "select '中国' as name", "csv").startswith(b"\xef\xbb\xbf")


def test_parquet_keeps_the_types(home):
    found = pq.read_table(io.BytesIO(written(home, "select dispatch_date, bylines from dispatches", "parquet")))
    assert [str(field.type) for field in found.schema] == ["date32[day]", "list<element: string>"]


def test_a_query_without_rows_gives_the_header(home):
    assert written(home, "select title from dispatches where false", "csv") == b"title\n"
    assert written(home, "select title from dispatches where false", "json") == b""


def test_a_prompt_goes_on_after_an_error_and_an_empty_query(home):
    with connect(home) as connection:
        for wrong in ("begin; select error('no')", "", "-- a comment", "select 1 +"):
            with pytest.raises(UsageError):
                query(connection, wrong)
        assert query(connection, "show tables").num_rows > 30
