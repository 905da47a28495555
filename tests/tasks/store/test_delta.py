"""Delta Lake tables hold what was published, and a new version only of what changed."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tasks import contracts
from tasks.store.delta import export_delta
from tasks.store.home import Home
from tests.tasks.store.synthetic import batch, load


def latest(home: Home) -> Path:
    snapshot = home.latest()
    assert snapshot is not None
    return snapshot


def test_each_snapshot_is_a_version(tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake", reason="make extras installs it")
    home, target = Home(tmp_path / "home"), tmp_path / "delta"
    load(home, [batch(range(6))])
    first = latest(home)
    assert export_delta(first, str(target)) == len(contracts.TABLES)
    assert export_delta(first, str(target)) == 0
    load(home, [batch(range(6, 9))])
    changed = export_delta(latest(home), str(target))
    assert 0 < changed <= len(contracts.TABLES) - len(contracts.REFERENCE_TABLES)
    for name in ("dispatches", "mentions", "events", "countries"):
        versions = [pq.read_table(snapshot / "parquet" / name) for snapshot in (first, latest(home))]
        table = deltalake.DeltaTable(target / name)
        assert sorted_rows(table.to_pyarrow_table()) == sorted_rows(versions[1])
        table.load_as_version(0)
        assert sorted_rows(table.to_pyarrow_table()) == sorted_rows(versions[0])
        assert table.version() == 0
    assert deltalake.DeltaTable(target / "countries").version() == 0


def sorted_rows(table: object) -> list[str]:
    return sorted(map(str, table.to_pylist()))  # type: ignore[attr-defined]
