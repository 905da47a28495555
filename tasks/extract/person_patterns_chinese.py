"""Chinese names after their offices: 中共中央总书记、国家主席习近平, 俄罗斯总统普京, 越共中央总书记阮富仲."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.leaders import gazetteer
from tasks.extract.party_context import Context
from tasks.extract.person_patterns import Found
from tasks.records import Mention

# What may follow a name: punctuation, a conjunction, a verb of the kind that news use.
_AFTER = re.compile(
    r"[，。、；：！？（）()“”《》\s\d]|$|同|与|和|在|会见|会谈|举行|通电话|通话|表示|说|指出|对|向|出席|主持|致|抵|访问|率|发表|强调|一行|等|的|将|于"
    r"|今|昨|当|就|分别|并|为|先后|宣布|签署|乘|离开|应|是|转达|参加|夫妇|阁下|先生|女士|同志|博士|来|到|接受|介绍|认为|期待|感谢|欢迎|祝|及|以及|共同"
    r"|率领|陪同|参观|代表|请|让|使|把|被|已|还|也|再|正|曾|从|由|给|谈|互|电|函|当选|就任|宣誓|逝世|去世|讲话|致辞|发言|称|告诉|重申|赞|高度|愿|希望"
)
_BOUNDARY = "，。；：！？\n（）()“”《》 　"
_VERB_BEFORE = re.compile(
    r"会见|同|与|和(?!国)|向|对(?!外)|邀请|由|应|会晤|欢迎|祝贺|访问|致电|陪同|接见|当天|今天|上午|下午|晚|日(?!本)|在|是|等|以及|及|还有|任命|当选"
)
_LONGEST_ROLE = 60


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    words = next(row["words"] for row in reference.rows("offices") if row["language"] == "zh").split("|")
    return re.compile("|".join(sorted(words, key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def _characters() -> dict[str, frozenset[str]]:
    return {row["kind"]: frozenset(row["characters"]) for row in reference.rows("name_characters")}


def _name_end(text: str, start: int) -> int | None:
    """End of the name that begins at `start`: a known leader, a run of transliterating characters, a Chinese name."""
    known = [hit.end for hit in gazetteer().find(text[start : start + 20]) if hit.start == 0]
    if known and _AFTER.match(text, start + known[0]):
        return start + known[0]
    run = start
    while run < len(text) and text[run] in _characters()["transliteration"] and run - start < 16:
        run += 1
    chinese = text[start : start + 1] in _characters()["surname"]
    for end in range(run, start + 1, -1):
        if text[end - 1] not in "·—-" and _AFTER.match(text, end) and (end - start > 3 or not chinese):
            return end
    if chinese:
        for end in (start + 2, start + 3, start + 4):
            if end <= len(text) and _AFTER.match(text, end) and re.fullmatch(r"[㐀-鿿]+", text[start:end]):
                return end
    return run if run - start >= 2 and _AFTER.match(text, run) else None


def find_names(context: Context, mentions: list[Mention]) -> list[Found]:
    """Names that directly follow an office; the role reaches back over 、 to the last verb or mark."""
    text, found = context.folded, list[Found]()
    inside = {p for m in mentions if m.kind in ("country", "party") for p in range(m.start, m.end)}
    for office in _offices().finditer(text):
        start = office.end()
        if start >= len(text) or start in inside or _offices().match(text, start):
            continue
        end = _name_end(text, start)
        if end:
            found.append(Found((start, end), (_role_start(text, office.start()), office.end())))
    return found


def _role_start(text: str, position: int) -> int:
    first = max(0, position - _LONGEST_ROLE)
    window = text[first:position]
    cut = max((window.rfind(mark) + 1 for mark in _BOUNDARY), default=0)
    for verb in _VERB_BEFORE.finditer(window, cut):
        cut = verb.end()
    return first + cut
