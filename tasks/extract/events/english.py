"""Event reports in English dispatches: triggers (reference/event_phrases_en.csv), sides, date, place, status, level."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.annotated import Annotated
from tasks.extract.events import english_mood as mood
from tasks.extract.events.english_clauses import object_zones
from tasks.extract.events.english_congresses import congress_guests
from tasks.extract.events.english_contacts import contacts, remember
from tasks.extract.events.english_gatherings import Gathering, find_gathering, is_repeated
from tasks.extract.events.english_implied import implied_visits
from tasks.extract.events.english_lists import partners_listed, senders_enumerated, with_many
from tasks.extract.events.english_messages import is_spoken
from tasks.extract.events.english_observances import observances, without_observed
from tasks.extract.events.english_occasions import party_occasion, statement
from tasks.extract.events.english_outcome import settled, with_party_of_journey
from tasks.extract.events.english_phrases import Hit, Phrase, find_hits
from tasks.extract.events.english_retold import with_day_told, with_party_told
from tasks.extract.events.english_scene import Scene, Sentence
from tasks.extract.events.english_second import second_reading
from tasks.extract.events.english_signatories import signatories
from tasks.extract.events.english_slots import STATE_OFFICE
from tasks.extract.events.english_visits import invited_by, inviting
from tasks.extract.events.reports import merge_reports
from tasks.extract.events.sides import Actor, join_sides, side_key
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate, Place, Side, Span

_SUB_TYPES = (
    ("message", "condolence", r"condolence|wreath|bier|mourn|death of|passing"),
    ("message", "congratulation", r"congratulat|felicitation"),
    ("message", "sympathy", r"sympath"),
    ("message", "reply", r"\brepl(?:y|ies)|in return"),
    ("message", "greeting", r"greeting|floral|best wishes|new year card"),
    ("agreement", "mou", r"memorand|\bmous?\b"),
    ("agreement", "communique", r"communiqu"),
    ("agreement", "declaration", r"declaration"),
    ("visit", "state_visit", r"\bstate visits?\b"),
    ("visit", "transit", r"stopover|transit"),
)
_SPORT = compiled(
    r"\b(?:(?:semi|quarter)-?finals?|in\s+the\s+(?:[\w-]+\s+){0,2}finals?|championships?|tournament|gold\s+medal|(?:football|soccer)\s+match(?:es)?"
    r"|matches|scored|league\s+(?:match|title|game)|(?:\d|one|two|three|four|five)\s+goals)\b",
    re.IGNORECASE,
)
_SAID_AT = re.compile(
    r"\b(?:said|says|told|stressed|stated|announced|declared|noted|speaking|spoke)\s+(?:[\w-]+\s+){0,3}?(?:at|in|during)\s+"
    r"(?:an?|the)\s+(?:[^\s,;]+\s+){0,8}?$",
    re.IGNORECASE,
)
_LONGEST = 3000  # characters: in what is longer (a list, a table) only enumerated senders are looked for
_LONGEST_LIST = 20_000
_STATED = ("explicit", "weekday", "relative")  # bases of dates that a sentence itself gives


def find_events(document: Annotated) -> tuple[Event, ...]:
    """The event reports of an English dispatch, in text order."""
    scene = Scene(document)
    events: list[Event] = []
    sentences = scene.sentences()
    for number, sentence in enumerate(sentences):
        scene.enter(sentence)
        if len(sentence.masked) > _LONGEST:
            events += _enumerated(scene, sentence) if len(sentence.masked) <= _LONGEST_LIST else []
            continue
        if _SPORT.search(sentence.masked):
            continue
        events = with_day_told(scene, sentence, events)
        gathering = find_gathering(scene, sentence, sentences[number + 1 :])
        hits = find_hits(sentence.masked)
        told_here = _told_by(scene, sentence, hits, gathering)
        if not any(event.event_type == "visit" for event in told_here):
            hosts = invited_by(scene, sentence)
            events = _with_inviter(events, hosts)
            scene.memory.introduce(tuple(actor for actor in hosts if actor.parties))
        scene.inviters |= {actor.country: actor for actor in inviting(scene, sentence) if actor.parties}
        events += told_here
        if gathering and not _is_told_again(sentence, gathering, events):
            events += _gathered(scene, sentence, gathering)
        if not any(event.rule in ("message_enumerated", "party_congress_attended") for event in told_here):
            events += congress_guests(scene, sentence)
        events += second_reading(scene, sentence, hits, events)
        events += [told for told in (statement(scene, sentence),) if told]
        events = with_party_told(scene, sentence, events)
    events += signatories(scene, events)
    observed = observances(scene, sentences, events)
    events = [*without_observed(events, observed), *observed]
    events += implied_visits(scene, sentences, events)
    titles = {sentence.span for sentence in sentences if sentence.is_title}
    return with_party_of_journey(merge_reports(settled(events, scene, titles)))


def _is_told_again(sentence: Sentence, gathering: Gathering, events: list[Event]) -> bool:
    """True for "the seminar" of a later sentence. Who holds a course is often told only there."""
    countries = {actor.country for actor in gathering.actors}
    told = [e for e in events if e.event_type == gathering.kind.event_type and e.level != "background"]
    same = any({s.country for s in event.sides} == countries for event in told if event.event_type == "training")
    return is_repeated(sentence, gathering) and bool(told) and not same


def _with_inviter(events: list[Event], hosts: tuple[Actor, ...]) -> list[Event]:
    """ "The visit is made at the invitation of ...": the inviter's party belongs to the host of a visit told before."""
    parties = {actor.country: actor for actor in hosts if actor.country and actor.parties}
    return [
        replace(event, sides=(event.sides[0], join_sides(event.sides[1], parties[event.sides[1].country].side("host"))))
        if event.event_type == "visit" and event.sides[1].country in parties
        else event
        for event in events
    ]


def _enumerated(scene: Scene, sentence: Sentence) -> list[Event]:
    """The messages of a list of senders, and what they are sent for."""
    messages = [
        Event(
            "message",
            (actors[0].side("sender"), *(actor.side("recipient") for actor in actors[1:])),
            sentence.span,
            "message_enumerated",
            level="core" if sentence.is_lead else "secondary",
            format="written",
            date=scene.last_date or scene.about_now("past"),
        )
        for actors, _ in senders_enumerated(scene, sentence)
    ]
    before = scene.sentences_before(sentence)[-1:]
    return messages + [
        occasion for message in messages[:1] for told in before if (occasion := party_occasion(scene, told, message))
    ]


def _told_by(scene: Scene, sentence: Sentence, hits: list[Hit], gathering: Gathering | None) -> list[Event]:
    """The contacts that a sentence tells of; words that name a gathering ("study tour") are no trigger."""
    events = _enumerated(scene, sentence) + partners_listed(scene, sentence)
    for hit in hits:
        if gathering and hit.start < gathering.end and gathering.start < hit.end:
            continue
        status = mood.status(sentence.masked, hit.start, hit.end, title=sentence.is_title)
        if hit.phrase.rule == "message_title" and not sentence.is_title and sentence.number:
            continue
        if status is not None:
            known = replace(scene.memory)  # whom it knows to act for a party goes on growing
            found = contacts(scene, sentence, hit)
            for actors, place in found:
                event = _event(scene, sentence, hit, status, actors, place)
                events.append(event)
                if event.event_type in ("message", "visit") and (occasion := party_occasion(scene, sentence, event)):
                    events.append(occasion)
            if found and events[-1].level == "background":
                scene.memory = known  # "they" who talk next are those of the news
            if found and "" in map(side_key, events[-1].sides):
                scene.unnamed = (sentence.number, events[-1])
            elif not found and (open_contact := with_many(scene, sentence, hit)):
                scene.unnamed = (sentence.number, _event(scene, sentence, hit, status, *open_contact))
    return events


def _event(
    scene: Scene, sentence: Sentence, hit: Hit, status: str, actors: tuple[Actor, ...], place: Place | None
) -> Event:
    phrase = hit.phrase
    roles = (phrase.role_a, *[phrase.role_b] * (len(actors) - 1))
    words = sentence.masked[hit.start : hit.end]
    told_last = scene.last_date
    when = scene.date_of(sentence, *_where_dated(sentence, hit, actors), status)
    if phrase.event_type == "visit":
        known = scene.stays.get(actors[1].country) if when and when.basis == "context" else None
        when = scene.stays[actors[1].country] = replace(known, basis="context") if known else when
    elif when and when.basis == "context":
        when = scene.stay_of(actors) or (scene.since_arrival(when) if status == "past" else when)
    told = phrase.rule != "visit_came_from" and _is_told(scene, sentence, hit.start, status, when)
    if told or scene.is_old(when):
        scene.last_date = told_last  # what follows is of the news again
    return Event(
        event_type=phrase.event_type,
        sides=tuple(actor.side(role) for actor, role in zip(actors, roles, strict=True)),
        span=sentence.span,
        rule="message_expressed"
        if phrase.rule in ("message_sent_to", "message_noun") and is_spoken(words)
        else phrase.rule,
        status=status,
        level=_level(phrase, sentence, told, when),
        sub_type=phrase.sub_type
        or _officials(scene, sentence, hit, actors)
        or _sub_type(phrase.event_type, scene.document.text[slice(*sentence.span)]),
        format="video" if phrase.format and re.search(r"video|virtual|online", words, re.I) else phrase.format,
        date=when,
        place=place,
        confidence=_confidence(sentence, status, actors),
    )


def _where_dated(sentence: Sentence, hit: Hit, actors: tuple[Actor, ...]) -> Span:
    """The words whose nearest date is the event's: the trigger; of a visit, the country, so that each has its own."""
    named_at = actors[1].start - sentence.span[0] if hit.phrase.event_type == "visit" else 0
    return (named_at, named_at) if named_at > hit.end else (hit.start, hit.end)


def _officials(scene: Scene, sentence: Sentence, hit: Hit, actors: tuple[Actor, ...]) -> str | None:
    """Marks a meeting with holders of state offices for whom no party is named (CODEBOOK R6)."""
    phrase = hit.phrase
    met_side = actors[1:] if phrase.object == "B" else actors[:1]
    if phrase.event_type != "meeting" or phrase.object is None or any(actor.parties for actor in met_side):
        return None
    zone = object_zones(sentence.masked, hit.end)[0]
    of_state = scene.document.within(*sentence.absolute(zone), "organization")
    return "officials" if of_state or STATE_OFFICE.search(sentence.masked, *zone) else None


def _is_told(scene: Scene, sentence: Sentence, start: int, status: str, when: EventDate | None) -> bool:
    """True for what somebody recalls or only means to do; what the lead announces, or tells of the last days ("said he
    met ... on Monday"), is news."""
    if mood.is_only_intended(sentence.masked, start):
        return True
    is_fresh = when is not None and when.basis in _STATED and scene.is_near(when, status)
    is_news = is_fresh or (sentence.is_lead and status == "planned")
    return not is_news and mood.is_told_by_speaker(sentence.masked, start)


def _confidence(sentence: Sentence, status: str, actors: tuple[Actor, ...]) -> float:
    """Share of events of the kind that proved right on dispatches read by hand: less where a side is only understood
    from what went before, where the text is past the lead, and for plans told in passing."""
    start, end = sentence.span
    confidence = 0.95
    if not all(start <= actor.start < end for actor in actors):
        confidence -= 0.12
    if not sentence.is_lead:
        confidence -= 0.1
        confidence -= 0.15 if status == "planned" else 0
    return round(confidence, 2)


def _level(phrase: Phrase, sentence: Sentence, told: bool, when: EventDate | None) -> str:
    """Contacts over years are an event only where the text gives the stretch of time."""
    if phrase.rule == "contacts_aggregate":
        return "secondary" if when and when.precision == "interval" and when.basis != "context" else "background"
    return "background" if told else "core" if sentence.is_lead else "secondary"


def _gathered(scene: Scene, sentence: Sentence, gathering: Gathering) -> list[Event]:
    kind = gathering.kind
    status = mood.status(sentence.masked, gathering.start, gathering.end, title=sentence.is_title)
    if status is None:
        return []
    others = [actor.side(kind.role_b) for actor in gathering.actors[1:]]
    remember(scene, gathering.actors[:1], gathering.actors[1:])
    when = scene.date_of(sentence, gathering.start, gathering.end, status)
    is_scene_of_speech = bool(_SAID_AT.search(sentence.masked, 0, gathering.start))
    told = not is_scene_of_speech and _is_told(scene, sentence, gathering.start, status, when)
    words = scene.document.text[slice(*sentence.absolute((gathering.start, gathering.end)))].lower()
    told = told or (words.startswith("wreath") and not sentence.is_lead)  # one stop of a guest's programme
    event = Event(
        event_type=kind.event_type,
        sides=(gathering.actors[0].side(kind.role_a), *(others or [Side(kind.role_b)])),
        span=sentence.span,
        rule=kind.rule,
        status=status,
        level="background" if told else "core" if sentence.is_lead else "secondary",
        sub_type=kind.sub_type or words,
        format="video" if re.search(r"video|online|on-line|webinar|virtual", words) else "in_person",
        date=when,
        place=scene.place_in(sentence) or scene.here,
    )
    return [event]


def _sub_type(event_type: str, text: str) -> str | None:
    for kind, name, pattern in _SUB_TYPES:
        if kind == event_type and re.search(pattern, text, re.IGNORECASE):
            return name
    return None
