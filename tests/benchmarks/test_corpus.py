"""The made corpus: the same bytes every time, and the pipeline counts in it what the generator put there."""

import hashlib
import json
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.corpus import SITES, dispatch, inputs
from benchmarks.corpus_files import truth, truth_of, write
from benchmarks.corpus_pages import CHARSETS, page
from benchmarks.counts import of_home, score
from tasks import steps, store
from tasks.ingest import IngestOptions
from tasks.store.home import Home
from tests.benchmarks import as_script

COUNT = 60


def published(home: Path, *files: Path) -> Path:
    """Runs the real steps over files."""
    options = steps.RunOptions(home, inputs=tuple(map(str, files)), ingest=IngestOptions())
    place = Home(home)
    with place.lock():
        run = place.start_run()
        seen = steps.read_and_extract(run, options, [], lambda progress: None).seen
        store.merge(run, seen=seen)
        store.build_models(run)
        store.run_checks(run)
        return store.publish(run)


@pytest.mark.parametrize("form", ["text", "warc"])
def test_the_pipeline_counts_what_the_generator_put_there(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / "corpus", COUNT, form)
    published(tmp_path / "home", path)
    found, expected = of_home(tmp_path / "home"), truth_of(path)
    assert found == expected


def test_a_process_with_another_hash_seed_makes_the_same_bytes() -> None:
    script = """
import hashlib
from benchmarks.corpus import inputs
from benchmarks.corpus_pages import page
print(hashlib.sha256(b"".join(page(made)[0] for made in inputs(20))).hexdigest())
"""
    here = hashlib.sha256(b"".join(page(made)[0] for made in inputs(20))).hexdigest()
    assert as_script(script, PYTHONHASHSEED="7", TZ="Asia/Shanghai").strip() == here


def test_inputs_hold_wire_copies_and_repetitions() -> None:
    made = list(inputs(100))
    assert len({one.text for one in made}) == 100 - 4 - 1
    assert len({one.url for one in made}) == 100 - 1
    assert made[24].text == made[17].text
    assert made[24].site != made[17].site
    assert made[50] == made[48]


def test_a_later_start_gives_the_same_inputs() -> None:
    assert list(inputs(10, 40)) == list(inputs(50))[40:]


def test_truth_counts_a_dispatch_once() -> None:
    with_addresses, by_text = truth(inputs(100)), truth(inputs(100), by_text=True)
    assert (with_addresses["inputs"], with_addresses["dispatches"], by_text["dispatches"]) == (100, 99, 95)
    assert sum(with_addresses["parties"].values()) == 2 * 99


def test_pages_have_the_size_of_real_ones_and_their_character_set() -> None:
    seen = set()
    for made in islice(inputs(80), 80):
        body, charset = page(made)
        seen.add(charset)
        assert 60_000 <= len(body) <= 250_000
        assert charset == CHARSETS[made.site]
        body.decode(charset)
    assert seen == set(CHARSETS)
    assert {dispatch(number).site for number in range(80)} == set(range(SITES))


def test_score_tells_missing_from_wrong_cells() -> None:
    found = score({"CUB 2011-03": 2, "LAO 2011-03": 1}, {"CUB 2011-03": 2, "VNM 2011-03": 1})
    assert (found.expected, found.right, found.wrong) == (2, 1, 1)


def test_truth_is_written_beside_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 5, "jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["url"] for row in rows] == [made.url for made in inputs(5)]
    assert truth_of(path) == json.loads(json.dumps(truth(inputs(5))))
