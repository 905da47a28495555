from __future__ import annotations

from tasks.extract.annotated import Annotated
from tasks.records import Event


def find_events(document: Annotated) -> tuple[Event, ...]:
    return ()
