"""What may be handed on holds no word of a dispatch, and says what it is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows import cli
from tasks import contracts
from tasks.store.home import Home
from tasks.store.manifest import read_manifest
from tasks.store.share import LEFT_OUT, export_without_text, shared_columns
from tests.tasks.store.synthetic import batch, load


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    load(home, [batch(range(8))])
    return home


def latest(home: Home) -> Path:
    snapshot = home.latest()
    assert snapshot is not None
    return snapshot


def test_no_word_of_a_dispatch_is_exported(home: Home, tmp_path: Path) -> None:
    assert export_without_text(latest(home), tmp_path / "out") == len(shared_columns())
    told = {"Meeting 3", "BEIJING", "officials", "They spoke", "in/", "parties with which"}
    for path in (tmp_path / "out").glob("*.parquet"):
        if path.stem not in contracts.REFERENCE_TABLES:
            shown = json.dumps(pq.read_table(path).to_pylist(), default=str)
            assert not {words for words in told if words in shown}, path


def test_offsets_and_hashes_are(home: Home, tmp_path: Path) -> None:
    export_without_text(latest(home), tmp_path / "out")
    mentions = pq.read_table(tmp_path / "out" / "mentions.parquet").to_pylist()
    assert {"CHN-CPC", "VNM"} < {row["entity_id"] for row in mentions}
    assert all(row["end_char"] > row["start_char"] for row in mentions)
    assert all(pq.read_table(tmp_path / "out" / "dispatches.parquet")["text_sha256"].to_pylist())
    assert not LEFT_OUT & {path.stem for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize("shared", [True, False])
def test_the_package_describes_every_file_and_column(home: Home, tmp_path: Path, shared: bool) -> None:
    folder = latest(home)
    if shared:
        folder = tmp_path / "out"
        export_without_text(latest(home), folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {}
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        described |= {path: [field["name"] for field in resource["schema"]["fields"]] for path in paths}
    assert sorted(described) == sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
    assert all(pq.read_schema(folder / path).names == names for path, names in described.items())
    assert "Cite" in package["description"]
    assert "belong to their outlets" in package["description"]


def test_the_package_of_a_snapshot_is_in_its_manifest(home: Home) -> None:
    assert "datapackage.json" in read_manifest(latest(home))["files"]


def test_an_export_goes_into_an_empty_folder_and_wants_no_text(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    assert cli._run(["export", "--no-text", str(tmp_path), "--home", str(home.path)]) == 2
    assert "name an empty folder" in capsys.readouterr().err
    assert cli._run(["export", str(tmp_path / "new"), "--home", str(home.path)]) == 2
    assert "say --no-text" in capsys.readouterr().err
    assert cli._run(["export", "--no-text", str(tmp_path / "new"), "--home", str(home.path)]) == 0
    assert "tables without texts" in capsys.readouterr().out


def test_delta_without_its_package_or_a_choice_ends_in_one_line(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "deltalake", None)
    assert cli._run(["export", "--delta", str(tmp_path / "out"), "--home", str(home.path)]) == 2
    assert cli._run(["export", str(tmp_path / "out"), "--home", str(home.path)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "make extras" in first
    assert "--no-text" in second
    assert "--delta" in second
