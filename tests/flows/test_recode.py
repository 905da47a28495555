"""`partywire recode` and `partywire diff`, as a person uses them: new names, the same archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import cli
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


def here(capsys: pytest.CaptureFixture[str], *arguments: str, home: Path) -> tuple[int, str, str]:
    """The command in this process: code, output, errors. Only for what reads no names of the home's own."""
    capsys.readouterr()
    code = cli._run([*arguments, "--home", str(home)])
    return code, *capsys.readouterr()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recode")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    inputs = [str(folder / name) for name in TEXTS]
    assert cli._run(["run", "--direct", "--workers", "1", *inputs, "--home", str(folder / "home")]) == 0
    return folder / "home"


def test_the_same_rules_give_the_same_tables(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Home(home).latest()
    code, shown, errors = here(capsys, "recode", "--yes", "--workers", "1", home=home)
    after = Home(home).latest()

    assert code == 0, errors
    assert "no fact moved" in shown
    assert before is not None
    assert after is not None
    assert before != after
    assert tables(before) == tables(after)


def test_what_a_new_name_moves_is_shown_and_not_published(home: Path) -> None:
    """tests/flows/test_recode_moves.py compares all that moves."""
    own = home / "reference"
    own.mkdir()
    (own / "party_aliases.csv").write_text("party_id,alias,language\nVNM-CPV,Lotus Circle Zeta,en\n", encoding="utf-8")
    before = Home(home).latest()

    shown = partywire("recode", "--workers", "1", home=home)
    assert shown.returncode == 0, shown.stderr
    assert Home(home).latest() == before  # nothing is published without --yes
    assert "+ " in shown.stdout
    assert "VNM-CPV" in shown.stdout


def test_a_correction_is_told_in_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second version names one party less and another number: that is what `diff` says of it."""
    first = (
        "HANOI, June 9 2021 (Xinhua) -- The Communist Party of Vietnam, the Communist Party of Cuba and the Lao People's"
        " Revolutionary Party held a meeting here on Wednesday. The Communist Party of China has contacts with 400"
        " parties."
    )
    second = first.replace(", the Communist Party of Cuba and the Lao People's Revolutionary Party", " and the Communist Party of Cuba")  # fmt: skip
    file = tmp_path / "dispatch.json"
    for text in (first, second.replace("400", "500")):
        file.write_text(json.dumps({"url": "http://news.example/1", "title": "Talks", "text": text}), encoding="utf-8")
        assert here(capsys, "run", "--direct", "--workers", "1", str(file), home=tmp_path / "home")[0] == 0
    code, shown, _ = here(capsys, "diff", home=tmp_path / "home")
    moved = [line.partition(" ")[0::2] for line in shown.splitlines() if line.startswith(("~", "+", "-"))]
    told = {sign + " " + rest.partition(" ")[2].partition(": ")[0]: rest for sign, rest in moved}
    assert code == 0
    assert set(told) == {"~ claims", "~ event_reports", "- dispatch_countries", "- dispatch_parties", "- mentions"}
    assert ": participant LAO LAO-LPRP removed: meeting" in told["~ event_reports"]
    assert ": 400 -> 500: Xinhua Communist Party of China" in told["~ claims"]
    assert "dispatch_parties: LAO-LPRP " in told["- dispatch_parties"]
    assert "[new version]" in told["~ claims"]
    changed = "select change, fact from version_changes where table_name = 'claims' order by change desc"
    _, shown, _ = here(capsys, "sql", changed, "--format", "csv", home=tmp_path / "home")
    said = "Xinhua Communist Party of China = {} parties 2021-06-09"
    assert shown.splitlines()[1:] == [f"removed,{said.format(400)}", f"added,{said.format(500)}"]


def test_a_snapshot_that_is_not_there_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = here(capsys, "diff", "20000101T000000-abcdef", home=home)
    assert code == 2
    assert "no snapshot '20000101T000000-abcdef'" in errors


def test_without_tables_there_is_nothing_to_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = here(capsys, "recode", home=tmp_path / "none")
    assert code == 2
    assert "holds no tables yet" in errors


def test_a_fact_leads_to_its_sentence_and_to_the_archived_page(
    home: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def trace(*arguments: str) -> str:
        capfdbinary.readouterr()
        assert cli._run(["trace", *arguments, "--home", str(home)]) == 0
        return capfdbinary.readouterr().out.decode()

    passages = [json.loads(line) for line in trace("countries_by_year", "2021", "CUB", "--format", "json").splitlines()]
    assert [passage["adds"] for passage in passages] == [1]
    assert "delegation of the Communist Party of Cuba" in passages[0]["text"]

    assert trace(passages[0]["dispatch_id"], "--page") == TEXTS["a.txt"]
    assert TEXTS["a.txt"].partition(" -- ")[2] in trace(passages[0]["dispatch_id"])
