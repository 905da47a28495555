"""What the benchmarks measure with."""

import sys
from itertools import count
from pathlib import Path

import pytest

from benchmarks import results, stages
from benchmarks.results import put
from benchmarks.runs import measure
from benchmarks.stages import Watch


def test_a_stage_is_counted_without_the_stages_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()
    monkeypatch.setattr(stages.time, "process_time", lambda: float(next(ticks)))
    monkeypatch.setattr(stages.time, "perf_counter", lambda: 0.0)
    watch = Watch()
    with watch.stage("outer"):  # from 0
        for _ in range(2):
            with watch.stage("inner"):  # from 1 to 2, from 3 to 4
                pass
    assert watch.cpu == {"inner": 2.0, "outer": 3.0}  # to 5


def test_a_table_takes_the_place_of_the_former_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text("# Results\n\ntext\n", encoding="utf-8")
    monkeypatch.setattr(results, "RESULTS", file)
    put("a day", "first figures", write=True)
    put("stages", "other figures", write=True)
    put("a day", "second figures", write=True)
    put("a day", "third figures", write=False)
    content = file.read_text(encoding="utf-8")
    assert "first figures" not in content
    assert "third figures" not in content
    assert content.count("second figures") == content.count("other figures") == 1
    assert content.startswith("# Results\n\ntext\n\n## A day\n")
    assert content.index("second figures") < content.index("## Stages")


def test_a_command_is_measured_with_its_children() -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000))']); print('done')"
    cost = measure([sys.executable, "-c", child])
    assert cost.output.strip() == "done"
    assert cost.cpu > 0
    assert cost.wall > 0


def test_what_a_command_leaves_behind_counts_too() -> None:
    busy = "import time; started = time.process_time()\nwhile time.process_time() < started + 0.5: pass"
    parent = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {busy!r}]); time.sleep(0.3)"
    assert measure([sys.executable, "-c", parent]).cpu > 0.5


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        measure([sys.executable, "-c", "import sys; sys.exit('no such thing')"])
