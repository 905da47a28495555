"""Event reports: what a dispatch says that one side did with or towards another (CODEBOOK types)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.extract.events import chinese, english
from tasks.records import Event

__all__ = ["find_events"]


def find_events(document: Annotated) -> tuple[Event, ...]:
    """Event reports in text order. Other languages than English and Chinese give none, and so does a text that names
    nobody: sides are made of mentions. Of the web at large that is every third page."""
    if not document.mentions:
        return ()
    return tuple(replace(event, confidence=calibrated(event.confidence)) for event in _scored(document))


def _scored(document: Annotated) -> tuple[Event, ...]:
    """Events with the score that their rule gives them: how plainly they are told."""
    if document.is_chinese:
        return chinese.find_events(document)
    if document.dispatch.language in (None, "en"):
        return english.find_events(document)
    return ()


@lru_cache(maxsize=256)
def calibrated(score: float) -> float:
    """The share of events of such a score that are right in type and sides (reference/event_confidence.csv)."""
    rows = [(float(row["score_from"]), float(row["confidence"])) for row in reference.rows("event_confidence")]
    return max((row for row in rows if row[0] <= score), default=rows[0])[1]
