"""The same inputs give the same bytes, whatever the order, the batches and the number of runs."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tasks.records import Processed, Rejected
from tasks.reference import PROJECT_ROOT
from tasks.store.export import LARGE_ROWS
from tasks.store.home import Home
from tasks.store.manifest import read_manifest
from tasks.store.parts import Sighting, drop_part, write_part
from tests.snapshots import HISTORY_TABLES
from tests.tasks.store.synthetic import batch, dispatch, facts, load, meeting, processed


def table_hashes(snapshot: Path) -> dict[str, str]:
    files = read_manifest(snapshot)["files"]
    return {
        name: digest
        for name, digest in files.items()
        if name.startswith("parquet/") and name.split("/")[1] not in HISTORY_TABLES
    }


def rows(snapshot: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def inputs() -> list[Processed]:
    """Dispatches, copies, two inputs of one version, two versions of one dispatch, undated ones."""
    found = batch(range(30))
    again = dispatch(3, "Laos", day="2024-03-01")
    found.append(processed(again, country="Laos", locator="a/early.txt", fetched_at="2024-03-01T08:00:00"))
    changed = dispatch(3, "Laos", day="2024-03-01", text=again.text.replace("report 3", "report three"))
    found.append(
        processed(
            changed,
            facts(changed.text, "Laos", events=(meeting("LAO", "2024-02-29", span=(0, 40)),)),
            locator="a/later.txt",
            fetched_at="2024-03-02T08:00:00",
        )
    )
    undated = dispatch(
        77, "Cuba", dateline=None, url=None, text="A note on Cuba and the Communist Party of China. No more."
    )
    found.append(
        processed(undated, facts(undated.text, "Cuba", events=(meeting("CUB", None, span=(0, 20)),)), locator="z.txt")
    )
    found.append(
        processed(undated, facts(undated.text, "Cuba", events=(meeting("CUB", None, span=(0, 20)),)), locator="b.txt")
    )
    return found


@pytest.fixture(scope="module")
def undisturbed(inputs: list[Processed], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load(Home(tmp_path_factory.mktemp("home")), [inputs])[1]


@pytest.mark.parametrize("seed", [1, 2])
def test_order_and_batches_change_no_byte(inputs, undisturbed, tmp_path, seed):
    shuffled = random.Random(seed).sample(inputs, len(inputs))
    size = 5 * seed
    batches = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
    assert table_hashes(load(Home(tmp_path), batches)[1]) == table_hashes(undisturbed)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_several_runs_make_the_tables_of_one(inputs, undisturbed, tmp_path, seed):
    home = Home(tmp_path)
    shuffled = random.Random(seed).sample(inputs, len(inputs))
    for start in range(0, len(shuffled), 12):
        snapshot = load(home, [shuffled[start : start + 12]])[1]
    assert table_hashes(snapshot) == table_hashes(undisturbed)


PRINT_HASHES = """
import sys, json
from pathlib import Path
from tests.tasks.store.synthetic import batch, load
from tests.tasks.store.test_same_tables import table_hashes
from tasks.store.home import Home
print(json.dumps(table_hashes(load(Home(sys.argv[1]), [batch(range(20))])[1])))
"""


def test_time_zone_hash_seed_and_locale_change_no_byte(tmp_path):
    surroundings = [
        {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "42"},
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_HASHES, str(tmp_path / str(number))],
            env={"PYTHONPATH": str(PROJECT_ROOT), **environment}, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True,
        )
        for number, environment in enumerate(surroundings)
    ]  # fmt: skip
    first, *others = [json.loads(process.communicate(timeout=120)[0]) for process in running]
    assert len(first) > 30
    assert others == [first, first]


def test_a_batch_written_twice_counts_once(inputs, undisturbed, tmp_path):
    home = Home(tmp_path)
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, inputs[:3])
        write_part(run.dir, 0, inputs)
        write_part(run.dir, 1, inputs[:3])
        drop_part(run.dir, 1)
        from tasks import store

        counts = store.merge(run)
        store.build_models(run)
        assert table_hashes(store.publish(run)) == table_hashes(undisturbed)
    assert counts["seen"] == len(inputs)


def test_the_same_inputs_again_are_unchanged_and_linked(inputs, tmp_path):
    home = Home(tmp_path)
    first = load(home, [inputs])[1]
    keys = [one.input_sha256 for one in inputs]
    known = home.known_inputs().lookup([*keys, "f" * 64])
    assert set(known) == set(keys)
    sightings = tuple(Sighting(one.locator, one.input_sha256, *known[one.input_sha256]) for one in inputs)
    _, second, counts = load(home, [], unchanged=sightings)
    assert counts == {"seen": len(inputs), "unchanged": len(inputs)} | dict.fromkeys(
        ("loaded", "copies", "quarantined", "refused", "gone"), 0
    )
    assert table_hashes(second) == table_hashes(first)
    mentions = "parquet/mentions/mentions.parquet"
    assert (second / mentions).samefile(first / mentions)
    assert rows(second, "select count(*) from runs") == [(2,)]


def test_known_input_at_another_place_keeps_the_first_locator_in_order(tmp_path):
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    found = processed(dispatch(1), locator="m.txt")
    load(one, [[found]])
    version = one.known_inputs().lookup([found.input_sha256])[found.input_sha256]
    in_two_runs = load(one, [], unchanged=(Sighting("a.txt", found.input_sha256, *version),))[1]
    in_one_run = load(other, [[found, processed(dispatch(1), locator="a.txt")]])[1]
    assert table_hashes(in_two_runs) == table_hashes(in_one_run)


def test_outcomes_add_up(tmp_path):
    home = Home(tmp_path)
    first = processed(dispatch(1))
    load(home, [[first]])
    new_version = dispatch(1, text=dispatch(1).text + " Corrected.")
    counts = load(
        home,
        [[
            processed(dispatch(1, title="Other title"), locator="again.txt"),
            processed(new_version),
            processed(dispatch(2)),
            processed(dispatch(2), locator="twice.txt"),
            processed(dispatch(2, url="https://copy.example/2")),
            processed(dispatch(1, url="https://copy.example/1")),
        ]],
        rejected=(
            Rejected("broken.html", "empty", "nothing in it"),
            Rejected("https://x.example/", "robots", "robots.txt forbids it", is_refused=True),
            Rejected("https://x.example/old", "gone", "status 410", is_gone=True),
        ),
    )[2]  # fmt: skip
    assert counts == {
        "seen": 9, "loaded": 2, "unchanged": 1, "copies": 3, "quarantined": 1, "refused": 1, "gone": 1,
    }  # fmt: skip


def test_a_dispatch_that_breaks_the_contract_is_set_aside_alone(tmp_path):
    good, bad = dispatch(1), dispatch(2)
    wrong_span = facts(bad.text, events=(meeting(span=(0, 10_000)),))
    _, snapshot, counts = load(Home(tmp_path), [[processed(good), processed(bad, wrong_span, locator="bad.txt")]])
    assert (counts["loaded"], counts["quarantined"]) == (1, 1)
    assert rows(snapshot, "select locator, reason from quarantine") == [("bad.txt", "extraction_failed")]


def test_a_new_version_replaces_the_facts_and_says_what_changed(tmp_path):
    home = Home(tmp_path)
    old, new = dispatch(1), dispatch(1, text=dispatch(1).text.replace("Vietnam", "Nepal"))
    load(home, [[processed(old)]])
    snapshot = load(home, [[processed(new, country="Nepal")]])[1]
    assert rows(snapshot, "select country_code, version_no from dispatch_countries") == [("NPL", 2)]
    assert rows(snapshot, "select version_no, is_current from dispatch_versions order by 1") == [(1, False), (2, True)]
    changed = "select change, fact from version_changes where table_name = 'dispatch_countries' order by change"
    assert rows(snapshot, changed) == [("added", "NPL about"), ("removed", "VNM about")]


def test_a_file_corrected_in_place_is_the_newer_version_whatever_its_hash(tmp_path):
    home = Home(tmp_path)
    load(home, [[processed(dispatch(n), locator=f"{n}.txt") for n in range(6)]])
    corrected = [dispatch(n, text=dispatch(n).text + " (Corrected.)") for n in range(6)]
    snapshot = load(home, [[processed(one, locator=f"{n}.txt") for n, one in enumerate(corrected)]])[1]
    assert rows(snapshot, "select text from dispatches order by title") == [(one.text,) for one in corrected]


def test_large_tables_are_cut_by_month_and_months_without_news_are_linked(tmp_path, monkeypatch):
    monkeypatch.setattr("tasks.store.export.LARGE_ROWS", 10)
    assert LARGE_ROWS > 10
    home = Home(tmp_path)
    january = [processed(dispatch(n, day="2024-01-05"), locator=f"{n}") for n in range(12)]
    first = load(home, [january])[1]
    second = load(home, [[processed(dispatch(50, day="2024-02-05"))]])[1]
    names = sorted(path.name for path in (second / "parquet/mentions").iterdir())
    assert names == ["2024-01.parquet", "2024-02.parquet"]
    assert (second / "parquet/mentions/2024-01.parquet").samefile(first / "parquet/mentions/2024-01.parquet")
