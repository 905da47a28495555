"""Who fills a slot of an English trigger: who is named in its zone, or is understood from what went before."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks import reference
from tasks.extract.events.english_clauses import first_verb, object_zones, subject_zones, words
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_references import bare_name, bearer, first_named, last_party, told_later
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Mention, Span

OPEN_TYPES = ("dialogue", "other")  # may have a side of many parties without names
_DEFINITE = re.compile(
    r"^\W*the\s+(?:[\w¤'’-]+\s+){0,3}(?:delegation|representation|team|group|side|guests?|hosts?|visitors?|party|leaders?|officials?|delegates|representatives"
    r"|members|cadres|politicians?|parliamentarians?|lawmakers?|visitor)\b|^\W*the\s+¤+\W*(?:$|who\b)"
    r"|^\W*¤+\s+(?:delegation|representation|guests|visitors|side)\b",
    re.IGNORECASE,
)
_VISITING = compiled(r"\bthe\s+(?:visiting|guest)\s+$", re.IGNORECASE)
# "the Cuban comrades", "the two South African guests", "the Soviets": who has been told of before
_THE = re.compile(
    r"\b(?:the|both|these)\s+(?:(?:visiting|guest|two|three|four|[\w-]+-(?:member|person|strong))\s+)?$", re.IGNORECASE
)
_KNOWN_PEOPLE = re.compile(
    r"\w*\s+(?:[\w-]+\s+)?(?:delegation|representation|team|group|side|guests?|hosts?|visitors?|comrades?|delegates|representatives|cadres|politicians?|officials?|leaders?|envoy|communists?"
    r"|socialists|parliamentarians?|lawmakers?|legislators?|trainees|participants)\b|\w+s(?!\w)",
    re.IGNORECASE,
)
# "The special envoy" need not be the person told of before: only the country is the same
ANOTHER = re.compile(
    r"^\W*the\s+(?:[\w-]+\s+){0,3}(?:envoy|ambassador|minister|premier|official|officials|spokesman)\b", re.IGNORECASE
)
STATE_OFFICE = compiled(
    r"\b(?:(?:vice[\s-]|deputy\s)?president(?:-elect)?|(?:deputy\s)?prime\s+minister|premier|minister|ministry|national\s+assembly|parliament|senate|chamber\s+of\s+deputies|speaker|king|sultan|emperor|chancellor|(?:government|state)\s+officials"
    r"|secretary\s+of\s+state|foreign\s+secretary|(?:state|foreign)\s+(?:department|office)|bundestag|governor|mayor|attorney\s+general)\b",
    re.IGNORECASE,
)
GUESTS = re.compile(r"\W*(?:(?:the|all|both)\s+)+(?:[\w-]+\s+)?(?:guests|visitors|delegations)\b", re.IGNORECASE)
# "22 parties", "many foreign delegations": nobody told of before
_MANY_UNNAMED = compiled(
    r"\b(?:\d+|dozens\s+of|many|several|some|other|various|foreign|twenty|thirty|forty|fifty)\s+(?:[\w-]+\s+){0,2}"
    r"(?:parties|countries|nations|organi[sz]ations|delegations|delegates|guests)\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"^\W*(?:we|our|i)\b", re.IGNORECASE)
_IN_MESSAGE = compiled(
    r"\b(?:in|the|his|her)\s+(?:the\s+|his\s+|her\s+)?(?:messages?|letters?|telegrams?)\b", re.IGNORECASE
)
_WHO_IS_ALSO = re.compile(
    r",?\s*(?:who\s+)?(?:is|was)\s+(?:also\s+|concurrently\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:secretary|chair\w*|president|leader|head)\s+of\s[^.;,]*(?:,?\s+¤+[^.;,]*)?",
    re.IGNORECASE,
)
_THE_TEAM = re.compile(r"\W*the\s+(?:\w+\s+)?team\s*", re.IGNORECASE)  # of a party, where one travels
_THE_PARTY = re.compile(r"\W*the\s+party\s*(?:,|$)", re.IGNORECASE)
_GROUP = re.compile(r"\W*(?:the|this)\s+(?:[\w-]+\s+){0,2}(?:group|delegation|team|mission)\b", re.IGNORECASE)
_ADHERENTS = re.compile(
    r"\w+\s+(communist|socialist|social\s+democrat|christian\s+democrat|liberal|conservative)s\b", re.IGNORECASE
)
_PARTY_OFFICE = compiled(r"\b(?:politburo|party|central\s+committee)\b", re.IGNORECASE)
_BESIDE = 40  # characters in which "party" follows the adjective of its country
_ITS_PARTY = re.compile(r"[\w'’-]+\s+(?:ruling\s+|communist\s+)?party\b", re.IGNORECASE)
_PARTIES = compiled(r"\bparties\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\s*in\s*(¤+)\s*,?\s", re.IGNORECASE)
_SURNAME = re.compile(r"^\W*(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?([A-Z][\w'’-]+)\W*(?:\bwho\s*)?$")
# "the nine-member team headed by the vice minister"
_LED = compiled(r"\b(?:teams?|group)\s+(?:\w+\s+)?(?:led|headed)\s+by\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^\W*(?:in\s*¤+\s*,?\s*)?(?:he|she|it|they|the|his|her|its|their|both|this|also|and|later)\b", re.IGNORECASE
)

_THIRD_PERSON = re.compile(r"\W*(?:he|she|it|they|its\s+members|the\s+delegation)\s*(?:also\s*)?$", re.IGNORECASE)
_THE_OFFICE = re.compile(
    r"\W*the\s+((?:(?:vice|deputy|first|prime|foreign|defen[cs]e)[\s-])*(?:president|minister|premier|chairman|speaker|secretary))\s*",
    re.IGNORECASE,
)
_THE_PEOPLE = re.compile(
    r"\W*(?:the|both)\s+(?:two\s+|three\s+)?(?:politicians?|leaders?|guests?|visitors?|envoys?|officials?|men|women)\b\W*(?:who\b.*)?",
    re.IGNORECASE,
)


def slot(scene: Scene, sentence: Sentence, hit: Hit, name: str) -> tuple[tuple[Actor, ...], list[Span]]:
    """The actors of a slot and the zones looked at; the first zone that names somebody wins."""
    if name in hit.slots:
        zones = [hit.slots[name]]
    elif hit.phrase.subject == name:
        zones = subject_zones(sentence.masked, hit.start)
    elif hit.phrase.object == name:
        zones = object_zones(sentence.masked, hit.end)
        if hit.phrase.event_type in OPEN_TYPES or hit.phrase.rule == "message_congratulated":
            zones = zones[:1]
    else:
        return (), []
    for zone in zones:
        actors = scene.cast.actors(sentence.absolute(zone))
        if actors:
            return with_parties(scene, sentence, zone, _as_heads(scene, sentence, zone, actors)), [zone]
        if name != "AB" and (known := _known_by_name(scene, sentence, zone)):
            return known, [zone]
    return (), zones


def _as_heads(scene: Scene, sentence: Sentence, zone: Span, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "The president of Laos who is general secretary of the ...": he acts for that party, too."""
    heads = _WHO_IS_ALSO.match(sentence.masked, zone[1])
    if heads is None:
        return actors
    offices = {a.key: a for a in scene.cast.actors(sentence.absolute(heads.span())) if a.country and a.parties}
    return tuple(
        replace(actor, parties=offices[actor.key].parties) if actor.key in offices and not actor.parties else actor
        for actor in actors
    )


def _known_by_name(scene: Scene, sentence: Sentence, zone: Span) -> tuple[Actor, ...]:
    """A bare name that an earlier sentence told of: who that person acts for."""
    names = [m.entity_id or m.surface for m in scene.document.within(*sentence.absolute(zone), "person")]
    if known := next((scene.memory.people[name] for name in names if name in scene.memory.people), None):
        return (known,)
    surname = _SURNAME.match(scene.document.text[slice(*sentence.absolute(zone))])
    bearers = [
        actor
        for name, actor in scene.memory.people.items()
        if surname and surname[1].casefold() in name.casefold().split()
    ]
    name = None if bearers else bare_name(scene, sentence, zone)
    return tuple(bearers[:1]) or (bearer(scene, sentence, name) if name else ())


def with_parties(scene: Scene, sentence: Sentence, zone: Span, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "The Chinese delegation" of a later sentence is the delegation told of: it stands for the same party; "a
    Vietnamese Politburo member" acts for the only party of the country that the dispatch names."""
    told = sentence.masked[zone[0] : zone[1]]
    definite = bool(_DEFINITE.match(told)) or bool(_VISITING.search(sentence.masked, 0, zone[0]))
    known = tuple(
        _as_known(actor, scene.memory.acting.get(actor.key), True) if definite else as_told_of(scene, actor)
        for actor in actors
    )
    known = tuple(_as_introduced(scene, sentence, actor) for actor in known)
    if len(known) == 1 and not known[0].parties and _PARTY_OFFICE.search(told):
        return (scene.cast.of_only_party(known[0]),)
    return tuple(_of_the_party(scene, actor) for actor in known)


def as_told_of(scene: Scene, actor: Actor) -> Actor:
    """The side with the party for which it has acted before, where the words or a person are the same; a holder of a
    state office ("the Lao premier") need not act for it."""
    if not actor.parties and (party := _of_adherents(scene, actor)):
        return replace(actor, parties=(party,))
    return _as_known(actor, scene.memory.acting.get(actor.key), _is_told_of(scene, actor))


def _of_adherents(scene: Scene, actor: Actor) -> str | None:
    """The only party of the country, of those that the dispatch names, that "the Russian communists" can be."""
    adherents = _ADHERENTS.match(scene.document.text, actor.start)
    if adherents is None:
        return None
    named = {m.entity_id for m in scene.document.mentions if m.kind == "party" and m.country == actor.country}
    names = {row["party_id"]: row["name_en"].lower() for row in reference.rows("parties") if row["party_id"] in named}
    found = [party for party, name in names.items() if adherents[1].lower() in name]
    return found[0] if len(found) == 1 else None


def _is_told_of(scene: Scene, actor: Actor) -> bool:
    """True for "the Cuban comrades" anywhere in the zone: words that mean who came before."""
    text = scene.document.text
    is_people = any(m.form == "adjective" for m in scene.document.within(actor.start, actor.start + 40, "country")[:1])
    is_known = _THE.search(text[max(0, actor.start - 30) : actor.start]) and _KNOWN_PEOPLE.match(text, actor.start)
    return is_people and bool(is_known)


def _of_the_party(scene: Scene, actor: Actor) -> Actor:
    """ "The first secretary of the Belarusian party": the only party of the country that the dispatch names."""
    beside = scene.document.text[actor.start : actor.start + _BESIDE]
    return scene.cast.of_only_party(actor) if not actor.parties and _ITS_PARTY.match(beside) else actor


def _as_introduced(scene: Scene, sentence: Sentence, actor: Actor) -> Actor:
    """The side with the party that its only person was introduced with."""
    if actor.parties or len(actor.persons) != 1:
        return actor
    told = bearer(scene, sentence, actor.persons[0].name) or told_later(scene, sentence, actor.persons[0].name)
    return replace(actor, parties=told[0].parties) if told and told[0].country == actor.country else actor


def _as_known(actor: Actor, known: Actor | None, definite: bool) -> Actor:
    if known is None or actor.parties or not known.parties:
        return actor
    same_person = {person.name for person in actor.persons} & {person.name for person in known.persons}
    return replace(actor, parties=known.parties) if definite or same_person else actor


def understood(scene: Scene, sentence: Sentence, zones: list[Span]) -> tuple[Actor, ...]:
    """Whom a subject without a known name means: both sides, the guest, the last subject; a name that nothing else
    tells of is of the outlet's own side."""
    if not zones:
        return scene.memory.subject or scene.cast.home_actor()
    span = sentence.absolute(zones[0])
    if scene.cast.refers_to_both(span) and len(scene.memory.pair) > 1:
        return _as_parties(scene) if _PARTIES.search(scene.document.text[slice(*span)]) else scene.memory.pair
    if _MANY_UNNAMED.search(sentence.masked, *zones[0]):
        return ()
    if GUESTS.match(sentence.masked, zones[0][0]) and len(scene.memory.guests) > 1:
        return scene.memory.guests
    if scene.cast.refers_to_guest(span) and scene.memory.guest:
        return tuple(_as_known(guest, scene.memory.acting.get(guest.key), True) for guest in scene.memory.guest)
    told = sentence.masked[zones[0][0] : zones[0][1]]
    if scene.memory.sender and _IN_MESSAGE.search(told):
        return scene.memory.sender
    if _AUTHOR.match(told):
        return scene.author()
    before = [actor for actor in scene.memory.acting.values() if actor.start < sentence.span[0]]
    if _GROUP.match(told) and len(before) == 1 and not scene.memory.guest:
        return tuple(before)  # of whom the lead has told: "the PRD will send observers"
    if _THE_PARTY.match(told) and (party := last_party(scene, span[0], set())):
        return party
    if (local := _local(scene, sentence, zones)) and words("official").search(told):
        return local
    if holder := _office_holder(scene, sentence, told):
        return holder
    if scene.memory.subject and (_PRONOUN.match(told) or not told.strip()):
        if ANOTHER.match(told):
            return tuple(Actor(actor.country, actor.start) for actor in scene.memory.subject if actor.country)
        return scene.memory.subject
    if not scene.memory.subject and (_THIRD_PERSON.match(told) or _THE_PEOPLE.fullmatch(told)):
        if len(zones) > 1:  # "Li said this when he met"
            return understood(scene, sentence, zones[1:])
        return _subject_before(scene, sentence)
    if named := first_named(scene, sentence, zones[0]):
        return named
    if not is_official(scene, sentence, zones[0]):
        return ()
    home = scene.cast.home_actor()
    if not home and _PARTY_OFFICE.search(told) and (party := last_party(scene, span[0], set())):
        return party
    if home and _GROUP.match(told):
        return (scene.memory.acting.get(home[0].key, home[0]),)
    return (scene.cast.of_only_party(home[0]),) if home and _PARTY_OFFICE.search(told) else home or scene.memory.subject


def _office_holder(scene: Scene, sentence: Sentence, told: str) -> tuple[Actor, ...]:
    """Whom "the vice president" means: the only person told of before with this office."""
    office = _THE_OFFICE.fullmatch(told)
    if office is None:
        return ()
    role = re.compile(rf"(?<!vice )(?<!vice-)(?<!deputy )\b{re.escape(office[1])}\b", re.IGNORECASE)
    holders = {
        person.name: actor
        for actor in (*scene.memory.people.values(), *scene.memory.pair)
        for person in actor.persons
        if person.role and role.search(person.role) and actor.start < sentence.span[0]
    }
    return tuple(holders.values()) if len(holders) == 1 else ()


def _subject_before(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """Whom the sentence before is about, where no contact has been told yet."""
    for before in scene.sentences_before(sentence)[-1:]:
        subject = (0, first_verb(before.masked, 0, len(before.masked)))
        return scene.cast.actors(before.absolute(subject))[:1]
    return ()


def _as_parties(scene: Scene) -> tuple[Actor, ...]:
    """ "The two parties": the sides of the last contact as the parties told of before, first told first."""
    acting = scene.memory.acting
    order = [*acting, *(actor.key for actor in scene.memory.pair)]
    sides = (acting.get(a.key, a) for a in scene.memory.pair)
    known = [side if side.parties else scene.cast.of_only_party(side) for side in sides]
    return tuple(sorted(known, key=lambda a: order.index(a.key)))


def _local(scene: Scene, sentence: Sentence, zones: list[Span]) -> tuple[Actor, ...]:
    """The country of "In Chile, the foreign minister said": an office without a country is that of the place."""
    opening = re.match(r"\s*in\s+(¤+)\s*,", sentence.masked, re.IGNORECASE)
    if not opening or not zones or zones[0][0] > opening.end() + 40:
        return ()
    if any(_is_told_before(scene, sentence, m) for m in scene.document.within(*sentence.absolute(zones[0]), "person")):
        return ()
    return tuple(
        Actor(place.country, sentence.span[0] + opening.start())
        for place in scene.cast.places(sentence.absolute(opening.span(1)))
        if place.country
    )


def _is_told_before(scene: Scene, sentence: Sentence, person: Mention) -> bool:
    """True for a person whom an earlier sentence names: a guest there, and no local."""
    earlier = scene.document.within(0, sentence.span[0], "person")
    return any(m.entity_id == person.entity_id for m in earlier)


def where_met(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """The country of "In Dhaka, ...": offices told there without a country are its own."""
    opening = _IN_PLACE.match(sentence.masked)
    places = scene.cast.places(sentence.absolute(opening.span(1))) if opening else []
    return tuple(Actor(place.country, sentence.span[0]) for place in places[:1] if place.country)


def is_official(scene: Scene, sentence: Sentence, zone: Span) -> bool:
    """True where a stretch names a person, party or organ, or an office: no firm, team or storm."""
    named = scene.document.within(*sentence.absolute(zone), "person", "party", "party_group", "organization")
    return bool(named) or bool(words("official").search(sentence.masked[zone[0] : zone[1]]))


def is_unofficial(scene: Scene, sentence: Sentence, hit: Hit, zones: list[Span]) -> bool:
    """True where tourists, firms or teams act; a party's team is a delegation."""
    if zones and scene.document.within(*sentence.absolute(zones[0]), "party", "party_group"):
        return False
    zone = sentence.masked[zones[0][0] : zones[0][1]] if zones else ""
    if _LED.search(zone) or (_THE_TEAM.fullmatch(zone) and scene.memory.visitor):
        return False
    before = sentence.masked[max(0, hit.start - 50) : hit.start] if hit.phrase.subject else ""
    return bool(words("unofficial").search(f"{zone} | {before}"))
