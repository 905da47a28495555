"""The annotated sets beside the clone: third-party material that is read there and never copied.

GOLD names their folder; by default it is ../shared/gold.
"""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from tasks.reference import PROJECT_ROOT

GOLD = Path(os.environ.get("GOLD") or PROJECT_ROOT.parent / "shared" / "gold")


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer(path: Path) -> ModuleType:
    """The scorer that comes with a set, from its file."""
    spec = importlib.util.spec_from_file_location(f"scorer_of_{path.parent.name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
