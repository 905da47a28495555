"""Writes docs/data-dictionary.md from the contracts: `python -m tasks.dictionary`."""

from __future__ import annotations

from tasks import contracts
from tasks.closed_lists import CLOSED_LISTS
from tasks.reference import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "data-dictionary.md"

_SECTIONS = (
    ("Facts of dispatches", contracts.FACT_TABLES),
    ("Dispatches and events", contracts.DERIVED_TABLES),
    ("Counts", contracts.MART_TABLES),
    ("Reference", contracts.REFERENCE_TABLES),
    ("Runs", contracts.OPERATION_TABLES),
)
_SQL_TYPES = {
    "string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "date32[day]": "DATE",
    "timestamp[us]": "TIMESTAMP", "list<item: string>": "VARCHAR[]",
}  # fmt: skip


def dictionary() -> str:
    """The page: every table with its grain and key, every column with its type and meaning, every closed list."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from `tasks/contracts.py` and `tasks/closed_lists.py` by `make dictionary`; do not edit.",
        "",
    ]
    for heading, tables in _SECTIONS:
        lines += [f"## {heading}", ""]
        for name, table in tables.items():
            lines += [
                f"### {name}",
                "",
                f"One row: {table.grain}. Key: {', '.join(f'`{key}`' for key in table.key)}.",
                "",
            ]
            lines += ["| column | type | meaning |", "| --- | --- | --- |"]
            for field in table.schema:
                meaning = table.description(field.name).replace("|", "\\|")
                lines.append(f"| {field.name} | {_SQL_TYPES[str(field.type)]} | {meaning} |")
            lines.append("")
    lines += ["## Closed lists", "", "| column | values |", "| --- | --- |"]
    lines += [f"| {name} | {' '.join(f'`{value}`' for value in values)} |" for name, values in CLOSED_LISTS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
