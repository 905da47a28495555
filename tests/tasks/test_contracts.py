"""Every table is whole and of types that every reader has."""

import pytest

from tasks import contracts


@pytest.mark.parametrize("name", contracts.TABLES)
def test_every_column_of_a_table_is_defined_and_its_key_is_among_them(name: str) -> None:
    table = contracts.TABLES[name]
    assert set(table.key) <= set(table.columns)
    assert all(table.description(column) for column in table.columns)
    assert len(table.schema) == len(table.columns)


def test_only_types_that_every_reader_has_are_published() -> None:
    allowed = {
        "string",
        "int64",
        "double",
        "bool",
        "date32[day]",
        "timestamp[us]",
        "list<item: string>",
    }
    assert {str(field.type) for table in contracts.TABLES.values() for field in table.schema} <= allowed
