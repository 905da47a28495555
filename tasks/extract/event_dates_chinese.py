"""Dates in Chinese sentences, resolved against the day of the dispatch and what was told before: 7月31日至8月2日, 次日.

tasks/extract/date_words_chinese.py reads the expressions one by one; here they are put together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.date_words_chinese import BARE_DAY, NUMBER, day_or_none, expressions, number, stretch
from tasks.extract.event_dates import Anchor, dispatch_date
from tasks.extract.gates import compiled
from tasks.records import EventDate, Span

_LASTS = compiled(
    rf"为期(?P<days>{NUMBER}|两)(?P<unit>天|日|个?周|个?星期)|(?<![第\d])(?P<stay>{NUMBER}|两)天(?:{NUMBER}夜)?(?:的)?(?:正式|友好|工作|国事)*(?:访问|行程|参访)"
)
_ENDED = compiled(r"(?:结束|完成)(?:了)?[^，。；]{0,20}$")
_SAME_DAY = re.compile(r"同日|当[天日晚]|同一天|(?<![日天号\d])(?:傍晚|晚间)")
_NEXT_DAY = re.compile(r"次[日晨]|翌[日晨]|第二天|隔[天日]")
_DAY_BEFORE = re.compile(r"(?:此前|之前|早)一[天日]|(?<!\d日)前一[天日]|头一天")
# What may stand between the two ends of a stretch of days: 5日下午至7日, 20日起至24日
_STRETCH = re.compile(
    r"(?:上午|中午|下午|傍晚|晚间?|凌晨|起|（[^）]{1,6}）|当天)*(?:至|到|—+|－|-|～|~)(?:上午|下午|晚)?"
)
_ONLY_DAY = re.compile(rf"[（(]?(?P<day>{BARE_DAY})[)）]?[日号]")
_WITHOUT_YEAR = re.compile(rf"{NUMBER}月{NUMBER}[日号]")
_SINCE = re.compile(r"[^，。；]{0,12}?(?:以来|至今|起)")
_OLD = timedelta(days=31)  # what is older is told with what happened in those days


def find_dates(
    text: str, anchor: Anchor, *, future: bool = False, context: EventDate | None = None
) -> list[tuple[Span, EventDate]]:
    """The date expressions of `text` in order, with spans into it. `future`: the sentence tells of what is planned.
    `context`: the day last told of, for 同日 and 当天; without it they mean the dispatch's day."""
    found = _in_their_month(text, expressions(text, anchor, future), anchor, context)
    found = _stretches(text, found)
    return sorted([*found, *_pointing_back(text, anchor, found, context)], key=lambda item: item[0])


def _day_after(number: int, first: EventDate) -> date | None:
    """The next day of that number from the beginning of `first` on."""
    begin = date.fromisoformat(first.start)
    months = (begin.year * 12 + begin.month - 1 + shift for shift in (0, 1))
    days = (day_or_none(month // 12, month % 12 + 1, number) for month in months)
    return next((day for day in days if day and day >= begin), None)


def _same_year(value: EventDate, first: EventDate) -> date | None:
    """The day of `value` in the year of `first`, or in the one after."""
    begin, day = date.fromisoformat(first.start), date.fromisoformat(value.start)
    days = (day_or_none(begin.year + shift, day.month, day.day) for shift in (0, 1))
    return next((day for day in days if day and day >= begin), None)


def _in_their_month(
    text: str, found: list[tuple[Span, EventDate]], anchor: Anchor, context: EventDate | None
) -> list[tuple[Span, EventDate]]:
    """2005年10月14日抵达，18日会见: a day without a month or year is of those told before, if that was long ago."""
    told, placed = context if _is_long_ago(context, anchor) else None, list[tuple[Span, EventDate]]()
    for span, value in found:
        day = None
        if told and (only := _ONLY_DAY.fullmatch(text, *span)):
            day = _day_after(number(only["day"]), told)
        elif told and placed and _WITHOUT_YEAR.fullmatch(text, *span):
            day = _same_year(value, told)
        value = stretch(day, day, "day", "explicit") if day else value
        told = value if _is_long_ago(value, anchor) and not _SINCE.match(text, span[1]) else None
        placed.append((span, value))
    return placed


def _is_long_ago(told: EventDate | None, anchor: Anchor) -> bool:
    if told is None or anchor.day is None or told.precision not in ("day", "interval") or told.start.startswith("--"):
        return False
    return date.fromisoformat(told.end) < anchor.day - _OLD


def _stretches(text: str, found: list[tuple[Span, EventDate]]) -> list[tuple[Span, EventDate]]:
    """4月20日至本月2日, 5日下午至7日: two dates that are the ends of one stretch."""
    joined: list[tuple[Span, EventDate]] = []
    for (start, end), value in found:
        if joined and _STRETCH.fullmatch(text, joined[-1][0][1], start):
            (begin, _), first = joined[-1]
            only = _ONLY_DAY.fullmatch(text, start, end)
            has_year = not first.start.startswith("--") and not value.end.startswith("--")
            day = _day_after(number(only["day"]), first) if only and has_year else None
            last = day.isoformat() if day else value.end
            if has_year and first.precision not in ("month", "year") and first.start <= last:
                joined[-1] = ((begin, end), EventDate(first.start, last, "interval", first.basis))
                continue
        joined.append(((start, end), value))
    return joined


def lasting(text: str, told: EventDate, clause: str) -> EventDate:
    """The days of a visit that `text` says to last (为期四天), counted from the day told: on which it began, or, where
    its own clause says so, ended (结束为期四天的访问)."""
    lasts = _LASTS.search(text)
    if not lasts or told.precision != "day" or told.start.startswith("--"):
        return told
    count = number(lasts["days"] or lasts["stay"])
    weeks = (lasts["unit"] or "").endswith(("周", "星期"))
    further = timedelta(days=count * (7 if weeks else 1) - 1)
    day = date.fromisoformat(told.start)
    if not further:
        return told
    has_ended = bool(_ENDED.search(text, 0, lasts.start()))
    if has_ended and lasts[0] not in clause:
        return told  # 结束对A为期四天的访问，前往B
    first, last = (day - further, day) if has_ended else (day, day + further)
    return stretch(first, last, "interval", told.basis)


def _pointing_back(
    text: str, anchor: Anchor, found: list[tuple[Span, EventDate]], context: EventDate | None
) -> list[tuple[Span, EventDate]]:
    """同日, 次日: the day told of before, in this text or in what stands before it."""
    backward = []
    for pattern, shift in ((_SAME_DAY, 0), (_NEXT_DAY, 1), (_DAY_BEFORE, -1)):
        for match in pattern.finditer(text):
            earlier = [value for (start, _), value in found if start < match.start() and value.precision == "day"]
            base = earlier[-1] if earlier else context or dispatch_date(anchor)
            if base is None or base.start.startswith("--"):
                resolved = base
            elif shift == 0:  # on the day on which a stay of several began
                resolved = replace(base, end=base.start, precision="day") if base.precision == "interval" else base
            else:
                later = date.fromisoformat(base.end if shift > 0 else base.start) + timedelta(days=shift)
                resolved = stretch(later, later, "day", "context")
            if resolved is not None:
                resolved = EventDate(resolved.start, resolved.end, resolved.precision, "context")
                backward.append(((match.start(), match.end()), resolved))
    return backward
