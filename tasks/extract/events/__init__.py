"""Event reports: what a dispatch says that one side did with or towards another (CODEBOOK types)."""

from __future__ import annotations

from tasks.extract.annotated import Annotated
from tasks.extract.events import chinese, english
from tasks.records import Event

__all__ = ["find_events"]


def find_events(document: Annotated) -> tuple[Event, ...]:
    """Event reports in text order. Other languages than English and Chinese give none."""
    if document.is_chinese:
        return chinese.find_events(document)
    if document.dispatch.language in (None, "en"):
        return english.find_events(document)
    return ()
