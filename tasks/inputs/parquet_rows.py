"""Parquet, in small batches of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.errors import Unusable
from tasks.inputs.records import Row
from tasks.inputs.streams import Entry, spooled

_BATCH_ROWS = 64


def parquet_rows(entry: Entry) -> Iterator[Row]:
    """One row a record."""
    try:
        file = pq.ParquetFile(entry.path or spooled(entry.stream), pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise Unusable("unreadable", f"not a whole Parquet file: {_line(error)}") from None
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, use_threads=False):
            for record in batch.to_pylist():
                number += 1
                yield Row(number, record)
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise Unusable("truncated", f"damaged after row {number}: {_line(error)}") from None


def _line(error: Any) -> str:
    return str(error).partition("\n")[0][:200]
