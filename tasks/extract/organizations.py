from __future__ import annotations

from tasks.records import Dispatch, Mention


def find(dispatch: Dispatch, mentions: list[Mention]) -> list[Mention]:
    return []
