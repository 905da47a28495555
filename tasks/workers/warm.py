"""Builds, when it is imported, what every dispatch needs: gazetteers, patterns, tables of names.

The process that workers are forked from imports this module once, so that they share what took it two seconds and a
hundred megabytes. Two texts and a page are enough to touch nearly all of it.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import tempfile
from pathlib import Path

from tasks.lean import keep_pandas_out
from tasks.process import DateRange
from tasks.records import Candidate, Perspective
from tasks.workers.batch import batch_of, work

_ENGLISH = """HANOI, March 3, 2011 (VNA) -- General Secretary of the Communist Party of Vietnam Nong Duc Manh received a
delegation of the Communist Party of China in Hanoi on Thursday. The CPC has contacts with 400 parties in 140 countries.
"""
_CHINESE = """新华社河内3月3日电（记者李明）越共中央总书记农德孟3日在河内会见中国共产党代表团。
中国共产党同140多个国家的400多个政党建立了联系。"""
_PAGE = f"<html><head><title>Visit</title></head><body><article><h1>Visit</h1><p>{_ENGLISH}</p></article></body></html>"


def _build() -> None:
    candidates = [Candidate(text.encode(), "text", "warm") for text in (_ENGLISH, _CHINESE)]
    candidates.append(Candidate(_PAGE.encode(), "html", "warm"))
    # a wrong row of the user's names is told by the run, not here
    with contextlib.suppress(Exception), tempfile.TemporaryDirectory() as folder:
        work(batch_of(0, candidates, Perspective(), DateRange()), Path(folder))
    gc.collect()
    gc.freeze()  # the collector would write to the pages that are shared
    atexit.register(gc.unfreeze)  # DuckDB's binding reports, on standard error, what is left when a process ends


keep_pandas_out()
_build()
