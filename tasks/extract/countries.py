"""Countries, places and regions: found by name, resolved by context and by the dispatch's date."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.annotated import Annotated
from tasks.extract.country_characters import Characters
from tasks.extract.country_cities import find_cities
from tasks.extract.country_context import Context
from tasks.extract.country_focus import DATELINE_RULE, about, title_end
from tasks.extract.country_names import Name, Sense, find_names
from tasks.gazetteer import Hit
from tasks.records import CountryFact, Dispatch, Mention

_CHINESE = re.compile("[\u4e00-\u9fff]")
NAMED_FORMS = frozenset(("name", "adjective", "abbreviation", "compound", "former"))


def find(dispatch: Dispatch) -> list[Mention]:
    """Mentions of kinds country, place (entity_id: its canonical name; with its country) and region.

    A country's entity_id is its code, or None with candidates where the context does not decide.
    """
    text, date = dispatch.text, dispatch.date
    hits = find_names(text, date)
    home = dispatch.dateline.country if dispatch.dateline else None
    mentions = list(_names(text, Context(text, date, hits, home), hits))
    mentions += find_cities(text, date, [(hit.start, hit.end) for hit in hits])
    if filed := _filed_from(dispatch):
        covered = [mention for mention in mentions if filed.start < mention.end and mention.start < filed.end]
        known = next((mention for mention in covered if mention.kind == "place"), filed)
        mentions = [mention for mention in mentions if mention not in covered]
        mentions.append(replace(filed, entity_id=known.entity_id))
    if _CHINESE.search(text):
        named = Counter(mention.country for mention in mentions if mention.country)
        mentions += Characters(text, date, [(hit.start, hit.end) for hit in hits], named).find()
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _filed_from(dispatch: Dispatch) -> Mention | None:
    """The place of the dateline, which the gazetteer may not know: "FOSTER CITY, Calif."."""
    line = dispatch.dateline
    if not line or not line.place or not line.country:
        return None
    written = re.search(re.escape(line.place), dispatch.text, re.IGNORECASE)  # it may stand there in capitals
    if not written:
        return None
    start, end = written.span()
    return Mention(start, end, written[0], "place", "city", line.place, 0.9, DATELINE_RULE, country=line.country)


def _names(text: str, context: Context, hits: list[Hit[Name]]) -> Iterator[Mention]:
    for hit in hits:
        sense, candidates = context.choose(hit)
        surface = text[hit.start : hit.end]
        if candidates and candidates[0].form == "joint":  # the Koreas, inter-German: all of them
            yield from (_mention(hit, surface, each._replace(form="name"), 0.95) for each in candidates)
        elif sense:
            confidence = 0.95 if len(candidates) == 1 else 0.8
            yield _mention(hit, surface, sense, confidence)
        elif candidates:
            codes = dict.fromkeys(candidate.entity for candidate in candidates)
            yield Mention(
                hit.start, hit.end, surface, candidates[0].kind, candidates[0].form, None, 0.4, "country_ambiguous",
                candidates=tuple((code, round(1 / len(codes), 3)) for code in codes),
            )  # fmt: skip


def _mention(hit: Hit[Name], surface: str, sense: Sense, confidence: float) -> Mention:
    rule = "place_name" if sense.kind == "place" else "region_name" if sense.kind == "region" else "country_name"
    return Mention(
        hit.start, hit.end, surface, sense.kind, sense.form, sense.entity, confidence, rule, country=sense.country
    )


def facts(document: Annotated) -> tuple[CountryFact, ...]:
    """One fact per country, by first span; known only through a place, party or person, it is not `named`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        code = mention.entity_id if mention.kind == "country" else mention.country
        if code:
            groups[code].append(mention)
    headline = _headline(document)
    focus = about(document, groups, {mention.country for mention in headline if mention.country} & groups.keys())
    found = []
    for code, mentions in groups.items():
        spans = tuple(dict.fromkeys((mention.start, mention.end) for mention in mentions))
        in_headline = [mention for mention in headline if mention.country == code]
        named = any(m.kind == "country" and m.form in NAMED_FORMS for m in (*mentions, *in_headline))
        found.append(CountryFact(code, len(spans), named, code in focus, spans))
    return tuple(sorted(found, key=lambda fact: (fact.spans[0], fact.code)))


def _headline(document: Annotated) -> list[Mention]:
    """Countries of a title that stands outside of the text."""
    title = document.dispatch.title
    if not title or title_end(document):
        return []
    return [mention for mention in find(replace(document.dispatch, text=title)) if mention.kind == "country"]
