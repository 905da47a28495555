"""The headline in the lines above a text, for pages whose <title> only names the site: Left Alliance; 云南频道."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.dates import find_dates
from tasks.gazetteer import fold

_SHORTEST, _LONGEST = 6, 200  # characters of a headline
_OPENING = 3000  # characters of the text in which a headline's words recur
_WORD = re.compile(r"[^\W\d_]{4,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FULL_STOP = re.compile(r"[.。;；!！]\s*$")
_NO_HEADLINE = re.compile(
    r"^(?:by|from|source|written|posted|published|updated|date|photo|image|share|print|tags?)\b|(?:^|\s)(?:[<>«»‹›]|::)\s"
    r"|www\.|@|https?:|来源|作者|记者|编辑|字号|分享|首页|点击|责编|日期|发布",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:Subject|Title|标题|標題)\s*[:：]\s*", re.IGNORECASE)
_FEW = 3  # words that a site's name may share with a text: Ministry of Foreign Affairs


def _words(text: str) -> set[str]:
    """Words of some length, cut to their stem; of Chinese pairs of characters."""
    folded = fold(text).casefold()
    pairs = (run[start : start + 2] for run in _HAN.findall(folded) for start in range(len(run) - 1))
    return {word[:6] for word in _WORD.findall(folded)} | set(pairs)


def _is_headline(line: str) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST or _FULL_STOP.search(line) or _NO_HEADLINE.search(fold(line)):
        return False
    dated = sum(found.end - found.start for found in find_dates(line))
    return dated * 2 < len(line)


def headline_above(title: str | None, lines: Iterable[str], text: str) -> str | None:
    """The line above the text that says most of what the text says, where that is clearly more than `title` says.

    lines   the short lines round the headline, in order
    """
    content = _words(text[:_OPENING])
    known = len(_words(title or "") & content)
    lines = list(lines)
    if known > _FEW or title in lines:  # the headline of a digest says little of its items
        return None
    candidates = [line for line in lines if _is_headline(line)]
    if not candidates:
        return None
    best = max(candidates, key=lambda line: len(_words(line) & content))
    shared = len(_words(best) & content)
    best = _LABEL.sub("", best)
    return best if shared >= known + 2 and shared * 2 >= len(_words(best)) else None
