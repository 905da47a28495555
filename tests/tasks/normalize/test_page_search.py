"""Patterns are looked for at the places where what they begin with stands."""

from __future__ import annotations

import re

import pytest

from tasks.normalize.page_search import Sought, Words

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
    found = Sought(NUMBERED, ("item", "entry")).first(markup.encode())
    assert (found[1] if found else None) == number


def test_only_the_beginning_of_a_huge_page_is_searched() -> None:
    assert Sought(NUMBERED, ("item",)).first(b"-" * 600_000 + b"item 1") is None


def test_words_are_found_in_bytes() -> None:
    words = Words("author", "记者")
    assert words.stand_in(b"the authors") and words.stand_in("记者 张岩".encode())
    assert not words.stand_in(b"the writers")


def test_words_are_told_from_text_in_tags() -> None:
    words = Words("author")
    assert words.stand_in_tags(b"<p>the author</p><a class=author>")
    assert not words.stand_in_tags(b"author <p>the author</p> the author")
