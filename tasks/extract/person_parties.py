"""Whose delegation a person leads: the party for which somebody acts whose own office names none.

English: "a delegation of the CPV, led by X", "X led a CPV delegation", "its general secretary X", "the party's X".
Chinese: X率越共代表团, 越共代表团团长X.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from tasks.extract.annotated import Annotated
from tasks.extract.gates import compiled
from tasks.records import Mention, Span

_LONGEST = 160  # characters between the party and the person
_DELEGATION = compiled(
    r"\b(?:delegation|delegates|mission|team|group|cadres|officials|representatives)\b|团|組|组", re.IGNORECASE
)
_LED_BY = compiled(
    r"(?:led|headed|chaired|represented|guided)\s+by\s+(?:(?:its|their|the|a|the\s+party's|party)\s+)?$|由$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r",?\s*(?:who\s+|and\s+)?(?:is\s+|was\s+|will\s+|has\s+)?(?:lead|leads|led|leading|head|heads|headed|heading)\s+"
    r"(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:of\s+|from\s+)?(?:the\s+)?"
    r"|率领?的?|带领的?",
    re.IGNORECASE,
)
_TEAM_LEADER = re.compile(r"[㐀-鿿]{0,8}(?:代表团|考察团|访问团|团)(?:团长|副团长|负责人|领队)")
_ITS = compiled(r"\b(?:its|their|(?:the|his|her)\s+party's)\s+$", re.IGNORECASE)
_OF = re.compile(r" (?:of|from) (?:the )?(?:(?:[A-Z][\w'.]*,?|of|the|and) ){0,8}")
_PARTYS = re.compile(r"(?:the\s+)?party's\b", re.IGNORECASE)
_OF_PARTY = compiled(r"\bthe\s+party's\s+$", re.IGNORECASE)
_PARTY_OFFICE = compiled(r"secretar|chair|leader|president|head|member|director|spokes|committee", re.IGNORECASE)


def party_of(document: Annotated, name: Span, role: Span | None) -> Mention | None:
    """The party for which the person at `name` acts; `role`: the span of the office, if the text tells one."""
    start, end = document.sentences[max(bisect_right(document.sentences, (name[0], len(document.text))) - 1, 0)]
    first, last = (min(role[0], name[0]), max(role[1], name[1])) if role else name
    before = [m for m in document.within(max(start, first - _LONGEST), first, "party") if m.entity_id]
    after = [m for m in document.within(last, min(end, last + _LONGEST), "party") if m.entity_id]
    return (
        _of(document, name, role, after)
        or _of_its(document, role, before, start)
        or _led_by(document, first, before, start)
        or _leading(document, last, after, end)
        or _leader_of_team(document, name, before)
    )


def _of(document: Annotated, name: Span, role: Span | None, after: list[Mention]) -> Mention | None:
    """ "Fikile Mbalula of the ANC", "First Secretary X of the Central Committee of the Communist Party"."""
    if not after or (role and not _PARTY_OFFICE.search(document.text, *role)) or " " not in document.text[slice(*name)]:
        return None
    is_owner = document.text[after[0].end : after[0].end + 2] in ("'s", "’s")
    return after[0] if not is_owner and _OF.fullmatch(document.text, name[1], after[0].start) else None


def _of_its(document: Annotated, role: Span | None, before: list[Mention], start: int) -> Mention | None:
    """ "The Pangu Pati ..., led by its general secretary X"; "the party's general secretary X" a sentence later."""
    if role is None or not _PARTY_OFFICE.search(document.text, *role):
        return None
    if before and _ITS.search(document.text, max(0, role[0] - 14), role[0]):
        return before[-1]
    if _PARTYS.match(document.text, role[0]) or _OF_PARTY.search(document.text, max(0, role[0] - 14), role[0]):
        earlier = [m for m in document.within(max(0, start - 3 * _LONGEST), role[0], "party") if m.entity_id]
        return earlier[-1] if earlier else None
    return None


def _led_by(document: Annotated, first: int, before: list[Mention], start: int) -> Mention | None:
    if not before or not _LED_BY.search(document.text[before[-1].end : first]):
        return None
    return before[-1] if _DELEGATION.search(document.text, max(start, before[-1].start - 60), first) else None


def _leading(document: Annotated, last: int, after: list[Mention], end: int) -> Mention | None:
    if not after or not _LEADS.fullmatch(document.text, last, after[0].start):
        return None
    return after[0] if _DELEGATION.search(document.text, last, min(end, after[0].end + 60)) else None


def _leader_of_team(document: Annotated, name: Span, before: list[Mention]) -> Mention | None:
    told = before and _TEAM_LEADER.fullmatch(document.text, before[-1].end, name[0])
    return before[-1] if told else None
