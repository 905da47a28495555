"""The README's query gives what the README shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.sql_prompt import ask
from tasks.reference import PROJECT_ROOT


def test_the_query_of_the_readme_gives_the_rows_it_shows(
    samples_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r'partywire sql "(select [^"]*)"\n\n((?: {4}.*\n)+)', page)
    assert found
    capsys.readouterr()
    ask(samples_home, found[1], "table")
    answer = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    shown = [line.strip() for line in found[2].splitlines() if line.strip()]
    assert answer == shown, "\n".join(["the README should show:", *("    " + line for line in answer)])
