"""Which inputs the latest snapshot has seen already: the key of `unchanged`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks.store.database import literal, parquet_files
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
        found = self._semi_join("from known semi join asked on asked.key = input_sha256", inputs)
        return {key: (dispatch_id, version_id) for key, dispatch_id, version_id in found}

    def last_seen_at(self, locators: Sequence[str]) -> list[Sighting]:
        """What was last read at each of `locators` (addresses that now answer "not modified"), in their order."""
        if self._connection is None or self._snapshot is None or not locators:
            return []
        files = literal(parquet_files(self._snapshot, "sightings"))
        found = self._semi_join(
            f"""select
                locator, arg_max(input_sha256, run_id), arg_max(dispatch_id, run_id), arg_max(version_id, run_id),
                arg_max(source_id, run_id)
            from read_parquet({files}) semi join asked on asked.key = locator
            where version_id is not null group by locator""",
            locators,
        )
        last = {row[0]: Sighting(*row) for row in found}
        return [last[locator] for locator in dict.fromkeys(locators) if locator in last]

    def _semi_join(self, query: str, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """Rows of `query`, which joins the one-column table `asked`."""
        assert self._connection is not None
        self._connection.register("asked", pa.table({"key": pa.array(keys, pa.string())}))
        rows = self._connection.execute(query).fetchall()
        self._connection.unregister("asked")
        return rows
