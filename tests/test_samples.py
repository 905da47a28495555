"""The samples are complete, reproducible, and annotated with values that exist."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tasks import closed_lists
from tests import build_samples

SAMPLES = build_samples.PROJECT / "samples"
EXPECTED = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
]
DISPATCHES = [row for row in EXPECTED if "quarantined" not in row]
FORMATS = (
    [".html", ".htm", ".txt", ".md", ".json", ".jsonl", ".csv", ".parquet", ".warc.gz", ".zip", ".tar.gz", ".html.gz", ".pdf", ".docx", ".rtf"]
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(build_samples.build()))
def test_generated_samples_are_those_in_the_tree(path: str) -> None:
    written, kept = build_samples.build()[path], SAMPLES / path
    if path.endswith(".parquet"):  # its bytes carry the version of pyarrow
        assert pq.read_table(io.BytesIO(written)).to_pylist() == pq.read_table(kept).to_pylist()
    else:
        assert kept.read_bytes() == written


def test_every_file_is_annotated() -> None:
    files = {p.relative_to(SAMPLES).as_posix() for p in SAMPLES.rglob("*") if p.is_file() and p.name != "README.md"}
    assert files == {row["file"] for row in EXPECTED}
    assert len(DISPATCHES) >= 40


def test_every_format_language_and_event_type_occurs() -> None:
    assert all(any(row["file"].endswith(suffix) for row in DISPATCHES) for suffix in FORMATS)
    assert {row["language"] for row in DISPATCHES} == {"en", "zh"}
    assert {e["event_type"] for row in DISPATCHES for e in row["events"]} == set(closed_lists.EVENT_TYPES)


def test_annotations_use_the_closed_lists() -> None:
    assert {row["quarantined"] for row in EXPECTED if "quarantined" in row} <= set(closed_lists.QUARANTINE_REASONS)
    for event in (event for row in DISPATCHES for event in row["events"]):
        assert event["level"] in closed_lists.LEVELS
        assert event["status"] in closed_lists.STATUSES
        assert event["date"] is None or event["date"]["precision"] in closed_lists.DATE_PRECISIONS
    for claim in (claim for row in DISPATCHES for claim in row.get("claims", [])):
        assert claim["unit"] in closed_lists.UNITS
        assert claim["comparator"] in closed_lists.COMPARATORS


def test_every_text_sample_says_that_it_is_not_news() -> None:
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in {".html", ".htm", ".txt", ".md"} and "broken" not in path.parts:
            assert b"partywire" in path.read_bytes().lower(), path


def test_the_folder_stays_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) < 500_000
