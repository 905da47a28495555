from __future__ import annotations

from tasks.extract.annotated import Annotated
from tasks.records import Dispatch, Mention, PartyFact


def find(dispatch: Dispatch) -> list[Mention]:
    return []


def facts(document: Annotated) -> tuple[PartyFact, ...]:
    return ()
