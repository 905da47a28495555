"""The store: from the parts of a run to a published snapshot, and reading it.

home      folders, lock, runs                    versions, facts   merge, changes
parts     what the workers write                 derived           copies, coreference, neighbourhood, events
known     which inputs are unchanged             models, marts, checks    sql/, and what follows from the contracts
day       what a run touches, and nothing else   query, summary, verify   reading a snapshot
publish   Parquet, manifest, the atomic switch
"""

from __future__ import annotations

from tasks.store.checks import run_checks
from tasks.store.marts import build_models
from tasks.store.merge import merge
from tasks.store.publish import publish

__all__ = ["build_models", "merge", "publish", "run_checks"]
