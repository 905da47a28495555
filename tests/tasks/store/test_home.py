"""The folders of a home: lock, runs, snapshots kept and removed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tasks import store
from tasks.errors import Blocked, HomeLocked, PartywireError, UsageError
from tasks.records import Rejected
from tasks.reference import PROJECT_ROOT
from tasks.store.database import make_room
from tasks.store.home import Home
from tasks.store.manifest import read_manifest
from tasks.store.parts import write_part
from tasks.store.publish import prune
from tasks.store.summary import summarize
from tasks.store.verify import verify
from tests.tasks.store.synthetic import batch, dispatch, load, processed


def test_a_second_run_says_who_holds_the_home(tmp_path):
    with Home(tmp_path).lock(), pytest.raises(HomeLocked, match=rf"pid {os.getpid()} since \d{{4}}-") as locked:  # noqa: SIM117
        with Home(tmp_path).lock():
            pass
    assert locked.value.exit_code == 4
    with Home(tmp_path).lock():
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    script = "import os, signal, sys; from tasks.store.home import Home\nwith Home(sys.argv[1]).lock(): os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=PROJECT_ROOT, check=False)
    assert (tmp_path / "lock").read_text().startswith("pid ")
    with Home(tmp_path).lock():
        pass


def test_a_run_starts_clean_and_its_id_is_later_than_the_last_one(tmp_path):
    home = Home(tmp_path)
    (home.work / "dead").mkdir(parents=True)
    (home.snapshots / "dead.tmp").mkdir(parents=True)
    first = load(home, [batch(range(2))])[0]
    with home.lock():
        second = home.start_run()
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{6}", second.run_id)
    assert first.run_id < second.run_id
    assert [path.name for path in home.work.iterdir()] == [second.run_id]
    assert second.former == home.latest() == home.snapshots / first.run_id


def test_a_snapshot_may_be_renamed(tmp_path):
    home = Home(tmp_path)
    load(home, [batch(range(2))])[1].rename(home.snapshots / "kept")
    home.switch(home.snapshots / "kept")
    assert load(home, [batch(range(2))])[2]["unchanged"] == 2


def test_snapshots_are_read_only_and_the_manifest_lists_them(tmp_path):
    _, snapshot, counts = load(Home(tmp_path), [batch(range(4))])
    manifest = read_manifest(snapshot)
    files = {path.relative_to(snapshot).as_posix(): path for path in snapshot.rglob("*") if path.is_file()}
    assert set(files) == {*manifest["files"], "manifest.json"}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o444}
    assert manifest["counts"] == counts
    assert manifest["tables"]["dispatches"] == 4
    assert not list(tmp_path.rglob("*.wal"))


def test_the_database_can_be_opened_by_duckdb_1_4(tmp_path):
    snapshot = load(Home(tmp_path), [batch(range(2))])[1]
    header = (snapshot / "partywire.duckdb").read_bytes()[8:20]
    assert header[:4] == b"DUCK"
    assert 64 <= int.from_bytes(header[4:], "little") <= 67  # the storage versions that DuckDB 1.4 reads


def test_old_snapshots_go_but_seven_and_the_last_day_stay(tmp_path):
    home = Home(tmp_path)
    for number in range(9):
        (home.snapshots / f"2024010{number}T000000-aaaaaa").mkdir(parents=True)
    prune(home)
    assert len(list(home.snapshots.iterdir())) == 9
    prune(home, datetime.now(UTC) + timedelta(hours=25))
    assert sorted(path.name[:8] for path in home.snapshots.iterdir()) == [f"2024010{n}" for n in range(2, 9)]


def test_archive_segments_are_kept_before_the_facts(tmp_path):
    home = Home(tmp_path)
    run, snapshot, _ = load(home, [batch(range(2))], raw=b"bytes")
    (segment,) = home.archive.glob("*.warc.gz")
    assert segment.read_bytes() == b"bytes"
    assert segment.name == f"{run.run_id}-segment.warc.gz"
    assert [path.name for path in home.archive.glob("*ledger*")] == [f"{run.run_id}.ledger.jsonl.gz"]
    assert snapshot.name == run.run_id


def test_a_file_system_without_hard_links_gets_copies(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(os, "link", refuse)
    home = Home(tmp_path)
    first = load(home, [batch(range(2))])[1]
    second = load(home, [batch(range(2))])[1]
    name = "parquet/mentions/mentions.parquet"
    assert not (second / name).samefile(first / name)
    assert (second / name).read_bytes() == (first / name).read_bytes()


READERS = """
import sys, duckdb, pandas, polars, pyarrow.dataset
latest = sys.argv[1]
database = duckdb.connect(latest + "/partywire.duckdb", read_only=True)
folder = latest + "/parquet/events"
print(
    database.sql("select count(*) from events").fetchall()[0][0],
    database.sql(f"select count(*) from read_parquet('{folder}/*.parquet')").fetchall()[0][0],
    len(pandas.read_parquet(folder)), len(polars.read_parquet(folder + "/*.parquet")),
    pyarrow.dataset.dataset(folder).count_rows(),
)
"""


def test_others_read_the_latest_snapshot_while_a_run_is_going_on(tmp_path):
    home = Home(tmp_path)
    first = load(home, [batch(range(5))])[1]
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, batch(range(5, 9)))
        with (
            duckdb.connect(str(first / "partywire.duckdb"), read_only=True) as reader,
            duckdb.connect(str(run.database)),
        ):
            done = subprocess.run(
                [sys.executable, "-c", READERS, str(home.latest())], capture_output=True, text=True, check=True
            )
        assert done.stdout.split() == ["5"] * 5
        with duckdb.connect(str(first / "partywire.duckdb"), read_only=True) as reader:
            run.database.unlink()
            store.merge(run)
            store.build_models(run)
            store.run_checks(run)
            store.publish(run)
            assert reader.execute("select count(*) from dispatches").fetchall() == [(5,)]
    assert read_manifest(home.latest())["tables"]["dispatches"] == 9


def test_the_summary_of_a_run(tmp_path):
    broken = Rejected("broken.html", "empty", "nothing in it")
    _, snapshot, counts = load(Home(tmp_path), [batch(range(13))], rejected=(broken,))
    summary = summarize(snapshot)
    assert summary.counts == counts
    assert [(c.id, c.name, c.event_count) for c in summary.countries[:2]] == [("CUB", "Cuba", 3), ("LAO", "Laos", 3)]
    assert "CHN" not in {c.id for c in summary.countries}
    assert "CHN-CPC" not in {p.id for p in summary.parties}
    assert [(row.locator, row.reason) for row in summary.quarantine] == [("broken.html", "empty")]


def test_verify_without_a_snapshot_says_so(tmp_path):
    with pytest.raises(UsageError, match="holds no tables yet"):
        verify(Home(tmp_path / "nothing"))


def test_file_names_that_are_no_utf8_are_kept_escaped(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    snapshot = load(Home(tmp_path), [[processed(dispatch(1), locator=name)]])[1]
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        assert connection.execute("select locator from dispatches").fetchall() == [("caf\\udce9.txt",)]


def test_the_home_may_have_blanks_quotes_and_other_scripts_in_its_path(tmp_path: Path):
    home = Home(tmp_path / "it's a home 家")
    assert load(home, [batch(range(2))])[2]["loaded"] == 2
    assert load(home, [batch(range(2))])[2]["unchanged"] == 2


def test_a_lost_snapshot_is_not_taken_for_an_empty_home(tmp_path):
    home = Home(tmp_path)
    snapshot = load(home, [batch(range(2))])[1]
    snapshot.rename(tmp_path / "elsewhere")
    with pytest.raises(PartywireError, match=r"points to snapshots/.*which is no whole snapshot"):
        home.latest()


def test_a_snapshot_of_an_earlier_release_may_lack_a_table_and_a_column(tmp_path):
    home = Home(tmp_path)
    first = load(home, [batch(range(3))])[1]
    forget(first, "superseded_facts")
    claims = first / "parquet/claims/claims.parquet"
    older = pq.read_table(claims).drop_columns(["scope"])
    claims.unlink()
    pq.write_table(older, claims)
    second = load(home, [batch(range(3, 5))])[1]
    assert pq.read_table(second / "parquet/claims/claims.parquet").num_rows == 5


def forget(snapshot: Path, table: str) -> None:
    """Makes the snapshot one of a release that had no such table."""
    shutil.rmtree(snapshot / "parquet" / table)
    manifest = snapshot / "manifest.json"
    manifest.chmod(0o644)
    said = json.loads(manifest.read_text(encoding="utf-8"))
    del said["tables"][table]
    said["files"] = {name: value for name, value in said["files"].items() if not name.startswith(f"parquet/{table}/")}
    manifest.write_text(json.dumps(said | {"tables_version": "earlier"}), encoding="utf-8")


@pytest.mark.parametrize("loss", ["a file", "the table", "a foreign file"])
def test_a_former_snapshot_that_lost_or_gained_facts_blocks_the_run(loss, tmp_path):
    """Else its dispatches would be published without their claims, or with claims of nobody."""
    home = Home(tmp_path)
    first = load(home, [batch(range(3))])[1]
    claims = first / "parquet/claims/claims.parquet"
    if loss == "the table":
        forget(first, "claims")
    elif loss == "a file":
        claims.unlink()
    else:
        shutil.copy(claims, claims.with_name("more.parquet"))
    with pytest.raises(Blocked, match=r"parquet/claims.*recode --yes"):
        load(home, [batch(range(3, 5))])
    assert home.latest() == first
    with home.lock():
        assert home.start_run(rebuild=True).former == first  # facts are read again then


def test_long_and_many_texts_get_more_memory():
    def limit(query: str) -> float:
        with duckdb.connect() as connection:
            make_room(connection, f"({query})", "(select null::varchar as text)")
            number, unit = connection.execute("select current_setting('memory_limit')").fetchall()[0][0].split()
            return float(number) * {"MiB": 1, "GiB": 1024}[unit]

    usual = limit("select 'short' as text")
    assert limit("select repeat('x', 1_000_000) as text from range(20)") > usual + 100
    assert limit("select repeat('x', 10) as text from range(100_000)") == usual
    assert limit("select 'x' as text from range(500_000)") > 2 * usual
