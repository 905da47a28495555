"""Which inputs the latest snapshot has seen already: the key of `unchanged`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks.store.database import parquet_files
from tasks.store.parts import Sighting


class KnownInputs:
    """Look-up by input_sha256 in one snapshot; without a snapshot nothing is known.

    The keys lie sorted in an in-memory DuckDB table, so that a batch reads only the row groups it needs.
    """

    def __init__(self, snapshot: Path | None) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._snapshot = snapshot
        if snapshot is None:
            return
        self._connection = duckdb.connect(config={"memory_limit": "400MB", "threads": 1})
        self._connection.execute(
            """create table known as
            select input_sha256, arg_max(dispatch_id, run_id) as dispatch_id, arg_max(version_id, run_id) as version_id
            from read_parquet(?) where version_id is not null group by input_sha256 order by input_sha256""",
            [parquet_files(snapshot, "sightings")],
        )

    def lookup(self, inputs: Sequence[str]) -> dict[str, tuple[str, str]]:
        """input_sha256 -> (dispatch_id, version_id), for those of `inputs` that are known."""
        if self._connection is None or not inputs:
            return {}
        asked = pa.table({"input_sha256": pa.array(inputs, pa.string())})
        self._connection.register("asked", asked)
        found = self._connection.execute("from known semi join asked using (input_sha256)").fetchall()
        self._connection.unregister("asked")
        return {key: (dispatch_id, version_id) for key, dispatch_id, version_id in found}

    def last_seen_at(self, locators: Sequence[str]) -> list[Sighting]:
        """What was last read at each of `locators` (addresses that now answer "not modified"), in their order."""
        if self._connection is None or self._snapshot is None or not locators:
            return []
        rows = self._connection.execute(
            """select locator, arg_max(input_sha256, run_id), arg_max(dispatch_id, run_id), arg_max(version_id, run_id)
            from read_parquet(?) where version_id is not null and list_contains(?, locator) group by locator""",
            [parquet_files(self._snapshot, "sightings"), list(locators)],
        ).fetchall()
        found = {row[0]: Sighting(*row) for row in rows}
        return [found[locator] for locator in dict.fromkeys(locators) if locator in found]
