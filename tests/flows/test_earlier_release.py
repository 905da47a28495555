"""A home that an earlier release left is read, verified, gone on with and rebuilt; nothing of its history is lost."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from flows import cli
from tasks.closed_lists import RENAMED
from tasks.store.export import file_sha256
from tasks.store.home import Home

COUNTED = "select reason, count(*) from quarantine group by all order by all"


def latest(home: Path) -> Path:
    snapshot = Home(home).latest()
    assert snapshot is not None
    return snapshot


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(latest(home) / "partywire.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def worded_by_an_earlier_release(home: Path) -> None:
    """Writes the former names of quarantine reasons into tables, manifest and ledger."""
    snapshot = latest(home)
    for path in snapshot.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    quarantine = snapshot / "parquet/quarantine/quarantine.parquet"
    with duckdb.connect(str(snapshot / "partywire.duckdb")) as connection:
        for old, new in RENAMED["reason"].items():
            connection.execute("update quarantine set reason = ? where reason = ?", [old, new])
        connection.execute(f"copy quarantine to '{quarantine}'")
    manifest = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
    manifest["tables_version"] = "earlier"
    for name in ("partywire.duckdb", "parquet/quarantine/quarantine.parquet"):
        manifest["files"][name] = file_sha256(snapshot / name)
    (snapshot / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (ledger,) = (home / "archive").glob("*.ledger.jsonl.gz")
    text = gzip.decompress(ledger.read_bytes())
    for old, new in RENAMED["reason"].items():
        text = text.replace(f'"reason":"{new}"'.encode(), f'"reason":"{old}"'.encode())
    ledger.write_bytes(gzip.compress(text))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    (broken := tmp_path / "broken.txt.gz").write_bytes(gzip.compress(b"They met. " * 9000)[:60])
    (tmp_path / "met.txt").write_text("HANOI, June 9 (EXA) -- They met here on Wednesday.", encoding="utf-8")
    inputs = [str(broken), str(tmp_path / "met.txt")]
    assert cli._run(["run", "--direct", "--workers", "1", *inputs, "--home", str(place)]) == 0
    assert ("truncated", 1) in rows(place, COUNTED)
    worded_by_an_earlier_release(place)
    return place


def test_former_names_of_values_are_read_kept_and_called_as_today(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def partywire(*arguments: str) -> None:
        code = cli._run([*arguments, "--home", str(home)])
        assert code == 0, capsys.readouterr().err

    before = rows(home, COUNTED)
    assert ("cut", 1) in before
    partywire("verify")
    partywire("sql", COUNTED)
    partywire("run", "--direct", "--workers", "1", str(home.parent / "met.txt"))
    today = [(RENAMED["reason"].get(str(reason), reason), count) for reason, count in before]
    assert rows(home, COUNTED) == sorted(today, key=str)
    shutil.rmtree(home / "snapshots")
    (home / "latest").unlink()
    partywire("recode", "--yes", "--workers", "1")  # from ledgers, the first of which says it in the former words
    assert ("truncated", 1) in rows(home, COUNTED)
    partywire("verify")
