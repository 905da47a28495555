"""The agency that a text credits outside its dateline: Source: Xinhua; 来源：中新社; (Xinhua) at the end."""

from __future__ import annotations

import re

from tasks.normalize.agencies import canonical_name, chinese_names

_SOURCE_LABEL = re.compile(
    r"(?:^|[\s|（(])(?:Source|SOURCE|来源|來源|稿源|文章来源|信息来源|資料來源)\s*[:：]\s*(?P<name>[^\s|｜)）\d][^|｜)）\n\d]{0,40})"
)
_AT_END = re.compile(r"[(（]\s*(?P<name>[^()（）\n]{2,40})\s*[)）]\s*\.?$")
_MENTION_LINES = 3


def _known(name: str) -> str | None:
    """Canonical name of the longest beginning of `name` that is an agency."""
    words = name.strip(" .:：,，《》").split()
    for count in range(len(words), 0, -1):
        if known := canonical_name(" ".join(words[:count])):
            return known
    return None


def credited_in(lines: list[str]) -> str | None:
    """The agency named by a source label, or by a line that says only its name, in the lines round the headline."""
    for line in lines:
        if (match := _SOURCE_LABEL.search(line)) and (known := _known(match["name"])):
            return known
    for line in lines:
        if known := canonical_name(
            re.sub(
                r"[\d:,./|()\-年月日]+|Updated|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
                " ",
                line,
            ).strip()
        ):
            return known
    return None


def credited_at_end(text: str) -> str | None:
    """(Xinhua) or 来源：新华社 in the last lines."""
    last = [line.strip() for line in text[-600:].split("\n") if line.strip()][-_MENTION_LINES:]
    for line in reversed(last):
        if (match := _SOURCE_LABEL.search(line)) and (known := _known(match["name"])):
            return known
        if (match := _AT_END.search(line)) and (known := canonical_name(match["name"])):
            return known
    return None


__all__ = ["chinese_names", "credited_at_end", "credited_in"]
