"""Parts come through a shared place whole, once, and without those that nobody asked for."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from tasks.workers.shared import SharedPlace


@pytest.fixture(params=["folder", "object store"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "shared") if request.param == "folder" else f"memory://{tmp_path.name}/parts"


@pytest.fixture
def part(tmp_path: Path) -> Path:
    folder = tmp_path / "there" / "000000007000"
    folder.mkdir(parents=True)
    for name in ("mentions.parquet", "claims.parquet"):
        (folder / name).write_bytes(name.encode())
    return folder


def test_a_part_done_twice_is_taken_once(url: str, part: Path, tmp_path: Path) -> None:
    place, target = SharedPlace(url, "run"), tmp_path / "here" / part.name
    first, second = place.leave(part), place.leave(part)
    assert not set(first) & set(second)
    place.take(second, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        path.name: path.read_bytes() for path in part.iterdir()
    }
    place.clear()
    files, root = fsspec.url_to_fs(url)
    assert not [path for path in files.find(root) if "/run/" in path]


def test_a_part_without_rows_is_a_part(url: str, tmp_path: Path) -> None:
    empty, target = tmp_path / "there" / "000000000000", tmp_path / "here" / "000000000000"
    empty.mkdir(parents=True)
    place = SharedPlace(url, "run")
    place.take(place.leave(empty), target)
    assert not list(target.iterdir())
    place.clear()


def test_a_part_that_is_not_there_leaves_the_former_one(url: str, part: Path, tmp_path: Path) -> None:
    place, target = SharedPlace(url, "run"), tmp_path / "here" / part.name
    place.take(place.leave(part), target)
    with pytest.raises(FileNotFoundError):
        place.take(["elsewhere/mentions.parquet"], target)
    assert len(list(target.iterdir())) == 2
