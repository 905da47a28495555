"""Names of the table in a text, and which of them may be ordinary words there."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_linking import Name
from tasks.extract.party_listed_chinese import kind_of
from tasks.extract.party_names import Senses, is_abbreviation, key, names, words
from tasks.gazetteer import Hit, fold

_SHORTEST_SURE = 4  # letters of a name that is hardly a person's
_PARTY_AFTER = re.compile(r" (?:[Pp]arty|PARTY)\b")
# the 20th National Congress, its 20th CPC National Congress
_NUMBERED = compiled(
    r"(?:\d(?:st|nd|rd|th)|\b(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|twentie)th"
    r"|next|upcoming|coming))(?: [A-Z]+)? $",
    re.IGNORECASE,
)
_OCCASION = compiled(r"(?:\d(?:st|nd|rd|th)|\b[IVXL]+|Party|National|U\.?S\.?) Congress|Congress of\b|\bin Congress")
# "Chinese party officials" in a headline is no name, "Dominican Party" might be one.
_OF_SOMEBODY = re.compile(
    r" (?:delegat|leader|official|chief|cadre|team|head|group|school|member|congress)", re.IGNORECASE
)
_FACTION = re.compile(r"-[A-Z][a-z]+(?='|[,.;)]|$| \()")
_KIND_OF_BODY = compiled(r"\b(?:[Pp]arty|[Ff]ront|[Mm]ovement|[Ll]eague|[Cc]ongress|[Aa]lliance|[Uu]nion|[Bb]loc)\b")
# "(AKP) --" closes a dateline: the agency, not the party.
_CREDIT = re.compile(r"\)\s*[-–—]")
_BODY_OF = re.compile(r"' (?:[A-Z]\w+ )?(?:Union|League|Front|Party|Alliance|Association|Federation|Movement)\b")
_WORD_BEFORE = re.compile(r"\b([A-Z][\w-]+) $")
_BODY_AFTER = re.compile(
    r" (?:[Ss]tation|Cent(?:er|re)|Committee|Association|Foundation|Institute|University|Prize|Award|Day|Street|Square"
    r"|Government|Conference|Forum|Summit|Fund|Bank|Council|Society|Festival|Hall|Palace|Project|Act|Bill|Organi[sz]ation)\b"
)
# "Labour leader ... said": a party wherever it stands
_OFFICER_AFTER = re.compile(
    r" (?:leader|deputy leader|chair\w*|MPs?|lawmakers?|frontbencher|spokes\w+|peer|delegation)\b"
)
_NAME_BEFORE = re.compile(r"\b(?!The )[A-Z][a-z]+ $")
_PURPOSE_BEFORE = compiled(r" (?:for|of) (?:[A-Z][a-z]+,? (?:and )?)+$")


def find_listed(context: Context) -> list[Name]:
    """Names of the table, overlapping ones too."""
    found = [name for hit in names().spelled.find_all(context.lowered) if (name := _spelled(context, hit))]
    found += [name for hit in names().written.find_all(context.text) if (name := _written(context, hit))]
    return [n for n in found if not _opens_longer(context, n) and (n.kind != "weak" or _may_be_weak(context, n))]


def _spelled(context: Context, hit: Hit[Senses]) -> Name | None:
    """A Latin name of several words."""
    title = context.text[hit.start : hit.end]
    if title.upper().endswith("CONGRESS") and _NUMBERED.search(context.text, max(0, hit.start - 24), hit.start):
        return None
    if _is_any_party(context, hit.start, hit.end) or _is_faction(context, hit.end):
        return None
    if not context.in_capitals and not _is_capitalised(title):
        return None
    kind = "weak" if key(title) in _phrases() else "name"
    return Name(hit.start, hit.end, names().keyed.get(key(title), hit.value), kind, title)


def _is_faction(context: Context, end: int) -> bool:
    """Whether a dash makes it another party's name: Pakistan Muslim League-Quaid."""
    suffix = _FACTION.match(context.folded, end)
    return suffix is not None and context.country_at(end + 1) is None


def _is_any_party(context: Context, start: int, end: int) -> bool:
    """Whether country and "Party" only say whose party it is: PAPUA NEW GUINEA PARTY DELEGATION."""
    country = context.country_at(start)
    if country is None or context.folded[country.end : end].strip().lower() != "party":
        return False
    return context.in_capital_line(start) or _OF_SOMEBODY.match(context.folded, end) is not None


def _written(context: Context, hit: Hit[Senses]) -> Name | None:
    """Initials, a Latin name of one word, or a Chinese one."""
    title, end = context.text[hit.start : hit.end], hit.end
    if not title.isascii() and (context.chinese or "㐀" <= title[0] <= "鿿"):
        kind = kind_of(context, hit.start, end, hit.value)
        return Name(hit.start, end, hit.value, kind, title) if kind else None
    if title == "Congress" and _OCCASION.search(context.text):
        return None
    if context.in_capitals and title in words()["not_initials", "en"]:
        return None
    if _is_credit(context, hit.start, end) and all(sense.country != context.home for sense in hit.value):
        return None
    if _is_country(context, hit):
        return None
    kind = "abbreviation" if title.isascii() and is_abbreviation(title) else "name"
    if title in words()["common", "en"]:
        kind = "weak"
    elif kind == "name" and len(title) <= _SHORTEST_SURE and _is_of_a_person(context, hit.start):
        return None
    if kind != "abbreviation" and (after := _PARTY_AFTER.match(context.text, end)):
        end, kind = after.end(), "name"
    return Name(hit.start, end, hit.value, kind, title)


def _is_country(context: Context, hit: Hit[Senses]) -> bool:
    """True for LAOS in a dateline: the country, and no party of another that the dispatch is not about."""
    country = context.country_at(hit.start)
    if country is None or country.end != hit.end:
        return False
    return all(sense.country not in (country.country, context.home) for sense in hit.value)


def _is_of_a_person(context: Context, start: int) -> bool:
    """Whether a short word belongs to the name before it: Pak Sang Gil, but Israeli Shas."""
    before = _NAME_BEFORE.search(context.folded, max(0, start - 24), start)
    if before is None or context.in_capitals or context.ends_country(start - 1):
        return False
    return not context.opens_sentence(before.start()) and before[0].strip() not in words()["not_name", "en"]


def _opens_longer(context: Context, name: Name) -> bool:
    """Whether what looks like a party's members begins the name of a body: Finnish Communists' League."""
    return name.title.endswith("s") and _BODY_OF.match(context.folded, name.end) is not None


def _is_credit(context: Context, start: int, end: int) -> bool:
    """Whether the initials are the agency's, in a dateline: "PHNOM PENH, May 3 (AKP) --"."""
    line = context.text.rfind("\n", 0, start) + 1
    if context.text[start:end] == context.dispatch.agency:
        return True
    return start - line < 60 and context.text[start - 1 : start] == "(" and bool(_CREDIT.match(context.text, end))


def _is_capitalised(title: str) -> bool:
    """As a name is: United Russia party, Communist party of Australia, but not "We can" or "new people"."""
    if fold(title) in names().exact:
        return not title.islower()
    listed = title.split()
    if listed[0].islower() and not (listed[1:2] == ["Party"] and key(listed[0]) in _kind_words()):
        return False  # but uMkhonto weSizwe, the socialist Party of ...
    small = [word for word in listed if word.islower() and word not in words()["small", "en"]]
    return not small or (_KIND_OF_BODY.search(title) is not None and all(key(word) in _kind_words() for word in small))


@lru_cache(maxsize=1)
def _kind_words() -> frozenset[str]:
    return frozenset(key(word) for word in words()["ideology", "en"]) | {"party"}


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    return frozenset(key(name) for name in words()["phrase", "en"])


def _may_be_weak(context: Context, name: Name) -> bool:
    """Labour, Congress, Renaissance: a capital says nothing at a sentence's start, in text in capitals or inside
    another name, as in "Socialist Democrats" and "Center for Peace and Solidarity"."""
    if context.chinese:
        return True
    if context.in_capitals:
        return False
    if context.opens_sentence(name.start) and not _OFFICER_AFTER.match(context.folded, name.end):
        return False
    if _PURPOSE_BEFORE.search(context.folded, max(0, name.start - 60), name.start):
        return False
    if _BODY_AFTER.match(context.folded, name.end):
        return False
    before = _WORD_BEFORE.search(context.folded, max(0, name.start - 24), name.start)
    return before is None or before[1] not in words()["ideology", "en"] or context.opens_sentence(before.start())
