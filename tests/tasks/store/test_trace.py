"""From numbers back to sentences: what a cell's passages add is the cell, whichever cell it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pytest

from tasks.contracts import MART_TABLES
from tasks.errors import UsageError
from tasks.records import Processed
from tasks.store.home import Home
from tasks.store.query import connect
from tasks.store.trace import trace_cell, trace_id, traceable
from tests.answers import cell_and_sum, cells
from tests.tasks.store.synthetic import COUNTRIES, batch, dispatch, facts, load, meeting, processed


def told_again() -> list[Processed]:
    """What the batch lacks: a second source that tells an event of its own, with a person; a state without relations;
    a claim whose subject is known."""
    first = batch(range(1))[0]
    day = "2024-01-01"
    text = f"THIMPHU, {day} -- Other words altogether tell of those who came to sit down with the Communist Party of China."
    again = dispatch(100, text=text, day=day, url="https://other.example/100", agency="Other Agency")
    claim = replace(first.facts.claims[0], subject="Communist Party of China", span=(0, len(text)))
    partner = sorted(COUNTRIES)[0]
    events = (
        meeting(COUNTRIES[partner], day, span=(0, len(text)), persons=("Somebody",)),
        meeting("BTN", day, span=(0, len(text)), parties=()),
    )
    return [processed(again, replace(facts(text, partner, events=events), claims=(claim,)))]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = Home(tmp_path_factory.mktemp("home"))
    load(home, [batch(range(40)), told_again()])
    with connect(home) as opened:
        yield opened


def test_the_passages_of_random_cells_add_up_to_them(connection: duckdb.DuckDBPyConnection) -> None:
    """Of made facts that reach every branch of the evidence; tests/test_answers.py does it with more cells of samples."""
    values = []
    for cell in cells(connection, 2):
        value, total = cell_and_sum(connection, cell)
        assert total == value, cell
        values.append(value)
    assert 0 in values
    assert max(values) > 1


def test_every_mart_but_the_list_of_claims_can_be_traced() -> None:
    assert set(traceable()) == set(MART_TABLES) - {"claims_timeline"}


def test_a_passage_shows_what_is_counted(connection: duckdb.DuckDBPyConnection) -> None:
    found = trace_cell(connection, "countries_by_year", ("2024", "VNM"), "dispatch_count")
    assert found.value == len(found.passages) > 0
    for passage in found.passages:
        assert [passage.text[start:end] for start, end in passage.marks] == ["Vietnam"]
        assert passage.outlet
        assert passage.url


def test_ids_lead_to_their_sentences(connection: duckdb.DuckDBPyConnection) -> None:
    event, report = connection.execute("select event_id, report_id from event_members order by 1 limit 1").fetchall()[0]
    claim, dispatch = connection.execute("select claim_id, dispatch_id from claims order by 1 limit 1").fetchall()[0]
    for wanted in (event, report):
        sentence = trace_id(connection, wanted).passages[0].text
        assert sentence.startswith("BEIJING, May 12")
    assert "400" in trace_id(connection, claim).passages[0].told
    assert len(trace_id(connection, dispatch).passages) == 2


@pytest.mark.parametrize(
    ("mart", "key", "count", "words"),
    [
        ("nosuch", (), "", "is no mart"),
        ("countries_by_year", ("2024",), "", "wants PERIOD COUNTRY_CODE"),
        ("countries_by_year", ("2024", "VNM"), "nosuch", "counts dispatch_count"),
    ],
)
def test_what_cannot_be_traced_is_one_line(
    connection: duckdb.DuckDBPyConnection, mart: str, key: tuple[str, ...], count: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        trace_cell(connection, mart, key, count)


def test_an_unknown_id_is_one_line(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UsageError, match="0123456789abcdef"):
        trace_id(connection, "0123456789abcdef")
