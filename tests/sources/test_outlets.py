"""Pages in the outlets' forms, written for the purpose, each with the record that must come of it.

<outlet>/<page>.html and beside it <page>.yml: url, perhaps charset and fetched_at, the name of the layout, and what is
expected: title, published_at, agency, bylines, language, dateline (place, country, date), how the text begins and ends,
how many paragraphs it has, and what must not stand in it. Every layout of every outlet needs a page.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tasks.normalize import normalize
from tasks.normalize.defuse import encoded, harmless
from tasks.normalize.layouts import read_by_layout
from tasks.normalize.page import parse_page
from tasks.outlets import Outlet, load_outlets
from tasks.records import Candidate, Dispatch, Given

FOLDER = Path(__file__).parent
OUTLETS = load_outlets(Outlet)
# Share of all pages on which the generic reading, without layouts, finds what is expected
GENERIC_FLOORS = {
    "title": 0.9, "published_at": 0.9, "agency": 0.9, "bylines": 0.9, "language": 1.0, "dateline": 0.95, "text": 0.9,
}  # fmt: skip


class Page(NamedTuple):
    outlet: str
    html: str
    expected: dict[str, Any]


def _page(path: Path) -> Page:
    expected = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
    return Page(path.parent.name, path.read_text(encoding="utf-8"), expected)


PAGES = {f"{path.parent.name}/{path.stem}": _page(path) for path in sorted(FOLDER.glob("*/*.html"))}


def read(page: Page, url: str | None) -> Dispatch:
    raw = page.html.encode(page.expected.get("charset", "utf-8"))
    return normalize(Candidate(raw, "html", "page", Given(url=url, fetched_at=page.expected.get("fetched_at"))))


def outcome(dispatch: Dispatch, expected: dict[str, Any]) -> dict[str, Any]:
    """The values of `expected` that can be compared as they are, and whether the text is the one that is described."""
    line = dispatch.dateline
    lines = dispatch.text.split("\n")
    is_text = (
        dispatch.text.startswith(expected.get("begins", ""))
        and dispatch.text.endswith(expected.get("ends", ""))
        and expected.get("paragraphs") in (None, len(lines))
        and not any(furniture in dispatch.text for furniture in expected["absent"])
    )
    return {
        "title": dispatch.title,
        "published_at": dispatch.published_at,
        "agency": dispatch.agency,
        "bylines": list(dispatch.bylines),
        "language": dispatch.language,
        "dateline": [line.place, line.country, line.date] if line else None,
        "text": is_text or dispatch.text,
    }


def wanted(expected: dict[str, Any]) -> dict[str, Any]:
    return {field: expected[field] for field in GENERIC_FLOORS if field != "text"} | {"text": True}


@pytest.mark.parametrize("name", PAGES)
def test_the_record_of_a_page(name: str) -> None:
    page = PAGES[name]
    assert outcome(read(page, page.expected["url"]), page.expected) == wanted(page.expected)


def test_every_layout_of_every_outlet_has_a_page_that_it_applies_to() -> None:
    used = set()
    for name, page in PAGES.items():
        root = parse_page(harmless(encoded(page.html)))
        assert root is not None
        laid_out = read_by_layout(root, page.html.__str__, [page.expected["url"]], page.expected.get("fetched_at"))
        assert laid_out is not None, name
        assert laid_out.layout == page.expected["layout"], name
        used.add((page.outlet, laid_out.layout))
    assert used == {(outlet.name, layout.name) for outlet in OUTLETS for layout in outlet.layouts}


def test_every_outlet_has_a_layout() -> None:
    assert [outlet.name for outlet in OUTLETS if not outlet.layouts] == []


def test_the_generic_reading_is_nearly_as_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTYWIRE_SOURCES", str(tmp_path))
    right: Counter[str] = Counter()
    for page in PAGES.values():
        found, expected = outcome(read(page, page.expected["url"]), page.expected), wanted(page.expected)
        right.update(field for field in GENERIC_FLOORS if _same(field, found[field], expected[field]))
    shares = {field: right[field] / len(PAGES) for field in GENERIC_FLOORS}
    assert not {field: share for field, share in shares.items() if share < GENERIC_FLOORS[field]}


def _same(field: str, found: Any, expected: Any) -> bool:
    if field == "published_at":  # pages state the time in several ways; the day must be right
        return (found or "")[:10] == (expected or "")[:10]
    return bool(found == expected)


def test_a_file_is_read_by_the_layout_of_the_address_that_the_page_declares() -> None:
    page = PAGES["nhandan/2024-article"]
    dispatch = read(page, None)
    assert dispatch.url == page.expected["url"]
    assert list(dispatch.bylines) == page.expected["bylines"]
    assert dispatch.published_basis == "layout"
