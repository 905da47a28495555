"""docs/tutorial.md, word for word: its commands run in an empty folder and print what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT

pytestmark = pytest.mark.reliability  # as long as a person takes for it

PAGE = PROJECT_ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"```sh\n(?P<commands>.*?)```\n(?:\n```\n(?P<shown>.*?)```\n)?", re.DOTALL)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """(commands, what the page shows, what they print), block by block."""
    folder = tmp_path_factory.mktemp("my-study")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {name: value for name, value in os.environ.items() if not name.startswith("PARTYWIRE_")}
    found = []
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        # The same steps without the start of the engine and of workers, which other tests see
        commands = block["commands"].replace("partywire run ", "partywire run --direct --workers 1 ")
        done = subprocess.run(
            ["bash", "-euc", commands], cwd=folder, env={**own, "PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, commands + done.stdout + done.stderr
        found.append((block["commands"], block["shown"] or "", done.stdout))
    return found


def test_every_command_prints_what_the_page_shows(outputs: list[tuple[str, str, str]]) -> None:
    assert len(outputs) >= 8
    for commands, shown, printed in outputs:
        lines = [line.split() for line in printed.splitlines()]
        for line in shown.splitlines():
            assert line.split() in lines, f"{commands}\n{printed}"


def test_the_page_tells_the_whole_way(outputs: list[tuple[str, str, str]]) -> None:
    """Every input loaded, the sentence found, the new name a cause."""
    printed = {commands.split("\n")[0].split(" ", 2)[1]: out for commands, _, out in outputs}
    assert "5 inputs: 5 loaded" in printed["run"]
    assert "中国共产党代表团15日在哈瓦那会见了古巴共产党领导人" in printed["trace"]
    [recoded] = [out for commands, _, out in outputs if "recode" in commands]
    assert "FJI-GHM  [new reference data]" in recoded
