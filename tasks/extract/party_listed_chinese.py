"""Chinese names of the table that could be part of other words: no spaces tell where a name begins.

越共 is a name and the middle of 超越共有; 新时代党 is a Venezuelan party and the beginning of 新时代党的建设.
"""

from __future__ import annotations

import re

from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import Senses, chinese_country_names, is_generic, words
from tasks.extract.person_patterns_chinese import is_transliterating

# 中共同, 今日共有: characters with which the one before makes another word.
_NOT_AFTER_GONG = "体同享有建赢商识鸣进度担存处用计通勉渡谋筑育绘护叙画圆抗奏振克生性话赴迎"
_TOLD = re.compile(r"通报|通知|通电|进行|建议|赠送")  # 向越共通报情况
_IS_PHRASE = re.compile(r"(?<=党)(?:[员校组委支性风纪建章史籍费课旗徽务国派]|政(?!府))")
_ORDINARY = re.compile(r"(?<=党)(?:的|和(?:国家|政府|人民)|中央|内)")
# 新党主席: what could be a phrase is a name where its leader follows.
_PARTY_OFFICE = re.compile(
    r"[”\"》]?(?:联合|副|荣誉|名誉|前|总)*(?:主席|书记|秘书长|党首|领导人|领袖|代表团|发言人|议员|候选人)"
)
_MAY_PRECEDE = "和与及同由对向访抵赴为是的在经任原前新、中据称至由给"
_PREPOSITIONS = ("向", "同", "与", "和", "对", "给")
_ENDS_VERB = "见晤请"
_KIND_BEFORE = compiled(r"(?:执政|反对|在野|参政|政|大)党$")  # 反对党抵运
_ORGAN_FOLLOWS = re.compile(
    r"中央|总书记|主席|副主席|领导|代表|政治局|第?[一二三四五六七八九十]+大|党|会员|成员|省委|市委"
)
# Names that end so, unlike those in 党 or 联盟, are words of any text: 新空间, 新生力量, 行动派.
_PLAIN = compiled(
    r"(?:力量|空间|道路|协定|协议|论坛|派|计划|战者|左翼|大会|选择|汇合|之光|行动|希望|集团|合作|联合|变革|国家|时代)$"
)
_LONGEST_WORD = 5
_QUOTES = ("“", "”", '"', "《", "》")
_FORM = re.compile(r"[党阵线联盟运动组织武装集团]")


def kind_of(context: Context, start: int, end: int, senses: Senses) -> str | None:
    """What the name of the table is here: a name, weak (an ordinary word without its country), or none."""
    title = context.folded[start:end]
    if _is_cut(context, start, end) or (_IS_PHRASE.match(context.folded, end) and is_generic(title)):
        return None
    is_quoted = context.folded[start - 1 : start] in _QUOTES and context.folded[end : end + 1] in _QUOTES
    is_led = title.endswith("党") and _PARTY_OFFICE.match(context.folded, end) and _begins(context, start)
    is_plain = len(title) <= _LONGEST_WORD and _PLAIN.search(title) and not _holds_country(title, senses)
    if title in words()["common", "zh"] or is_plain:
        return "name" if is_quoted or is_led else "weak"
    return "name" if is_quoted or is_led or _is_supported(context, start, end, senses) else None


def _is_cut(context: Context, start: int, end: int) -> bool:
    """Whether a name of two characters, or one in 共, is the middle of something else."""
    text = context.folded
    if end - start > 2 and text[end - 1] != "共":
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    at_boundary = not "㐀" <= before <= "鿿" and not before.isdigit()
    is_verb = before in _PREPOSITIONS and _TOLD.match(text, end)
    if text[end - 1] == "共" and after and after in _NOT_AFTER_GONG and not is_verb:
        return not at_boundary
    if (
        text[start:end] == "中共"
        or at_boundary
        or before in _MAY_PRECEDE
        or _KIND_BEFORE.search(text, max(0, start - 4), start)
    ):
        return False
    if text[end - 1] == "党":  # 改善党中央, but 会见新党主席
        return before not in _ENDS_VERB
    return not _ORGAN_FOLLOWS.match(text, end)


def _begins(context: Context, start: int) -> bool:
    """Whether the character before ends another word: 会见新党, not 共和党人党."""
    before = context.folded[start - 1 : start]
    return not "㐀" <= before <= "鿿" or before in _MAY_PRECEDE or before in _ENDS_VERB


def _is_supported(context: Context, start: int, end: int, senses: Senses) -> bool:
    """Whether more than its characters speak for a name of a few: how it begins, its country, foreign sounds."""
    title = context.folded[start:end]
    if len(title) > _LONGEST_WORD or is_generic(title) or _holds_country(title, senses):
        return True
    if all(map(is_transliterating, _FORM.sub("", title))):
        return True
    if any(sense.country in context.homes for sense in senses):
        return True
    if title.endswith("共") and _ORGAN_FOLLOWS.match(context.folded, end):  # 祝贺越共中央总书记
        return True
    is_of_dispatch = any(sense.country in context.counts for sense in senses)
    if _ORDINARY.match(context.folded, end):
        return is_of_dispatch and _begins(context, start)
    return is_of_dispatch or _begins(context, start)


def _holds_country(title: str, senses: Senses) -> bool:
    return any(title.startswith(name) for sense in senses for name in chinese_country_names(sense.country))
