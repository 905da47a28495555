"""Numbers that count something in an English sentence: "more than 20 parties in 11 of the 14 such countries"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.annotated import Annotated
from tasks.extract.claim_counts import Count, clause_before, placed, strengths, units
from tasks.extract.gates import compiled
from tasks.extract.numbers import Quantity, english_quantities
from tasks.records import Span

JOINTS = frozenset({"in ", "from ", "of ", "across ", "representing ", "and "})

# Words that do not stand between a number and its unit.
_STOP = (
    r"(?:of|in|to|the|from|with|for|at|by|on|as|was|were|is|are|has|have|had|that|which|who"
    r"|years?|months?|days?|percent|per)\b"
)
# Up to five adjectives or nouns do: "400 political, religious and social organizations".
_MODIFIERS = tuple(
    re.compile(rf"\s+(?P<words>(?:(?!{_STOP})[A-Za-z’'-]+,?\s+){{{number}}})", re.IGNORECASE) for number in range(6)
)
_OF_WHOLE = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|these|those|its|their|all|a total of)\s+)*(?=\w)", re.IGNORECASE)
_AND_UNIT = (
    re.compile(r"\s+(?:and|or)\s+", re.IGNORECASE),
    re.compile(r"\s+(?:and|or)\s+[A-Za-z-]+\s+", re.IGNORECASE),
)
_ONE_OF = re.compile(r"one\s+of\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:several\s+|many\s+)?(?:dozens|scores|hundreds|thousands)\s+of\b", re.IGNORECASE)
_DEFINITE = compiled(r"\b(?:the|these|those|both|all|other|our|your|my|every|each)\s+$", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:since\b[^,.;]*?\b\d{4}"
    r"|(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+[\w-]+\s+(?:years?|decades?|months?)"
    r"|(?:in|during|by|until)\s+(?:19|20)\d\d"
    r"|(?:from|between)\s+(?:19|20)\d\d\s+(?:to|and)\s+(?:19|20)\d\d"
    r"|this year|last year|so far)",
    re.IGNORECASE,
)
_YEARS = compiled(r"\b(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+$", re.IGNORECASE)
_PARTY_CONTACTS = compiled(
    r"\b(?:contacts|exchanges|visits|delegations|party diplomacy|party-to-party)\b", re.IGNORECASE
)
_TIMES = re.compile(r"\s+times\b", re.IGNORECASE)
_TRAVELS = compiled(r"\b(?:visit(?:ed|s|ing)?|travel\w*|toured|been to)\b", re.IGNORECASE)
_STRONG = re.compile(
    r"-(?P<unit>member|person|people|man|strong|delegate)s?\s+(?:[\w()&-]+\s+){0,4}?(?:delegation|group|team|party|mission)\b",
    re.IGNORECASE,
)
# "among the audience of over 90", "a delegation of 15": people counted by the word before
_BODY_OF = compiled(r"\b(?:audience|crowd|attendance|delegation|group|team|mission)\s+of\s+$", re.IGNORECASE)
_TOUR_OF = compiled(r"\b(?:tours?|visits?|trips?|journey|swing)\s+(?:of|to|in|through)\s+$", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(  # "came on May 20 as guests" counts nobody
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+$",
    re.IGNORECASE,
)
_OF_THE = compiled(r"^\W*(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|all\s+)*$", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\s+(?:have|has|had|are|were|maintain\w*|ke(?:ep|pt)|sent|send|took|take|joined|signed|attended)\b", re.IGNORECASE
)
# "( 41 Messages)" behind a headline of a list: what a site counts
_COUNTER = re.compile(
    r"\s+(?:messages?|comments?|photos?|pictures?|images?|videos?|views?|votes?|posts?|replies|shares|reads)\s*\)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\(\s*$")
_SUCH = compiled(r"\bsuch\b", re.IGNORECASE)
_SAID = compiled(
    r"\s+(?:has\s+|have\s+|also\s+)?"
    r"(?:said|told|noted|pointed out|announced|reported|declared|stated|added|stressed|revealed|disclosed|claimed)\b",
    re.IGNORECASE,
)
_ACCORDING = compiled(r"\baccording to\s+([^,.;]+)", re.IGNORECASE)


def counts(document: Annotated, sentence: Span) -> Iterator[Count]:
    """The counts of one sentence, in text order."""
    text = document.text[slice(*sentence)]
    quantities = list(english_quantities(text))
    passing = strengths(document, sentence, "en")
    whole = None
    for number, quantity in enumerate(quantities):
        if _DAY_OF_MONTH.search(text, 0, quantity.start) and quantity.value <= 31:
            continue
        if _COUNTER.match(text, quantity.end) and _OPENS.search(text, 0, quantity.start):
            continue
        following = quantities[number + 1] if number + 1 < len(quantities) else None
        count = _years(text, quantity) or _times(text, quantity) or _members(text, quantity, passing)
        count = count or _rest_of(text, quantity, quantities[0], passing)
        if not count and not (quantity.value != whole and _is_anaphoric(text, quantity, following)):
            count = _count(text, quantity, following, passing)
        elif not count and _DEFINITE.search(text[: quantity.start]):
            count = _group(_count(text, quantity, following, passing))
        count = count or _body(text, quantity, passing)
        if count:
            whole = count.denominator
            yield placed(document.text, sentence, count, ",;:", _PERIOD)


def _years(text: str, quantity: Quantity) -> Count | None:
    """The span of years that the contacts told of cover; years of anything else are no claim."""
    noun = re.compile(r"\s+years\b", re.IGNORECASE).match(text, quantity.end)
    if not (noun and _YEARS.search(text, 0, quantity.start) and _PARTY_CONTACTS.search(text)):
        return None
    return Count(quantity.start, noun.end(), quantity, "years", "years", (0, 0), "claim_en_period")


def _times(text: str, quantity: Quantity) -> Count | None:
    """visited China 11 times"""
    noun = _TIMES.match(text, quantity.end)
    if not (noun and _TRAVELS.search(clause_before(text, quantity.start, ",;:"))):
        return None
    return Count(quantity.start, noun.end(), quantity, "visits", "times", (0, 0), "claim_en_times")


def _members(text: str, quantity: Quantity, passing: frozenset[str]) -> Count | None:
    """A 15-member delegation"""
    noun = _STRONG.match(text, quantity.end)
    if not noun or "weak" not in passing:
        return None
    return Count(quantity.start, noun.end(), quantity, "persons", noun["unit"], (0, 0), "claim_en_members")


def _body(text: str, quantity: Quantity, passing: frozenset[str]) -> Count | None:
    """The audience of over 90: a number that no noun follows."""
    before = _BODY_OF.search(text, 0, quantity.start)
    if not before or "weak" not in passing or re.compile(r"\s*[\w%]").match(text, quantity.end):
        return None
    return Count(quantity.start, quantity.end, quantity, "persons", before[0].strip(), (0, 0), "claim_en_members")


def _rest_of(text: str, quantity: Quantity, first: Quantity, passing: frozenset[str]) -> Count | None:
    """Of the 14 countries without ties, 11 have parties in contact: the noun stands with the first number."""
    if quantity is first or not _OF_THE.search(text[: first.start]) or not _PREDICATE.match(text, quantity.end):
        return None
    whole = _count(text, first, None, passing)
    if not whole:
        return None
    return replace(
        whole, start=quantity.start, end=quantity.end, quantity=quantity, rule="claim_en_part", denominator=first.value
    )


def _group(count: Count | None) -> Count | None:
    """The six Australian lawmakers: the size of a group of people that the text tells by pointing at them."""
    is_group = (
        count and count.unit == "persons" and count.quantity.value > 2 and re.search(r"\b[A-Z]", count.scope or "")
    )
    return count if is_group else None


def _is_part(text: str, quantity: Quantity, following: Quantity | None) -> bool:
    """True for the 11 of "11 of the 14"."""
    whole = _OF_WHOLE.match(text, quantity.end)
    return bool(whole and following and whole.end() == following.start)


def _count(text: str, quantity: Quantity, following: Quantity | None, passing: frozenset[str]) -> Count | None:
    if _ONE_OF.match(text, quantity.start):
        return None
    whole = following if _is_part(text, quantity, following) else None
    plural = _PLURAL.match(text, quantity.start)  # dozens of parties
    found = _unit(text, whole.end if whole else plural.end() if plural else quantity.end)
    if not found:
        return None
    unit, strength, modifiers, end, unit_text = found
    if strength not in passing:
        return None
    return Count(
        quantity.start, end, quantity, unit, unit_text, (0, 0), "claim_en_part" if whole else "claim_en_count",
        whole.value if whole else None, _scope(text, quantity.start, modifiers, unit_text),
    )  # fmt: skip


def _is_anaphoric(text: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Years, and small numbers that point back ("the three countries") or name a pair ("two parties")."""
    if quantity.comparator != "=" or _is_part(text, quantity, following):
        return False
    if 1500 <= quantity.value <= 2100 and text[quantity.start : quantity.end].isdigit():
        return True
    if _TOUR_OF.search(text, 0, quantity.start):
        return False
    return quantity.value < 3 or (quantity.value < 10 and bool(_DEFINITE.search(text[: quantity.start])))


def _unit(text: str, position: int) -> tuple[str, str, str, int, str] | None:
    """Unit, its strength, the words between number and noun, the end, the unit as written."""
    possible = units("en").possible(text)
    for pattern in _MODIFIERS if possible else ():
        modifiers = pattern.match(text, position)
        for unit in possible if modifiers else ():
            noun = unit.noun.match(text, modifiers.end()) if modifiers else None
            if modifiers and noun:
                end = _with_second(text, noun.end())
                return unit.unit, unit.strength, modifiers["words"].strip(), end, text[noun.start() : end]
    return None


def _with_second(text: str, end: int) -> int:
    """The end of "parties and (leftist) organizations", where a second unit is joined to the first."""
    for pattern in _AND_UNIT:
        joint = pattern.match(text, end)
        for unit in units("en").possible(text) if joint else ():
            noun = unit.noun.match(text, joint.end()) if joint else None
            if noun:
                return noun.end()
    return end


def _scope(text: str, start: int, modifiers: str, unit_text: str) -> str | None:
    """What restricts the things counted: the words before the noun, or what "such" points back to."""
    if _SUCH.search(modifiers):
        noun = re.escape(unit_text)
        earlier = re.search(rf"\b{noun}\s+((?:without|with|having|that|in)\b[^,.;]*)", text[:start], re.IGNORECASE)
        if earlier:
            return earlier[1].strip()
    return modifiers or None


def claimant(document: Annotated, sentence: Span) -> str | None:
    """Who is quoted for the sentence: "according to X", or the words before "said"."""
    text = document.text[slice(*sentence)]
    according = _ACCORDING.search(text)
    if according:
        return according[1].strip()
    said = _SAID.search(text)
    if not said:
        return None
    start = sentence[0]
    speakers = document.within(start, start + said.start() + 1, "person")
    if speakers:
        return speakers[-1].surface
    subject = text[: said.start()].rsplit(",", 1)[-1].strip()
    return subject if 0 < len(subject) <= 100 else None
