"""Floors for pages on an annotated set that lies beside the project and is no part of it; skipped without it.

The floors stand a little below what was reached on the first pages of the set.
"""

from __future__ import annotations

import pytest

from benchmarks import annotated
from tests.gold.pages_adapter import extract

SETS = annotated.GOLD / "pages"
pytestmark = pytest.mark.skipif(not (SETS / "run.py").exists(), reason="the annotated pages are not here")

PAGES = 60
FLOORS = {"F1": 0.93, "title_norm": 0.84, "date_P": 0.85, "author_F1": 0.82}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    rows = annotated.lines(SETS / "wcxb_dev" / "manifest.jsonl")
    pages = [(row, (SETS / "wcxb_dev" / row["html"]).read_bytes()) for row in rows[:PAGES]]
    found, _ = annotated.scorer(SETS / "run.py").score(
        pages, {row["id"]: extract(html, row["url"]) for row, html in pages}
    )
    return dict(found)


@pytest.mark.parametrize("name", FLOORS)
def test_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


def test_no_page_with_text_is_empty(figures: dict[str, float]) -> None:
    assert figures["empty"] == 0
