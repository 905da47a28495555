"""The store: from the parts of a run to a published snapshot, and reading it.

home      folders, lock, runs                    versions, facts   merge, changes
parts     what the workers write                 derived           copies, coreference, events
known     which inputs are unchanged             models, checks    sql/, and what follows from the contracts
publish   Parquet, manifest, the atomic switch   query, summary, verify   reading a snapshot
"""

from __future__ import annotations

from tasks.store.checks import run_checks
from tasks.store.merge import merge
from tasks.store.models import build_models
from tasks.store.publish import publish

__all__ = ["build_models", "merge", "publish", "run_checks"]
