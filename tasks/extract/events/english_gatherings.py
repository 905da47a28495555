"""Gatherings in English dispatches: seminars, forums, receptions, ceremonies, courses.

Unlike a contact, a gathering has an organiser and people attending, told in any order and over several sentences.
What is held is a row of reference/event_gatherings_en.csv.
"""

from __future__ import annotations

import re

from tasks.extract.events.english_clauses import subject_zones
from tasks.extract.events.english_forums import forum_hosts, forum_of, is_at_it
from tasks.extract.events.english_gathering_hosts import (
    BY,
    hosts_of,
    hosts_told_later,
    is_coming,
    told_before,
    travelled_to,
)
from tasks.extract.events.english_gathering_kinds import Gathering, GatheringKind, kinds
from tasks.extract.events.english_lists import list_zone
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_slots import STATE_OFFICE, as_told_of
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

_HELD = compiled(
    r"\b(?:held|holds?|co-chair(?:ed|s)|chair(?:ed|s)|opened|opens|took\s+place|takes\s+place|kicked\s+off|kicks\s+off|convened|concluded|concludes|closed|closes|hosted|hosts?"
    r"|co-hosted|co-organi[sz]ed|organi[sz]ed|given|gave|gives|arranged|staged|sponsored|launched|inaugurated|unveiled|began|begun|begins|wrapped\s+up"
    r"|ended|complete[sd]|finish(?:ed|es)|graduated|enrol(?:led|s)|gathered|(?:visit(?:ed|s)|laid)\s+(?=the\s+venue|a\s+wreath|wreaths)|came\s+together|comes\s+together|moderated|met\s+(?=at|for)|(?:debated|discussed|compared|deliberated|shared|swapped|exchanged)(?=[^.;]{0,120}\b(?:at|in|during)\s+an?\s)|attend(?:ed|s|ing|)|addressed|participated\s+in|took\s+part\s+in|takes\s+part\s+in|spoke\s+at|joined|taking\s+place|told\s+(?:an?|the)|said(?=\s+(?:here\s+|on\s+\w+day\s+)?at\s+(?:an?|the)\s)|as\s+part\s+of|(?:with)?in\s+the\s+framework\s+of|(?:came|come|coming|arrived|travell?ed|here|(?:was|were|is|are)\s+(?:here|in(?=\s+¤)))\s+(?:(?:here|to|in)\s+)?(?:¤+\s+)?(?:for|to\s+attend)(?=\s+the\s)|speaking\s+at|sen[dt]|sends)\b",
    re.IGNORECASE,
)
_HEADS = compiled(
    r"\b(?:secretary|leaders?|members?|president|chair\w*|head|delegation)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_HELD_NEXT = re.compile(r"\s*,?\s*(?:(?:which|that)\s+(?:is|was)\s+)?(?:being\s+)?held\b", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:attended\s+by|attend(?:ance|ed)|participants?|participation|delegates|delegations|representatives|guests|joined\s+by"
    r"|together\s+with|attendees|members|leaders|cadres|officials|(?:took|take[s]?)\s+part|participated)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^\W*(?:present|attending|on\s+hand|among|also\s+(?:present|attending|invited)|invited|participating|it\s+was\s+attended|participants"
    r"|those\s+(?:present|attending)|they\s+include|(?:(?:the|other)\s+)*(?:guests|delegates|delegations|parties|attendees)\s+(?:also\s+)?(?:include|came\s+from)|the\s+\w+(?:\s+\w+)?\s+(?:was|is)\s+(?:(?:co-)?(?:organi[sz]ed|hosted|sponsored|arranged)|(?:co-|jointly\s+)chaired)|the\s+\w+(?:\s+\w+)?\s+was\s+attended|speakers?)\b",
    re.IGNORECASE,
)
_SPOKE = compiled(
    r"\b(?:said|attended|stressed|noted|addressed|spoke|lauded|speaking|delivered|made\s+(?:a\s+)?speech)\b",
    re.IGNORECASE,
)
_OPPOSED = re.compile(r"\W*(?:the\s+)?(?:\w+\s+)?(?:opposition|rivals?|critics)\b", re.IGNORECASE)
_MANY = compiled(
    r"\b(?:political\s+parties|parties|foreign|international|world|from\s+(?:\w+\s+)?countries|overseas)\b",
    re.IGNORECASE,
)
_STATE = compiled(
    r"\b(?:embass(?:y|ies)|consulate|mission|ambassador|party|parties|president|premier|prime\s+minister|king|emperor|ministry|minister"
    r"|government|foreign|delegation|state|welcom(?:e|ing)|farewell)\b",
    re.IGNORECASE,
)
_TRADE = compiled(
    r"\b(?:plants?|factor(?:y|ies)|stores?|hotels?|compan(?:y|ies)|firms?|(?<!spring\s)(?<!lunar\s)festivals?|trade\s+fair|expo|(?<!at\s)(?<!international\s)airport|railway|bridge|hospital)\b",
    re.IGNORECASE,
)
_PARTYS_OWN = compiled(
    r"¤+(?:['’]s?)?\s+(?:\w+\s+)?(?:national|annual|federal|party|spring|autumn|elective|policy)\s+conference$"
    r"|\b(?:national|annual|federal|party|elective|policy)\s+conference$",
    re.IGNORECASE,
)
_OF_OWNER = re.compile(r"\s+of\s+(?:the\s+)?(¤+)", re.IGNORECASE)
_ATTENDED = re.compile(
    r"attend(?:ed|s)|addressed|participated\s+in|(?:took|takes)\s+part\s+in|spoke\s+at", re.IGNORECASE
)
_HELD_IN = re.compile(
    r"[^.;]{0,100}?\s(?:held|convened|hosted|organi[sz]ed|taking\s+place|opened)\s+(?:here\s+)?in\s+(?:[\w-]+(?:,|\s+of)\s+)?(¤+)",
    re.IGNORECASE,
)
_WELCOMED = compiled(
    r"\bwelcom(?:ed|es|ing)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}(?:delegates|guests|participants|representatives|delegations|comrades)\s+(?:from|of)\b",
    re.IGNORECASE,
)
_ACADEMIC = re.compile(
    r"[^.;,]{0,50}\b(?:universit(?:y|ies)|college|think[\s-]tank|institute|newspaper|academy)\b", re.IGNORECASE
)
_TOPIC = compiled(
    r"\b(?:on|about|over|against|regarding|concerning)\s+(?!¤|\w*day\b)(?:[\w'’-]+\s+)*(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_TOPIC_REACH = 80  # characters before a country
_BODY = re.compile(r"\bunder\s+the\s+(?:[\w¤-]+\s+){0,3}$", re.IGNORECASE)  # "under the joint commission": a body
_OF_TWO = re.compile(r"(?P<two>¤+\s?[-–—]\s?¤+)\s+(?:[\w-]+\s+){0,4}$")
_BESIDE = 60  # characters before a gathering in which its host is named
_PRESENT_SENTENCES = 2
_ATTEND_SENTENCES = 8


def find_gathering(scene: Scene, sentence: Sentence, following: list[Sentence]) -> Gathering | None:
    """The gathering that a sentence tells of, with those whom the next sentences name as present."""
    if forum := _forum(scene, sentence, following):
        return forum
    held = _HELD.search(sentence.masked)
    if not held and not (sentence.is_title and re.search(r"\bheld\b|\bopens?\b", sentence.masked, re.IGNORECASE)):
        return None
    for kind in kinds():
        noun = kind.noun.search(sentence.masked)
        span = noun.span() if noun else _named_gathering(scene, sentence, kind)
        if span is None or not held or abs(span[0] - held.start()) > 200 or _BODY.search(sentence.masked[: span[0]]):
            continue
        if kind.event_type == "dialogue" and (_is_of_party(scene, sentence, span) or _is_academic(scene, sentence)):
            return None
        hosts = (
            travelled_to(scene, sentence, held)
            or hosts_of(scene, sentence, kind, span)
            or hosts_told_later(scene, following)
            or scene.cast.actors(sentence.absolute((max(0, span[0] - _BESIDE), span[0])))
        )
        guests = join((*_attending(scene, sentence, held), *_guests(scene, sentence, following, hosts)))
        if kind.event_type == "dialogue":
            guests = join((*guests, *_named_after(scene, sentence, span)))
        if kind.scope == "any" and not _is_of_state(scene, sentence, following):
            continue
        if found := _gathering(scene, sentence, kind, span, hosts, guests):
            return found
        if kind.rule == "gathering_dialogue" and (found := _attended_abroad(scene, sentence, kind, span, held)):
            return found
    return None


def _forum(scene: Scene, sentence: Sentence, following: list[Sentence]) -> Gathering | None:
    """The meeting of many parties that a sentence tells of."""
    told = forum_of(scene, sentence)
    if told is None:
        return None
    kind, span = told
    hosts = forum_hosts(scene, sentence, span, following)
    return _gathering(scene, sentence, kind, span, hosts, _guests(scene, sentence, following, hosts))


def _named_after(scene: Scene, sentence: Sentence, span: Span) -> tuple[Actor, ...]:
    """The two countries of "the Pakistan-Russia parliamentary forum"."""
    named = _OF_TWO.search(sentence.masked, 0, span[0])
    if named is None:
        return ()
    found = scene.document.within(*sentence.absolute(named.span("two")), "country")
    countries = list(dict.fromkeys(m.entity_id for m in found))
    return (
        tuple(Actor(country, sentence.span[0] + named.start()) for country in countries) if len(countries) == 2 else ()
    )


def _attended_abroad(
    scene: Scene, sentence: Sentence, kind: GatheringKind, span: Span, held: re.Match[str]
) -> Gathering | None:
    """A forum of states: "the foreign minister of A attended the forum held in B". No host is told but the country."""
    subject = subject_zones(sentence.masked, held.start())[:1]
    if not _ATTENDED.fullmatch(held[0]) or not any(STATE_OFFICE.search(sentence.masked, *zone) for zone in subject):
        return None
    where = _HELD_IN.match(sentence.masked, span[1])
    guests = scene.cast.actors(sentence.absolute(subject[0]))[:1]
    places = scene.cast.places(sentence.absolute(where.span(1))) if where else []
    if not guests or not places or places[0].country in (None, guests[0].country):
        return None
    return Gathering(kind, *span, (*guests, Actor(places[0].country, sentence.span[0] + span[1])), is_open=False)


def _is_of_party(scene: Scene, sentence: Sentence, span: Span) -> bool:
    """True for a party's own "national conference": its party life."""
    named = _PARTYS_OWN.search(sentence.masked[: span[1]])
    if named and scene.document.within(*sentence.absolute((named.start(), span[0])), "party"):
        return True
    owner = _OF_OWNER.match(sentence.masked, span[1]) if named else None
    return bool(owner and scene.document.within(*sentence.absolute(owner.span(1)), "party"))


def _is_of_state(scene: Scene, sentence: Sentence, following: list[Sentence]) -> bool:
    """True where the sentence, or the next that says who was present, names an office of state or a party."""
    if _TRADE.search(sentence.masked):
        return False
    present = next((later for later in following[:_PRESENT_SENTENCES] if _PRESENT.match(later.masked)), None)
    told = [sentence, present] if present else [sentence]
    return any(_STATE.search(scene.document.text[slice(*each.span)]) for each in told)


def _is_academic(scene: Scene, sentence: Sentence) -> bool:
    """True where a university or a think tank holds it, and no party."""
    by = BY.search(sentence.masked)
    if by is None or not _ACADEMIC.match(sentence.masked, by.end()):
        return False
    return not scene.document.within(*sentence.absolute((by.end(), len(sentence.masked))), "party")


def _named_gathering(scene: Scene, sentence: Sentence, kind: GatheringKind) -> Span | None:
    """A gathering with a name of its own ("World Political Parties Summit"), which is blanked in the sentence."""
    if kind.event_type != "dialogue":
        return None
    for mention in scene.document.within(*sentence.span, "party_group"):
        before = sentence.masked[: mention.start - sentence.span[0]]
        is_held = _HELD_NEXT.match(sentence.masked, mention.end - sentence.span[0])
        if kind.noun.search(mention.surface) and (is_held or not _HEADS.search(before)):
            return (mention.start - sentence.span[0], mention.end - sentence.span[0])
    return None


def is_repeated(sentence: Sentence, gathering: Gathering) -> bool:
    """True for "the seminar" of a later sentence."""
    return bool(re.search(r"\b(?:the|this|at\s+the)\s+$", sentence.masked[: gathering.start], re.IGNORECASE))


def _gathering(
    scene: Scene,
    sentence: Sentence,
    kind: GatheringKind,
    span: Span,
    hosts: tuple[Actor, ...],
    guests: tuple[Actor, ...],
) -> Gathering | None:
    actors = tuple(as_told_of(scene, actor) for actor in join((*hosts, *guests)))
    named = {m.entity_id for m in scene.document.within(*sentence.absolute(span), "party_group")}
    others = tuple(actor for actor in actors if actor.country or not named & set(actor.groups))
    if not hosts and guests and guests[: len(scene.memory.guests)] == scene.memory.guests and scene.here:
        others = join((Actor(scene.here.country, sentence.span[0]), *others))  # "the guests attended a forum here"
    actors = others if len(others) > 1 else actors  # the gathering itself is no side where the sides are told
    has_party = any(actor.parties or actor.groups for actor in actors)
    many = bool(_MANY.search(sentence.masked)) or (bool(named) and not sentence.is_title)
    if kind.scope == "party" and not has_party:
        return None
    here = scene.here.country if scene.here else None
    if len(actors) == 1 and here == actors[0].country and kind.scope == "any":
        here = next((m.country for m in scene.document.within(*sentence.span, "place") if m.country != here), None)
    if (
        len(actors) == 1
        and here
        and here != actors[0].country
        and (kind.scope != "party" or kind.event_type in ("training", "briefing"))
    ):
        local = Actor(here, sentence.span[0] + span[1])
        actors = (*actors, local) if hosts else (local, *actors)
    school = scene.place_in(sentence) if kind.event_type == "training" and not hosts else None
    if school and school.country not in {actor.country for actor in actors}:
        actors = (Actor(school.country, sentence.span[0] + span[1]), *actors)
    is_open = len(actors) == 1 and kind.scope == "party" and many and kind.event_type == "dialogue"
    if len(actors) < 2 and not is_open:
        return None
    return Gathering(kind, *span, actors, is_open)


def _attending(scene: Scene, sentence: Sentence, held: re.Match[str]) -> tuple[Actor, ...]:
    """Who "took part in", "attended" or "came for", where the sentence does not name them."""
    attended = re.match(r"(?:took|takes|attend|participat|joined|addressed|spoke)", held[0], re.IGNORECASE)
    if not attended and not is_coming(held):
        return ()
    return told_before(scene, sentence, held.start())


def _guests(scene: Scene, sentence: Sentence, following: list[Sentence], hosts: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who attends, or whom it honours: everybody else whom the sentence names, and those "present there". The hosts'
    own party whose anniversary it is does not give the reception."""
    keys = {actor.key for actor in hosts}
    found = list(scene.cast.actors(sentence.span))
    found += [actor for actor in scene.cast.actors(sentence.span, with_occasion=True) if actor.key not in keys]
    found = [actor for actor in found if _can_attend(sentence, actor)]
    for later in following[:_ATTEND_SENTENCES]:
        if _OPPOSED.match(later.masked):
            continue
        if zone := list_zone(later) or is_at_it(later):
            found += scene.cast.actors(later.absolute(zone))
        elif _PRESENT.match(later.masked) or _WELCOMED.search(later.masked):
            found += scene.cast.actors(later.span)
        elif spoke := _SPOKE.search(later.masked):
            found += scene.cast.actors((later.span[0], later.span[0] + spoke.start()))
    return join(found)


def _can_attend(sentence: Sentence, actor: Actor) -> bool:
    """False for a bare country that is only talked about: a side has a party, person, organ or office."""
    if actor.parties or actor.persons or actor.organizations or actor.groups:
        return True
    at = actor.start - sentence.span[0]
    return not _TOPIC.search(sentence.masked, max(0, at - _TOPIC_REACH), max(0, at))
