"""Numbers that count something in a Chinese sentence: 同140多个国家和地区的400多个政党和政治组织建立了联系."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tasks.extract.annotated import Annotated
from tasks.extract.chinese_text import plain
from tasks.extract.claim_counts import Count, Unit, clause_before, placed, strengths, units
from tasks.extract.gates import compiled
from tasks.extract.numbers import Quantity, chinese_quantities
from tasks.records import Span

JOINTS = frozenset({"的", "来自", "和", "、", "中"})

_CLASSIFIER = re.compile(
    r"\s*(?P<word>多?(?:个|家|名|位|支|封|份|次|批|批次|余?人(?!次|民|小组|制)|国(?![际集内外务民王])))(?P<after>以上|左右|上下)?(?:的)?"
)
_COUNTED_BY = {
    "次": ("visits",),
    "份": ("messages",),
    "封": ("messages",),
    "支": ("delegations",),
    "批": ("delegations",),
}
_MODIFIERS = r"[^，。；！？：、\d]{0,14}?"
_PERSON_MODIFIERS = r"[^，。；！？：]{0,30}?"
_AND = re.compile(r"(?:和|及|以及|、)[^，。；！？：、\d]{0,4}?")
_ORDINAL = compiled(r"第\s*$")
_TRAVELS = re.compile(r"访问|访华|出访|来访|到访|互访|往访|造访|访[朝越日韩俄美德法]")
_TRAVELLED = compiled(r"(?:访问|访华|出访|来访|到访|互访|往访|造访)[^，。；]{0,8}$")
_COUNTS_ON = re.compile(r"[\d一二三四五六七八九十]+(?:多|余)?[个名位]")  # 五国16个政党
_AMONG = re.compile(r"(?:当中|之中|中)(?:的|有)?")
_BARE = re.compile(r"个?(?=[，。；有和与同都已建保没是派均]|$)")
_YEARS = compiled(r"(?:过去|最近|近)\s*$")
_PARTY_CONTACTS = compiled(r"对外交往|党际交往|对外工作|党的外交|代表团|政党交往")
_PERIOD = re.compile(
    r"(?:过去|最近|近)[\d一二三四五六七八九十两]+年(?:来|间)?|(?:自|从)?(?:19|20)\d\d年以来|(?:十[一二三四五六七八九]|二十)大以来|今年以来|目前"
)
_SAID = compiled(r"(?:表示|说|指出|介绍|透露|宣布|称|强调)(?=[，：\"]|$)")
_ACCORDING = compiled(r"据(?P<source>[^，。]{2,20}?)(?:介绍|报道|透露|统计)")


def counts(document: Annotated, sentence: Span) -> Iterator[Count]:
    """The counts of one sentence, in text order."""
    text = plain(document.text)[slice(*sentence)]
    passing = strengths(document, sentence, "zh")
    if "weak" in passing and any(m.country not in (None, "CHN") for m in document.within(*sentence)):
        passing |= {"vague"}
    whole: Count | None = None
    for quantity in chinese_quantities(text):
        count = _years(text, quantity) or _times(text, quantity) or _part(text, quantity, whole)
        count = count or _count(text, quantity, passing)
        if count:
            whole = count
            yield placed(plain(document.text), sentence, count, "，；：", _PERIOD)


def _years(text: str, quantity: Quantity) -> Count | None:
    if not (
        text.startswith("年", quantity.end) and _YEARS.search(text[: quantity.start]) and _PARTY_CONTACTS.search(text)
    ):
        return None
    return Count(quantity.start, quantity.end + 1, quantity, "years", "年", (0, 0), "claim_zh_period")


def _times(text: str, quantity: Quantity) -> Count | None:
    """互访逾百次, 11次访问中国; not 第三次访问, nor one or two."""
    if not text.startswith("次", quantity.end) or _ORDINAL.search(text[: quantity.start]):
        return None
    before = clause_before(text, quantity.start, "，；：")
    if quantity.comparator == "=" and quantity.value < 3:
        return None
    if not (_TRAVELS.match(text, quantity.end + 1) or _TRAVELLED.search(before)):
        return None
    return Count(quantity.start, quantity.end + 1, quantity, "visits", "次", (0, 0), "claim_zh_times")


def _part(text: str, quantity: Quantity, whole: Count | None) -> Count | None:
    """14个国家中的11个: the noun stands with the whole."""
    if not (whole and _AMONG.fullmatch(text[whole.end : quantity.start]) and _BARE.match(text, quantity.end)):
        return None
    return replace(
        whole, start=quantity.start, end=quantity.end + 1, quantity=quantity, rule="claim_zh_part",
        denominator=whole.quantity.value,
    )  # fmt: skip


def _count(text: str, quantity: Quantity, passing: frozenset[str]) -> Count | None:
    classifier = _CLASSIFIER.match(text, quantity.end)
    if not classifier or _ORDINAL.search(text[: quantity.start]):
        return None
    quantity = _with_after(quantity, classifier["after"])
    is_counted = classifier["word"] != "国" or _COUNTS_ON.match(text, classifier.end())
    if quantity.comparator == "=" and quantity.value < (3 if is_counted else 10):
        return None  # 一个, 两个 and names of groups of states: 两国, 中亚五国
    found = _unit(text, classifier)
    if not found:
        return None
    unit, start, end = found
    if unit.strength not in passing:
        return None
    scope = text[classifier.end() : start].strip("的 ") if start > classifier.end() else ""
    end = _with_second(text, end)
    return Count(
        quantity.start, end, quantity, unit.unit, text[start:end], (0, 0), "claim_zh_count", scope=scope or None
    )


def _with_after(quantity: Quantity, after: str | None) -> Quantity:
    """400个以上, 400人左右: the comparator stands behind the classifier."""
    if not after or quantity.comparator != "=":
        return quantity
    return Quantity(quantity.start, quantity.end, quantity.low, quantity.high, ">=" if after == "以上" else "~")


def _unit(text: str, classifier: re.Match[str]) -> tuple[Unit, int, int] | None:
    """The unit and the span of its noun. 名 and 位 count persons only, 国 and 人 are nouns themselves."""
    word = classifier["word"]
    if word.endswith(("人", "国")):
        kind = "countries" if word.endswith("国") else "persons"
        unit = next(u for u in units("zh").all if u.unit == kind)
        return unit, classifier.start("word"), classifier.end("word")
    of_persons = word.endswith(("名", "位"))
    only = _COUNTED_BY.get(word[-1])
    best: tuple[int, int, Unit] | None = None
    for unit in units("zh").possible(text):
        if of_persons != (unit.unit == "persons") or (only and unit.unit not in only):
            continue
        match = _modified(unit.noun.pattern, of_persons).match(text, classifier.end())
        if match and (best is None or match.start("noun") < best[0]):
            best = (*match.span("noun"), unit)
    return _head(text, best) if best else None


@lru_cache(maxsize=100)
def _modified(noun: str, of_persons: bool) -> re.Pattern[str]:
    """The noun with what may stand between it and the classifier."""
    return re.compile(rf"{_PERSON_MODIFIERS if of_persons else _MODIFIERS}(?P<noun>{noun})")


@lru_cache(maxsize=100)
def _joined(noun: str) -> re.Pattern[str]:
    return re.compile(rf"{_AND.pattern}(?:{noun})")


def _head(text: str, found: tuple[int, int, Unit]) -> tuple[Unit, int, int]:
    """A Chinese noun phrase ends in its head: 10个政党代表团 counts delegations."""
    start, end, unit = found
    for other in units("zh").possible(text):
        noun = other.noun.match(text, end) if other.unit in ("delegations", "party groups") else None
        if noun:
            return other, start, noun.end()
    return unit, start, end


def _with_second(text: str, end: int) -> int:
    joint = _AND.match(text, end)
    for unit in units("zh").possible(text) if joint else ():
        match = _joined(unit.noun.pattern).match(text, end)
        if match:
            return match.end()
    return end


def claimant(document: Annotated, sentence: Span) -> str | None:
    """Who is quoted for the sentence: 据…介绍, or the last person or organ named before 表示."""
    text = plain(document.text)[slice(*sentence)]
    according = _ACCORDING.search(text)
    if according:
        return according["source"]
    said = _SAID.search(text)
    if not said:
        return None
    speakers = document.within(sentence[0], sentence[0] + said.start(), "person", "organization")
    return speakers[-1].surface if speakers else None
