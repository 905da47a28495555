from __future__ import annotations

from tasks.extract.annotated import Annotated
from tasks.records import Dispatch, Mention, Person


def find(dispatch: Dispatch, mentions: list[Mention]) -> list[Mention]:
    return []


def facts(document: Annotated) -> tuple[Person, ...]:
    return ()
