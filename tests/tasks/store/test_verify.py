"""`verify` passes over a good home and finds one spoiled byte wherever it is."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import duckdb
import pytest

from tasks import store
from tasks.archive import ArchiveWriter
from tasks.normalize import normalize
from tasks.records import Candidate, Given, Processed
from tasks.store.home import Home
from tasks.store.parts import write_part
from tasks.store.verify import verify
from tests.tasks.store.synthetic import facts

TEXTS = [
    f"HANOI, May 1{n} (Example Agency) -- A delegation of the Communist Party of China arrived in Vietnam on Sunday. "
    f"It will meet leaders of the Communist Party of Vietnam in {n} days, an official said here."
    for n in range(4)
]


def processed(candidate: Candidate) -> Processed:
    dispatch = normalize(candidate)
    return Processed(
        candidate.locator, candidate.raw_sha256, candidate.input_sha256, dispatch, facts(dispatch.text), None, None
    )


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("home"))
    candidates = [
        Candidate(text.encode(), "text", f"{n}.txt", Given(url=f"https://x.example/{n}"))
        for n, text in enumerate(TEXTS)
    ]
    with home.lock():
        run = home.start_run()
        with ArchiveWriter(run.archive) as archive:
            for candidate in candidates:
                archive.write(candidate)
        write_part(run.dir, 0, [processed(candidate) for candidate in candidates])
        store.merge(run)
        store.build_models(run)
        store.run_checks(run)
        store.publish(run)
    return home.path


@pytest.fixture
def home(good: Path, tmp_path: Path) -> Home:
    shutil.copytree(good, tmp_path / "home", symlinks=True)
    for path in (tmp_path / "home").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    return Home(tmp_path / "home")


def latest(home: Home) -> Path:
    found = home.latest()
    assert found
    return found


def flip(path: Path, share: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 1
    path.write_bytes(data)


def test_a_good_home_has_no_problems(home):
    report = verify(home)
    assert report.problems == ()
    assert "4 dispatch versions" in report.summary


SHARES = (0.15, 0.3, 0.6, 0.97)
PATTERNS = (
    "parquet/dispatch_versions/*", "parquet/mentions/*", "parquet/claims/*", "parquet/dyads/*", "*.warc.gz",
    "*.ledger.jsonl.gz",
)  # fmt: skip


@pytest.mark.parametrize("share", SHARES)
def test_a_flipped_byte_is_found_in_each_of_many_places(home, share):
    """One in every file: 24 places over all shares."""
    paths = [path for pattern in PATTERNS for path in (*latest(home).glob(pattern), *home.archive.glob(pattern))]
    assert len(paths) == len(PATTERNS)
    for path in paths:
        flip(path, share)
    problems = verify(home).problems
    assert [path for path in paths if not any(path.name in problem for problem in problems)] == []


@pytest.mark.parametrize("share", SHARES)
def test_a_flipped_byte_in_the_database_is_found(home, share):
    flip(latest(home) / "partywire.duckdb", share)
    assert any("partywire.duckdb: bytes differ" in problem for problem in verify(home).problems)


def test_a_missing_and_a_foreign_file_are_found(home):
    (latest(home) / "parquet/claims/claims.parquet").unlink()
    (latest(home) / "parquet/claims/other.parquet").write_bytes(b"PAR1")
    problems = "\n".join(verify(home).problems)
    assert "claims.parquet: missing" in problems
    assert "other.parquet: not in the manifest" in problems


def test_a_record_that_no_dispatch_came_from_is_read_again_too(home):
    [segment] = home.archive.glob("*.warc.gz")
    with gzip.open(segment, "ab") as file:
        file.write(b"WARC/1.1\r\n")
    assert [problem for problem in verify(home).problems if "is damaged at byte" in problem]


def test_a_lost_archive_is_found(home):
    shutil.rmtree(home.archive)
    home.archive.mkdir()
    assert len([p for p in verify(home).problems if "no whole record" in p]) == 4


SPOILED = {
    "update dispatch_versions set text = replace(text, 'Sunday', 'Monday')": "does not have the hash",
    "update mentions set surface = 'Veitnam' where surface = 'Vietnam'": "spans_lie_in_the_text",
    "update mentions set start_char = start_char + 1, end_char = end_char + 1": "spans_lie_in_the_text",
    "update runs set loaded = loaded - 1": "conservation",
    "delete from dispatch_countries": "marts_add_up",
    "drop table dyads": "has no table dyads: made by another version of Partywire?",
    "update dispatch_versions set raw_sha256 = sha256('other')": "archived bytes do not have the hash",
}


@pytest.mark.parametrize("statement", SPOILED)
def test_a_changed_value_is_found(home, statement):
    with duckdb.connect(str(latest(home) / "partywire.duckdb")) as connection:
        connection.execute(statement)
    assert any(SPOILED[statement] in problem for problem in verify(home).problems)


def test_a_text_that_the_archived_bytes_do_not_give_is_found(home):
    with duckdb.connect(str(latest(home) / "partywire.duckdb")) as connection:
        connection.execute(
            "update dispatch_versions set text = replace(text, 'Sunday', 'Monday'), text_sha256 = sha256(replace(text, 'Sunday', 'Monday'))"
        )
    assert any("gives another text" in problem for problem in verify(home).problems)
