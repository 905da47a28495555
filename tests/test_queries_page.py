"""Every query of docs/queries.md runs on the samples and gives the rows that the page shows."""

from __future__ import annotations

from pathlib import Path

from tasks.store.home import Home
from tasks.store.query import connect
from tests.queries_page import BLOCK, PAGE, page


def test_the_queries_of_the_page_give_the_rows_it_shows(samples_home: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = list(BLOCK.finditer(text))
    assert len(found) == text.count("```sql") >= 25
    with connect(Home(samples_home)) as connection:
        now = page(connection, text)
    empty = [block["sql"] for block in BLOCK.finditer(now) if "(0 rows)" in block["rows"]]
    assert empty == []
    assert now == text, "run: python -m tests.queries_page"
