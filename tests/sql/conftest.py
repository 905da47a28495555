"""Empty tables by contract, with the event types that there are."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tasks import reference
from tasks.store import models
from tests.sql.rows import add


@pytest.fixture(scope="session")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table, without rows but for the event types, and every view."""
    with duckdb.connect() as connection:
        models.build_empty(connection)
        for row in reference.rows("event_types"):
            add(connection, "event_types", "event_type is_contact", (row["event_type"], row["is_contact"] == "true"))
        models.create_views(connection)
        yield connection


@pytest.fixture
def tables(empty: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The empty tables; what a test adds is rolled back."""
    empty.execute("begin")
    yield empty
    empty.execute("rollback")
