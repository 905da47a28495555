"""Sources from the command line: fetched, archived as they came, resumed after a stop, refused when they break."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from flows import cli
from tasks import steps
from tests.testsite import Answer, TestSite


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestSite, Path]]:
    """The site, and a folder with its source file and a home after one run."""
    folder = tmp_path_factory.mktemp("published")
    with TestSite() as site, pytest.MonkeyPatch.context() as patched:
        site.write_source(folder / "sources")
        settle(patched, site, folder)
        assert run(folder) == 0
        yield site, folder


@pytest.fixture
def site(running: tuple[TestSite, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestSite]:
    """The site as it was at first, with a source file in `tmp_path` and no home yet."""
    site, folder = running
    shutil.copytree(folder / "sources", tmp_path / "sources")
    settle(monkeypatch, site, tmp_path)
    listed, answers = site.listed, dict(site.answers)
    site.requests.clear()
    yield site
    site.listed, site.answers = listed, answers


@pytest.fixture
def published(running: tuple[TestSite, Path], site: TestSite, tmp_path: Path) -> None:
    """A home after one run in `tmp_path`."""
    shutil.copytree(running[1] / "home", tmp_path / "home", symlinks=True)


def settle(patched: pytest.MonkeyPatch, site: TestSite, folder: Path) -> None:
    patched.setenv("PARTYWIRE_SOURCES", "")  # set by each run; the test's own value comes back
    patched.setenv("PARTYWIRE_ALLOW_HOSTS", site.host)
    patched.setenv("PARTYWIRE_FETCH_BACKOFF", "0.01")
    patched.setenv("PARTYWIRE_HOME", str(folder / "home"))


def run(folder: Path, *arguments: str) -> int:
    return cli._run(
        ["run", "--direct", "--workers", "1", "--source", "testsite", "--sources", str(folder / "sources"), *arguments]
    )


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "home" / "latest" / "partywire.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def change_source(folder: Path, **changes: object) -> None:
    file = folder / "sources" / "testsite.yml"
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | changes), encoding="utf-8")


def asked(site: TestSite) -> list[str]:
    """Dispatches asked for since the last time."""
    found = [path for path, _ in site.requests if path.startswith("/news/")]
    site.requests.clear()
    return sorted(found)


def test_a_source_is_archived_with_its_requests_and_taken_once(site: TestSite, published: None, tmp_path: Path) -> None:
    assert rows(tmp_path, "select seen, loaded from runs") == [(8, 8)]
    archive = b"".join(gzip.decompress(path.read_bytes()) for path in (tmp_path / "home" / "archive").glob("*.warc.gz"))
    assert archive.count(b"WARC-Type: response") == archive.count(b"WARC-Type: request") == 8
    assert b"GET /news/0001.shtml HTTP/1.1" in archive and b"User-Agent: partywire/" in archive and b"ETag: " in archive
    assert run(tmp_path) == 0
    assert rows(tmp_path, "select seen, unchanged from runs order by run_id")[-1] == (8, 8)
    assert all("if-none-match" in sent for path, sent in site.requests if path.startswith("/news/"))


def test_a_run_that_is_stopped_after_fetching_goes_on_from_there(
    site: TestSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(steps, "ingest", stop)
        assert run(tmp_path) == 130
    assert asked(site) == site.dispatches
    assert run(tmp_path) == 0
    assert asked(site) == []  # they waited in the inbox
    assert rows(tmp_path, "select seen, loaded from runs") == [(8, 8)]
    assert list((tmp_path / "home" / "inbox").iterdir()) == []


def test_what_is_withdrawn_stays_counts_and_can_be_left_out(site: TestSite, published: None, tmp_path: Path) -> None:
    """410, and the front page in place of a dispatch, told apart; the second of them comes back."""
    taken_down, redirected, *_ = site.dispatches
    before = rows(tmp_path, "from countries_by_year order by all")
    there = site.answers[redirected]
    site.answers[taken_down] = Answer(status=410)
    site.answers[redirected] = Answer(status=302, headers={"Location": "/"})
    assert run(tmp_path) == 0
    assert rows(tmp_path, "select gone, unchanged from runs order by run_id")[-1] == (2, 6)
    withdrawn = "select withdrawals.locator, reason from withdrawals join dispatches using (dispatch_id) order by all"
    assert rows(tmp_path, withdrawn) == [(site.url(taken_down), "gone"), (site.url(redirected), "front_page")]
    assert rows(tmp_path, "from countries_by_year order by all") == before
    site.answers[redirected] = there
    assert run(tmp_path) == 0
    assert rows(tmp_path, withdrawn) == [(site.url(taken_down), "gone")]
    [(at,)] = rows(tmp_path, "select run_id from runs join withdrawals on started_at = withdrawn_at")
    assert [at] == [run_id for (run_id,) in rows(tmp_path, "select run_id from runs order by all")][1:2]
    told = "select count(distinct event_id) from event_members {} join withdrawals using (dispatch_id)"
    [(kept,)], [(gone,)] = rows(tmp_path, told.format("anti")), rows(tmp_path, told.format("semi"))
    assert kept > 0 and gone > 0


def test_pages_are_read_by_the_layouts_of_the_sources_named(site: TestSite, tmp_path: Path) -> None:
    site.answers[site.dispatches[0]] = Answer(
        b"<html><head><title>Outlet</title></head><body><div class=odd>What the layout says</div><div class=text><p>"
        + b"Two delegations met in Hanoi on Monday and spoke of schools. " * 5
        + b"</p></div></body></html>"
    )
    layout = {"name": "odd", "title": [".odd"], "body": [".text"]}
    change_source(tmp_path, layouts=[layout], hosts=["127.0.0.1"], pages="renewed")
    assert run(tmp_path) == 0
    assert ("What the layout says",) in rows(tmp_path, "select title from dispatches")


def test_a_source_that_lists_nothing_blocks(
    site: TestSite, published: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.listed = []
    assert run(tmp_path) == 3
    assert "expected at least 1" in capsys.readouterr().err
    assert rows(tmp_path, "select count(*) from runs") == [(1,)]


def test_a_site_in_a_form_that_nobody_reads_blocks(
    site: TestSite, published: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in site.dispatches:
        site.answers[path] = Answer(
            f"<html><body><div id=app></div><script>show('{path}')</script></body></html>".encode()
        )
    assert run(tmp_path) == 3
    assert "none of 8 pages could be read" in capsys.readouterr().err
    assert rows(tmp_path, "select count(*) from dispatches") == [(8,)]


def test_a_wrong_source_file_is_said_at_the_start(
    site: TestSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources" / "other.yml").write_text("title: Other\nlayouts: 5\n", encoding="utf-8")
    assert run(tmp_path) == 2
    assert "other.yml: " in capsys.readouterr().err.splitlines()[-1]
    assert site.requests == []


def test_a_range_of_days_takes_what_lies_in_it(site: TestSite, tmp_path: Path) -> None:
    site.listed = ["/news/2013-09-24.shtml", "/news/2024-01-05.shtml", site.dispatches[0]]
    for path in site.listed[:2]:
        site.answers[path] = site.answers[site.dispatches[7]]
    assert run(tmp_path, "--since", "2013-09-01", "--until", "2013-12-31") == 0
    assert asked(site) == [site.dispatches[0], "/news/2013-09-24.shtml"]
    assert rows(tmp_path, "select loaded, refused from runs") == [(1, 1)]


def test_a_trial_shows_three_dispatches(site: TestSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._run(["sources", "check", "testsite", "--sources", str(tmp_path / "sources")]) == 0
    shown = capsys.readouterr().out
    assert "6 dispatches listed, 3 tried" in shown and shown.count("characters; countries") == 3
    assert not (tmp_path / "home").exists()
