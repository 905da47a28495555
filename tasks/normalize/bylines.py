"""Reporters named as authors: By ..., (Reporter: ...), 记者 ...; not editors, photographers, translators."""

from __future__ import annotations

import re

from tasks.normalize.characters import clean_line

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]+"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,3}}"
_ENGLISH = (
    re.compile(rf"\(?\b(?:Reporters?|Correspondents?|Staff [Rr]eporters?|Staff [Ww]riters?)\s*[:：]\s*(?P<names>{_NAMES}(?:\s*(?:,|and|&)\s*{_NAMES})*)\)?"),
    re.compile(rf"(?:^|\n|\()\s*(?:[Bb]y|BY)\s+(?:Xinhua [Ww]riters?\s+|[Ss]taff (?:[Ww]riter|[Rr]eporter)s?\s+)?(?P<names>{_NAMES}(?:\s*(?:,|,? and|&)\s*{_NAMES})*)\s*(?:$|\n|\)|[|,;/]|(?=in [A-Z]))", re.MULTILINE),
)  # fmt: skip
_HAN_NAME = r"[\u4e00-\u9fff·]{2,4}"
_CHINESE = re.compile(
    rf"(?:本报|本網|本网|本社|新华社|新華社|中新社|中评社|中評社|人民日报|特约|特派|驻[\u4e00-\u9fff]{{2,6}})?(?:记者|記者|通讯员|通訊員|作者)(?:\s*[:：]\s*|\s+|(?=[\u4e00-\u9fff]{{2,3}}[\s、）)／/]))"
    rf"(?P<names>{_HAN_NAME}(?:[\s、,，]+(?!通讯员|通訊員|记者|記者|摄影|攝影|编辑|報道|报道)(?:{_HAN_NAME}))*)(?=[\s）)】／/|：:；;。]|$|\n|通讯员|通訊員|摄|攝|报道|報道|報導)"
)
_NOT_REPORTERS = re.compile(r"编辑|編輯|责编|責編|摄影|攝影|摄|翻译|校对|新闻联播|Photo|Editor|Translat", re.IGNORECASE)
_NO_NAMES = frozenset(
    {"报道", "報道", "報導", "电", "今日", "获悉", "从", "了解", "采访", "综合", "现场", "见面", "会", "招待会", "从中"}
)
_SPLIT = re.compile(r"\s*(?:,|;|/|\||、|，|\band\b|&)\s*|\s+(?=[\u4e00-\u9fff])")


def split_names(value: str) -> list[str]:
    """The single names of "A B, C D and E F" or 张三 李四; a role before them is dropped."""
    value = re.sub(
        r"^(?:by|reporters?|记者|記者|通讯员|通訊員|作者)\s*[:：]?\s+", "", clean_line(value), flags=re.IGNORECASE
    )
    names = (name.strip(" .()（）") for name in _SPLIT.split(value))
    return [name for name in names if 1 < len(name) < 60 and name not in _NO_NAMES and not name.startswith("http")]


def in_bracket(text: str | None) -> list[str]:
    """Reporters of the bracket that follows a dateline: (Reporter: Qi Bin), （记者 张三、李四 通讯员 王五）."""
    if not text or (_NOT_REPORTERS.search(text) and not re.search(r"记者|記者|Reporter", text)):
        return []
    inner = text.strip("()（） ")
    if not re.search(r"记者|記者|通讯员|通訊員|Reporter|By\b|Correspondent", inner):
        return []
    parts = re.split(r"(?:本报)?(?:记者|記者|通讯员|通訊員)|Reporters?\b|Correspondents?\b|By\b", inner)
    return [name for part in parts for name in split_names(part.strip(" :：，,、"))]


def find_bylines(lines: list[str]) -> list[str]:
    """Reporters that the given lines (those round the headline, and the last ones) name as authors."""
    found: list[str] = []
    for line in lines:
        if _NOT_REPORTERS.search(line) and not re.search(r"记者|記者|Reporter", line):
            continue
        for pattern in (*_ENGLISH, _CHINESE):
            for match in pattern.finditer(line):
                found += [name for name in split_names(match["names"]) if name not in found]
    return found
