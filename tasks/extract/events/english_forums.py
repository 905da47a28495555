"""Meetings of many parties in English dispatches: sessions of an international of parties ("the Council of the
Socialist International met"), and parties that gather without a name for it ("left parties convened").

Who holds it is told by "hosted by", else by the place; a group of parties is a side without a country.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.events.english_clauses import object_zones, subject_zones
from tasks.extract.events.english_gathering_kinds import GatheringKind, kinds
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

_BODY = (
    r"(?:council|presidium|congress|committee|bureau|(?:general\s+)?assembly|plenary|plenum|summit|conference"
    r"|meeting|session)"
)
_MEET = (
    r"(?:met|meets|gather(?:ed|s)?|convene[sd]?|assembled|came\s+together|(?:is|are|was|were)\s+(?:meeting|gathering|holding|having)|held|holds"
    r"|opened|opens|took\s+place|started|began|got\s+under\s+way|kicked\s+off|concluded|ended|will\s+(?:meet|hold|gather))"
)
# "The Council of the ¤ met"; "the ¤ held its second Council meeting"; "the ¤ Council opened"
_SESSION = compiled(
    rf"\b{_BODY}(?:\s+meeting)?\s+of\s+(?:the\s+)?(?P<of>¤+)[^.;]{{0,80}}?\b{_MEET}\b"
    rf"|(?P<group>¤+)(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?(?:{_BODY}\b[^.;]{{0,60}}?\b{_MEET}\b"
    rf"|{_MEET}\s+(?:its|the|an?|their)\s+(?:[\w-]+\s+){{0,4}}?{_BODY}\b)",
    re.IGNORECASE,
)
# parties of a kind that gather, convene, hold a summit
_PARTIES_MET = compiled(
    r"\b(?:former\s+liberation\s+movements|liberation\s+movements|(?:ruling|political|left(?:-wing)?|socialist|communist|workers['’]?"
    r"|progressive|conservative|liberal|governing|sister|fraternal|green)\s+(?:and\s+\w+\s+)?parties)\b[^.;,]{0,60}?"
    r"\b(?:gathered|met|convened|assembled|came\s+together|(?:is|are)\s+(?:meeting|gathering|having\s+(?:an?|their)\s+(?:[\w-]+\s+)?meeting)|held\s+(?:an?|their)\s+(?:[\w-]+\s+){0,2}(?:meeting|summit|conference))\b",
    re.IGNORECASE,
)
_MEETING_OF = compiled(
    r"\b(?:attend(?:ed|ing|s)?|host(?:ed|s|ing)?|addressed|join(?:ed|ing))\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:meeting|summit|conference|indaba)\s+(?:of|for|gathering)\s+(?:the\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:liberation\s+movements|(?:political|ruling|sister|left)\s+parties)\b",
    re.IGNORECASE,
)
_HOSTED_BY = compiled(r"\b(?:hosted\s+by|(?:as\s+)?guests\s+of|at\s+the\s+invitation\s+of)\b", re.IGNORECASE)
# "A's X, B's Y and C's Z are all at the summit"; "representatives of ... are also attending the meeting"
_AT_IT = compiled(
    r"\b(?:are|were|was|is|will\s+be)\s+(?:all\s+|also\s+)?(?:at|attending|taking\s+part\s+in|participating\s+in|present\s+at|represented\s+at)\s+"
    r"(?:the|this)\s+(?:[\w-]+\s+){0,2}(?:summit|meeting|conference|forum|gathering|council|congress|indaba|session)\b",
    re.IGNORECASE,
)
_ALSO_ATTENDED = compiled(
    r"\b(?:meeting|summit|conference|gathering|council|event)\b[^.;]{0,20}?\b(?:(?:will\s+)?also\s+be|was\s+also|is\s+also|was|is\s+being)\s+attended\s+by\b",
    re.IGNORECASE,
)
_HOST_SENTENCES = 3


@lru_cache(maxsize=1)
def _internationals() -> frozenset[str]:
    """Groups that hold sessions; a forum is itself what is held."""
    return frozenset(row["group_id"] for row in reference.rows("party_groups") if row["group_kind"] == "international")


def _kind() -> GatheringKind:
    return next(kind for kind in kinds() if kind.rule == "gathering_dialogue")


def forum_of(scene: Scene, sentence: Sentence) -> tuple[GatheringKind, Span] | None:
    """The session that a sentence tells of, and where its name stands."""
    found = _SESSION.search(sentence.masked)
    name = next((key for key in ("of", "group") if found and found[key]), None)
    owners = scene.document.within(*sentence.absolute(found.span(name)), "party_group") if found and name else []
    if found and any(mention.entity_id in _internationals() for mention in owners):
        return _kind(), found.span()
    many = _PARTIES_MET.search(sentence.masked) or _MEETING_OF.search(sentence.masked)
    return (_kind(), many.span()) if many else None


def forum_hosts(scene: Scene, sentence: Sentence, span: Span, following: list[Sentence]) -> tuple[Actor, ...]:
    """Whose session it is, and who receives it."""
    owners = scene.document.within(*sentence.absolute(span), "party_group")
    groups = tuple(dict.fromkeys(m.entity_id for m in owners if m.entity_id))[:1]
    hub = (Actor(None, sentence.span[0] + span[0], groups=groups),) if groups else ()
    hosts: tuple[Actor, ...] = ()
    for told in (sentence, *following[:_HOST_SENTENCES]):
        if by := _HOSTED_BY.search(told.masked):
            hosts = scene.cast.actors(told.absolute(object_zones(told.masked, by.end())[0]))
            break
    return join((*hub, *(hosts or _of_place(scene, sentence, span))))


def _of_place(scene: Scene, sentence: Sentence, span: Span) -> tuple[Actor, ...]:
    """The party of the place where they meet, where the dispatch names it."""
    told = scene.cast.places(sentence.absolute((span[1], len(sentence.masked))))
    place = next(iter(told), scene.place_in(sentence) or scene.here)
    named = [m for m in scene.document.mentions if m.kind == "party" and place and m.country == place.country]
    actors = [actor for mention in named if (actor := scene.cast.cast.actor(mention))]
    return tuple(actors[:1])


def is_at_it(sentence: Sentence) -> Span | None:
    """Where a later sentence names who is at it: before "are all at the summit", behind "was also attended by"."""
    if also := _ALSO_ATTENDED.search(sentence.masked):
        return (0, len(sentence.masked)) if _AT_IT.search(sentence.masked) else (also.end(), len(sentence.masked))
    at = _AT_IT.search(sentence.masked)
    zones = subject_zones(sentence.masked, at.start()) if at else []
    return zones[0] if zones else None
