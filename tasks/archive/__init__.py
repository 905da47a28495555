"""The archive of raw bytes: WARC 1.1, one gzip member a record, written once and never reopened.

writer   candidates -> segments          members  segments -> records, each with its place
index    where an input or its bytes lie; written beside each segment and rebuilt from it if lost
"""

from __future__ import annotations

from tasks.archive.index import Archive
from tasks.archive.writer import ArchiveWriter

__all__ = ["Archive", "ArchiveWriter"]
