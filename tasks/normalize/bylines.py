"""Reporters named as authors: By ..., (Reporter: ...), 记者 ...; not editors, photographers, translators."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.cities import city_country
from tasks.gazetteer import fold
from tasks.normalize.agencies import canonical_name
from tasks.normalize.characters import clean_line
from tasks.reference import rows

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]+"
_PARTICLE = r"(?:van|von|de|da|del|der|den|dos|du|di|bin|ibn|al|el|la|le|ter)"
_NAMES = rf"{_NAME}(?: (?:{_PARTICLE} )*{_NAME}){{1,3}}"
_LIST = rf"(?P<names>{_NAMES}(?:\s*(?:,|,? and|&|;)\s*{_NAMES})*)"
_ENGLISH = (
    re.compile(
        rf"\(?\b(?:[Ss]taff |[Oo]ur )?(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|[Aa]uthors?)\s*[:：]\s*{_LIST}"
    ),
    re.compile(rf"^From: {_LIST}\s*<"),
    re.compile(rf"^From {_LIST}(?= in [A-Z])"),
    re.compile(rf"^(?:Words|Text|Story): {_LIST}"),
    re.compile(rf"^(?=.{{1,200}}$).*\sBy {_LIST}$"),  # 22.10.2003 Headline By Ann Exemplar
    re.compile(
        r"(?:^|\(|\d\s|[|·–—-]\s)\s*(?:A )?(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Rr]eported|[Ii]nterviewed"
        r"|[Ss]ubmitted|[Cc]ontributed|[Ss]tory|[Oo]pinion|[Aa]nalysis|[Cc]ommentary|[Tt]ext) )?(?:[Bb]y|BY):?\s+"
        r"(?:[A-Z]\w+ (?:[Ww]riters?|[Cc]orrespondents?|[Rr]eporters?)\s+|[Ss]taff (?:[Ww]riter|[Rr]eporter)s?\s+)?"
        rf"{_LIST}\s*(?:$|[()]|[|/·–—;]|\s-\s|,|(?=(?:in|for|on|at)\s))"
    ),
)
# (Reporting by Ann Exemplar in Lima and Bob Sample in Quito; Editing by ...)
_REPORTING = re.compile(r"(?:^|[(;])\s*(?:Additional |Writing and )?[Rr]eporting by (?P<inner>[^;()\n]{4,200})")
_IN_PLACE = re.compile(rf"\s+(?:in|from)\s+{_NAME}(?: {_NAME})*")
# Merve Kaplan | 12.02.2024; March 3, 2010 | Ann Exemplar
_DAY = (
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
)
_BESIDE_DATE = (
    re.compile(rf"^(?P<names>{_NAMES})\s*(?:[|·–—]|\s-\s)\s*(?={_DAY})", re.MULTILINE),
    re.compile(rf"^{_DAY}\s*(?:[|·–—]|\s-\s)\s*(?P<names>{_NAMES})$", re.MULTILINE),
)
_HAN_NAME = r"[\u4e00-\u9fff·]{2,4}"
_ROLE = r"(?:记者|通讯员|作者)"
# The line is folded: simplified characters.
_CHINESE = re.compile(
    rf"{_ROLE}(?:\s*[:：/丨]\s*|\s+|(?=[\u4e00-\u9fff]{{2,3}}(?:报道|[\s、）)／/]|$)))"
    rf"(?P<names>{_HAN_NAME}(?:[\s、,，]+(?!{_ROLE}|摄影|编辑|报道|责编|摄){_HAN_NAME})*)"
    rf"(?=[\s）)】／/|；;。]|$|{_ROLE}|摄|报道)"
)
# 记者林佳颖台北报道: the name ends where a place begins
_BEFORE_PLACE = re.compile(
    r"(?:记者|特派员)\s*[／/]?(?P<name_and_place>[\u4e00-\u9fff]{4,9}?)\s*[／/]?"
    r"(?:即时|综合|专题|连线|特稿|[一二三四五六七八九十\d]+日)?(?:报[道导]|专电|电)"
)
# 文：林诗敏; 撰文：江孟哲; 文字：杨一凡 李木子; 沈默然/文
_WRITTEN_BY = re.compile(
    r"(?:^|[\s|｜])(?:撰文|文字|采写|撰稿|执笔|文)\s*[:：/／|｜]\s*"
    rf"(?P<names>{_HAN_NAME}(?:[\s、,，]+{_HAN_NAME})*)(?=[\s|｜/／）)]|$)"
)
_NAME_BEFORE_WRITTEN = re.compile(rf"(?:^|[\s|｜])(?P<names>{_HAN_NAME})[/／]文(?![\u4e00-\u9fff])")
_BRACKET = re.compile(rf"[（(【](?P<inner>[^（()）】\n]{{0,24}}{_ROLE}[^（()）】\n]{{1,40}})[）)】]")
_ROLES = re.compile(
    r"(?:本报|央视|本网|新华社|中新社)?(?:记者|記者|通讯员|通訊員|作者)"
    r"|(?:[Ss]taff |[Ss]pecial |[Oo]ur )?(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?)\b|By\b"
)
_NOT_REPORTERS = re.compile(r"编辑|责编|摄影|摄|翻译|校对|制作|[Pp]hoto|[Ee]dit(?:or|ing)|[Tt]ranslat")
_NO_NAMES = frozenset({
    "报道", "电", "今日", "获悉", "从", "了解", "采访", "综合", "整合", "整理", "编译", "现场", "见面", "会", "招待会",
    "从中", "会上", "网", "本报讯", "未知", "佚名", "name", "admin", "editor", "administrator",
    "staff", "unknown", "guest", "superuser", "super user", "webmaster", "user", "author",
    "root", "newsroom", "editorial",
    "文章来源", "来源", "点击数", "点击", "更新时间", "发布时间", "责任编辑", "编辑", "管理员",
    "本站", "本站原创", "原创", "责任",
})  # fmt: skip
_NO_PERSON = re.compile(r"@|https?:|www\.|\.(?:com|net|org|cn)\b|^[\W\d_]+$|^\w+(?:\.\w+){2,}$|\d|_", re.IGNORECASE)
_NO_PERSON_WORD = re.compile(
    r"\b(?:Staff|Writers?|Reporters?|Correspondents?|Editors?|Bureau|Desk|Newsroom|Team|Agency)\b"
)
# Capitalised words beside a date that are a section's or an outlet's
_SECTION = re.compile(
    r"\b(?:News|World|Home|Politics|Press|Release|Daily|Times|Post|Today|Edition|Page|Service|Party|International|National"
    r"|Statement|Update|Opinion|Editorial|Issue|Vol|Report|Review|Affairs|Office|Ministry|Department)\b"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_MEDIUM = re.compile(
    r"(?:网|报|社|消息|媒体|台|刊|杂志|新闻|财经|科技|体育|客户端|公众号|频道|之家|传媒|整理|综合|编辑部|观察|网易|新浪|腾讯|搜狐|报[道导]|专电)$"
)
_BARE_NAMES = re.compile(r"[\u4e00-\u9fff]{2,3}(?:[\s、,，][\u4e00-\u9fff]{2,3})*")  # 电(张岩 李禾)
_SPACED_HAN_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")  # 程 野
_COLUMNS = re.compile(r"\s+[|｜]\s+")
_SPLIT = re.compile(r"\s*(?:,|;|/|／|\||、|，|\band\b|&)\s*|\s+(?=[\u4e00-\u9fff])")
_BEFORE_NAMES = re.compile(
    r"^(?:(?:written|posted|reported)\s+by\b|(?:by|authors?|reporters?)\b|(?:本报|本網|本网|本刊)?(?:特约|实习)?(?:记者|記者|通讯员|通訊員)|作者)"
    r"\s*[:：]?\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(next(row["characters"] for row in rows("name_characters") if row["kind"] == "surname"))


def _is_person(name: str) -> bool:
    """Whether a name can be a reporter's: no address, number or role, and no medium (网易, 新京报, 某某客户端)."""
    folded = fold(name)
    if (
        not 1 < len(name) < 60
        or folded.casefold() in _NO_NAMES
        or _NO_PERSON.search(folded)
        or _NO_PERSON_WORD.search(name)
        or canonical_name(name)
    ):
        return False
    if _HAN_ONLY.fullmatch(folded):
        return len(name) <= 4 and not _MEDIUM.search(folded)
    return not (_HAN.search(folded) and _MEDIUM.search(folded))


def split_names(value: str) -> list[str]:
    """The single names of "A B, C D and E F" or 张三 李四; a role before them is dropped."""
    value = _SPACED_HAN_NAME.sub(r"\1\2", _BEFORE_NAMES.sub("", clean_line(value)))
    names = (name.strip(" .()（）:：") for name in _SPLIT.split(value))
    return [name for name in names if _is_person(name)]


def in_bracket(text: str | None) -> list[str]:
    """Reporters of the bracket that follows a dateline: (Reporter: Qi Bin), （记者 张三、李四 通讯员 王五）."""
    inner = (text or "").strip("()（） ")
    if not _ROLES.search(inner):
        return split_names(inner) if _BARE_NAMES.fullmatch(inner) and fold(inner)[0] in _surnames() else []
    parts = (
        part.strip(" :：，,、/") for part in _ROLES.split(inner)[1:]
    )  # what stands before the role says whose it is
    return [name for part in parts if part and not _NOT_REPORTERS.search(fold(part)) for name in split_names(part)]


def _name_before_place(line: str, match: re.Match[str]) -> str | None:
    start, end = match.span("name_and_place")
    cuts = (start + length for length in (3, 2, 4) if start + length + 2 <= end)
    return next((line[start:cut] for cut in cuts if city_country(line[cut:end])), None)


def find_bylines(lines: list[str]) -> list[str]:
    """Reporters that the given lines (those round the headline, the first and the last ones) name as authors."""
    together = "\n".join(lines)
    beside = (match["names"] for pattern in _BESIDE_DATE for match in pattern.finditer(together))
    found = [name for names in beside if not _SECTION.search(names) for name in split_names(names)]
    for line in (column for whole in lines for column in _COLUMNS.split(whole)):
        folded = fold(line)
        for bracket in _BRACKET.finditer(folded):
            found += in_bracket(line[bracket.start("inner") : bracket.end("inner")])
        for reporting in _REPORTING.finditer(line):
            found += split_names(_IN_PLACE.sub("", reporting["inner"]))
        for pattern in _ENGLISH:
            for match in pattern.finditer(line):
                found += split_names(match["names"])
        for written in (_WRITTEN_BY, _NAME_BEFORE_WRITTEN):
            for match in written.finditer(folded):
                found += split_names(line[match.start("names") : match.end("names")])
        other = _NOT_REPORTERS.search(folded)  # 记者 张岩 编辑 王某: what follows is no reporter
        folded = folded[: other.start()] if other else folded
        if not found:
            found += [name for match in _BEFORE_PLACE.finditer(folded) if (name := _name_before_place(line, match))]
            for match in () if found else _CHINESE.finditer(folded):
                found += split_names(line[match.start("names") : match.end("names")])
    return list(dict.fromkeys(found))
