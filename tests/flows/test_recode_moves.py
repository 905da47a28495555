"""One name more, the archive read again: the difference is every fact that moved, and nothing else, and says why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows import cli
from tasks.store.home import Home

PARTYWIRE = Path(sys.executable).with_name("partywire")
ALIAS = "Lotus Circle Zeta"
TEXTS = {  # a side of an event and whose claim it is; named beside the party it is; a person; nothing of it
    "a.txt": f"VIENTIANE, June 10 2021 (Xinhua) -- Leaders of the {ALIAS} met the Lao People's Revolutionary Party here on"
    f" Thursday. The {ALIAS} has contacts with 40 parties in 30 countries.",
    "b.txt": f"HANOI, June 11 2021 (Xinhua) -- The Communist Party of Vietnam, also called the {ALIAS}, received a delegation"
    " of the Communist Party of Cuba here on Friday.",
    "c.txt": f"HANOI, June 12 2021 (Xinhua) -- Tran Van An, leader of the {ALIAS}, met Cuban President Miguel Diaz-Canel.",
}
WORDS = {  # the columns that say a fact, in the order in which `diff` tells it
    "dispatch_countries": ("country_code", "is_about", "is_named"),
    "dispatch_parties": ("party_id", "is_about"),
    "claims": ("claimant", "subject", "comparator", "quantity", "unit", "denominator", "scope", "place", "as_of"),
    "event_reports": ("event_type", "sub_type", "status", "level", "date_label", "place", "place_country", "sides"),
    "mentions": ("kind", "entity_id", "surface", "times"),
}
MEMBER = ("role", "country_code", "party_id", "group_id", "organization", "person")
Fact = tuple[str, str, str]


def rows(snapshot: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(snapshot / "parquet" / table).to_pylist()


def number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}" if value != int(value) else str(int(value))


def said(row: dict[str, Any], columns: tuple[str, ...]) -> str:
    return " ".join(str(row[column]) for column in columns if row[column] is not None)


def facts(snapshot: Path) -> set[Fact]:
    """All facts of a snapshot in words, read from its Parquet files by other means than `diff` uses."""
    found = set()
    sides: dict[str, list[str]] = {}
    members = rows(snapshot, "event_report_participants")
    for member in sorted(members, key=lambda row: (row["report_id"], row["side_no"], row["member_no"])):
        sides.setdefault(member["report_id"], []).append(said(member, MEMBER))
    times = Counter(
        (row["dispatch_id"], row["kind"], row["entity_id"], row["surface"]) for row in rows(snapshot, "mentions")
    )
    for table, columns in WORDS.items():
        for row in rows(snapshot, table):
            if table.startswith("dispatch_"):
                row["is_about"] = "about" if row["is_about"] else None
                row["is_named"] = None if row.get("is_named", True) else "not named"
            elif table == "event_reports":
                row["sides"] = "; ".join(sides[row["report_id"]]) if row["report_id"] in sides else None
            elif table == "claims":
                low, high = number(row["quantity_low"]), number(row["quantity_high"])
                row["quantity"] = "-".join(text for text in (low, high if high != low else None) if text) or None
                whole = number(row["denominator"])
                row["denominator"] = f"of {whole}" if whole else None
            elif table == "mentions":
                count = times[row["dispatch_id"], row["kind"], row["entity_id"], row["surface"]]
                row["times"] = f"x{count}" if count > 1 else None
            found.add((row["dispatch_id"], table, said(row, columns)))
    return found


def partywire(*arguments: str) -> list[dict[str, Any]]:
    """The command in a process of its own, since names are read once a process; the lines it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    done = subprocess.run([PARTYWIRE, *arguments], capture_output=True, text=True, env=environment, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def snapshots(samples_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[dict[str, Any]]]:
    """The samples and the dispatches above, before and after one alias was added; what `recode` says of it."""
    folder = tmp_path_factory.mktemp("moves")
    home = folder / "home"
    shutil.copytree(samples_home, home, symlinks=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    inputs = [str(folder / name) for name in TEXTS]
    assert cli._run(["run", "--direct", "--workers", "1", *inputs, "--home", str(home)]) == 0
    before = Home(home).latest()
    (home / "reference").mkdir()
    (home / "reference" / "party_aliases.csv").write_text(f"party_id,alias,language\nVNM-CPV,{ALIAS},en\n")
    told = partywire("recode", "--yes", "--format", "json", "--workers", "1", "--home", str(home))
    after = Home(home).latest()
    assert before
    assert after
    assert before != after
    return before, after, told


def test_the_difference_is_that_of_all_facts(snapshots: tuple[Path, Path, list[dict[str, Any]]]) -> None:
    before, after, told = snapshots
    old, new = facts(before), facts(after)
    moved = [row for row in told if "fact" in row]
    assert len(old) > 1000
    assert {(row["dispatch_id"], row["table"], row["fact"]) for row in moved if row["change"] == "added"} == new - old
    assert {(row["dispatch_id"], row["table"], row["fact"]) for row in moved if row["change"] == "removed"} == old - new
    assert len(moved) == len(new - old) + len(old - new)
    assert {row["table"] for row in moved} >= {"mentions", "dispatch_parties", "event_reports", "claims"}


def test_each_moved_fact_is_of_a_dispatch_with_the_name_and_says_why(
    snapshots: tuple[Path, Path, list[dict[str, Any]]],
) -> None:
    _, after, told = snapshots
    moved = [row for row in told if "fact" in row]
    named = {row["dispatch_id"] for row in rows(after, "dispatches") if ALIAS in row["text"]}
    assert len(named) == len(TEXTS)
    assert {row["dispatch_id"] for row in moved} == named
    assert {row["cause"] for row in moved} == {"new reference data"}


def test_the_totals_are_those_of_all_marts(snapshots: tuple[Path, Path, list[dict[str, Any]]]) -> None:
    before, after, told = snapshots
    cells = [
        {(str(row["period"]), row["party_id"]): row["event_count"] for row in rows(snapshot, "parties_by_year")}
        for snapshot in (before, after)
    ]
    differ = {
        key: (cells[0].get(key, 0), cells[1].get(key, 0))
        for key in cells[0].keys() | cells[1].keys()
        if cells[0].get(key, 0) != cells[1].get(key, 0)
    }
    told_of = {
        tuple(row["key"].split()): (row["old"], row["new"])
        for row in told
        if row.get("mart") == "parties_by_year" and row["column"] == "event_count"
    }
    assert told_of == differ
    assert ("2021-01-01", "VNM-CPV") in differ
