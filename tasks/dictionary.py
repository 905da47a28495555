"""Writes docs/data-dictionary.md from the contracts: `python -m tasks.dictionary`."""

from __future__ import annotations

from tasks import contracts
from tasks.reference import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "data-dictionary.md"

_SECTIONS = (
    ("Facts of dispatches", contracts.FACT_TABLES),
    ("Dispatches and events", contracts.DERIVED_TABLES),
    ("Counts", contracts.MART_TABLES),
    ("Reference", contracts.REFERENCE_TABLES),
    ("Runs", contracts.OPERATION_TABLES),
)
_LISTS = {
    "event_type": contracts.EVENT_TYPES,
    "level": contracts.LEVELS,
    "status": contracts.STATUSES,
    "direction": contracts.DIRECTIONS,
    "format": contracts.FORMATS,
    "role": contracts.ROLES,
    "comparator": contracts.COMPARATORS,
    "unit": contracts.UNITS,
    "date_precision": contracts.DATE_PRECISIONS,
    "date_basis": contracts.DATE_BASES,
    "published_precision": contracts.PUBLISHED_PRECISIONS,
    "published_basis": contracts.PUBLISHED_BASES,
    "kind (of a mention)": contracts.MENTION_KINDS,
    "form (of a mention)": contracts.MENTION_FORMS,
    "relation": contracts.LINK_RELATIONS,
    "outcome": contracts.INPUT_OUTCOMES,
    "reason (quarantined)": contracts.QUARANTINE_REASONS,
    "reason (refused)": contracts.REFUSAL_REASONS,
}
_SQL_TYPES = {
    "string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "date32[day]": "DATE",
    "timestamp[us]": "TIMESTAMP", "list<item: string>": "VARCHAR[]", "list<item: int64>": "BIGINT[]",
}  # fmt: skip


def dictionary() -> str:
    """The page: every table with its grain and key, every column with its type and meaning, every closed list."""
    lines = ["# Data dictionary", "", "Generated from `tasks/contracts.py` by `make dictionary`; do not edit.", ""]
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
    lines += [f"| {name} | {' '.join(f'`{value}`' for value in values)} |" for name, values in _LISTS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
