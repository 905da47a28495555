"""The version of the rules: a hash of the code whose change can change a fact."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from tasks.reference import PROJECT_ROOT


@lru_cache(maxsize=1)
def code_version() -> str:
    """12 hex digits over the sources of tasks/normalize and tasks/extract."""
    digest = hashlib.sha256()
    folder = PROJECT_ROOT / "tasks"
    for path in sorted([*(folder / "normalize").rglob("*.py"), *(folder / "extract").rglob("*.py")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
