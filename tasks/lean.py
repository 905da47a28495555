"""What a process of Partywire goes without, though it may be installed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("Partywire goes without pandas", name=fullname)


def keep_pandas_out() -> None:
    """pyarrow imports pandas, where it finds it, with the first array it makes: a second and 50 MB that nobody uses.

    For processes of our own only: code that wants pandas later in this process does not get it.
    """
    sys.meta_path.insert(0, _NoPandas())
