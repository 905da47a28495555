"""Reporters in Chinese lines: 本报记者 张岩, 文/张岩, 【記者林佳穎／台北報導】, （记者 张岩 李禾）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.cities import city_country
from tasks.gazetteer import fold
from tasks.normalize.byline_names import HAN_NAME, is_han_name, split_names, surnames

_ROLE = r"(?:记者|通讯员|作者|评论员|撰稿人|采访人|特派员|实习生)"
_NOT_REPORTERS = re.compile(
    r"编辑|责编|责任|摄影|图片|摄|翻译|校对|制作|审核|审校|监制|主编|策划|视频|[Pp]hoto|[Ee]dit(?:or|ing)|[Tt]ranslat"
)
# 张岩 李禾, but not the next role: 张岩 本报记者, 张岩 每经编辑
_NAMES = rf"{HAN_NAME}(?:[\s、,，]+(?!\S{{0,4}}(?:{_ROLE}|{_NOT_REPORTERS.pattern}|报道|发自)){HAN_NAME})*"
# Lines are folded: simplified characters.
_AFTER_ROLE = re.compile(
    rf"(?<!摄影)(?<!图片)(?<!编辑){_ROLE}"
    rf"(?:\s*[:：/丨|｜\]】]\s*|\s+|(?=[\u4e00-\u9fff]{{2,3}}(?:报道|发自|[\s、）)／/\]］]|$)))"
    rf"(?P<names>{_NAMES})(?=[\s）)（(】\]］／/|；;。]|$|{_ROLE}|摄|报道|发自)"
)
# 记者林佳颖台北报道: the name ends where a place begins
_BEFORE_PLACE = re.compile(
    r"(?:记者|特派员)\s*[／/]?(?P<name_and_place>[\u4e00-\u9fff]{4,9}?)\s*[／/]?"
    r"(?:即时|综合|专题|连线|特稿|[一二三四五六七八九十\d]+日)?(?:报[道导]|专电|电)"
)
_OF_PICTURE = re.compile(r"\s*摄影?(?![\u4e00-\u9fff:：/／])")  # 记者 张岩 摄; but 摄影报道, 摄影：...
# 文：林诗敏; 撰文：江孟哲; 文字：杨一凡 李木子; 文/图 林诗敏; 沈默然/文
_WRITTEN_BY = re.compile(
    r"(?:^|[\s|｜])(?:(?:撰文|文字|采写|撰稿|执笔|供稿|图文|文[/／]图|图[/／]文|报道|文)\s*[:：/／|｜丨・·]\s*|(?:撰文|特约撰稿)\s+)"
    rf"(?P<names>{_NAMES})(?=[\s|｜/／）)；;]|$)"
)
# 国际中心／张岩报道; 张岩 / 香港报道; 张岩 发自北京
_OF_DESK = re.compile(rf"(?:中心|组|部)[/／](?P<names>{HAN_NAME}?)(?:综合)?报[道导]")
_BEFORE_FILED = re.compile(
    rf"^(?P<names>{_NAMES})\s*(?:发自|[/／]\s*)(?P<place>[\u4e00-\u9fff]{{2,6}}?)(?:报[道导]|电|$)"
)
_NAME_BEFORE_WRITTEN = re.compile(rf"(?:^|[\s|｜])(?P<names>{HAN_NAME})[/／]文(?![\u4e00-\u9fff])")
_BRACKET = re.compile(rf"[（(【\[［](?P<inner>[^（()）】\n]{{0,24}}{_ROLE}[^（()）】\n]{{1,40}})[）)】\]］]")
_ROLES = re.compile(
    r"(?:本报|央视|本网|新华社|中新社)?(?:(?:实习|见习|特约|實習|特約)?(?:记者|記者)|通讯员|通訊員|作者|实习生|實習生)"
    r"|(?:[Ss]taff |[Ss]pecial |[Oo]ur )?(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?)\b|By\b"
)
_BARE_NAMES = re.compile(r"[\u4e00-\u9fff]{2,3}(?:[\s、,，][\u4e00-\u9fff]{2,3})*")  # 电(张岩 李禾)
_ROLE_COLUMN = re.compile(r"(记者|記者|作者|文|撰文)\s*[|｜]\s*(?=[\u4e00-\u9fff])")  # 记者 | 张岩
_BULLET_NAME = re.compile(rf"[□■◎●◆▲△○☉]\s*(?P<names>{HAN_NAME}(?:[\s、]+{HAN_NAME})*)")
# 张岩（某大学教授）
_WITH_POST = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,3})\s*[（(][^（()）\n]{0,30}(?:大学|学院|研究|教授|主任|学者|评论员|专家|院长)[^（()）\n]{0,20}[）)]"
)
_BEFORE_DATE = re.compile(rf"(?P<names>{HAN_NAME}(?:[\s、]{HAN_NAME})*)[\s|｜]*(?=(?:19|20)\d\d[-/.年])")
_CLOSING = re.compile(r"[（(](?P<names>[\u4e00-\u9fff]{2,3}(?:[\s、][\u4e00-\u9fff]{2,3})*)[）)]$")


def in_bracket(text: str | None) -> list[str]:
    """Reporters of the bracket that follows a dateline: (Reporter: Qi Bin), （记者 张三、李四 通讯员 王五）."""
    inner = (text or "").strip("()（） ")
    if not _ROLES.search(inner):
        return split_names(inner) if _BARE_NAMES.fullmatch(inner) and fold(inner)[0] in surnames() else []
    parts = (
        part.strip(" :：，,、/") for part in _ROLES.split(inner)[1:]
    )  # what stands before the role says whose it is
    return [name for part in parts if part and not _NOT_REPORTERS.search(fold(part)) for name in split_names(part)]


def with_colons(line: str) -> str:
    """记者：张岩 of 记者 | 张岩: the bar is no column's."""
    return _ROLE_COLUMN.sub(r"\1：", line)


def _name_before_place(line: str, match: re.Match[str]) -> str | None:
    start, end = match.span("name_and_place")
    cuts = (start + length for length in (3, 2, 4) if start + length + 2 <= end)
    return next((line[start:cut] for cut in cuts if city_country(line[cut:end])), None)


def _names(line: str, match: re.Match[str]) -> list[str]:
    """As written, not folded."""
    return split_names(line[match.start("names") : match.end("names")])


def written_by(line: str) -> Iterator[str]:
    """Reporters that a line names in any place: in a bracket with their role, after 文：, before /文."""
    folded = fold(line)
    for bracket in _BRACKET.finditer(folded):
        yield from in_bracket(line[bracket.start("inner") : bracket.end("inner")])
    for pattern in (_WRITTEN_BY, _NAME_BEFORE_WRITTEN):
        for match in pattern.finditer(folded):
            yield from _names(line, match)
    if (desk := _OF_DESK.search(folded)) and all(map(is_han_name, names := _names(line, desk))):
        yield from names
    if (filed := _BEFORE_FILED.match(folded)) and city_country(line[filed.start("place") : filed.end("place")]):
        yield from filter(is_han_name, _names(line, filed))
    for bare in (_BULLET_NAME.fullmatch(folded), _WITH_POST.fullmatch(folded), _BEFORE_DATE.match(folded)):
        if bare and all(map(is_han_name, names := _names(line, bare))):
            yield from names


def after_role(line: str) -> list[str]:
    """Reporters that follow their role: 记者 张岩; not editors: of 记者 张岩 编辑 王某 only the first."""
    folded = fold(line)
    found = [name for match in _BEFORE_PLACE.finditer(folded) if (name := _name_before_place(line, match))]
    matches = (match for match in _AFTER_ROLE.finditer(folded) if not _OF_PICTURE.match(folded, match.end()))
    return found or [name for match in matches for name in _names(line, match)]


def closing_names(line: str) -> list[str]:
    """Of the bracket that closes a text and holds nothing but names: ……。（张岩 李禾）"""
    match = _CLOSING.search(fold(line))
    names = _names(line, match) if match else []
    return names if all(map(is_han_name, names)) else []
