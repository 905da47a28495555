"""Tricky names of countries in sentences of our own, with the day they are read on: precision and recall.

The sentences were worded by the author of the rules: they guard what works. How the rules do on other people's wording
is measured on the annotated sets (test_countries_floors.py).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest

from tasks import reference
from tests.gold import countries_adapter

LEAST_PRECISION, LEAST_RECALL = 0.995, 0.995
LEAST_SENTENCES = 150


@lru_cache(maxsize=2)
def _sentences(language: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(f"country_names_{language}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tricky_names_are_read_right(language: str) -> None:
    right, wrong, missed = 0, list[str](), list[str]()
    for row in _sentences(language):
        found, expected = countries_adapter.named(row["text"], row["date"]), set(row["codes"].split())
        right += len(found & expected)
        wrong += [f"{code} in {row['text']}" for code in sorted(found - expected)]
        missed += [f"{code} in {row['text']}" for code in sorted(expected - found)]
    report = f"wrong: {wrong}\nmissed: {missed}"
    assert right / (right + len(wrong)) >= LEAST_PRECISION, report
    assert right / (right + len(missed)) >= LEAST_RECALL, report


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_enough_sentences_and_their_codes_exist(language: str) -> None:
    sentences = _sentences(language)
    codes = {row["code"] for row in reference.rows("countries")}
    assert len({row["text"] for row in sentences}) >= LEAST_SENTENCES
    assert {code for row in sentences for code in row["codes"].split()} <= codes
