"""A user's own names: rows that go over ours, and the import of Party Facts."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import cli
from tasks import reference
from tasks.errors import UsageError
from tasks.party_facts import import_parties

CORE = "country,partyfacts_id,technical,name_short,name,name_english,year_first,year_last\n"
NEW = 'FRO,900001,,"PFT","Framburðsflokkurin","Progress Party of Testing / Testers",1999,\n'
KNOWN = "VNM,4898,,CPV,Dang,Communist Party of Vietnam,1930,\n"
WORDS = ("Hope", "The Movement", "Our Future", "France", "Faroese")
SHARED = Path(os.environ.get("GOLD") or reference.PROJECT_ROOT.parent / "shared" / "gold").parent / "reference"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No own names but those of the test, before and after."""
    # set, then deleted: whatever the code under test sets is undone
    monkeypatch.setenv("PARTYWIRE_REFERENCE", "x")
    monkeypatch.delenv("PARTYWIRE_REFERENCE")
    monkeypatch.setenv("PARTYWIRE_HOME", str(tmp_path / "home"))
    _forget()
    yield
    _forget()


def _forget() -> None:
    reference.rows.cache_clear()
    reference.reference_version.cache_clear()


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _parties(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_own_rows_are_added_and_take_the_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, version = len(reference.rows("parties")), reference.reference_version()
    text = "party_id,country_code,name_en\nVNM-CPV,VNM,Renamed\nVNM-OWN,VNM,Own Party\n"
    _write(tmp_path / "own" / "parties.csv", text)
    monkeypatch.setenv("PARTYWIRE_REFERENCE", str(tmp_path / "own"))
    _forget()
    names = {row["party_id"]: row["name_en"] for row in reference.rows("parties")}
    assert (names["VNM-CPV"], names["VNM-OWN"], len(names)) == ("Renamed", "Own Party", before + 1)
    assert reference.rows("countries") == reference.shipped("countries")
    assert reference.reference_version() != version


def test_an_unknown_column_is_one_clear_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "parties.csv", "party_id,colour\nVNM-OWN,red\n")
    with pytest.raises(UsageError, match="column colour is unknown"):
        reference.own_rows("parties", path)


def test_import_adds_what_is_new_and_matches_what_is_known(tmp_path: Path) -> None:
    core = _write(
        tmp_path / "core.csv",
        CORE
        + NEW
        + KNOWN
        + "FRO,900002,15,,others,others,,\nQQQ,900003,,,X,X Party,,\n"
        + "USA,900004,,,Democratic Party,Democratic Party,1828,\nFRO,900005,,Y,Y,Y Party,2001,1990\n",
    )
    ids = _write(tmp_path / "ids.csv", "partyfacts_id,dataset_key,dataset_party_id\n900001,wikidata,Q12\n900005,x,Q9\n")
    done = import_parties([core, ids], tmp_path / "own")
    assert (done.added, done.matched, sum(done.skipped.values())) == (2, 2, 2)
    added, odd = _parties(done.path)
    assert added["party_id"] == "FRO-PF900001"
    assert added["name_en"] == "Progress Party of Testing"
    assert (added["wikidata_id"], added["founded"], added["checked"]) == ("Q12", "1999", "import:partyfacts:900001")
    assert (odd["wikidata_id"], odd["founded"], odd["dissolved"]) == ("", "", "")


def test_a_second_import_replaces_the_first_and_keeps_own_rows(tmp_path: Path) -> None:
    own = _write(
        tmp_path / "own" / "parties.csv", "party_id,country_code,name_en,checked\nFRO-OWN,FRO,Own,unverified\n"
    )
    core = _write(tmp_path / "core.csv", CORE + NEW)
    import_parties([core], own.parent)
    first = own.read_bytes()
    import_parties([core], own.parent)
    assert own.read_bytes() == first
    assert [row["party_id"] for row in _parties(own)] == ["FRO-OWN", "FRO-PF900001"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("a,b\n1,2\n", "is no file of Party Facts"), ("partyfacts_id,wikidata_id\n1,Q1\n", "no core parties among")],
)
def test_other_files_are_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        import_parties([_write(tmp_path / "file.csv", text)], tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_the_command_writes_into_the_home_that_runs_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    core = _write(tmp_path / "core.csv", CORE + NEW)
    assert cli._run(["reference", "import", "partyfacts", str(core)]) == 0
    assert "1 parties added, 0 known already, 0 skipped" in capsys.readouterr().out
    from flows.options import home_path

    home_path(None)
    _forget()
    assert "FRO-PF900001" in {row["party_id"] for row in reference.rows("parties")}


def test_the_command_refuses_the_folder_of_the_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    core = _write(tmp_path / "core.csv", CORE + NEW)
    assert cli._run(["reference", "import", "partyfacts", str(core), "--reference", str(reference.REFERENCE)]) == 2
    assert "cannot hold your own names" in capsys.readouterr().err
    assert cli._run(["reference", "import", "partyfacts"]) == 2


def test_the_real_files_are_read(tmp_path: Path) -> None:
    files = [SHARED / "partyfacts" / "partyfacts-core-parties.csv", SHARED / "partyfacts" / "wikidata.csv"]
    if not all(path.exists() for path in files):
        pytest.skip("the files of Party Facts are not beside the clone")
    done = import_parties(files, tmp_path)
    assert done.added + done.matched > 5000
    assert done.added == len({row["party_id"] for row in _parties(done.path)})


def test_imported_names_that_are_words_match_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 7,000 parties many are called Hope, the Movement, France or FACT."""
    from tasks.extract import party_names

    core = _write(
        tmp_path / "core.csv",
        CORE + "".join(f"FRO,{900100 + n},,FACT,,{name},2001,\n" for n, name in enumerate(WORDS)) + NEW,
    )
    import_parties([core], tmp_path / "own")
    monkeypatch.setenv("PARTYWIRE_REFERENCE", str(tmp_path / "own"))
    _forget()
    found = party_names._collect()
    added = {name for name, senses in found.items() if any("-PF9" in sense.party_id for sense in senses)}
    assert added == {"Progress Party of Testing"}
