"""report.html from the command line, and in a snapshot that is being published."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import console
from flows.cli import _run
from tasks import store
from tasks.records import Perspective
from tasks.report import html
from tasks.store.home import Home
from tasks.store.parts import write_part
from tasks.store.verify import verify
from tests.tasks.store.synthetic import batch, load


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    place = Home(tmp_path_factory.mktemp("report") / "home")
    load(place, [batch(range(8))])
    return place


def test_the_latest_snapshot_gets_its_report_anew(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["report", "--home", str(home.path)]) == 0
    written = Path(capsys.readouterr().out.strip())
    assert written == home.latest() / "report.html"
    first = written.read_bytes()
    assert _run(["report", "--home", str(home.path), "--to", str(tmp_path / "mine.html")]) == 0
    assert (tmp_path / "mine.html").read_bytes() == first
    assert _run(["report", "--home", str(home.path)]) == 0
    assert written.read_bytes() == first
    assert not [problem for problem in verify(home).problems if "report" in problem]


def test_a_home_without_tables_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(["report", "--home", str(tmp_path)]) == 2
    assert capsys.readouterr().err.strip().endswith("holds no tables yet; `partywire run` makes some")


@pytest.mark.parametrize("broken", [False, True])
def test_publishing_writes_the_report_and_does_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: bool
) -> None:
    monkeypatch.delenv("PARTYWIRE_DEBUG", raising=False)
    if broken:
        monkeypatch.setattr(html, "PAGE", tmp_path / "nowhere")
    home = Home(tmp_path / "home")
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, batch(range(3)))
        store.merge(run)
        store.build_models(run)
        snapshot = store.publish(run, console.with_report(Perspective()))
    assert home.latest() == snapshot
    assert (snapshot / "report.html").exists() is not broken
    assert ("warning: report.html could not be written" in capsys.readouterr().err) is broken
    assert [path.name for path in snapshot.iterdir() if path.name.startswith(".")] == []
