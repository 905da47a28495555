"""datapackage.json: what lies in a folder of tables, for people and programs that never saw Partywire.

A Frictionless Data Package (specs.frictionlessdata.io): one resource a table, its schema derived from contracts.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from tasks import contracts
from tasks.closed_lists import CLOSED_LISTS

PACKAGE: Final = "datapackage.json"
_TYPES = {
    "string": "string", "int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date",
    "timestamp[us]": "datetime", "list<item: string>": "array",
}  # fmt: skip
_LICENCE_NOTE: Final = (
    "Facts (codes, dates, counts, offsets) were extracted by Partywire and are not covered by the copyright of the"
    " dispatches; headlines, texts, sentences and surfaces are, and belong to their outlets: do not pass them on"
    " without their leave (`partywire export --no-text` leaves them out). The tables of reference data are part of"
    " Partywire (Apache-2.0), but for rows with `checked` = import:..., which keep the licence of their origin."
)
_CITATION: Final = (
    "Cite the data set by the run below, with the version of the rules (code_version) and of the reference data"
    " (reference_version) that its rows carry, and the outlets whose dispatches were read (table coverage_by_month)."
)


def write_datapackage(
    folder: Path, name: str, facts: Mapping[str, Any], columns: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Describes every table that has a file `<table>.parquet`, or a folder of them, below `folder`.

    name     what the package is called: the run id
    facts    package_facts of the run
    columns  table -> the columns that its files have; by default those of the contract
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.parquet")):
        table = path.stem if path.stem in contracts.TABLES else path.parent.name
        found.setdefault(table, []).append(path.relative_to(folder).as_posix())
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"partywire-{name.lower()}",
        "title": "Political contacts told by news dispatches",
        "description": f"{_CITATION} {_LICENCE_NOTE}",
        "version": name,
        **facts,
        "licenses": [{"name": "other-closed", "title": "Texts belong to their outlets; see description"}]
        if columns is None
        else [{"name": "other-open", "title": "Facts without texts; see description"}],
        "resources": [_resource(table, found[table], columns) for table in contracts.TABLES if table in found],
    }
    path = folder / PACKAGE
    path.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def package_facts(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What a package says of the run that its manifest describes."""
    return {
        "created": manifest["started_at"] + "Z",
        "code_version": manifest["code_version"],
        "reference_version": manifest["reference_version"],
    }


def _resource(name: str, paths: list[str], columns: Mapping[str, Sequence[str]] | None) -> dict[str, Any]:
    table = contracts.TABLES[name]
    kept = table.columns if columns is None else tuple(columns[name])
    fields = [_field(name, table.schema.field(column)) for column in kept]
    return {
        "name": name.replace("_", "-"),
        "title": name,
        "description": f"One row: {table.grain}.",
        "path": paths if len(paths) > 1 else paths[0],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": fields} | ({"primaryKey": list(table.key)} if set(table.key) <= set(kept) else {}),
    }


def _field(table: str, field: pa.Field) -> dict[str, Any]:
    listed = CLOSED_LISTS.get(field.name) if table not in contracts.REFERENCE_TABLES else None
    return {
        "name": field.name,
        "type": _TYPES[str(field.type)],
        "description": contracts.TABLES[table].description(field.name),
    } | ({"constraints": {"enum": list(listed)}} if listed else {})
