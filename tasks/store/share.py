"""`partywire export --no-text`: what may be handed on of a snapshot: codes, days, counts, offsets and hashes.

Whoever has the dispatches can put the words back: spans count the code points of the text with that text_sha256.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from tasks import contracts
from tasks.errors import UsageError
from tasks.store.datapackage import package_facts, write_datapackage
from tasks.store.manifest import read_manifest
from tasks.store.query import open_snapshot

# Words of the dispatches, and names of files on the machine that read them.
WORDS: Final = frozenset(
    (
        "text", "title", "surface", "sentence", "bylines", "series", "dateline_place", "place", "unit_text", "about",
        "scope", "subject", "claimant", "covered_period", "organization", "person", "person_role", "warnings",
        "locator", "etag",
    )
)  # fmt: skip
# Tables that are made of words or of file names.
LEFT_OUT: Final = frozenset(
    ("superseded_facts", "version_changes", "sightings", "quarantine", "corrections", "event_disagreements")
)
_NAMES = "if(kind in ('organization', 'person', 'place'), null, entity_id)"  # what has no code is a name as written


def shared_columns() -> dict[str, tuple[str, ...]]:
    """Table -> the columns that are handed on. A mart whose key is a word is left out; reference data is our own."""
    found = {}
    for name, table in contracts.TABLES.items():
        words = WORDS if name not in contracts.REFERENCE_TABLES else frozenset()
        if name not in LEFT_OUT and not words & set(table.key):
            meanings = table.definitions
            found[name] = tuple(c for c in table.columns if c not in words and meanings[c] not in words)
    return found


def export_without_text(snapshot: Path, folder: Path) -> int:
    """Writes <table>.parquet and datapackage.json into `folder`, which must be empty or not there; returns the number
    of tables."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already: name an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    columns = shared_columns()
    connection = open_snapshot(snapshot)
    for name, kept in columns.items():
        shown = ", ".join(f'"{column}"' for column in kept)
        if name == "mentions":
            shown = shown.replace('"entity_id"', f"{_NAMES} as entity_id")
        rows = connection.sql(f"select {shown} from {name} {_coded(name)}").to_arrow_table()
        schema = pa.schema([contracts.TABLES[name].schema.field(column) for column in kept])
        pq.write_table(rows.cast(schema), folder / f"{name}.parquet", compression="zstd")
    connection.close()
    manifest = read_manifest(snapshot)
    write_datapackage(folder, manifest["run_id"], package_facts(manifest), columns)
    return len(columns)


def _coded(name: str) -> str:
    """Candidates of mentions that have a code."""
    if name != "mention_candidates":
        return ""
    return """semi join (
        select dispatch_id, mention_no from mentions where kind not in ('organization', 'person', 'place')
    ) as coded using (dispatch_id, mention_no)"""
