"""The command line as a person meets it: exit codes, one line for what goes wrong, nothing raw on the terminal."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows import cli
from tasks.store.home import Home

PARTYWIRE = Path(sys.executable).with_name("partywire")
TEXT = "HANOI, June 9 (Xinhua) -- The Communist Party of Vietnam received a delegation of the Communist Party of Cuba."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert cli._run(["run", "--direct", "--workers", "1", "--home", str(folder / "home"), str(folder / "a.txt")]) == 0
    return folder / "home"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "--direct", "nowhere"], 1, "there is no nowhere"),
        (["run", "--direct", "/dev/null"], 1, "not a regular file"),
        (["run", "--direct", "http://127.0.0.1:9/a"], 1, "not a public address"),
        (["run", ""], 2, "an input is empty"),
        (["run", "--bogus"], 2, "unknown option --bogus"),
        (["run", "--workers", "many"], 2, "--workers"),
        (["run", "--direct", "--source", "nosuch"], 2, "there are:"),
        (["nosuch"], 2, "Unknown command"),
        (["sql", "select 1"], 2, "holds no tables yet"),
        (["verify"], 2, "holds no tables yet"),
    ],
)
def test_what_goes_wrong_is_a_line_and_an_exit_code(
    arguments: list[str], code: int, words: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTYWIRE_HOME", str(tmp_path / "home"))
    assert cli._run(arguments) == code
    assert words in capsys.readouterr().err.splitlines()[-1]


def test_what_goes_wrong_in_the_engine_is_a_line_too(home: Path) -> None:
    """With tables there, so that the run holds connections when it ends: DuckDB would list them as leaked."""
    command = [PARTYWIRE, "run", "--home", home, "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "partywire: nowhere: there is no nowhere"


def test_dot_commands_do_without_a_prompt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._run(["sql", ".tables", "--format", "json", "--home", str(home)]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"dyads", "polecat"} < {row["table_name"] for row in listed}
    assert all(row["comment"] for row in listed)
    assert cli._run(["sql", ".describe dyads", "--home", str(home)]) == 0
    assert "party_a" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("old", None, "new"), "partywire: No space left on device: old -> new\n"),
        (("new",), "partywire: No space left on device: new\n"),
    ],
)
def test_a_full_disk_names_the_file_that_could_not_be_written(
    names: tuple[str | None, ...], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_arguments: object, **_options: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *names)

    monkeypatch.setattr(cli, "app", full)
    assert cli._run(["run"]) == 1
    assert capsys.readouterr().err == line


def test_another_run_holds_the_home(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Home(home).lock():
        assert cli._run(["run", "--direct", "--home", str(home), str(home.parent / "a.txt")]) == 4
    assert "pid" in capsys.readouterr().err


def test_a_damaged_database_is_named_and_made_anew(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "home"
    shutil.copytree(home, damaged, symlinks=True)
    latest = Home(damaged).latest()
    assert latest is not None
    (latest / "partywire.duckdb").chmod(0o644)
    (latest / "partywire.duckdb").write_bytes(b"junk" * 1000)
    assert cli._run(["sql", "select 1", "--home", str(damaged)]) == 1
    assert "cannot be read or written" in capsys.readouterr().err
    text = tmp_path / "b.txt"
    text.write_text(TEXT + " They met on Friday.", encoding="utf-8")
    assert cli._run(["run", "--direct", "--workers", "1", "--home", str(damaged), str(text)]) == 0
    assert cli._run(["verify", "--home", str(damaged)]) == 0


@pytest.mark.parametrize("damage", ["folder", "file", "no manifest"])
def test_a_latest_that_is_no_snapshot_is_one_line(
    damage: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "home"
    shutil.copytree(home, damaged, symlinks=True)
    if damage == "no manifest":
        latest = Home(damaged).latest()
        assert latest is not None
        (latest / "manifest.json").unlink()
    else:
        (damaged / "latest").unlink()
        (damaged / "latest").mkdir() if damage == "folder" else (damaged / "latest").symlink_to("lock")
    for command in (["sql", "select 1"], ["verify"], ["run", "--direct", str(home.parent / "a.txt")]):
        assert cli._run([*command, "--home", str(damaged)]) == 1
        assert "latest" in capsys.readouterr().err.splitlines()[-1]


def test_names_with_escape_codes_do_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "red\x1b[31m\u202e.txt").write_bytes(b"")
    (folder / "ok.txt").write_text(TEXT, encoding="utf-8")
    code = cli._run(["run", "--direct", "--workers", "1", "--home", str(tmp_path / "home"), str(folder)])
    shown = "".join(capsys.readouterr())
    assert code == 0
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert r"red\x1b[31m\u202e.txt: empty" in shown


def test_extract_ends_quietly_when_its_reader_has_gone() -> None:
    lines = b"".join(json.dumps({"id": str(n), "text": TEXT}).encode() + b"\n" for n in range(300))
    process = subprocess.Popen(
        [str(PARTYWIRE), "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin and process.stdout and process.stderr
    try:
        process.stdin.write(lines[:4000])
        process.stdin.flush()
        process.stdout.close()
        process.stdin.write(lines[4000:])
        process.stdin.close()
    except OSError as error:
        assert error.errno == errno.EPIPE
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_an_engine_that_does_not_start_names_the_way_without(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(PARTYWIRE), "run", "--home", str(tmp_path)],
        env={**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "--direct" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
