"""Which inputs the latest snapshot has seen already: the key of `unchanged`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks.store.database import literal, parquet_files
from tasks.store.parts import Sighting

_SEEN = """
    select input_sha256, arg_max(dispatch_id, run_id) as dispatch_id, arg_max(version_id, run_id) as version_id
    from read_parquet({files}) {asked} where version_id is not null group by input_sha256
"""
SCANS = 4  # look-ups that read the files; whoever asks more often gets the keys sorted in memory


class KnownInputs:
    """Look-up by input_sha256 in one snapshot; without a snapshot nothing is known.

    A day's few batches read the column of keys. For many of them the keys are sorted once, in an in-memory DuckDB
    table, of which a batch reads only the row groups it needs.
    """

    def __init__(self, snapshot: Path | None) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lookups = 0
        if snapshot is None:
            return
        self._files = literal(parquet_files(snapshot, "sightings"))
        self._connection = duckdb.connect(config={"memory_limit": "400MB", "threads": 1})

    def lookup(self, inputs: Sequence[str]) -> dict[str, tuple[str, str]]:
        """input_sha256 -> (dispatch_id, version_id), for those of `inputs` that are known."""
        if self._connection is None or not inputs:
            return {}
        self._lookups += 1
        if self._lookups == SCANS:
            sorted_keys = _SEEN.format(files=self._files, asked="")
            self._connection.execute(f"create table known as {sorted_keys} order by input_sha256")
        query = "from known semi join asked on asked.key = input_sha256"
        if self._lookups < SCANS:
            query = _SEEN.format(files=self._files, asked="semi join asked on asked.key = input_sha256")
        return {key: (dispatch_id, version_id) for key, dispatch_id, version_id in self._semi_join(query, inputs)}

    def last_seen_at(self, locators: Sequence[str]) -> list[Sighting]:
        """What was last read at each of `locators` (addresses that now answer "not modified"), in their order."""
        if self._connection is None or not locators:
            return []
        found = self._semi_join(
            f"""select
                locator, arg_max(input_sha256, run_id), arg_max(dispatch_id, run_id), arg_max(version_id, run_id),
                arg_max(source_id, run_id)
            from read_parquet({self._files}) semi join asked on asked.key = locator
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
