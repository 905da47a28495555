"""What a process of Partywire goes without, though it may be installed."""

from __future__ import annotations

import sys


def keep_pandas_out() -> None:
    """pyarrow imports pandas, where it finds it, with the first array it makes: a second and 50 MB that nobody uses.

    For processes of our own only: code that wants pandas later in this process does not get it.
    """
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]  # Python's way to say that there is none
