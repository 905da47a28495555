"""Time zone, hash seed, number of workers, order of inputs: the tables are the same bytes."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tests.snapshots import tables

PARTYWIRE = Path(sys.executable).with_name("partywire")
ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati")
ALL = list(itertools.product(ZONES, ("0", "1", "4242"), (1, 2, 8)))


def made(home: Path, zone: str, seed: str, workers: int) -> dict[str, bytes]:
    inputs = [str(path) for path in sorted((PROJECT_ROOT / "samples").iterdir())]
    random.Random(f"{zone} {seed} {workers}").shuffle(inputs)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    done = subprocess.run(
        [PARTYWIRE, "run", "--direct", "--workers", str(workers), *inputs, "--home", str(home)],
        capture_output=True, text=True, check=False, env=environment | {"TZ": zone, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    snapshot = Home(home).latest()
    assert snapshot is not None
    return tables(snapshot)


@pytest.mark.parametrize(
    "ways", [[ALL[0], ALL[-1]], pytest.param(ALL, marks=pytest.mark.reliability)], ids=["short", "whole"]
)
def test_the_tables_are_the_same_bytes(ways: list[tuple[str, str, int]], tmp_path: Path) -> None:
    first, *others = (made(tmp_path / str(number), *way) for number, way in enumerate(ways))
    assert first
    assert all(other == first for other in others)
