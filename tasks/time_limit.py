"""A limit on the processor time of one step, so that no input holds a worker for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tasks.errors import Unusable

SECONDS_AT_MOST = 120.0  # of processor time for one dispatch; the longest honest one takes two


@contextmanager
def time_limit(seconds: float = SECONDS_AT_MOST) -> Iterator[None]:
    """Raises Unusable (too_slow) in the block after so much processor time of this process.

    Processor time, so that a busy machine refuses nothing. Signals reach only the main thread, in which workers work;
    elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise Unusable("too_slow", f"took more than {seconds:g} s of processor time")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
