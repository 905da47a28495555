"""The warehouse comes back from the archive alone: the same bytes, whatever the runs took, refused or could not use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tasks.store.home import Home
from tests.snapshots import history, tables

PARTYWIRE = Path(sys.executable).with_name("partywire")


def page(number: int, text: str, day: str = "2021-06-09", name: str = "a") -> str:
    return (
        f'<html><head><title>Talks {number}</title><link rel="canonical" href="http://news.example/{name}{number}">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head><body><h1>Talks {number}</h1>'
        f"<article><p>HANOI, June 9 (EXA) -- {text}</p><p>Both sides praised the friendship of their parties and "
        f"agreed to deepen exchanges in report {number}, the agency said.</p></article></body></html>"
    )


MET = "The Communist Party of Vietnam received a delegation of the {} here on Wednesday."


def partywire(home: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    done = subprocess.run(
        [PARTYWIRE, *arguments, "--home", str(home)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == code, done.stderr
    return done


def run(home: Path, *arguments: str) -> None:
    partywire(home, "run", "--direct", "--workers", "1", *arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four runs: first versions, a copy and what cannot be read; refused days; those days and new versions; the rest."""
    folder = tmp_path_factory.mktemp("rebuild")
    home = folder / "home"
    (news := folder / "news").mkdir()
    for number in range(4):
        (news / f"p{number}.html").write_text(page(number, MET.format("Communist Party of Cuba")), encoding="utf-8")
    (news / "copy.html").write_text(page(0, MET.format("Communist Party of Cuba"), name="copy"), encoding="utf-8")
    (news / "broken.html").write_bytes(b"<html><body>" + b"<b>" * 50_000)
    (news / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3000))
    run(home, str(news))
    (news / "p8.html").write_text(
        page(8, MET.format("Lao People's Revolutionary Party"), "2020-01-05"), encoding="utf-8"
    )
    (news / "p9.html").write_text(
        page(9, MET.format("Lao People's Revolutionary Party"), "2020-01-06"), encoding="utf-8"
    )
    run(home, str(news), "--since", "2021-01-01")
    later = news.rename(folder / "later")
    (later / "p9.html").unlink()
    # A correction without a new time of publishing, one that sorts before the first version by name, and a third one.
    (later / "a1.html").write_text(page(1, MET.format("Communist Party of Nepal (Maoist)")), encoding="utf-8")
    (later / "p2.html").write_text(page(2, MET.format("Mongolian People's Party")), encoding="utf-8")
    run(home, str(later))
    (later / "a0.html").write_text(page(1, MET.format("Japanese Communist Party")), encoding="utf-8")
    run(home, str(later))
    return home


def test_lost_tables_come_back_from_the_archive_alone(home: Path) -> None:
    before = Home(home).latest()
    assert before is not None
    wanted, told = tables(before), history(before)
    with duckdb.connect(str(before / "partywire.duckdb"), read_only=True) as connection:
        outcomes = dict(connection.execute("select outcome, count(*) from sightings group by all").fetchall())
        versions = connection.execute("select max(version_no) from dispatch_versions").fetchall()
    assert outcomes == {"loaded": 8, "copies": 1, "quarantined": 8, "refused": 2, "unchanged": 16}
    assert versions == [(3,)]
    for path in home.iterdir():
        if path.name != "archive":
            path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)

    refused = partywire(home, "run", "--direct", str(home / "archive"), code=1)
    assert "partywire recode --yes" in refused.stderr
    assert "Traceback" not in refused.stderr
    partywire(home, "recode", "--yes", "--workers", "2")

    after = Home(home).latest()
    assert after is not None
    assert tables(after) == wanted
    assert set(history(after)) >= set(told)  # and one more run
    assert partywire(home, "verify").stdout.strip().endswith("all hold")


def test_nothing_is_archived_twice_and_the_link_heals(home: Path) -> None:
    later = home.parent / "later"
    run(home, str(later))  # whatever the test above did
    before = {path.name: path.stat().st_size for path in (home / "archive").glob("*.warc.gz")}
    (home / "latest").unlink()
    run(home, str(later))
    assert {path.name: path.stat().st_size for path in (home / "archive").glob("*.warc.gz")} == before
    with duckdb.connect(str(home / "latest" / "partywire.duckdb"), read_only=True) as connection:
        assert connection.execute("select max(version_no) from dispatch_versions").fetchall() == [(3,)]
