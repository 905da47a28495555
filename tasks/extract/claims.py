"""The claims ledger: "contacts with more than 400 political parties in over 140 countries" as rows that can be counted.

One claim per number that counts parties, organisations, countries, delegations, messages, persons, visits, party groups
or the years that the contacts cover. The patterns of a language live in claims_english and claims_chinese, what may be
counted in reference/claim_units.csv.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from tasks.extract import claims_chinese, claims_english
from tasks.extract.annotated import Annotated
from tasks.extract.claim_counts import Count
from tasks.records import Claim, Mention, Span

_LINK_GAP = 60  # characters between two counts of one assertion: "parties and organizations in over 140 countries"
_LONGEST = 4000  # characters; what is longer is a list or a table, not a sentence
_ABOUT_LENGTH = 160
_SUBJECT_KINDS = ("party", "party_group", "organization", "country")


def find_claims(document: Annotated) -> tuple[Claim, ...]:
    """Claims in text order; the same quantity of the same unit said again (title, lead, text) counts once."""
    language = claims_chinese if document.is_chinese else claims_english
    told: dict[tuple[object, ...], tuple[Count, Span]] = {}
    headline = document.text.find("\n")
    for sentence in document.sentences:
        if sentence[1] - sentence[0] > _LONGEST:
            continue
        for count in language.counts(document, sentence):
            key = (count.unit, count.quantity.low, count.quantity.high, count.denominator)
            before = told.get(key)
            is_rounded = before and before[1][1] <= headline and before[0].quantity.comparator == "="
            if before is None or (is_rounded and count.quantity.comparator != "="):
                told[key] = (count, sentence)  # "140 lawmakers" in a headline are "around 140" in the text
    chosen = sorted(told.values(), key=lambda item: item[0].start)
    claims = [_claim(document, sentence, count, language.claimant(document, sentence)) for count, sentence in chosen]
    return _linked(document, claims, [count for count, _ in chosen], language.JOINTS)


def _claim(document: Annotated, sentence: Span, count: Count, claimant: str | None) -> Claim:
    subject = _subject(document, sentence, count)
    return Claim(
        span=(count.start, count.end),
        quantity_low=count.quantity.low,
        quantity_high=count.quantity.high,
        comparator=count.quantity.comparator,
        unit=count.unit,
        unit_text=count.unit_text,
        rule=count.rule,
        about=" ".join(document.text[slice(*count.clause)].split())[:_ABOUT_LENGTH],
        claimant=claimant or document.dispatch.agency,
        subject=subject.surface if subject else None,
        denominator=count.denominator,
        scope=count.scope,
        place=_place(document, count),
        period=count.period,
        as_of=document.dispatch.date,
    )


def _subject(document: Annotated, sentence: Span, count: Count) -> Mention | None:
    """The first party, group, organisation or country named before the number: in its clause, its sentence, else the
    first party named in the sentence before ("Since 1997, the CPC has ... At present, it has ...")."""
    for start in (count.clause[0], sentence[0]):
        for kinds in (_SUBJECT_KINDS[:3], _SUBJECT_KINDS[3:]):
            named = [m for m in document.within(start, count.start, *kinds) if m.entity_id]
            if named:
                return named[0]
    index = bisect_right(document.sentences, sentence) - 1
    before = document.within(*document.sentences[index - 1], "party", "party_group") if index > 0 else []
    return next((mention for mention in before if mention.entity_id), None)


def _place(document: Annotated, count: Count) -> str | None:
    """The region or country named in the clause behind the number, else a region named anywhere in the clause."""
    after = document.within(count.end, count.clause[1], "region", "country")
    inside = document.within(count.start, count.end, "region", "country")
    around = document.within(*count.clause, "region")
    for found in (inside, after, around):
        if found:
            return found[0].surface
    return None


def _linked(document: Annotated, claims: list[Claim], counts: list[Count], joints: frozenset[str]) -> tuple[Claim, ...]:
    """Neighbours of one clause that a joint ("in", "of", 的) connects are linked to one another."""
    links: list[set[int]] = [set() for _ in claims]
    for number in range(1, len(claims)):
        before, after = counts[number - 1], counts[number]
        between = document.text[before.end : after.start]
        near = before.clause == after.clause and len(between) <= _LINK_GAP
        adjoins = len(between) <= 1  # 11 of the 14; 15国23个政党
        if adjoins or (near and any(joint in between.lower() for joint in joints)):
            links[number - 1].add(number + 1)
            links[number].add(number)
    return tuple(replace(c, linked_to=tuple(sorted(found))) for c, found in zip(claims, links, strict=True))
