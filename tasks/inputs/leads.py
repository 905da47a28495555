"""How a dispatch begins: with a dateline, an agency's credit, or a line that is a date."""

from __future__ import annotations

import re

from tasks.dates import parse_date

_FIRST_LINES = 8
_BEFORE_DATE = 12  # a weekday
_REMARK_CHARACTERS = 8  # 星期一, 来源
_PROSE = re.compile(r"\b(?!cycle|edition|late|final|am|pm|at|th|st|nd|rd)[a-z]{2,}|[.;?!]\s")
_LEADS = (
    # BEIJING, Oct. 28 (Xinhua) -- ; Pyongyang, January 1 (KCNA) -- ; [Text] Beijing, 5 Sep (XINHUA) --
    re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?[A-Z][\w .,'’/-]{1,80}\([A-Z][\w .&/-]{1,40}\)\s*(?:--|—|–|-|:)"),
    # HAVANA, Nov 3 -- ; MOSCOW, March 3. /TASS/.
    re.compile(r"^\s*[A-Z][A-Z .'’-]{2,40}(?:,[\w .]{1,40})?\s*(?:--|—|–|/[A-Z]{2,12}/)"),
    # Dispatch of the X News Service, Beijing, October 28, 2002
    re.compile(r"^\s*(?:Dispatch|Report|Release)\s+(?:of|by|from)\s+[^\n]{3,80}\d{4}", re.I),
    # 新华社北京10月28日电, 中新网10月28日电, 本报讯, 央视网消息（新闻联播）：
    re.compile(r"^\s*[（(【]?[^\n。，]{0,30}(?:电|電|讯|訊|消息|报道)\s*[）)】]?\s*(?:[（(：:\s]|$)"),
)


def is_lead(line: str) -> bool:
    """Whether the line starts as a dispatch's first one does."""
    return any(lead.match(line) for lead in _LEADS)


def is_date_line(line: str) -> bool:
    """Whether the line is a date, and beside it at most a weekday, a clock or a remark (Final Edition)."""
    stripped = line.strip()
    if not 6 <= len(stripped) <= 60:
        return False
    found = parse_date(stripped)
    if found is None or len(found.value) < 10 or found.start > _BEFORE_DATE:
        return False
    rest = stripped[: found.start] + " " + stripped[found.end :]
    return not _PROSE.search(rest) and sum("一" <= c <= "鿿" for c in rest) <= _REMARK_CHARACTERS


def looks_like_dispatch(text: str) -> bool:
    """Whether one of the first lines is a dispatch's lead or its date line."""
    lines = [line for line in text.split("\n", 40) if line.strip()][:_FIRST_LINES]
    return any(is_lead(line) or is_date_line(line) for line in lines)
