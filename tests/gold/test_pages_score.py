"""How pages of many forms are read, with floors; their annotation is without slips, and the scorer tells right from wrong.

A floor may be raised, never lowered.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.gold.halves import HALVES
from tests.gold.pages_score import PAGES, Page, compare, figures, pages, score

FLOORS = {
    "dev": {"text F1": 0.98, "title": 0.94, "date P": 0.98, "date R": 0.98, "author F1": 0.97},
    "held": {"text F1": 0.97, "title": 0.97, "date P": 0.95, "date R": 0.93, "author F1": 0.95},
}
ANNOTATED = [(half, page) for half in HALVES for page in pages(half)]


def told(page: Page) -> dict[str, Any]:
    return {key: page[key] for key in ("text", "title", "authors", "published")}


def squashed(text: str) -> str:
    return "".join(text.split()).casefold()


@pytest.mark.parametrize(("half", "page"), ANNOTATED, ids=[page["id"] for _, page in ANNOTATED])
def test_annotations_are_in_the_page(half: str, page: Page) -> None:
    """Every line of the text in its order, and every author."""
    source = (PAGES / half / page["html"]).read_bytes()
    declared = re.search(rb"charset=\W?([\w-]+)", source, re.IGNORECASE)
    charset = declared[1].decode() if declared else "utf-8"
    markup = source.decode("gbk" if charset.lower() == "gb2312" else charset)
    lines = [re.escape(squashed(line)) for line in page["text"].split("\n")]
    assert re.search(".*".join(lines), squashed(BeautifulSoup(markup, "lxml").get_text()))
    assert all(squashed(author) in squashed(markup) for author in page["authors"])
    assert page["published"] is None or date.fromisoformat(page["published"])


def test_ids_are_unique() -> None:
    assert len({page["id"] for _, page in ANNOTATED}) == len(ANNOTATED)


def test_the_annotation_itself_scores_full_and_nothing_scores_nothing() -> None:
    page = pages("dev")[0]
    assert set(figures([(page, compare(page, told(page)))]).values()) == {1.0}
    nothing = figures([(page, compare(page, {}))])
    assert {nothing[name] for name in ("text R", "text F1", "title", "date R")} == {0.0}


def test_wrong_values_cost_precision() -> None:
    page = next(page for page in pages("dev") if page["authors"])
    read = told(page) | {"text": page["text"] + " and all the menus of the page besides", "published": "1970-01-01"}
    found = figures([(page, compare(page, read | {"authors": [*page["authors"], "Web Master"]}))])
    assert found["text P"] < 1.0 == found["text R"]
    assert (found["date P"], found["date R"]) == (0.0, 0.0)
    assert found["author P"] < 1.0 == found["author R"]


def test_another_wording_of_the_headline_is_accepted() -> None:
    page = next(page for page in pages("dev") if page.get("title_also"))
    read = told(page) | {"title": page["title_also"][0].upper()}
    assert compare(page, read)["title"].recall == 1.0


@pytest.mark.parametrize("half", HALVES)
def test_floors(half: str) -> None:
    found = figures(list(score(half)))
    assert {name: found[name] for name, floor in FLOORS[half].items() if found[name] < floor} == {}
