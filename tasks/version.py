"""The version of the rules: a hash of the code whose change can change a fact."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from tasks.reference import PROJECT_ROOT

# Below tasks/: everything that stands between raw bytes and facts.
RULES = (
    "inputs/**/*.py", "normalize/**/*.py", "extract/**/*.py",
    "charset.py", "dates.py", "gazetteer.py", "places.py", "cities.py", "outlets.py", "selectors.py",
)  # fmt: skip


@lru_cache(maxsize=1)
def code_version() -> str:
    """12 hex digits over the sources of RULES."""
    digest = hashlib.sha256()
    folder = PROJECT_ROOT / "tasks"
    for path in sorted(path for rule in RULES for path in folder.glob(rule)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
