"""A home with the samples in it, as `make run` leaves it."""

from __future__ import annotations

from pathlib import Path

from flows.direct import run_direct
from flows.options import run_options


def load_samples(home: Path) -> Path:
    run_direct(run_options(home=home, workers=1))
    return home
