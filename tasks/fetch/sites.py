"""The sites that a run asks: one request at a time for each, none sooner than its manners allow, none to a dead one."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from tasks.errors import Unusable
from tasks.fetch.failures import Temporary, Unreachable

# Addresses of a site that may fail in a row, by reason, before the rest of it is left to a later run. Few where the
# site itself does not answer or asks for silence, more where single pages may be to blame.
_PATIENCE: Final = {"unreachable": 3, "rate_limited": 3, "timeout": 10, "server_error": 10}
# Seconds that a pause grows by when a site says that requests come too fast: doubled each time, halved by each answer.
_FIRST_SLOWER, _SLOWEST, _NEGLIGIBLE = 0.5, 8.0, 0.1


@dataclass
class Site:
    """A host (with its port, where that is not the usual one). Shared by the threads of a run."""

    name: str
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _next_at: float = 0.0
    _slowed: float = 0.0
    _strikes: Counter[str] = field(default_factory=Counter)
    _closed: str | None = None

    @contextmanager
    def turn(self, delay: float) -> Iterator[None]:
        """Waits until a request may be made; the next one waits `delay` seconds from the end of the block."""
        with self._turn:
            pause = self._next_at - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            try:
                yield
            finally:
                self._next_at = time.monotonic() + max(delay, self._slowed)

    def check_open(self) -> None:
        """Raises Unusable (deferred) once the site was given up for this run."""
        if self._closed:
            raise Unusable("deferred", self._closed)

    def answered(self) -> None:
        self._strikes.clear()
        self._slowed = self._slowed / 2 if self._slowed > _NEGLIGIBLE else 0.0

    def slow_down(self) -> None:
        """The site said that requests come too fast."""
        self._slowed = min(max(2 * self._slowed, _FIRST_SLOWER), _SLOWEST)

    def failed(self, failure: Temporary) -> None:
        """An address failed for good, after all its tries."""
        kind = "unreachable" if isinstance(failure, Unreachable) else failure.reason
        self._strikes[kind] += 1
        if self._strikes[kind] >= _PATIENCE.get(kind, 1 << 30):
            self._closed = f"{self.name} failed {self._strikes[kind]} times in a row, last: {failure.detail}"


class Sites:
    """The sites of a run, whichever source they belong to."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> Site:
        with self._lock:
            return self._sites.setdefault(name, Site(name))
