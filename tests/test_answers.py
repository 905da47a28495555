"""The answers of the samples: filled marts, and cells that are the sum of what is traced back from them."""

from __future__ import annotations

from pathlib import Path

from tasks.store.home import Home
from tasks.store.query import connect
from tasks.store.trace import traceable
from tests import answers

CELLS_OF_A_MART = 5  # 110 in all


def test_every_mart_of_the_samples_has_rows(samples_home: Path) -> None:
    with connect(Home(samples_home)) as connection:
        assert answers.empty_marts(connection) == []


def test_what_a_hundred_random_cells_are_traced_to_adds_up_to_them(samples_home: Path) -> None:
    with connect(Home(samples_home)) as connection:
        chosen = list(answers.cells(connection, CELLS_OF_A_MART))
        found = {cell: answers.cell_and_sum(connection, cell) for cell in chosen}
        assert answers.claims_without_passage(connection, CELLS_OF_A_MART) == []
    assert {cell: pair for cell, pair in found.items() if pair[0] != pair[1]} == {}
    assert {mart for mart, _, _ in chosen} == set(traceable())
    assert len(chosen) >= 100
    values = [value for value, _ in found.values()]
    assert 0 in values
    assert max(values) > 1
