"""The prompt completes names and remembers what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.line_editing import completions, history_file, line_editing

TABLES = {"countries": ["code", "name_en"], "countries_by_year": ["period", "country_code"], "claims": ["unit"]}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("countries", ["countries", "countries_by_year"]),
        ("COUNTRIES_BY", ["countries_by_year"]),
        ("countries.c", ["countries.code"]),
        ("cl", ["claims"]),
        (".d", [".describe"]),
        ("nosuch.c", []),
        ("gro", ["group by"]),
    ],
)
def test_a_word_becomes_what_there_is(word: str, found: list[str]) -> None:
    assert completions(word, TABLES) == found


def test_what_was_typed_is_there_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    readline.clear_history()
    with line_editing(TABLES):
        readline.add_history("select 1;")
        assert readline.get_completer()("clai", 0) == "claims"
        assert readline.get_completer()("clai", 1) is None
    readline.clear_history()
    with line_editing(TABLES):
        assert readline.get_history_item(1) == "select 1;"
    readline.clear_history()
    assert history_file() == tmp_path / "partywire" / "sql_history"


def test_a_state_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with line_editing(TABLES):
        pass
