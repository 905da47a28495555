"""All hostile files in one run of the command: each in its class, the rest loaded, nothing executed or followed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.reliability import bad_files
from tests.reliability.test_catalogue import TOLD

PARTYWIRE = Path(sys.executable).with_name("partywire")


@dataclass(frozen=True)
class Ran:
    folder: Path
    cases: list[bad_files.Case]
    done: subprocess.CompletedProcess[str]
    became: dict[str, set[str]]  # locator up to the file's path -> what became of its inputs


@pytest.fixture(scope="module", params=["short", pytest.param("whole", marks=pytest.mark.reliability)])
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    folder = tmp_path_factory.mktemp("hostile")
    cases = bad_files.build(folder / "files", short=request.param == "short")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    done = subprocess.run(
        [PARTYWIRE, "run", "--direct", "--workers", "2", str(folder / "files"), "--home", str(folder / "home")],
        capture_output=True, text=True, check=False, timeout=300, env=environment, cwd=folder,
    )  # fmt: skip
    yield Ran(folder, cases, done, _became(folder / "home", cases))


def _became(home: Path, cases: list[bad_files.Case]) -> dict[str, set[str]]:
    """Of each case's path: "ok", "nothing", or reasons of its inputs, members and records included."""
    with duckdb.connect(str(home / "latest" / "partywire.duckdb"), read_only=True) as connection:
        rows = connection.execute("""
            select locator, 'ok' from sightings where version_id is not null
            union select locator, reason from quarantine""").fetchall()
    found: dict[str, set[str]] = defaultdict(set)
    for locator, what in rows:
        found[locator].add(what)
    became = {}
    for case in cases:
        name = "files/" + _printable(case.path)
        outcomes = {
            w
            for locator, what in found.items()
            if locator == name or locator.startswith((name + "!", name + "#"))
            for w in what
        }
        became[case.path] = outcomes or {bad_files.NOTHING}
    return became


def _printable(path: str) -> str:
    from tasks.inputs.find import printable

    return printable(path)


def test_the_run_is_published_without_a_traceback(ran: Ran) -> None:
    assert ran.done.returncode == 0, ran.done.stderr
    assert "Traceback" not in ran.done.stderr + ran.done.stdout
    assert "\x1b" not in ran.done.stderr


def test_each_file_lands_in_its_class(ran: Ran) -> None:
    wrong = {
        f"{case.id} {case.path}": sorted(ran.became[case.path])
        for case in ran.cases
        if not ran.became[case.path] <= case.may or not ran.became[case.path] >= case.must
    }
    assert wrong == {}


def test_each_file_has_its_line_in_the_documentation(ran: Ran) -> None:
    assert {case.id.rstrip("b") for case in ran.cases} <= TOLD.keys()


def test_nothing_was_followed_written_or_run(ran: Ran) -> None:
    assert not list(ran.folder.rglob("*escape*"))
    assert not (ran.folder / "x").exists()
    written = b"".join(path.read_bytes() for path in (ran.folder / "home" / "latest" / "parquet").rglob("*.parquet"))
    assert written
    with duckdb.connect(str(ran.folder / "home" / "latest" / "partywire.duckdb"), read_only=True) as connection:
        texts = " ".join(text for (text,) in connection.execute("select text from dispatch_versions").fetchall())
    assert bad_files.CANARY not in texts
    assert bad_files.SECRET not in texts
    assert "root:" not in texts
    assert "\0" not in texts


def test_no_export_starts_a_formula(ran: Ran) -> None:
    sql = [
        PARTYWIRE,
        "sql",
        "select title from dispatches order by all",
        "--format",
        "csv",
        "--home",
        str(ran.folder / "home"),
    ]
    told = subprocess.run(sql, capture_output=True, text=True, check=True).stdout.splitlines()
    assert any(line.startswith(("'=", "\"'=")) for line in told)
    assert not [line for line in told if line.startswith(("=", "+", "-", "@", '"=', '"+', '"-', '"@'))]


def test_the_same_files_again_change_nothing(ran: Ran) -> None:
    home = ran.folder / "home"
    before = {path.name: path.stat().st_size for path in (home / "archive").glob("*.warc.gz")}
    again = subprocess.run(
        [PARTYWIRE, "run", "--direct", "--workers", "2", str(ran.folder / "files"), "--home", str(home)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert " 0 loaded" in again.stdout + again.stderr
    assert {path.name: path.stat().st_size for path in (home / "archive").glob("*.warc.gz")} == before
