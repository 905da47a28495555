"""Patterns are looked for at the places where one of their first letters stands."""

from __future__ import annotations

import re

import pytest

from tasks.normalize.page_search import first_match

NUMBERED = re.compile(r"(?:item|entry) (\d)")


@pytest.mark.parametrize(
    ("markup", "number"),
    [
        ("item 1, entry 2", "1"),
        ("entry 2, item 1", "2"),
        ("item, items, item 3", "3"),
        ("entry x item 4", "4"),
        ("nothing", None),
        ("", None),
    ],
)
def test_the_first_match_of_any_sign_is_found(markup: str, number: str | None) -> None:
    found = first_match(NUMBERED, ("item", "entry"), markup)
    assert (found[1] if found else None) == number


def test_only_the_beginning_of_a_huge_page_is_searched() -> None:
    assert first_match(NUMBERED, ("item",), "-" * 500_000 + "item 1") is None
