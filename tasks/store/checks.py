"""Checks before publishing: queries that return offending rows. No row means passed.

sql/checks/*.sql are written by hand; keys, types and closed lists follow from contracts.py and closed_lists.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from tasks import contracts
from tasks.closed_lists import CLOSED_LISTS, RENAMED
from tasks.errors import Blocked
from tasks.store import day
from tasks.store.database import column_type, literal, make_room, open_database
from tasks.store.home import Run
from tasks.store.models import models_of, reads

SHOWN_ROWS = 3
SUMS_UP_TO = 20_000  # dispatches, up to which a day affords the sums over all facts (some 0.2 s)


@dataclass(frozen=True)
class Failure:
    """A check that found offending rows; `rows` are the first few, as column=value."""

    check: str
    count: int
    rows: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.check}: {self.count} offending row(s), such as {'; '.join(self.rows)}"


def run_checks(run: Run) -> None:
    """Raises Blocked with the first offending rows of every failing check."""
    with open_database(run.database) as connection:
        if day.is_day(connection):
            failures = list(_failing_of_day(connection))
        else:
            make_room(connection, "dispatch_versions")
            failures = list(failing(connection))
    if failures:
        raise Blocked("nothing published, checks failed\n" + "\n".join(f"  {failure}" for failure in failures))


def failing(connection: duckdb.DuckDBPyConnection) -> Iterator[Failure]:
    """Every check that finds offending rows, by name."""
    for name, query in sorted(queries().items()):
        if failure := failure_of(connection, name, query):
            yield failure


def _failing_of_day(connection: duckdb.DuckDBPyConnection) -> Iterator[Failure]:
    """Facts are checked where they are touched; marts, links and runs as a whole, in a large store not against sums
    over all facts: marts are what they were, when a full refresh checked them, and what the touched rows add. `verify`
    checks all."""
    marts, runs = contracts.MART_TABLES.keys(), contracts.OPERATION_TABLES.keys()
    facts = {*contracts.FACT_TABLES, *contracts.DERIVED_TABLES}
    small = connection.execute("select count(*) from partywire.main.dispatches").fetchall()[0][0] <= SUMS_UP_TO
    checks = {
        name: query for name, query in queries().items() if small or not (reads(query) & marts and reads(query) & facts)
    }
    whole = {name for name, query in checks.items() if reads(query) & {*marts, *runs, "dispatch_links"}}
    for name in sorted(whole | {"column_types"}):
        if failure := failure_of(connection, name, checks[name]):
            yield failure
    day.show_touched(connection, "partywire.main")
    day.show_regrouped(connection)
    for name in sorted(checks.keys() - whole - {"column_types"}):
        if failure := failure_of(connection, name, checks[name]):
            yield failure


def queries() -> dict[str, str]:
    """Every check by name."""
    return _generated() | models_of("checks")


def failure_of(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> Failure | None:
    """What one check finds."""
    found = connection.execute(f"select *, count(*) over () as offending from ({query}) limit {SHOWN_ROWS}")
    columns = [column[0] for column in found.description or ()][:-1]
    rows = found.fetchall()
    if not rows:
        return None
    shown = (
        " ".join(f"{column}={str(value)[:120]}" for column, value in zip(columns, row, strict=False)) for row in rows
    )
    return Failure(name, rows[0][-1], tuple(shown))


def _generated() -> dict[str, str]:
    """Checks that follow from the contracts: column types, unique keys, and values that a column may have."""
    checks = {"column_types": _types_query()}
    for name, table in contracts.TABLES.items():
        key = ", ".join(table.key)
        checks[f"unique_key_{name}"] = f"select {key}, count(*) as n from {name} group by all having count(*) > 1"
        wrong = [(column, condition) for column in table.columns if (condition := _wrong(name, column))]
        if wrong:
            shown = ", ".join(f"if({condition}, '{column} ' || \"{column}\", null)" for column, condition in wrong)
            where = " or ".join(condition for _, condition in wrong)
            checks[f"values_{name}"] = f"select {key}, concat_ws(', ', {shown}) as problem from {name} where {where}"
    return checks


def _wrong(name: str, column: str) -> str | None:
    """Condition under which a value of the column breaks the contract."""
    if column in CLOSED_LISTS and name not in contracts.REFERENCE_TABLES:
        known = (*CLOSED_LISTS[column], *RENAMED.get(column, ()))  # the latter in tables of an earlier release
        return f'"{column}" not in ({", ".join(map(literal, known))})'
    if column.endswith("_count") or column.startswith("quantity"):
        return f'"{column}" < 0'
    if column == "confidence":
        return '"confidence" not between 0 and 1'
    return None


def _types_query() -> str:
    """Columns that are missing, unknown or of another type than the contract's (also: no HUGEINT, INTERVAL, UUID)."""
    wanted = ", ".join(
        f"({literal(name)}, {literal(column)}, {literal(column_type(table, column))})"
        for name, table in contracts.TABLES.items()
        for column in table.columns
    )
    return f"""
        select table_name, column_name, found.data_type as found, wanted.data_type as wanted
        from (values {wanted}) as wanted (table_name, column_name, data_type)
        full join (
            select table_name, column_name, data_type from duckdb_columns()
            where database_name = 'partywire' and schema_name = 'main'
                and table_name not in (select view_name from duckdb_views() where database_name = 'partywire')
        ) as found using (table_name, column_name)
        where found.data_type is distinct from wanted.data_type"""
