"""A store of many dispatches as rows, without reading as many texts: for benchmarks of the store alone.

Parts of a real run over TEMPLATE made dispatches are multiplied by SQL: each copy has ids of its own, another day and a
number at the end of its text. Then they are loaded, modelled, checked and published by the store's own functions.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from benchmarks.corpus import DAYS, FIRST_DAY
from benchmarks.corpus_files import write
from benchmarks.stages import Watch
from tasks import contracts, steps, store
from tasks.ingest import IngestOptions
from tasks.store.database import literal
from tasks.store.home import Home, Run
from tasks.store.parts import part_schema

TEMPLATE = 1_000
_PART_COPIES = 10  # of the template in one part
_IDS = frozenset(["dispatch_id", "version_id", "report_id", "claim_id", "linked_claim_id"])
_HASHES = frozenset(["input_sha256", "raw_sha256", "text_sha256"])
_DAYS = frozenset(["dispatch_date", "dateline_date", "date_start", "date_end", "as_of"])


def make_home(folder: Path, count: int, watch: Watch) -> Path:
    """A home with about `count` dispatches, made unless it is there; `watch` gets the cost of loading it."""
    home = folder / f"rows-{count}"
    if (home / "latest").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    template = _template(folder)
    place = Home(home)
    with place.lock():
        run = place.start_run()
        run.write_settings({})
        numbers = itertools.count()
        copies = max(1, count // TEMPLATE)
        for first in range(0, copies, _PART_COPIES):
            _multiply(template, run, next(numbers), range(first, min(first + _PART_COPIES, copies)))
        load(run, watch)
    return home


def load(run: Run, watch: Watch) -> Path:
    """From parts to the latest snapshot."""
    with watch.stage("load (merge)"):
        store.merge(run)
    with watch.stage("models"):
        store.build_models(run)
    with watch.stage("checks"):
        store.run_checks(run)
    with watch.stage("publish"):
        return store.publish(run)


def _template(folder: Path) -> Path:
    """Parts of TEMPLATE dispatches, all batches in one file a table."""
    target = folder / f"template-{TEMPLATE}"
    if not target.exists():
        path = write(folder, TEMPLATE, "jsonl")
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            run = Home(scratch).start_run()
            options = steps.RunOptions(Path(scratch), inputs=(str(path),), ingest=IngestOptions(workers=2))
            steps.read_and_extract(run, options, [], lambda _: None)
            unfinished = Path(scratch) / "template"
            unfinished.mkdir()
            for table in contracts.FACT_TABLES:
                files = sorted(run.dir.glob(f"parts/[0-9]*/{table}.parquet"))  # none where there is no row
                rows = pq.read_table(files) if files else part_schema(table).empty_table()
                pq.write_table(rows, unfinished / f"{table}.parquet")
            unfinished.rename(target)
    return target


def _multiply(template: Path, run: Run, number: int, copies: range) -> None:
    folder = run.dir / "parts" / f"{number:012d}"
    folder.mkdir(parents=True)
    with duckdb.connect(config={"threads": 1}) as connection:
        for table in contracts.FACT_TABLES:
            schema = part_schema(table)
            columns = ", ".join(f'{_changed(name)} as "{name}"' for name in schema.names)
            connection.execute(
                f"""copy (
                    select {columns} from read_parquet({literal(template / f"{table}.parquet")}) as t,
                    range({copies.start}, {copies.stop}) as copies(k)
                ) to {literal(folder / f"{table}.parquet")} (format parquet, compression zstd)"""
            )


def _changed(name: str) -> str:
    """SQL of a column in copy k."""
    if name in _IDS:
        return f"substr(md5({name} || k), 1, 16)"
    if name in _HASHES:
        return f"sha256({name} || k)"
    if name in _DAYS:
        return (
            f"(date {literal(FIRST_DAY)} + ((({name} - date {literal(FIRST_DAY)}) + 97 * k) % {DAYS})::integer)::date"
        )
    return {
        "text": "text || ' ' || k", "url": "url || '?' || k", "locator": "locator || '?' || k",
        "input_key": "lpad(k::varchar, 12, '0') || input_key", "published_at": "null::timestamp",
        "date_label": "null::varchar", "signature": "list_transform(signature, lambda x: (hash(x, k) >> 32)::uinteger)",
    }.get(name, f'"{name}"')  # fmt: skip
