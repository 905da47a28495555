"""Persons: names beside an office, leaders of the table, and later mentions by surname."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from tasks.extract.annotated import Annotated
from tasks.extract.leaders import at, country_of, gazetteer, holds
from tasks.extract.party_context import Context
from tasks.extract.person_parties import party_of
from tasks.extract.person_patterns import LED_BY, Found, Names
from tasks.extract.person_patterns_chinese import find_names, is_transliterating
from tasks.gazetteer import fold
from tasks.records import Dispatch, Mention, Person, Span

# Names there begin with the family's, which is what later mentions repeat.
_SURNAME_FIRST = frozenset(("CHN", "PRK", "KOR", "TWN", "HKG", "SGP", "KHM"))
_LIST = re.compile(r"、|和|及|以及|,? and (?:the )?")
_OF = re.compile(r" of (?:the )?")
_LEADS = re.compile(r"(?:率领|带领|率队|带队|为团长|为首|任团长|担任团长)的?")
_LED_BY = 24  # characters of the longest "headed by Comrade"
_NEAR = 60  # characters from the party or country to the words that say who leads its delegation


def find(dispatch: Dispatch, mentions: list[Mention]) -> list[Mention]:
    """Mentions of kind person. entity_id: the full name as written; country where the office or the table tells it.
    rule_id: office_phrase (the text says who it is), title, leader_table (known by name alone), surname."""
    context = Context(dispatch, tuple(m for m in mentions if m.kind in ("country", "place")))
    named = _named(dispatch, _others(mentions))
    people = _with_country_of_list(context, named, [_person(context, one, mentions) for one in named])
    taken = [(m.start, m.end) for m in people]
    places = [(m.start, m.end) for m in mentions if m.kind in ("country", "place")]
    for start, end, terms in gazetteer().find(context.text):
        if _overlaps((start, end), [*taken, *places]) or not (term := at(terms, dispatch.date)):
            continue
        if start + 3 > end and not (holds(term, dispatch.date) and _stands_alone(context.text, start, end)):
            continue
        people.append(_mention(context, (start, end), term.country, 0.7, "leader_table"))
        taken.append((start, end))
    taken += [(m.start, m.end) for m in mentions]
    later = _surnames(context, people, taken)
    return sorted([*people, *later], key=lambda m: m.start)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A name of two Chinese characters is one unless its neighbours are of a foreign name, too: 克里 in 克里米亚."""
    return not any(
        is_transliterating(neighbour) for neighbour in (text[start - 1 : start], text[end : end + 1]) if neighbour
    )


def _others(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted((m for m in mentions if m.kind != "person"), key=lambda m: (m.start, -m.end, m.kind)))


@lru_cache(maxsize=4)
def _named(dispatch: Dispatch, mentions: tuple[Mention, ...]) -> tuple[Found, ...]:
    """Cached: a mention has no place for its office phrase, so facts() asks again."""
    context = Context(dispatch, tuple(m for m in mentions if m.kind in ("country", "place")))
    listed = list(mentions)
    return tuple(find_names(context, listed) if context.chinese else Names(context, listed).find())


def _person(context: Context, found: Found, mentions: list[Mention]) -> Mention:
    country = _country(context, found, mentions) or _known_country(context, found.name)
    rule = "office_phrase" if found.role else "title"
    return _mention(context, found.name, country, 0.8 if country else 0.6, rule)


def _with_country_of_list(context: Context, found: tuple[Found, ...], people: list[Mention]) -> list[Mention]:
    """The next of a list is of the same country unless the text says otherwise: 塞尔维亚议长某某、副议长某某."""
    for index in range(1, len(people)):
        role, before = found[index].role, people[index - 1]
        if role and people[index].country is None and _LIST.fullmatch(context.text, before.end, role[0]):
            people[index] = replace(people[index], country=before.country)
    return people


def _known_country(context: Context, name: Span) -> str | None:
    """What the table of leaders says of a full name or of a surname after an office: President Biden."""
    written, date = context.text[slice(*name)], context.dispatch.date
    if terms := gazetteer().get(written):
        term = at(terms, date)
        return term.country if term else None
    return country_of(written, date) if " " not in written and written.isascii() else None


def _country(context: Context, found: Found, mentions: list[Mention]) -> str | None:
    """The country of the office: named in the phrase, through its party or organ, or after the name."""
    if found.role:
        start, end = found.role
        inside = _outer([m for m in mentions if start <= m.start and m.end <= end and m.country])
        before = [
            m
            for m in mentions
            if m.country and 0 <= start - m.end <= 3 and fold(context.text[m.end : start]) in (" ", "'s ", "")
        ]
        ordered = [*before[-1:], *inside]
        if context.chinese:  # the last of 古共中央第一书记、古巴国家主席; 国务委员会 may be another country's
            ordered = sorted(ordered, key=lambda m: (m.kind == "organization", -m.start))
        for mention in ordered:
            if not re.search(
                r"\b(?:to|in) (?:the )?$|[驻駐]$", context.text[max(0, mention.start - 8) : mention.start]
            ):
                return mention.country
    if found.role is None and (led := _country_led(context, found.name, mentions)):
        return led
    after = _OF.match(context.text, found.name[1])
    owners = [m for m in mentions if after and m.start == after.end() and m.country]
    return owners[0].country if owners else None


def _country_led(context: Context, name: Span, mentions: list[Mention]) -> str | None:
    """The country of the delegation that somebody leads: named before "led by", in Chinese after 率领的."""
    owned = [m for m in mentions if m.country and m.kind in ("country", "party")]
    if context.chinese:
        led = _LEADS.match(context.text, name[1])
        return next((m.country for m in owned if led and m.start == led.end()), None)
    led = next((m for m in LED_BY.finditer(context.text, name[0] - _LED_BY, name[0]) if m.end() == name[0]), None)
    start = context.sentence(name[0])[0]
    before = [m for m in owned if led and start <= m.start and m.end <= led.start() and led.start() - m.end < _NEAR]
    return max(before, key=lambda m: m.end).country if before else None


def _outer(mentions: list[Mention]) -> list[Mention]:
    """Without the countries in a party's name: the Chinese Kuomintang is of Taiwan."""
    parties = [m for m in mentions if m.kind == "party"]
    return [m for m in mentions if m.kind == "party" or not any(p.start <= m.start and m.end <= p.end for p in parties)]


def _mention(context: Context, span: Span, country: str | None, confidence: float, rule: str) -> Mention:
    name = context.text[slice(*span)]
    return Mention(*span, name, "person", "name", name, confidence, rule, country=country)


def _surnames(context: Context, people: list[Mention], taken: list[Span]) -> list[Mention]:
    """Later mentions by the family name, joined to the last full name that has it."""
    if context.chinese:
        return _repeated(context, people, taken)
    full: dict[str, Mention] = {}
    for person in people:
        words = [word for word in person.surface.replace(",", "").split() if word.rstrip(".") not in ("Jr", "JR")]
        if len(words) > 1:
            word = words[0] if person.country in _SURNAME_FIRST else words[-1]
            if len(word) > 1 and word[0].isupper():
                full.setdefault(word, person)
    found = []
    for word, person in full.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])(?! [A-Z][a-z])", context.text):
            span = match.span()
            preceded = re.search(r"[A-Z][\w.'-]* $", context.text[max(0, span[0] - 20) : span[0]])
            opens = context.opens_sentence(span[0])
            if span[0] < person.end or (preceded and not opens) or _overlaps(span, taken):
                continue
            found.append(
                replace(person, start=span[0], end=span[1], surface=match[0], confidence=0.6, rule_id="surname")
            )
    return _joined_titles(people, full, found)


def _joined_titles(people: list[Mention], full: dict[str, Mention], found: list[Mention]) -> list[Mention]:
    """ "President Biden" after "President Joseph R. Biden" is the same person."""
    for index, person in enumerate(people):
        if " " not in person.surface and person.surface in full and full[person.surface].start < person.start:
            known = full[person.surface]
            people[index] = replace(person, entity_id=known.entity_id, country=person.country or known.country)
    return found


def _repeated(context: Context, people: list[Mention], taken: list[Span]) -> list[Mention]:
    """Chinese names are repeated whole."""
    known: dict[str, Mention] = {}
    for person in people:
        if len(person.surface) > 1:
            known.setdefault(person.surface, person)
    found = []
    for name, person in known.items():
        for match in re.finditer(re.escape(name), context.text):
            span = match.span()
            if span[0] >= person.end and not _overlaps(span, taken):
                found.append(replace(person, start=span[0], end=span[1], confidence=0.7, rule_id="surname"))
    return found


# ------------------------------------------------------------------------------------------------ facts


def facts(document: Annotated) -> tuple[Person, ...]:
    """One person per name, by first span. The office is the first that the text gives. party_id is that of the office
    phrase, else of the delegation that the person leads; failing that, the leader's party on the dispatch's date,
    marked `party_inferred`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        if mention.kind == "person":
            groups[mention.entity_id or mention.surface].append(mention)
    offices = {one.name: one.role for one in _named(document.dispatch, _others(document.mentions)) if one.role}
    return tuple(_fact(document, name, mentions, offices) for name, mentions in groups.items())


def _fact(document: Annotated, name: str, mentions: list[Mention], offices: dict[Span, Span]) -> Person:
    roles = [offices[m.start, m.end] for m in mentions if (m.start, m.end) in offices]
    country = next((m.country for m in mentions if m.country), None)
    party = next((p for start, end in roles for p in _parties(document, start, end)), None)
    led = None if party else _led(document, mentions, offices)
    if led and country in (None, led.country):
        party, country = led.entity_id, led.country
    terms = gazetteer().get(name)
    term = at(terms, document.dispatch.date) if terms else None
    role = document.text[slice(*roles[0])] if roles else (term.office if term else None)
    inferred = term.party_id if term and not party and country in (None, term.country) else None
    return Person(
        name,
        role=role,
        country=country or (term.country if term else None),
        party_id=party or inferred,
        spans=tuple((m.start, m.end) for m in mentions),
        party_inferred=bool(inferred),
    )


def _led(document: Annotated, mentions: list[Mention], offices: dict[Span, Span]) -> Mention | None:
    """The party whose delegation the person leads, at the first mention that tells it."""
    found = (party_of(document, (m.start, m.end), offices.get((m.start, m.end))) for m in mentions)
    return next((party for party in found if party), None)


def _parties(document: Annotated, start: int, end: int) -> list[str]:
    return [m.entity_id for m in document.within(start, end, "party") if m.entity_id]
