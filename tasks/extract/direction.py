"""Whether an event goes out from the perspective, comes in to it, or neither."""

from __future__ import annotations

from tasks.event_types import types_where
from tasks.records import Event, Perspective, Side


def direction(event: Event, perspective: Perspective) -> str | None:
    """outgoing, incoming, mutual, third_party; None for an event of one side alone."""
    if len(event.sides) < 2:
        return None
    own = [_is_own(side, perspective) for side in event.sides]
    if not any(own):
        return "third_party"
    if event.event_type in types_where("first_side", "equal"):
        return "mutual"
    if event.event_type == "training" and event.sides[0].role == "trainee":
        return "incoming" if own[0] else "outgoing"
    return "outgoing" if own[0] else "incoming"


def _is_own(side: Side, perspective: Perspective) -> bool:
    return side.country == perspective.country or perspective.party_id in side.parties
