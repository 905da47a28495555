"""The dateline: where and when an agency filed the dispatch, and which agency, in the conventions of agencies.

    BEIJING, Oct. 28 (Xinhua) --            Pyongyang, January 1 (KCNA) --       HANOI (VNA) -
    HAVANA, Cuba, Jan 5 (Prensa Latina)     MOSCOW, March 3. /TASS/.             WASHINGTON (AP) _
    BUENOS AIRES (ARGENTINA), 12 JAN 90 (TELAM) -- [TEXT]                        (ANSA) - ROME, OCT 1 -
    Dispatch of the China News Service, Beijing, October 28, 2002                (ECNS) --
    Beijing, January 22nd -- Song Tao met   PTI | New Delhi | Updated: ...       Havana, Cuba.-
    中新社北京10月28日电 (记者 齐彬)          据新华社河内3月3日电                    央视网消息（新闻联播）：

A place where something happened is no dateline: the form decides, not the name.
"""

from __future__ import annotations

from dataclasses import replace

from tasks.normalize.dateline_record import FoundDateline
from tasks.normalize.datelines_chinese import chinese_dateline
from tasks.normalize.datelines_english import english_dateline

__all__ = ["FoundDateline", "find_dateline"]

_PLAIN = str.maketrans("（）", "()")  # full-width brackets of Chinese pages
_HEAD = 300  # characters in which a dateline stands


def find_dateline(line: str) -> FoundDateline | None:
    """The dateline with which a line or paragraph begins, or None.

    A second dateline right behind one without an agency is the true one: a distributor put its own before it
    (VIETNAM, January 23 - HÀ NỘI —).
    """
    head = line[:_HEAD]
    found = chinese_dateline(head) or english_dateline(head.translate(_PLAIN), len(line))
    if found is None or found.agency or not found.place:
        return found
    second = english_dateline(head[found.end :], len(line) - found.end)
    if second is None or not second.place:
        return found
    return replace(second, end=found.end + second.end, date=second.date or found.date)
