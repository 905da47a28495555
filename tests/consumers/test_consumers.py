"""The published files, opened by those who read them: each finds the rows and the types that there are.

Superset and older DuckDBs are tried by `make consumers`, in environments of their own.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tasks.contracts import TABLES
from tasks.store.home import Home
from tasks.store.query import connect, query, write

TABLE = "events_by_year"
Totals = dict[str, int]


@pytest.fixture(scope="module")
def snapshot(samples_home: Path) -> Path:
    found = Home(samples_home).latest()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def expected(samples_home: Path) -> Totals:
    """Events of each type, as the project's own query tells them."""
    with connect(Home(samples_home)) as connection:
        rows = query(
            connection, f"select event_type, sum(event_count)::bigint as n from {TABLE} group by all"
        ).to_pylist()
    return {row["event_type"]: row["n"] for row in rows}


def with_pandas(snapshot: Path) -> Totals:
    pandas = pytest.importorskip("pandas")
    return pandas.read_parquet(snapshot / "parquet" / TABLE).groupby("event_type")["event_count"].sum().to_dict()


def with_polars(snapshot: Path) -> Totals:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(snapshot / "parquet" / TABLE / "**" / "*.parquet")
    return dict(frame.group_by("event_type").agg(polars.col("event_count").sum()).iter_rows())


def with_lazy_polars(snapshot: Path) -> Totals:
    polars = pytest.importorskip("polars")
    frame = polars.scan_parquet(snapshot / "parquet" / TABLE / "**" / "*.parquet")
    return dict(frame.group_by("event_type").agg(polars.col("event_count").sum()).collect().iter_rows())


def with_arrow(snapshot: Path) -> Totals:
    from pyarrow import dataset

    table = dataset.dataset(snapshot / "parquet" / TABLE, format="parquet").to_table(["event_type", "event_count"])
    totals = table.group_by("event_type").aggregate([("event_count", "sum")])
    return {row["event_type"]: row["event_count_sum"] for row in totals.to_pylist()}


def with_duckdb_on_the_file(snapshot: Path) -> Totals:
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        rows = connection.execute(f"select event_type, sum(event_count)::bigint from {TABLE} group by all")
        return dict(rows.fetchall())


def with_duckdb_on_parquet(snapshot: Path) -> Totals:
    files = snapshot / "parquet" / TABLE / "**" / "*.parquet"
    rows = duckdb.execute(f"select event_type, sum(event_count)::bigint from read_parquet('{files}') group by all")
    return dict(rows.fetchall())


def with_the_duckdb_shell(snapshot: Path) -> Totals:
    shell = shutil.which("duckdb")
    if shell is None:
        pytest.skip("no duckdb shell on the path")
    sql = f"select event_type, sum(event_count) as n from {TABLE} group by all"
    found = subprocess.run(
        [shell, "-readonly", "-csv", snapshot / "partywire.duckdb", sql], check=True, capture_output=True, text=True
    )
    return {row["event_type"]: int(row["n"]) for row in csv.DictReader(io.StringIO(found.stdout))}


def with_r(snapshot: Path) -> Totals:
    """Base R, by the CSV that docs/bi.md tells to write; in an environment of its own, as R sets library paths."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("no R here; apt-get install r-base-core brings one")
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        table = io.BytesIO()
        write(query(connection, f"from {TABLE} order by all"), "csv", table)
    script = """rows <- read.csv(file("stdin"), na.strings = "", encoding = "UTF-8")
        stopifnot(!is.na(as.Date(rows$period[1])))
        write.csv(aggregate(event_count ~ event_type, rows, sum), row.names = FALSE)"""
    found = subprocess.run([program, "-e", script], check=True, capture_output=True, input=table.getvalue())
    return {row["event_type"]: int(row["event_count"]) for row in csv.DictReader(io.StringIO(found.stdout.decode()))}


CONSUMERS = (
    with_pandas, with_polars, with_lazy_polars, with_arrow, with_duckdb_on_the_file, with_duckdb_on_parquet,
    with_the_duckdb_shell, with_r,
)  # fmt: skip


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_it_counts_what_there_is(consumer: Callable[[Path], Totals], snapshot: Path, expected: Totals) -> None:
    assert consumer(snapshot) == expected
    assert sum(expected.values()) > 10


def test_every_table_opens_in_pandas_polars_and_arrow(snapshot: Path) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    from pyarrow import dataset

    for name, table in TABLES.items():
        folder = snapshot / "parquet" / name
        rows = dataset.dataset(folder, format="parquet").count_rows()
        assert len(pandas.read_parquet(folder)) == rows, name
        frame = polars.read_parquet(folder / "**" / "*.parquet")
        assert (frame.height, frame.columns) == (rows, table.schema.names), name


def test_a_spreadsheet_gets_names_in_any_script_and_no_formula(samples_home: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    sheet = tmp_path / "countries.csv"
    with connect(Home(samples_home)) as connection, sheet.open("wb") as out:
        write(
            query(
                connection,
                "select c.code, name_zh, period, event_count, '=1+1' as formula"
                " from countries_by_year join countries as c on code = country_code order by all",
            ),
            "excel",
            out,
        )
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pandas.read_csv(sheet, encoding="utf-8-sig", parse_dates=["period"])
    assert frame["event_count"].dtype == "int64"
    assert "越南" in set(frame["name_zh"])
    assert set(frame["formula"]) == {"'=1+1"}
