"""Names as bylines write them: their form, how lists of them are parted, and what only looks like one."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.gazetteer import fold
from tasks.normalize.agencies import is_agency_as_written
from tasks.normalize.characters import clean_line
from tasks.places import place_country
from tasks.reference import rows

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]+"
_PARTICLE = r"(?:van|von|de|da|del|der|den|dos|du|di|bin|ibn|al|el|la|le|ter)"
NAMES = rf"{_NAME}(?: (?:{_PARTICLE} )*{_NAME}){{1,3}}"  # one name of two to four words
LIST = rf"(?P<names>{NAMES}(?:\s*(?:,|,? and|&|;)\s*{NAMES})*)"
PLACE = rf"{_NAME}(?: {_NAME})*"
HAN_NAME = r"[\u4e00-\u9fff·]{2,4}"

_NO_NAMES = frozenset({
    "报道", "电", "今日", "获悉", "从", "了解", "采访", "综合", "整合", "整理", "编译", "现场", "见面", "会", "招待会",
    "从中", "会上", "网", "本报讯", "未知", "佚名", "name", "admin", "editor", "administrator",
    "staff", "unknown", "guest", "superuser", "super user", "webmaster", "user", "author",
    "root", "newsroom", "editorial", "anonymous",
    "文章来源", "来源", "点击数", "点击", "更新时间", "发布时间", "责任编辑", "编辑", "管理员",
    "本站", "本站原创", "原创", "责任", "匿名", "网络", "时间", "日期", "关注", "订阅", "粉丝", "登录", "注册",
})  # fmt: skip
_NO_PERSON = re.compile(
    r"@|https?:|www\.|\.(?:com|net|org|cn)\b|^[\W\d_]+$|^\w+(?:\.\w+){2,}$|\d|[_:：]", re.IGNORECASE
)
_NO_PERSON_WORD = re.compile(
    r"\b(?:Staff|Writers?|Reporters?|Correspondents?|Editors?|Bureau|Desk|Newsroom|Team|Agency|Contributors?|Admin"
    r"|Administrator|Webmaster|Authors?|Editorial|Secretariat|Department|Ministry|Embassy|Committee|Communications"
    r"|Foundation|Institute|Association|Council|Newswire|News|Service|Media|Press|Online)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_MEDIUM = re.compile(
    r"(?:网|报|社|消息|媒体|台|刊|杂志|新闻|财经|科技|体育|客户端|公众号|频道|之家|传媒|整理|综合|编辑部|编辑|记者|评论员|摄影?|观察|网易|新浪|腾讯|搜狐|报[道导]|专电)$"
)
_SPACED_HAN_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")  # 程 野
_SPLIT = re.compile(r"\s*(?:,|;|/|／|\||、|，|\band\b|\bAND\b|&)\s*|\s+(?=[\u4e00-\u9fff])")
# Ann Example und Bob Sample; but José Ortega y Gasset
_AND = re.compile(r"(?<=\w )(?:und|et|y|och|og)(?= [A-ZÀ-ÖØ-Þ][\w'’.-]+ [A-ZÀ-ÖØ-Þ])")
_BEFORE_NAMES = re.compile(
    r"^(?:(?:von|par|por|door)\s+(?=\w+ \w)|(?:written|posted|reported)\s+by\b|(?:by|authors?|reporters?)\b"
    r"|(?:本报|本網|本网|本刊)?(?:特约|实习)?(?:记者|記者|通讯员|通訊員)|作者)\s*[:：]?\s*",
    re.IGNORECASE,
)
_TITLE_OF_PERSON = re.compile(r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Amb|Ambassador|Rev|Fr)\b\.? )+(?=\w+[.]? \w)", re.IGNORECASE)  # fmt: skip # noqa: E501
_HANDLE = re.compile(r"\s*[(（]?@\w+[)）]?|\s*[|·]?\s*\S+@\S+\.\w+")
_AFTER_NAMES = re.compile(r"(?:综合)?报[道导]$|(?<=[가-힣])\s*(?:기자|특파원|논설위원)$|(?<=[\u4e00-\u9fff])\s*发自.*$")
# Ann Example Staff Writer, Ann Example BBC News, Ann Example Political (reporter)
_JOB_OR_OUTLET = re.compile(
    r"(?:\s(?:staff|senior|chief|special|political|diplomatic|foreign|national|writers?|reporters?|correspondents?"
    r"|editors?|contributors?|columnists?|BBC|CNN|AFP|AP|NPR|PBS|UPI|DPA|ANI|PTI|IANS|VOA|ABC|CBS|NBC|SBS|News)\b)+$",
    re.IGNORECASE,
)
# An account of the site: blocoadmin, ann.example, AnnE, annex42, example.org
_LOGIN = re.compile(r"[a-z][\w.@-]*|\w*\d\w*|[A-Z][a-z]+[A-Z]\w*|\S+\.[a-z]{2,}|[A-Z]{2,6}")
_REVERSED = re.compile(rf"(?P<last>{_NAME}(?: {_NAME})?),\s+(?P<first>{_NAME}(?: [A-Z]\.)?)")
_IN_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]?\s*$")
_NO_FIRST_NAME = r"(?!(?i:from|by|in|on|at|for|with|after|as|and|but|an|it|he|she|we|you|to|of|is|not|no|all|new)\b)"
_WHOLE_NAME = re.compile(_NO_FIRST_NAME + NAMES)


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    return frozenset(next(row["characters"] for row in rows("name_characters") if row["kind"] == "surname"))


@lru_cache(maxsize=1)
def _no_name_words() -> frozenset[str]:
    return frozenset(word for row in rows("no_name_words") for word in row["words"].split())


def names_section(text: str) -> bool:
    """Whether capitalised words are those of a section, a body, an outlet or a headline rather than a name."""
    return not _no_name_words().isdisjoint(_WORD.findall(text.casefold())) or _begins_with_agency(text)


def _begins_with_agency(text: str) -> bool:
    """AKP Phnom Penh; but not AJ Example."""
    first, _, rest = text.partition(" ")
    return len(first) > 2 and first.isupper() and not rest.isupper() and is_agency_as_written(first)


def is_latin_name(text: str) -> bool:
    """Whether a short text is nothing but a person's name in Latin script, as far as its form can tell."""
    return (
        _WHOLE_NAME.fullmatch(text) is not None
        and not names_section(text)
        and is_person(text)
        and place_country(text) is None
    )


def is_han_name(text: str) -> bool:
    """Whether Chinese characters are likely a Chinese person's name: a surname and one or two more."""
    folded = fold(text)
    return (
        2 <= len(text) <= 3 and _HAN_ONLY.fullmatch(folded) is not None and folded[0] in surnames() and is_person(text)
    )


def is_login(name: str) -> bool:
    """Whether a declared author is an account or an abbreviation rather than a name."""
    return _LOGIN.fullmatch(name) is not None


def in_order(name: str) -> str:
    """Ann Example, of the "Example, Ann" of library records; other text stays."""
    match = _REVERSED.fullmatch(name.strip())
    return f"{match['first']} {match['last']}" if match and all(map(is_person, match.groups())) else name


def without_brackets(name: str) -> str:
    """Ann Example, of Ann Example (Lusaka)."""
    return _IN_BRACKETS.sub("", name)


def is_person(name: str) -> bool:
    """Whether a name can be a reporter's: no address, number or role, and no medium (网易, 新京报, 某某客户端)."""
    folded = fold(name)
    if (
        not 1 < len(name) < 60
        or folded.casefold() in _NO_NAMES
        or _NO_PERSON.search(folded)
        or _NO_PERSON_WORD.search(name)
        or is_agency_as_written(name)
    ):
        return False
    if _HAN_ONLY.fullmatch(folded):
        return len(name) <= 4 and not _MEDIUM.search(folded)
    return not (_HAN.search(folded) and _MEDIUM.search(folded))


def together(text: str) -> str:
    """张岩 of 张　岩, which is set apart to be as long as a name of three characters."""
    return _SPACED_HAN_NAME.sub(r"\1\2", text)


def _without_job(name: str) -> str:
    """Ann Example of Ann Example Staff Writer, Ann Example LUSAKA; nothing of Our Staff Reporter."""
    before, _, last = name.rpartition(" ")
    if last.isupper() and not before.isupper() and " " in before and place_country(last) is not None:
        return before
    rest = _JOB_OR_OUTLET.sub("", name)
    return rest if rest == name or is_latin_name(rest) else ""


def split_names(value: str) -> list[str]:
    """The single names of "A B, C D and E F" or 张三 李四; a role or title before or behind them is dropped."""
    value = together(_BEFORE_NAMES.sub("", _HANDLE.sub("", clean_line(value))))
    value = _AND.sub(",", value)
    names = (_without_job(_AFTER_NAMES.sub("", name.strip(" .()（）:："))) for name in _SPLIT.split(value))
    return [_TITLE_OF_PERSON.sub("", name) for name in names if is_person(name)]
