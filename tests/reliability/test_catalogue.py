"""docs/reliability.md says of every row of the catalogue of faults what becomes of it, and names tests that there are."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tasks.reference import PROJECT_ROOT
from tests.faultsite.catalogue import HOSTS, LISTINGS, PAGES

PAGE = (PROJECT_ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]
_RANGE = re.compile(r"\b([NFPDS])(\d+)(?:-\1(\d+))?\b")


def told(cells: list[str]) -> list[str]:
    """Ids of the first cell of a row: N01, or all of F00-F34."""
    return [
        f"{kind}{number:02}"
        for kind, first, last in _RANGE.findall(cells[0])
        for number in range(int(first), int(last or first) + 1)
    ]


def numbered(kind: str, last: int) -> set[str]:
    return {f"{kind}{number:02}" for number in range(1, last + 1)}


TOLD = Counter(row for cells in ROWS for row in told(cells))


@pytest.mark.parametrize(("kind", "last"), [("N", 99), ("P", 25), ("D", 21), ("S", 15)])
def test_every_row_of_the_catalogue_has_one_line(kind: str, last: int) -> None:
    assert {row: TOLD[row] for row in TOLD if row.startswith(kind)} == dict.fromkeys(numbered(kind, last), 1)


def test_every_line_says_what_becomes_of_it() -> None:
    assert [cells for cells in ROWS if told(cells) and not all(cells[1:])] == []


def test_every_fault_of_the_site_has_a_line() -> None:
    served = {row for row in (*PAGES, *LISTINGS) if re.fullmatch(r"N\d+", row)}
    assert served
    assert served <= TOLD.keys()
    hosts = " ".join(cells[0] for cells in ROWS)
    assert [name for name in HOSTS if name not in hosts] == []


def test_the_tests_that_are_named_exist() -> None:
    files = {path.relative_to(PROJECT_ROOT).as_posix(): path for path in PROJECT_ROOT.glob("tests/**/*.py")}
    names = {
        name for path in files.values() for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    page_and_policy = PAGE + (PROJECT_ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page_and_policy))
    assert named - names == set()
    paths = set(re.findall(r"(?:\b(?:tests|sql)/[\w/]+\.(?:py|sql))", page_and_policy))
    assert [path for path in sorted(paths) if not (PROJECT_ROOT / path).is_file()] == []
