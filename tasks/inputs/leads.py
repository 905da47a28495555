"""How a dispatch begins: with a dateline, an agency's credit, or a line that is a date."""

from __future__ import annotations

import re

from tasks.dates import parse_date

_FIRST_LINES = 8
_LEADS = (
    # BEIJING, Oct. 28 (Xinhua) -- ; Pyongyang, January 1 (KCNA) -- ; [Text] Beijing, 5 Sep (XINHUA) --
    re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?[A-Z][\w .,'’/-]{1,80}\([A-Za-z][\w .&/-]{1,40}\)\s*(?:--|—|–|-|:)"),
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
    """Whether the line is a date and little else."""
    if not 6 <= len(line.strip()) <= 60:
        return False
    found = parse_date(line)
    return found is not None and len(found.value) >= 10 and found.end - found.start >= len(line.strip()) * 0.5


def looks_like_dispatch(text: str) -> bool:
    """Whether one of the first lines is a dispatch's lead or its date line."""
    lines = [line for line in text.split("\n", 40) if line.strip()][:_FIRST_LINES]
    return any(is_lead(line) or is_date_line(line) for line in lines)
