"""Visits in English sentences: who travels, where to, and at whose invitation."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.english_clauses import first_verb, object_zones, subject_zones
from tasks.extract.events.english_phrases import Hit
from tasks.extract.events.english_references import countries_told, last_party
from tasks.extract.events.english_scene import Contact, Scene, Sentence
from tasks.extract.events.english_sides import others
from tasks.extract.events.english_slots import is_unofficial, slot, understood, with_parties
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Place, Span

_HOMEWARD = ("visit_left_for", "visit_travel", "visit_went_back")  # may tell of the way back
_PURPOSE = compiled(
    r"\b(?:(?:to|where\s+\w+\s+will)\s+(?:attend|take\s+part\s+in|participate\s+in|sign|put\s+\w+\s+signature\s+to|ink|observe|follow|watch|address|speak\s+(?:at|to))"
    r"|for\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}(?:talks|meeting|dialogue|consultations|workshop|seminar)\s+(?:with|between)"
    r"|where\s+(?:talks|meetings|discussions)\s+(?:will|would|are\s+to)\s+be\s+held\s+with"
    r"|(?:for|where\s+(?:it|he|she|they)\s+(?:attended|addressed|took\s+part\s+in|participated\s+in))\s+(?:an?\s+|the\s+)(?:[\w-]+\s+){0,3}"
    r"(?:festival|congress|convention|conference|seminar|workshop|school|celebrations?)\s+(?:of|by))\b",
    re.IGNORECASE,
)
_HIS = compiled(
    r"^\W*(?:\w+\s+){0,5}(?:his|her|their|its)\s+(?:[\w-]+\s+){0,4}(?:visit|stay|tour|trip)\b", re.IGNORECASE
)
_INVITED_FIRST = re.compile(r"\W*(?:at|on|upon)\s+(?:the\s+)?invitation\s+of\b", re.IGNORECASE)
# "visited A from May 2 to 6 and B from May 7 to 10"
_NEXT_PLACE = re.compile(r"[^.;]{0,80}?\band\s+(?:(?:in|to)\s+)?(¤+)\s+(?:from|on|between)\s", re.IGNORECASE)
_TOUR = re.compile(
    r"\W*(?:the|this|his|her|their|its)\s+(?:[\w-]+\s+){0,2}(?:tour|trip|journey|itinerary|swing)\b", re.IGNORECASE
)
_INVITES = compiled(
    r"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\binvited\s+(?:an?|the|its|leaders|representatives|members|\d+|two|three|four|five|some"
    r"|several)\b",
    re.IGNORECASE,
)
_THE_TWO = re.compile(r"[^¤]*\bthe\s+(?:two|pair|duo|three)\W*", re.IGNORECASE)  # who travel on together
_VISIT_OF = compiled(r"\b(?:visit|trip|tour|stay)\s+of\s*$", re.IGNORECASE)
_THE_COUNTRY = re.compile(
    r"\s+(?:the|that|its|their)\s+(?:host\s+|[A-Z]?[a-z]+[ns]\s+)?(?:country|nation|island)\b", re.IGNORECASE
)
_DURING_THE = compiled(
    r"\b(?:during|on|in|throughout|after|before)\s+(?:the|this|that)\s+(?:\w+\s+){0,2}?(?:visit|trip|tour|stay)\s+(?:to|in|of)\s*$",
    re.IGNORECASE,
)
_THE_PARTYS = compiled(r"\bthe\s+party['’]s\s", re.IGNORECASE)
_TRAVEL_TOLD = compiled(r"\b(?:tour|touring|stop(?:over)?s?|trip|journey|swing|travel\w*)\b", re.IGNORECASE)
_VISIT_TO = compiled(r"\b(?:visit|trip|tour)\s+(?:to|of|in)\s+(?:the\s+)?¤", re.IGNORECASE)  # where he returns from
_DEFINITE = re.compile(
    r"\W*(?:he|she|they|the(?!(?:\s+\w+)?\s+(?:agreement|accord|document|move|decision|announcement|news|statement|meeting|talks)\b)(?:\s+[\w-]+){1,3})\W*(?:who\b.*)?$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s+(?:\w+\s+)?(?:lawmakers|legislators|parliamentarians|politicians|officials|delegations?|guests|group|team|deputies|party)\b",
    re.IGNORECASE,
)
_PEOPLE_ONLY = re.compile(r"\W*the\s+¤+s?\W*", re.IGNORECASE)
_TEAM = re.compile(r"\W*the\s+(?:[\w-]+\s+)?¤+\s+team\b", re.IGNORECASE)
_HIS_NOT = re.compile(r"¤|\b(?:said|says)\b")
_MISSION = compiled(
    r"\b(?:embass(?:y|ies)|consulate|(?:diplomatic\s+|¤\s+)missions?|pavilion|stand|booth)\b|¤\s+(?:\w+\s+){0,3}?(?:memorial|museum|monument|cemetery|exhibition|exhibit|gallery|library)\b",
    re.IGNORECASE,
)
# Whose name may hold the word: "at Tanzania's Embassy in China"
_EMBASSY = re.compile(r"\s*(?:the\s+)?(?:[A-Z][\w'’-]*\s+){0,4}?(?:[Ee]mbassy|[Cc]onsulate)\b")
_SEAT = re.compile(r"\s*(?:the\s+)?[¤\s'’s]*(?:party\s+)?(?:headquarters|head\s+office|seat)\s+here\b", re.IGNORECASE)
_SEAT_OF = re.compile(
    r"\W*(?:the\s+)?(?:\w+\s+)?(?:headquarters|head\s+office|offices?|seat)\s+of\b|[^.;,]*¤\s+(?:headquarters|head\s+office|seat)\b",
    re.IGNORECASE,
)
_AIRPORT = re.compile(r"\s*(?:the\s+)?(?:[\w'’.-]+\s+){0,4}?airport\b", re.IGNORECASE)  # of the city where it is told
_THE_NAME = re.compile(r"\s*(?:the\s+)?", re.IGNORECASE)  # before the name of what is visited
_HERE = re.compile(
    r"^\W*(?:here\b|(?:the|this|our)\s+(?!(?:two|three|four|other)\b)(?:[\w¤-]+\s+){0,2}(?:island|country|capital|nation|homeland|kingdom|republic)\b)",
    re.IGNORECASE,
)
# What foreign delegations are shown in the country where it is told
_SIGHT = re.compile(
    r"\s+(?:the\s+|an?\s+|several\s+|various\s+|different\s+|some\s+)?(?:[\w'’¤-]+\s+){0,6}?(?:statues?|monuments?|museums?|tower"
    r"|palace|cemetery|memorial|mausoleum|factor(?:y|ies)|plants?|schools?|universit(?:y|ies)|hospitals?|farms?|exhibitions?"
    r"|sites|places|projects?|birthplace|library|theatre|academ(?:y|ies)|institutes?|colleges?)\b",
    re.IGNORECASE,
)
_DELEGATION = compiled(
    r"\b(?:delegation|delegates|group|guests|visitors|mission|team|(?:his|her)\s+party)\b", re.IGNORECASE
)
_MAINLAND = re.compile(r"\s*the\s+(?:chinese\s+)?mainland\b", re.IGNORECASE)  # of China, seen from its islands
_WHOSE_INVITATION = compiled(r"\b(?:at|on|upon)\s+(?:the\s+)?(¤[^.,;]{0,60}?)['’]s?\s+invitation\b", re.IGNORECASE)
_INVITED_BY_PARTY = compiled(
    r"\binvitation\s+of\s+(?:the|its)\s+(?:(?:ruling|governing|host|communist|socialist|fraternal)\s+)?party\b",
    re.IGNORECASE,
)
_AT_WHOSE_INVITATION = compiled(r"\b(?:at|on|upon|by)\s+whose\s+invitation\b", re.IGNORECASE)
_INVITED = compiled(
    r"\b(?:at|on|upon|by)\s+(?:the|an)\s+(?:\w+\s+)?invitation\s+(?:of|from|extended\s+by)\b|\b(?:responds?|response)\s+to\s+(?:an|the)\s+(?:\w+\s+)?invitation\s+(?:of|from|by)\b|\binvited\s+by\b|(?:^\W*|\b(?:is|are|was|were|be|been|being)\s+)hosted\s+by\b"
    r"|\b(?:tour|visit|trip|stay|programme|program)\s+(?:\w+\s+)?(?:organi[sz]ed|arranged|sponsored)\s+by\b"
    r"|\b(?:as|is|are|was|were|be|being|been)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?guests?\s+of\b",
    re.IGNORECASE,
)


def visits(scene: Scene, sentence: Sentence, hit: Hit) -> list[Contact]:
    if hit.phrase.rule == "visit_adjective" and _names_place(scene, sentence, hit.end):
        hit = replace(hit, phrase=replace(hit.phrase, rule="visit_visiting", subject="A", object="P"))
    visitors, zones = slot(scene, sentence, hit, "A")
    if ahead := _subject_ahead(scene, sentence, hit):
        visitors = ahead
    if hit.phrase.rule == "visit_noun" and (guests := _visit_of(scene, sentence, hit)):
        here = scene.here or (Place("", scene.cast.home) if scene.cast.home else None)
        hosts = (Actor(here.country, hit.end),) if here and here.country else visitors[:1]
        return [((guest, hosts[0]), here or Place("", hosts[0].country)) for guest in others(guests, hosts) if hosts]
    if _is_a_people(scene, sentence, zones, visitors):
        return []
    if is_unofficial(scene, sentence, hit, zones) and not _is_known_team(scene, sentence, zones, visitors):
        return []
    if zones and _TOUR.match(sentence.masked, *zones[0]):
        visitors = visitors or _travellers_before(scene, sentence)
    if hit.phrase.rule in ("visit_tour_began", "visit_goes_on", "visit_stop", "visit_next_stop", "visit_after_touring"):
        visitors = _on_tour(scene, sentence, hit)
    if not visitors and hit.phrase.rule == "visit_welcomed":
        visitors = scene.memory.guest
    if not visitors and hit.phrase.subject == "A":
        are_travellers = zones and _THE_TWO.fullmatch(sentence.masked, *zones[0])
        visitors = (scene.memory.visitor if are_travellers else ()) or understood(scene, sentence, zones)
    if _INVITED_FIRST.match(sentence.masked) and hit.phrase.subject == "A":
        visitors = _invited(scene, sentence, hit) or visitors
    if hit.phrase.rule == "visit_noun" and _DURING_THE.search(sentence.masked, 0, hit.end):
        visitors = scene.memory.visitor or visitors  # the stop of a tour told of
    if hit.phrase.rule == "visit_adjective":
        visitors = visitors[:1]
        if not visitors and _PEOPLE.match(sentence.masked, hit.end):
            visitors = scene.memory.guests
    if hit.phrase.rule == "visit_enumerated":
        visitors = scene.cast.actors(sentence.absolute((hit.end, len(sentence.masked))))
    if hit.phrase.rule == "visit_led":  # "leads a CPC delegation": whom the delegation belongs to
        led = scene.cast.actors(sentence.absolute((hit.start, hit.end)))
        visitors = join([*visitors, *led]) if not others(led, visitors) else led
    hosts = (*invited_by(scene, sentence), *_addressed(scene, sentence, hit), *_at_seat(scene, sentence, hit))
    found: list[Contact] = []
    for place, named_at in destinations(scene, sentence, hit):
        guests = tuple(actor for actor in visitors if actor.key != place.country)
        is_pronoun = bool(zones) and bool(_DEFINITE.match(sentence.masked, *zones[0]))
        if not guests and (is_pronoun or hit.phrase.rule == "visit_now_here"):
            pair = tuple(actor for actor in scene.memory.pair if actor.key != place.country)
            guests = pair if len(pair) == 1 else ()  # "the lawmaker arrived in ..."
        if not guests and zones and _THE_PARTYS.search(sentence.masked, *zones[0]):
            guests = last_party(scene, sentence.absolute(zones[0])[0], {place.country})  # "the party's secretary"
        if not guests and hit.phrase.rule in (
            "visit_noun",
            "visit_on",
            "visit_on_here",
        ):  # "X met Y during his visit to X's country"
            guests = tuple(actor for actor in scene.memory.visitor if actor.key != place.country)
            guests = guests or tuple(actor for actor in scene.memory.pair if actor.key != place.country)
        organizations = () if place.country else (place.name,)
        # A body of many countries is visited at the invitation of a group in it.
        groups = () if place.country else tuple(group for actor in hosts for group in actor.groups)
        host = Actor(place.country, named_at, groups=groups, organizations=organizations)
        own = [actor for actor in hosts if actor.country == place.country and place.country]
        if not own and place.country in scene.inviters:
            own = [scene.inviters[place.country]]
        host = join([host, *own])[0]
        if not hosts and _INVITED_BY_PARTY.search(sentence.masked):
            host = scene.cast.of_only_party(host)
        found += [((guest, host), place) for guest in guests]
    if hit.phrase.rule == "visit_went_back":
        found = []  # only who goes home was a guest
    if not found and hit.phrase.rule in _HOMEWARD:
        found = _back_home(scene, sentence, visitors, hit)
    from_there = hit.phrase.rule == "visit_went_home" and _VISIT_TO.search(sentence.masked, hit.end)
    if from_there or (hit.phrase.rule == "visit_went_home" and _was_elsewhere(scene, found)):
        return []
    if found:
        scene.memory.subject = scene.memory.guest = scene.memory.visitor = tuple(sides[0] for sides, _ in found[:1])
        if hit.phrase.rule != "visit_took_to":  # where he goes next
            scene.memory.keep(found[0][0])
    return found


def _is_a_people(scene: Scene, sentence: Sentence, zones: list[Span], visitors: tuple[Actor, ...]) -> bool:
    """True for "the Austrians" of whom no delegation has been told: a people, or its army."""
    if len(visitors) != 1 or not zones or not _PEOPLE_ONLY.fullmatch(sentence.masked, *zones[0]):
        return False
    visitor = visitors[0]
    named = scene.document.text[slice(*sentence.absolute(zones[0]))].strip(" ,").endswith("s")
    is_told = visitor.key in scene.memory.acting or visitor.key in {
        a.key for a in (*scene.memory.pair, *scene.headline)
    }
    return named and not (visitor.parties or visitor.persons or visitor.organizations or is_told)


def _on_tour(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """Whose tour "began in A and will continue in B": nobody's where no journey is spoken of."""
    if not _TRAVEL_TOLD.search(sentence.masked, 0, hit.end):
        return ()
    named = scene.cast.actors(sentence.absolute((0, hit.start)))
    return scene.memory.visitor or named[:1] or scene.memory.subject[:1]


def _travellers_before(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """Who makes "the tour": the subject of the sentence before, which has told of it."""
    before = scene.sentences_before(sentence)[-1:]
    if not before or not _TRAVEL_TOLD.search(before[0].masked):
        return ()
    return scene.cast.actors(before[0].absolute((0, first_verb(before[0].masked, 0, len(before[0].masked)))))[:1]


def _is_known_team(scene: Scene, sentence: Sentence, zones: list[Span], visitors: tuple[Actor, ...]) -> bool:
    """True for "the Cuban team" where a contact of Cuba's has just been told."""
    known = {actor.key for actor in scene.memory.pair}
    return bool(visitors) and visitors[0].key in known and bool(_TEAM.match(sentence.masked, zones[0][0]))


def _back_home(scene: Scene, sentence: Sentence, visitors: tuple[Actor, ...], hit: Hit) -> list[Contact]:
    """ "The Cuban team left for Havana": who goes home was a guest of the last contact's other side, else here."""
    home = Place("", scene.cast.home) if scene.cast.home else None
    here = scene.here or home
    if len(visitors) != 1 or here is None or here.country == visitors[0].country:
        return []
    if [place.country for place, _ in destinations(scene, sentence, hit)][-1:] != [visitors[0].country]:
        return []
    return [((visitors[0], Actor(here.country, hit.end)), here)]


def _was_elsewhere(scene: Scene, found: list[Contact]) -> bool:
    """True where who "returned home" has just been told to have visited other countries than this one."""
    keys = {actor.key for actor in scene.memory.pair}
    return any(sides[0].key in keys and sides[1].key not in keys for sides, _ in found) and bool(scene.memory.visitor)


def _invited(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """ "At the invitation of A, of B and of C, D led a delegation": who is invited is named last."""
    named = scene.cast.actors(sentence.absolute((0, hit.end)))
    return (max(named, key=lambda actor: actor.start),) if len(named) > 1 else ()


def _subject_ahead(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """ "During his visit to Cuba, A ...": whom the pronoun stands for comes after it."""
    if not _HIS.search(sentence.masked[: hit.end]) or _HIS_NOT.search(sentence.masked[: hit.start]):
        return ()
    comma = sentence.masked.find(",", hit.end)
    if comma < 0:
        return ()
    verb = first_verb(sentence.masked, comma, len(sentence.masked))
    return with_parties(scene, sentence, (comma, verb), scene.cast.actors(sentence.absolute((comma, verb))))[:1]


def _names_place(scene: Scene, sentence: Sentence, at: int) -> bool:
    """True in "while visiting China", false in "visiting Chinese Premier", "visiting President Xi of China"."""
    if _HERE.match(sentence.masked[at:]):
        return True
    start = re.compile(r"\s*(?:the\s+)?").match(sentence.masked, at).end()  # type: ignore[union-attr]
    first = scene.document.within(*sentence.absolute((start, len(sentence.masked))))[:1]
    return any(
        m.start == start + sentence.span[0] and m.kind in ("country", "place") and m.form != "adjective" for m in first
    )


def invited_by(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """The parties at whose invitation something happens (CODEBOOK R4)."""
    if whose := _WHOSE_INVITATION.search(sentence.masked):
        return scene.cast.actors(sentence.absolute(whose.span(1)))
    if whose := _AT_WHOSE_INVITATION.search(sentence.masked):
        return scene.cast.actors(sentence.absolute((0, whose.start())))[-1:]
    match = _INVITED.search(sentence.masked)
    if not match:
        return ()
    return scene.cast.actors(sentence.absolute(object_zones(sentence.masked, match.end())[0]))


def inviting(scene: Scene, sentence: Sentence) -> tuple[Actor, ...]:
    """Who "has invited a team of the party": the trip is told in a later sentence."""
    invites = _INVITES.search(sentence.masked)
    zones = subject_zones(sentence.masked, invites.start()) if invites else []
    return scene.cast.actors(sentence.absolute(zones[0])) if zones else ()


def _addressed(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """The party that a trip is for: to attend its congress, to sign a paper or hold talks with it (CODEBOOK R4)."""
    purpose = _PURPOSE.search(sentence.masked, hit.end)
    if purpose is None:
        return ()
    end = first_verb(sentence.masked, purpose.end(), len(sentence.masked))
    found = scene.cast.actors(sentence.absolute((purpose.end(), end)), with_occasion=True)
    return tuple(actor for actor in found if actor.parties)


def _of_headline(scene: Scene) -> tuple[Actor, ...]:
    """Where the headline says that somebody goes: what "the country" is."""
    title = scene.document.dispatch.title or ""
    places = scene.cast.places((0, len(title))) if scene.document.text.startswith(title) else []
    return tuple(Actor(place.country, 0) for place in places[:1])


def _visit_of(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """The party of "spoke of the visit of the Labour Party": it is the guest, and no place."""
    if not _VISIT_OF.search(sentence.masked, hit.start, hit.end):
        return ()
    zone = object_zones(sentence.masked, hit.end)[0]
    first = scene.document.within(*sentence.absolute(zone))[:1]
    return scene.cast.actors(sentence.absolute(zone)) if any(m.kind in ("party", "person") for m in first) else ()


def _at_seat(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Actor, ...]:
    """The party that is visited, or its headquarters: it is the host (CODEBOOK R4)."""
    zone = object_zones(sentence.masked, hit.end)[0]
    parties = tuple(actor for actor in scene.cast.actors(sentence.absolute(zone)) if actor.parties)
    if _SEAT_OF.match(sentence.masked, hit.end):
        return parties
    first = sentence.span[0] + _THE_NAME.match(sentence.masked, hit.end).end()  # type: ignore[union-attr]
    visited = {m.country for m in scene.document.within(*sentence.absolute(zone), "party") if m.start == first}
    return tuple(actor for actor in parties if actor.country in visited)


def _who_meets(scene: Scene) -> Place | None:
    """Where an outlet tells from a third country of a visiting guest met, the guest is with who met him."""
    countries = [actor.country for actor in scene.memory.pair]
    here = scene.here.country if scene.here else scene.cast.home
    return Place("", countries[0]) if len(countries) == 2 and here not in countries and countries[0] else None


def destinations(scene: Scene, sentence: Sentence, hit: Hit) -> list[tuple[Place, int]]:
    """The places visited, with where they are named: the date beside a name is that of the visit there."""
    after = sentence.span[0] + hit.end
    home = Place("", scene.cast.home) if scene.cast.home else None
    here = [(place, after) for place in (scene.here or home,) if place]
    if hit.phrase.rule == "visit_adjective" and (host := _who_meets(scene)):
        return [(host, after)]
    if hit.is_here or hit.phrase.rule == "visit_adjective":
        return here
    zone = hit.slots["P"] if "P" in hit.slots else object_zones(sentence.masked, hit.end)[0]
    if _MISSION.search(sentence.masked, *zone) or _EMBASSY.match(scene.document.text, sentence.span[0] + zone[0]):
        return []
    named = scene.cast.places_at(sentence.absolute(zone))
    if not named:
        at = sentence.span[0] + zone[0]
        hosts = countries_told(scene, sentence, zone) or _at_seat(scene, sentence, hit)
        named = [(Place("", actor.country), at) for actor in hosts]
    if hit.phrase.rule == "visit_left_for":  # "left Havana for London": was there, and goes there
        named = [*scene.cast.places_at(sentence.absolute((hit.start, hit.end))), *named]
    if named and (later := _NEXT_PLACE.match(sentence.masked, zone[1])):
        named = [*named, *scene.cast.places_at(sentence.absolute(later.span(1)))]
    if named:
        return named
    if _THE_COUNTRY.match(sentence.masked, hit.end) and (hosts := invited_by(scene, sentence) or _of_headline(scene)):
        return [(Place("", actor.country), after) for actor in hosts if actor.country]
    if _MAINLAND.match(sentence.masked, hit.end):
        return [(Place("mainland", "CHN"), after)]
    after_hit = sentence.masked[hit.end :]
    is_sight = bool(_DELEGATION.search(sentence.masked, 0, hit.start) and _SIGHT.match(after_hit))
    is_here = is_sight or _HERE.match(after_hit) or _SEAT.match(after_hit) or _AIRPORT.match(after_hit)
    told = scene.place_in(sentence) if is_sight else None
    if told and told.country:
        return [(told, after)]
    return here if is_here else []
