"""A party's congress with foreign guests (CODEBOOK R3, R5): the congress, and the journey of those who come to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_clauses import subject_zones
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.english_slots import understood, with_parties
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Event, Place, Side, Span

_WHAT = (
    r"(?:congress(?:es)?|conventions?|(?:party|national|annual|federal|elective|policy)\s+conference"
    r"|(?:general\s+)?assembly|plenum)"
)
_CUE = compiled(r"congress|conference|convention|assembly|plenum", re.IGNORECASE)
# A word inside the name of a session: no article, preposition or verb
_NOUN = (
    r"(?:(?!(?:the|an?|of|to|at|in|for|and|or|by|with|on|its|their|\w+(?:ed|ing)|sent|sends?|took|will|would|has|have"
    r"|is|are|was|were)\b)[\w-]+\s+)"
)
_SESSION = compiled(
    rf"\b(?P<named>{_WHAT})\s+of\s+(?:(?:the|its)\s+)?(?:[\w-]+\s+){{0,2}}?(?=¤)|(?<!¤)¤[¤'’s\s()]*{_NOUN}{{0,4}}?(?P<of>{_WHAT})\b"
    rf"|\b(?P<whose>the|its|their)\s+{_NOUN}{{0,2}}?(?P<again>congress|convention|assembly|annual\s+conference|opening\s+session|opening\s+ceremony\s+of\s+the\s+congress)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_ATTEND = re.compile(
    r"\b(?:attend(?:ed|s|ing|ance)?|presence|participation\s+of|address(?:ed|es)(?!\s+(?:an?|its|his|her|their|the)\s+(?:[\w-]+\s+){0,3}(?:messages?|letters?|greetings?|telegrams?)\b)|t(?:ook|akes?|aking)\s+part\s+in|participat(?:ed|es?|ing)\s+in|represented"
    r"|(?:sen(?:t|ds|d|ding)|dispatch(?:ed|es))(?=[^.;]{0,60}\b(?:delegat\w+|representatives?|observers?|deput(?:y|ies)|teams?|groups?|members?|guests?|leaders?|vice|(?:vice-)?presidents?|secretar\w+|envoys?|officials?|greetings\s+through)\b)"
    r"|(?:headed|heads|heading|led|leads|leading)(?=[^.;,]{0,40}\bdelegation\s+to\b)|follow(?:ed|s|ing)?(?=\s+the\s+(?:works?|proceedings)\s+of)"
    r"|(?:was|were|are|is|be)\s+(?:also\s+)?(?:among|present|(?:expected|due)(?!\s+to\s+(?!attend|come|arrive|send|take|join))|at\s+the)|greeted|join(?:ed|s)?|arriv(?:ed|es?)|came|come|deliver(?:ed|s)?(?=[^.;]{0,40}\b(?:speech|address|greetings)\b)|spoke|speaks?|guests?|observ(?:ed|ers)|fraternal\s+delegat\w+)\b",
    re.IGNORECASE,
)
# "X and Y have also confirmed attendance", "delegates from Z are expected": to the congress told of before
_ALSO = compiled(
    r"\b(?:(?:the|fraternal|foreign|overseas|international)\s+(?:guests|delegates|delegations|observers)\s+(?:from|of)|confirm(?:ed|s)\s+(?:\w+\s+){0,2}(?:attendance|participation|presence)|(?:is|are|will)\s+(?:also\s+)?(?:be\s+)?(?:expected(?!\s+to\s+(?!attend|come|arrive|send|take|join|be\s+represented))|represented|present|attend|attending|send|sending|take\s+part|participate|coming))\b",
    re.IGNORECASE,
)
# "Among those present are ...", "they included ...": guests of the congress told of before
_LISTED = compiled(
    r"(?:^\W*|\bsaid\s+(?:that\s+)?)(?:among\s+(?:those|them|the\s+(?:[\w-]+\s+){0,3}(?:guests|parties|delegat\w+|participants|observers|representatives|arrivals|visitors|invitees|dignitaries))"
    r"|they|these|those\s+\w+|(?:also|those)\s+(?:present|attending|in\s+attendance|invited|expected|due|awaited)|present"
    r"|(?:the\s+|foreign\s+|other\s+)+(?:[\w-]+\s+)?(?:guests|parties|delegat\w+|participants|observers|visitors))\b"
    r"[^.;,¤]{0,40}?\b(?:are|is|were|was|include[sd]?|came)\b",
    re.IGNORECASE,
)
_TRAVEL = compiled(
    r"\b(?:sen(?:t|d|ds|ding)|dispatch(?:ed|es)|(?:will|to)\s+be\s+represented|arriv\w+|(?:come|came|coming)(?!\s+from\b)|flew|travel\w*|led|lead|leads|headed|delegates|observers|expected|due)\b",
    re.IGNORECASE,
)
_AT_HOME = compiled(
    r"\b(?:ambassadors?|charge\s+d['’]affaires|embassy|diplomats?|online|on-line|video|virtual(?:ly)?|by\s+remote)\b",
    re.IGNORECASE,
)
_COME = compiled(
    r"\b(?:guests|observers|deleg\w+|attended\s+by|attendance\s+of|(?:in\s+the\s+)?presence\s+of|representatives\s+(?:of|from))",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:expected|due|awaited)\b", re.IGNORECASE)
# "briefed the guests on the outcomes of the congress": nobody attended it
_OUTCOME_OF = compiled(
    r"\b(?:outcomes?|results?|spirit|resolutions?|decisions?|documents?|success(?:es)?|preparations?)\s+(?:of|for|at|from)\s+"
    r"(?:the\s+|its\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_INVITING = compiled(r"\b(?:has|have|had|was|were|been|also)\s+(?:\w+\s+)?invited\b|\binvites\b", re.IGNORECASE)

_ANSWER = compiled(r"\binvited\s*,?\s+and\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Session:
    owner: Actor
    span: Span
    is_named: bool


def congress_guests(scene: Scene, sentence: Sentence) -> list[Event]:
    """ "Delegations of A and B attended the congress of C": the congress with its guests, and their visits where the
    words are of travel or the report comes from elsewhere."""
    session = _session(scene, sentence) if _CUE.search(sentence.masked) or scene.memory.congress else None
    if session is None:
        return []
    listed = _LISTED.search(sentence.masked)
    if listed and not session.is_named:
        named = scene.cast.actors(sentence.absolute((listed.end(), len(sentence.masked))))
        guests = [actor for actor in others(named, (session.owner,)) if actor.country]
        guests = guests if any(guest.parties for guest in guests) else []
        ahead = "planned" if _EXPECTED.search(listed[0]) else "past"
        return _told(scene, sentence, session, guests, listed, ahead) if guests else []
    for verb in (_ATTEND if session.is_named else _ALSO).finditer(sentence.masked):
        status = mood.status(sentence.masked, *verb.span(), title=sentence.is_title)
        if status and verb[0].lower() in ("is expected", "are expected", "is due", "are due", "be expected"):
            status = "planned"
        if status and (guests := _guests(scene, sentence, session, verb.span())):
            return _told(scene, sentence, session, guests, verb, status)
    return []


def _session(scene: Scene, sentence: Sentence) -> _Session | None:
    """The congress that a sentence tells of, and whose it is: the party beside it, else the one told of before."""
    for found in _SESSION.finditer(sentence.masked):
        if _OUTCOME_OF.search(sentence.masked, 0, found.start("named") if found["named"] else found.start()):
            continue
        if found["again"]:
            before = _parties(scene, sentence, (0, found.start()), last=True) if found["whose"].lower() != "the" else ()
            owners = before or scene.memory.congress
        elif found["of"]:
            owners = _parties(scene, sentence, (max(0, found.start() - 1), found.start("of")), last=True)
        else:
            owners = _parties(scene, sentence, (found.end(), len(sentence.masked)), last=False)
        if owners:
            return _Session(owners[0], found.span(), True)
    known = scene.memory.congress
    return (
        _Session(known[0], (0, 0), False)
        if known and (_ALSO.search(sentence.masked) or _LISTED.search(sentence.masked))
        else None
    )


def _parties(scene: Scene, sentence: Sentence, zone: Span, *, last: bool) -> tuple[Actor, ...]:
    """The party that stands directly at the end (or the beginning) of a stretch."""
    found = scene.document.within(*sentence.absolute((0, zone[1]) if last else zone), "party")
    if last:
        found = [mention for mention in found if mention.end >= zone[0] + sentence.span[0]]
    else:
        found = [mention for mention in found if mention.start <= zone[0] + sentence.span[0] + 25]
    actors = [actor for mention in found if (actor := scene.cast.cast.actor(mention))]
    return tuple(actors[-1:] if last else actors[:1])


def _guests(scene: Scene, sentence: Sentence, session: _Session, verb: Span) -> list[Actor]:
    """Who comes from another country: whom the subject names or means, else whom the sentence names as guests."""
    if _INVITING.search(sentence.masked[: verb[0]]) and not _ANSWER.search(sentence.masked[: verb[1]]):
        return []
    zones = subject_zones(sentence.masked, verb[0])
    zone = zones[0] if zones else (0, verb[0])
    found = with_parties(scene, sentence, zone, scene.cast.actors(sentence.absolute((0, verb[0]))))
    if not _foreign(found, session.owner):
        found = understood(scene, sentence, zones)
    if not _foreign(found, session.owner) and _COME.search(sentence.masked):
        found = scene.cast.actors(sentence.span)
    return _foreign(found, session.owner)


def _foreign(actors: tuple[Actor, ...], owner: Actor) -> list[Actor]:
    return [actor for actor in others(actors, (owner,)) if actor.country and (actor.parties or actor.persons)]


def _told(
    scene: Scene, sentence: Sentence, session: _Session, guests: list[Actor], verb: re.Match[str], status: str
) -> list[Event]:
    owner = session.owner
    told = mood.is_only_intended(sentence.masked, verb.start())
    level = "background" if told else "core" if sentence.is_lead else "secondary"
    occasion = session.span if session.is_named else verb.span()
    when = scene.date_of(sentence, *occasion, status)
    place = scene.place_in(sentence)
    place = place if place and place.country == owner.country else Place("", owner.country)
    congress = Event(
        "party_life",
        (Side("subject", owner.country, owner.parties[:1]), *(guest.side("participant") for guest in guests)),
        sentence.span,
        "party_congress_guests",
        status="planned" if status == "planned" else "ongoing",
        level=level,
        sub_type="congress",
        date=when,
        place=place,
        confidence=0.7,
    )
    scene.memory.congress = (owner,)
    scene.memory.guests = join((*scene.memory.guests, *guests))
    scene.memory.introduce(tuple(guest for guest in guests if guest.parties))
    words = sentence.masked
    told_from = scene.here.country if scene.here else scene.cast.home
    is_abroad = told_from not in (None, owner.country)
    if _AT_HOME.search(words) or not (is_abroad or _TRAVEL.search(words)):
        return [congress]
    host = owner.side("host")
    return [congress] + [
        Event(
            "visit",
            (guest.side("visitor"), host),
            sentence.span,
            "visit_to_congress",
            status=status,
            level=level,
            date=when,
            place=place,
            confidence=0.65,
        )
        for guest in guests
    ]
