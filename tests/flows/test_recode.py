"""`partywire recode` and `partywire diff`, as a person uses them: new names, the same archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.store.home import Home
from tests.snapshots import tables

PARTYWIRE = Path(sys.executable).with_name("partywire")
TEXTS = {
    "a.txt": "HANOI, June 9 2021 (Xinhua) -- The Communist Party of Vietnam received a delegation of the Communist Party"
    " of Cuba here on Wednesday.",
    "b.txt": "VIENTIANE, June 10 2021 (Xinhua) -- Leaders of the Lotus Circle Zeta met the Lao People's Revolutionary"
    " Party here on Thursday.",
}


def partywire(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    return subprocess.run(
        [PARTYWIRE, *arguments, "--home", str(home)], capture_output=True, text=True, env=environment, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recode")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    ran = partywire("run", "--direct", "--workers", "1", *(str(folder / name) for name in TEXTS), home=folder / "home")
    assert ran.returncode == 0, ran.stderr
    return folder / "home"


def test_the_same_rules_give_the_same_tables(home: Path) -> None:
    before = Home(home).latest()
    ran = partywire("recode", "--yes", "--workers", "1", home=home)
    after = Home(home).latest()

    assert ran.returncode == 0, ran.stderr
    assert "no fact moved" in ran.stdout
    assert before is not None
    assert after is not None
    assert before != after
    assert tables(before) == tables(after)


def test_a_new_name_moves_the_facts_of_its_dispatch_and_no_other(home: Path) -> None:
    own = home / "reference"
    own.mkdir()
    (own / "party_aliases.csv").write_text("party_id,alias,language\nVNM-CPV,Lotus Circle Zeta,en\n", encoding="utf-8")
    before = Home(home).latest()

    shown = partywire("recode", "--workers", "1", home=home)
    assert shown.returncode == 0, shown.stderr
    assert Home(home).latest() == before  # nothing is published without --yes
    assert "+ " in shown.stdout
    assert "VNM-CPV" in shown.stdout

    assert partywire("recode", "--yes", "--workers", "1", home=home).returncode == 0
    told = partywire("diff", "--format", "json", home=home)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    facts = [row for row in rows if "fact" in row]
    assert {row["cause"] for row in facts} == {"new reference data"}
    assert len({row["dispatch_id"] for row in facts}) == 1
    added = [row["fact"].split()[0] for row in facts if row["table"] == "dispatch_parties" and row["change"] == "added"]
    assert added == ["VNM-CPV"]
    assert any(row["mart"] == "parties_by_year" and (row["old"], row["new"]) == (1, 2) for row in rows if "mart" in row)


def test_a_snapshot_that_is_not_there_is_named(home: Path) -> None:
    told = partywire("diff", "20000101T000000-abcdef", home=home)
    assert told.returncode == 2
    assert "no snapshot '20000101T000000-abcdef'" in told.stderr


def test_without_tables_there_is_nothing_to_read_again(tmp_path: Path) -> None:
    told = partywire("recode", home=tmp_path / "none")
    assert told.returncode == 2
    assert "holds no tables yet" in told.stderr


def test_a_fact_leads_to_its_sentence_and_to_the_archived_page(home: Path) -> None:
    told = partywire("trace", "countries_by_year", "2021", "CUB", "--format", "json", home=home)
    passages = [json.loads(line) for line in told.stdout.splitlines()]
    assert [passage["adds"] for passage in passages] == [1]
    assert "delegation of the Communist Party of Cuba" in passages[0]["text"]

    page = partywire("trace", passages[0]["dispatch_id"], "--page", home=home)
    assert page.stdout == TEXTS["a.txt"]
    shown = partywire("trace", passages[0]["dispatch_id"], home=home)
    assert TEXTS["a.txt"].partition(" -- ")[2] in shown.stdout
