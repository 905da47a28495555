"""Names that look like a party's, whether the table knows them or not: "... Party (of ...)", 国名 ... 党.

English: from the noun leftwards over capitalised words; in capitals only over words of party names.
Chinese: from a country's name to the next 党, 阵线, 联盟 or 运动, if nothing but a name stands between.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tasks.extract.alternation import either, whole
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import is_abbreviation, is_generic, names, words
from tasks.records import Span

_WORD_BEFORE = re.compile(r"([\w&][\w'.&-]*)[ ]$")
# "Justice and Development (AK) Party"
_SHORT_FORM = compiled(r" \([A-Z][\w-]{1,9}\) $")
_FOR_CAUSE = re.compile(r" (?:for|of) (?:the )?(?P<cause>[A-Z][\w'-]+(?:(?: and| of| of the)? [A-Z][\w'-]+){0,5})")
_LED = compiled(
    r"\b(?:leaders?|chair\w*|presidents?|secretar(?:y|ies)|general secretary|delegations?|members?|spokes\w+"
    r"|candidates?|heads?) (?:of|from) (?:the )?(?:[A-Z]\w+(?: of)? )?$|\b(?:ruling|opposition) $"
)
_FOR_LIBERATION = re.compile(r" (?:for|FOR) (?:the |THE )?(?:Liberation|LIBERATION) (?:of|OF)(?= )")
_PARTICLES = frozenset(("al", "el", "ul", "de", "del", "da", "do", "dos", "e", "y"))
# What tells a party that no word of its name tells: initials behind it, somebody of it
_TOLD_AFTER = re.compile(
    r"(?:'s)? \([A-Z][A-Z-]{1,7}\)"
    r"|(?:'s)? (?:leader|chair|president|secretary|spokes|lawmaker|candidate|official|cadre|MPs?\b|M\.P\.)"
)
_LONGEST_CHINESE = 7  # characters of a name that nothing but its place tells
_HEADLINE = 0.7  # share of capitalised words from which a line counts as one
_LONGEST = 8
_CHINESE_NAME = re.compile(
    r"[“\"《](?P<quoted>[^”\"》]{1,20})[”\"》](?:[㐀-鿿]{0,8}?党|联盟|运动|阵线)|(?P<stem>[㐀-鿿·—-]{1,14}?)(?:党|阵线|联盟|运动)"
)


# What parties of a region are called: "African party leaders"
_OF_REGION = re.compile(
    r"(?:african|asian|european|arab|american|latin american|caribbean|nordic|western|eastern|foreign|asean|eu)"
    r"\s+part(?:y|ies)",
    re.IGNORECASE,
)
_MOTTO = compiled(
    r"\b(?:theme|slogan|motto|titled?|entitled|topic|banner|heading)\b[^.;]{0,25}[“\"‘']\s*$", re.IGNORECASE
)
_INITIALS = 3  # letters of initials that are a party's
_SHORT_WORD = 4  # letters of "Gen.", "St."
_NEAR = 50  # characters


class Shape(NamedTuple):
    """A span that looks like a party's name; is_sure: by itself, not only beside other parties."""

    start: int
    end: int
    is_sure: bool = True


def _bare(word: str) -> str:
    return word.strip("\"'.,").replace("-", " ")


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    """Nouns that name a party or what may be one."""
    tails = words()["tail", "en"]
    return re.compile(whole(["Party", "party", "PARTY", *tails, *(tail.upper() for tail in tails)]))


@lru_cache(maxsize=2)
def _ideology(language: str) -> frozenset[str]:
    found = words()["ideology", language]
    return found | {word.upper() for word in found} | {word.title() for word in found}


def _belongs(word: str, context: Context) -> bool:
    """Whether a word left of "Party" can be part of the name."""
    if all(part in _ideology("en") for part in _bare(word).split()) or word in _ideology("en"):
        return True
    if context.in_capitals or not word[0].isupper() or word.endswith(("'s", "'")):
        return False
    if word.endswith(".") and len(word) > _SHORT_WORD and "." not in word[:-1]:
        return False  # a sentence ends there
    return not {word, _bare(word), _bare(word).title()} & words()["not_name", "en"]


def _is_of_other(word: str) -> bool:
    """Whether a word holds the initials of a party, as in "the CPC-AK Party seminar"."""
    return any(
        is_abbreviation(part) and len(part) >= _INITIALS and names().written.get(part) for part in word.split("-")
    )


def _is_part(word: str, start: int, context: Context, *, is_last: bool) -> bool:
    """Whether a word belongs to the name; a capital tells nothing where a sentence begins."""
    if not _belongs(word, context) or ((not is_last or "-" in word) and _is_of_other(word)):
        return False
    return word in _ideology("en") or not context.opens_sentence(start)


def _leftmost(end: int, context: Context) -> tuple[int, list[str]]:
    """Start of the name whose noun begins at `end`, and the words from there to the noun."""
    text, start, found = context.folded, end, list[str]()
    while len(found) < _LONGEST:
        match = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if not match or context.ends_country(start - 1):
            break
        word = match[1]
        if word in ("and", "AND", "&") and found and found[0] in _ideology("en"):
            further = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
            if not further or further[1] not in _ideology("en") or context.ends_country(match.start() - 1):
                break
        elif word in _PARTICLES and found and not context.in_capitals:
            further = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
            if not further or not further[1][0].isupper() or not _belongs(further[1], context):
                break
        elif not _is_part(word, match.start(), context, is_last=not found):
            break
        start = match.start()
        found.insert(0, word)
    return start, found


def _english_name(match: re.Match[str], context: Context) -> Shape | None:
    short = _SHORT_FORM.search(context.folded, max(0, match.start() - 14), match.start())
    start, before = _leftmost(short.start() + 1 if short else match.start(), context)
    end = match.end()
    noun = match[0].title()
    if liberation := _FOR_LIBERATION.match(context.folded, end):
        country = context.country_at(liberation.end() + 1)
        return Shape(start, country.end) if country and before else None
    if not before and match[0] == "Party":
        return _party_for(start, end, context) or _around_country(start, end, context)
    known = [word in _ideology("en") for word in before if word not in ("and", "AND", "&")]
    if noun != "Party":
        return _movement(start, end, bool(before) and all(known), context)
    further = _FOR_CAUSE.match(context.folded, end)
    if known and further and further[0].startswith(" for "):
        stop = context.before_country(further.start() + 1, further.end())
        if context.country_after(stop):
            return Shape(start, stop)
    if not known:
        return None
    if match[0] == "party" and not known[-1]:
        return Shape(start, end) if context.country_before(start) or _is_told(start, end, context) else None
    if any(known) or context.country_before(start) or context.country_after(end) or _is_told(start, end, context):
        return Shape(start, end)
    return None if context.in_capitals or _is_headline(start, context) else Shape(start, end, is_sure=False)


def _is_told(start: int, end: int, context: Context) -> bool:
    """leader of the Vetevendosje Party, the Pensioners' Party (PUPS), Tisza Party lawmakers."""
    led = _LED.search(context.folded, max(0, start - 60), start)
    return bool(led or _TOLD_AFTER.match(context.folded, end))


def _is_headline(position: int, context: Context) -> bool:
    """Whether the words around stand in capitals as those of a headline do: "Kim Attends Garden Party"."""
    start, end = context.sentence(position)
    told = [word for word in context.folded[start:end].split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in told) >= _HEADLINE * len(told)


def _around_country(start: int, end: int, context: Context) -> Shape | None:
    """Istehkam Pakistan Party: a word of the name stands before the country."""
    country = context.country_before(start)
    if country is None or country.end != start - 1 or country.form == "adjective":
        return None
    word = _WORD_BEFORE.search(context.folded, max(0, country.start - 40), country.start)
    if not word or not _belongs(word[1], context) or context.opens_sentence(word.start()):
        return None
    return None if context.in_capitals or _is_headline(start, context) else Shape(word.start(), end, is_sure=False)


def _party_for(start: int, end: int, context: Context) -> Shape | None:
    """Party for Peace and Unity, Party of Labour: a cause, not a country, follows."""
    further = _FOR_CAUSE.match(context.folded, end)
    if further is None or not any(word in _ideology("en") for word in further[0].split()):
        return None
    if context.country_at(further.start("cause")):
        return None
    return Shape(start, context.before_country(further.start() + 1, further.end()))


def _movement(start: int, end: int, ideological: bool, context: Context) -> Shape | None:
    """Popular Struggle Front, Union for Democracy and Progress: only with a country, and where somebody leads it or a
    cause follows - unions of writers and fronts of weather are none."""
    further = _FOR_CAUSE.match(context.folded, end)
    if further and further[0].startswith(" for "):
        stop = context.before_country(further.start() + 1, further.end())
        cause = context.folded[further.start("cause") : stop].split()
        is_party = (
            _noun().fullmatch("".join(cause[-1:])) is not None
        )  # "the Congress for the National Resistance Movement"
        if (
            not is_party
            and any(word in _ideology("en") for word in cause)
            and not context.country_at(further.start("cause"))
        ):
            return Shape(start, stop) if context.country_before(start) or context.country_after(stop) else None
    led = _LED.search(context.folded, max(0, start - 60), start) is not None
    has_initials = context.folded.startswith(" (", end) and _TOLD_AFTER.match(context.folded, end) is not None
    if not ideological or not (context.country_before(start) or context.country_after(end) or (led and has_initials)):
        return None
    is_front = context.folded[start:end].split()[-1] in ("Front", "FRONT", "Movement", "MOVEMENT")
    return Shape(start, end) if led or is_front else None


def is_phrase(title: str, before: str) -> bool:
    """Whether what looks like a party's name is a word for parties of a region, or a motto in quotation marks."""
    return _OF_REGION.fullmatch(title) is not None or _MOTTO.search(before[-_NEAR:]) is not None


def find_english(context: Context) -> list[Shape]:
    """Party-like names, without a country before or after them."""
    found = (_english_name(match, context) for match in _noun().finditer(context.folded))
    return [shape for shape in found if shape]


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Adjective -> the country of its party, empty where any country has one."""
    pairs = [entry.partition("@") for entry in words()["adjective", "en"]]
    return {name: country for name, _, country in pairs}


@lru_cache(maxsize=1)
def _adjective() -> re.Pattern[str]:
    capitals = [name.upper() for name in _adjectives() if " " in name]
    return re.compile(rf"({whole([*_adjectives(), *capitals])}) (?=(?i:{either(words()['politician', 'en'])})\b)")


def find_adjectives(context: Context) -> list[tuple[Span, str, str]]:
    """ "Republican senators", "Social Christian leader": the adjective, the name that it stands for, its country."""
    return [
        (match.span(1), match[1].title() + " Party", _adjectives()[match[1].title()])
        for match in _adjective().finditer(context.folded)
    ]


@lru_cache(maxsize=1)
def _chinese_stop() -> re.Pattern[str]:
    return re.compile(either(words()["not_name", "zh"]))


@lru_cache(maxsize=1)
def _chinese_between() -> re.Pattern[str]:
    return re.compile(f"{either(words()['between', 'zh'] | words()['chamber', 'zh'])}[、，]?")


_LEADER_AFTER = re.compile(
    r"[”\"》]?(?:联合|名誉|前|副|总|中央|第一|全国|代理|执行)*(?:主席|总书记|书记|领导人|领袖|党首|代表|候选人|议员|成员|总裁|中央)"
)
# 瓦努阿图土地正义党和...: the next of a list, or what parties do
_PARTY_AFTER = re.compile(
    r"[”\"》]?(?:[、，（(]|[和与及](?!国家|人民)|以及|等(?:政党|党)|邀请|干部|青年|考察团|总部|政府|赢得|获得|得票)"
)


@lru_cache(maxsize=1)
def _ideologies() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_ideology("zh"), key=lambda word: (-len(word), word))))


def _is_chinese_name(stem: str, name: str, led: bool) -> bool:
    """Whether only words of names stand between the country and the noun: a leader's office follows, or all of them
    are of the common stock of parties."""
    rest = _ideologies().sub("", stem)
    if _chinese_stop().search(rest):
        return False
    return led or (is_generic(name) and not name.endswith("运动"))


def find_chinese(context: Context) -> list[Shape]:
    """Party-like names that follow a country's name; the country is not in the span."""
    text, found = context.folded, list[Shape]()
    for country in context.named:
        start = country.end
        if between := _chinese_between().match(text, start):
            start = between.end()
        match = _CHINESE_NAME.match(text, start)
        if match is None:
            continue
        led = _LEADER_AFTER.match(text, match.end()) is not None
        if not led and len(match[0]) <= _LONGEST_CHINESE:
            led = _PARTY_AFTER.match(text, match.end()) is not None
        if any(start < m.start < match.end() for m in context.named):
            continue  # 越方感谢中国共产党
        if match["quoted"] or _is_chinese_name(match["stem"], match[0], led):
            found.append(Shape(match.start(), match.end()))
    found += (Shape(*match.span("name")) for match in _chinese_around().finditer(text) if _holds_one(match, context))
    return found


@lru_cache(maxsize=1)
def _chinese_around() -> re.Pattern[str]:
    """联合塞舌尔党: a name with its country inside."""
    return re.compile(rf"(?P<name>{either(_ideology('zh'))}(?P<country>[㐀-鿿]{{2,8}})党)(?![员校组委支政])")


def _holds_one(match: re.Match[str], context: Context) -> bool:
    country = context.country_at(match.start("country"))
    return country is not None and country.end == match.end("country")
