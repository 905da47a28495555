"""Workers that die: the batch is worked on again, the dispatch that kills is found and left out, nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tasks.ingest import IngestOptions, Progress, ingest
from tasks.records import Candidate
from tasks.store.home import Home
from tasks.store.known import KnownInputs
from tasks.workers import batch
from tasks.workers.batch import batch_of
from tests.tasks.workers.deadly import Deadly, DeadlyTwice


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "BATCH_CANDIDATES", 4)


def candidate(number: int, raw: type[bytes] = bytes) -> Candidate:
    text = f"HANOI, March 3, 2011 (VNA) -- Delegation {number} of the Communist Party of China arrived in Hanoi."
    return Candidate(raw(text.encode()), "text", f"{number:04}.txt")


def ingested(home: Path, candidates: list[Candidate], workers: int) -> tuple[list[str], list[str]]:
    """Locators of the dispatches in the order of the parts, and of what was quarantined."""
    place = Home(home)
    with place.lock():
        run = place.start_run()
        options = IngestOptions(workers=workers)
        ingest(run, KnownInputs(None), candidates, options, Progress(), lambda _: None)
        loaded = pq.read_table(sorted(run.dir.glob("parts/[0-9]*/dispatch_versions.parquet"))).sort_by("input_key")
        files = sorted(run.dir.glob("outcomes/[0-9]*/rejected.parquet"))
        left_out = [row for file in files for row in pq.read_table(file).to_pylist()]
    assert {row["reason"] for row in left_out} <= {"extraction_failed"}
    assert {row["detail"] for row in left_out} <= {"the worker process died on it"}
    return loaded["locator"].to_pylist(), [row["locator"] for row in left_out]


def test_what_kills_is_left_out_alone_and_all_others_are_in_their_places(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    tries.mkdir()
    deadly = {0, 5, 6}
    candidates = [candidate(n, Deadly if n in deadly else bytes) for n in range(12)]
    text = candidates[9].raw.decode()
    candidates[9] = replace(candidates[9], raw=DeadlyTwice(f"{tries} \n{text}".encode()))
    loaded, left_out = ingested(tmp_path / "home", candidates, workers=2)
    assert len(list(tries.iterdir())) == 2
    assert left_out == [f"{n:04}.txt" for n in sorted(deadly)]
    assert loaded == [one.locator for n, one in enumerate(candidates) if n not in deadly]


def test_a_piece_has_the_number_of_its_first_candidate() -> None:
    options = IngestOptions()
    whole = batch_of(7, map(candidate, range(5)), options.perspective, options.dates)
    first, second = whole.halves()
    assert (first.number, second.number) == (7_000, 7_002)
    assert (*first.candidates, *second.candidates) == whole.candidates
    assert {piece.index for piece in (first, second, *second.halves())} == {7}
