"""Parties and groups of parties: names found through the table and through their form, linked in context."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tasks.extract.annotated import Annotated
from tasks.extract.party_context import Context
from tasks.extract.party_groups import find_groups
from tasks.extract.party_linking import Linker, Name
from tasks.extract.party_lists import find_coordinated, find_joint, find_shared
from tasks.extract.party_names import Senses, is_abbreviation, is_generic, key, names, words
from tasks.extract.party_patterns import find_adjectives, find_chinese, find_english
from tasks.extract.party_senses import of_country
from tasks.extract.party_unnamed import find_unnamed
from tasks.gazetteer import Gazetteer, fold
from tasks.records import Dispatch, Mention, PartyFact, Span

_PARTY_AFTER = re.compile(r" (?:[Pp]arty|PARTY)\b")
# 中共同, 今日共有: characters with which the one before makes another word.
_IS_PHRASE = re.compile(r"(?<=党)[员校组委支性风纪建章史籍费课旗徽务国派]")
_NOT_AFTER_GONG = "体同享有建赢商识鸣进度担存处用计通勉渡谋筑育绘护叙画圆抗奏振克生性话赴迎"
_SMALL_WORDS = frozenset(
    (
        "of",
        "for",
        "and",
        "the",
        "in",
        "to",
        "towards",
        "toward",
        "on",
        "de",
        "del",
        "la",
        "do",
        "da",
        "e",
        "et",
        "y",
        "du",
        "dos",
        "al",
    )
)
_NUMBERED = re.compile(r"\d(?:st|nd|rd|th) $", re.IGNORECASE)  # the 20th National Congress
_AND_WORLD = re.compile(r"[与同和]|(?: and| in| in Dialogue with)(?: the)? World\b", re.IGNORECASE)
# 新党主席: what could be a phrase is a name where its leader follows.
_PARTY_OFFICE = re.compile(r"(?:副|荣誉|名誉)?主席|秘书长|党首|代表团|发言人")
_KIND_OF_BODY = re.compile(r"\b(?:[Pp]arty|[Ff]ront|[Mm]ovement|[Ll]eague|[Cc]ongress|[Aa]lliance|[Uu]nion|[Bb]loc)\b")
_SHORT_FORM = re.compile(r" \([^()]*\)(?= )")
# "(AKP) --" closes a dateline: the agency, not the party.
_CREDIT = re.compile(r"\)\s*[-–—]")
_BODY_OF = re.compile(r"' (?:[A-Z]\w+ )?(?:Union|League|Front|Party|Alliance|Association|Federation|Movement)\b")
_WORD_BEFORE = re.compile(r"\b([A-Z][\w-]+) $")
_SHORT_NAME = re.compile(r"[㐀-鿿]{2}")
_MAY_PRECEDE = "和与及同由对向访抵赴为是的在经任原前新、中据称至由给"
_ORGAN_FOLLOWS = re.compile(
    r"中央|总书记|主席|副主席|领导|代表|政治局|第?[一二三四五六七八九十]+大|党|会员|成员|省委|市委"
)


def find(dispatch: Dispatch, countries: Iterable[Mention]) -> list[Mention]:
    """Mentions of kinds party and party_group. entity_id is the party_id; of a party that the table lacks a provisional
    one ("BGD-unlisted-socialist-party"); None where the linker abstains."""
    context = Context(dispatch, tuple(countries))
    groups = find_groups(context)
    linker = Linker(context)
    listed = _names(context)
    joint = [m for m in find_joint(context) if not any(_holds(name, m) for name in listed)]
    found = [name for name in listed if _invites(context, name, groups) or not _inside(name, [*groups, *joint])]
    mentions = [*linker.link(found), *joint]
    mentions += _defined(context, linker, [*mentions, *groups])
    mentions += find_unnamed(context, mentions)
    return sorted([*mentions, *groups], key=lambda m: (m.start, -m.end, m.entity_id or ""))


def facts(document: Annotated) -> tuple[PartyFact, ...]:
    """One fact per party, in the order of first spans. A party is what the dispatch is about if it is named in the
    title or more than once."""
    spans: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        if mention.kind == "party" and mention.entity_id:
            spans[mention.entity_id].append(mention)
    title = document.dispatch.title or ""
    return tuple(
        PartyFact(
            party_id,
            about=len(found) > 1 or found[0].surface in title,
            surfaces=tuple(dict.fromkeys(m.surface for m in found)),
            spans=tuple((m.start, m.end) for m in found),
            country=found[0].country,
        )
        for party_id, found in spans.items()
    )


# ------------------------------------------------------------------------------------------------ candidate names


def _names(context: Context) -> list[Name]:
    """Non-overlapping names in text order; of overlapping ones the longer wins, of equal ones that of the table."""
    listed = _listed(context)
    candidates = [*listed, *(name for name in _shaped(context) if name.senses or not _cuts_into(name, listed))]
    candidates.sort(key=lambda name: (name.start - name.end, not name.senses, name.kind == "weak", name.start))
    taken: list[Name] = []
    for name in candidates:
        place = bisect(taken, name.start, key=lambda other: other.start)
        before, after = taken[place - 1 : place] if place else [], taken[place : place + 1]
        if all(other.end <= name.start for other in before) and all(name.end <= other.start for other in after):
            taken.insert(place, name)
    blocked = [(hit.start, hit.end) for hit in _blockers().find(context.text)]
    return [n for n in taken if not any(start <= n.start and n.end <= end for start, end in blocked)]


def _cuts_into(name: Name, listed: list[Name]) -> bool:
    """Whether it begins inside a name of the table and ends behind it: POPULAR REVOLUTIONARY ALLIANCE (APRA) PARTY."""
    return any(other.kind == "name" and other.start < name.start < other.end < name.end for other in listed)


@lru_cache(maxsize=1)
def _blockers() -> Gazetteer[bool]:
    return Gazetteer({name: True for language in ("en", "zh") for name in words()["not_party", language]})


def _listed(context: Context) -> list[Name]:
    """Names of the table."""
    text, found = context.text, list[Name]()
    for hit in names().spelled.find_all(context.lowered):
        title = text[hit.start : hit.end]
        if _NUMBERED.search(text, max(0, hit.start - 8), hit.start) and title.upper().endswith("CONGRESS"):
            continue
        if context.in_capitals or _is_capitalised(title):
            kind = "weak" if key(title) in _phrases() else "name"
            found.append(Name(hit.start, hit.end, names().keyed.get(key(title), hit.value), kind, title))
    for hit in names().written.find_all(text):
        title, end = text[hit.start : hit.end], hit.end
        if (_SHORT_NAME.fullmatch(title) or title.endswith("共")) and not _stands_alone(context, hit.start, end):
            continue
        if context.in_capitals and title in words()["not_initials", "en"]:
            continue
        if _is_credit(context, hit.start, end) and all(sense.country != context.home for sense in hit.value):
            continue
        kind = "abbreviation" if _is_initials(title) else "name"
        if title in words()["common", "en"] | words()["common", "zh"]:
            led = title.endswith("党") and _PARTY_OFFICE.match(text, end) and _begins_a_name(context, hit.start)
            kind = "name" if led else "weak"
        if context.chinese and _IS_PHRASE.match(text, end) and is_generic(title):
            continue
        if kind != "abbreviation" and (after := _PARTY_AFTER.match(text, end)):
            end, kind = after.end(), "name"
        found.append(Name(hit.start, end, hit.value, kind, title))
    return [n for n in found if not _opens_longer(context, n) and (n.kind != "weak" or _may_be_weak(context, n))]


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
    if listed[0].islower():  # but uMkhonto weSizwe
        return False
    small = [word for word in listed if word.islower() and word not in _SMALL_WORDS]
    return not small or (_KIND_OF_BODY.search(title) is not None and all(key(word) in _kind_words() for word in small))


@lru_cache(maxsize=1)
def _kind_words() -> frozenset[str]:
    return frozenset(key(word) for word in words()["ideology", "en"]) | {"party"}


def _is_initials(title: str) -> bool:
    return title.isascii() and is_abbreviation(title)


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    return frozenset(key(name) for name in words()["phrase", "en"])


def _may_be_weak(context: Context, name: Name) -> bool:
    """Labour, Congress, Renaissance: a capital says nothing at a sentence's start or in text in capitals."""
    if context.chinese:
        return True
    if context.in_capitals or context.opens_sentence(name.start):
        return False
    before = _WORD_BEFORE.search(context.folded, max(0, name.start - 24), name.start)
    # "Socialist Democrats", but "In Congress Democrats"
    return before is None or before[1] not in words()["ideology", "en"] or context.opens_sentence(before.start())


def _stands_alone(context: Context, start: int, end: int) -> bool:
    """Whether a Chinese name of two characters is one: 越共 and 民革, not the middle of 超越共有 and 人民革命."""
    text = context.folded
    before, after = text[start - 1 : start], text[end : end + 1]
    at_boundary = not before or not "㐀" <= before <= "鿿"
    if text[end - 1] == "共" and after and after in _NOT_AFTER_GONG:
        return at_boundary and not before.isdigit()
    if text[start:end] == "中共":
        return True
    return (at_boundary and not before.isdigit()) or before in _MAY_PRECEDE or bool(_ORGAN_FOLLOWS.match(text, end))


def _begins_a_name(context: Context, start: int) -> bool:
    """Whether the Chinese character before ends another word: 会见新党, not 共和党人党."""
    before = context.folded[start - 1 : start]
    return not "㐀" <= before <= "鿿" or before in _MAY_PRECEDE or before in "见晤请"


def _shaped(context: Context) -> list[Name]:
    """Names that look like a party's."""
    found = []
    shapes = find_chinese(context) if context.chinese else find_english(context)
    for start, end, is_sure in shapes:
        title = _SHORT_FORM.sub("", context.text[start:end])
        senses = _senses(title)
        found.append(Name(start, end, senses, "name" if is_sure or senses else "open", title))
    for shared in find_shared(context):
        # "the communist parties of Brazil and Portugal": first the name in full, Communist Party of Brazil
        told = of_country(_senses(shared.full), shared.country) or of_country(_senses(shared.title), shared.country)
        if told:
            found.append(Name(*shared.span, told, "name", shared.title, shared.country))
    if not context.chinese:
        for span, title in find_coordinated(context):
            if senses := _senses(title):
                found.append(Name(*span, senses, "name", title))
        for span, title, country in find_adjectives(context):
            if senses := tuple(sense for sense in _senses(title) if country in ("", sense.country)):
                found.append(Name(*span, senses, "weak", title))
    return found


def _senses(title: str) -> Senses:
    """What the table knows of the name, or of the name without a final "party"."""
    keyed, name = names().keyed, key(title)
    return keyed.get(name) or keyed.get(name.removesuffix(" party").removesuffix("党"), ())


def _inside(name: Name, groups: list[Mention]) -> bool:
    return any(group.start <= name.start and name.end <= group.end for group in groups if group.form != "abbreviation")


def _invites(context: Context, name: Name, groups: list[Mention]) -> bool:
    """Whether an occasion's name begins with the party that holds it: 中国共产党与世界政党高层对话会."""
    opens = any(name.start == group.start and name.end < group.end for group in groups)
    return opens and name.kind != "weak" and bool(_AND_WORLD.match(context.folded, name.end))


def _holds(name: Name, mention: Mention) -> bool:
    """Whether the name is longer than the mention: 人民联盟党, 联盟党."""
    return name.start <= mention.start and mention.end <= name.end and len(mention.surface) < name.end - name.start


def _defined(context: Context, linker: Linker, taken: list[Mention]) -> list[Mention]:
    """Abbreviations that the dispatch introduces and the table does not know."""
    covered: list[Span] = [(m.start, m.end) for m in taken]
    found = []
    for definition, (party_id, country) in sorted(linker.defined().items()):
        title = definition[1:]
        for match in re.finditer(rf"(?<![\w]){re.escape(title)}(?![\w])", context.text):
            if all(match.end() <= start or end <= match.start() for start, end in covered):
                mention = Mention(
                    *match.span(), title, "party", "abbreviation", party_id, 0.85, "party_defined", country=country
                )
                found.append(mention)
    return found
