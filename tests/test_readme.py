"""The README's query gives what the README shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.direct import run_direct
from flows.options import run_options
from flows.sql_prompt import ask
from tasks.reference import PROJECT_ROOT


def test_the_query_of_the_readme_gives_the_rows_it_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r'partywire sql "(select [^"]*)"\n\n((?: {4}.*\n)+)', page)
    assert found
    run_direct(run_options(home=tmp_path / "home", workers=1))
    capsys.readouterr()
    ask(tmp_path / "home", found[1], "table")
    answer = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    shown = [line.strip() for line in found[2].splitlines() if line.strip()]
    assert answer == shown, "\n".join(["the README should show:", *("    " + line for line in answer)])
