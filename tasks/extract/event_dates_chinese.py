"""Dates in Chinese sentences, resolved against the day of the dispatch: 11月1日, 17日上午, 当天, 日前, 7月31日至8月2日.

The same values as tasks/extract/event_dates.py gives for English. Precision is kept: a month is a range of days, a day
without any year known is --MM-DD, 日前 is the dispatch's day with precision `around`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter

from tasks.extract.event_dates import Anchor, dispatch_date
from tasks.extract.gates import Gated, compiled
from tasks.extract.numbers import chinese_number
from tasks.records import EventDate, Span

_N = r"(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Y = r"(?:(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年|(?P<yearword>今年|去年|前年|明年|同年|当年))"
_TO = r"(?:至|到|—+|－|-+|～|~)"
_SECOND = rf"(?:(?P<year2>(?:19|20)\d\d)年)?(?:(?P<month2>{_N})月)?"
_BARE = r"(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?)"
_PART = r"(?P<part>上旬|中旬|下旬|初|中|底|末)?"
_NO_MONTH = r"革命|起义|事件|运动|战争|政变|危机|提纲|派|党人"  # 十月革命
_YEAR_SHIFT = {"今年": 0, "当年": 0, "同年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAY_SHIFT = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
_WEEK_SHIFT = {"上": -1, "本": 0, "这": 0, "下": 1, None: 0}
_PART_DAYS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31)} | {
    "末": (21, 31)
}


def _number(text: str) -> int:
    return int(chinese_number(text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _label(day: date, anchor: Anchor) -> str:
    return day.isoformat() if anchor.has_year else f"--{day:%m-%d}"


def _range(first: date, last: date, precision: str, basis: str) -> EventDate:
    return EventDate(first.isoformat(), last.isoformat(), precision, basis)


def _one(day: date, anchor: Anchor, basis: str) -> EventDate:
    return EventDate(_label(day, anchor), _label(day, anchor), "day", basis)


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    found = match.groupdict()
    if found.get("year"):
        return int(chinese_number(found["year"]))
    if found.get("yearword") and anchor.year and anchor.has_year:
        return anchor.year + _YEAR_SHIFT[found["yearword"]]
    return None


def _nearest_year(month: int, day: int, anchor: Anchor, future: bool) -> int | None:
    """The year that puts a month and day next to the dispatch: it tells of the last months or of the next ones."""
    if anchor.day is None:
        return anchor.year
    if not anchor.has_year:
        return None
    centre = anchor.day + timedelta(days=150 if future else -60)
    years = (anchor.day.year + shift for shift in (-1, 0, 1))
    return min(years, key=lambda year: abs(((_day(year, month, min(day, 28)) or centre) - centre).days))


def _month_day(month: int, day: int, year: int | None, anchor: Anchor, future: bool) -> EventDate | None:
    year = year or _nearest_year(month, day, anchor, future)
    if year is None:
        label = f"--{month:02}-{day:02}"
        return EventDate(label, label, "day", "explicit") if _day(2000, month, day) else None
    found = _day(year, month, day)
    return _range(found, found, "day", "explicit") if found else None


def _full(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """[2024年]9月22日[至[10月]2日]"""
    month, year = _number(match["month"]), _year_of(match, anchor)
    first = _month_day(month, _number(match["day"]), year, anchor, future)
    if first is None or not match["day2"]:
        return first
    month2 = _number(match["month2"]) if match["month2"] else month
    year2 = int(match["year2"]) if match["year2"] else year + 1 if year and month2 < month else year
    last = _month_day(month2, _number(match["day2"]), year2, anchor, future)
    if last is None or last.end < first.start:
        return first
    return EventDate(first.start, last.end, "interval", "explicit")


def _bare_day(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """17日, 17日至19日: of the dispatch's month, else of the one before (after) where it lies ahead (behind)."""
    if anchor.day is None:
        return None
    number = _number(match["day"])
    for shift in (0, 1) if future else (0, -1):
        months = anchor.day.year * 12 + anchor.day.month - 1 + shift
        first = _day(months // 12, months % 12 + 1, number)
        # A day ahead of the dispatch is still this month's: the place lies east of the newsroom.
        if first and (first >= anchor.day if future else first <= anchor.day + timedelta(days=1)):
            last = first + timedelta(days=_number(match["day2"]) - number if match["day2"] else 0)
            if last <= first:
                return _one(first, anchor, "relative")
            return EventDate(_label(first, anchor), _label(last, anchor), "interval", "relative")
    return None


def _month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    month = _number(match["month"])
    year = _year_of(match, anchor) or _nearest_year(month, 15, anchor, future)
    if not year or not 1 <= month <= 12:
        return None
    return _part_of_month(year, month, match["part"], "explicit")


def _part_of_month(year: int, month: int, part: str | None, basis: str) -> EventDate:
    first, last = _PART_DAYS[part] if part else (1, 31)
    last = min(last, monthrange(year, month)[1])
    return _range(date(year, month, first), date(year, month, last), "interval" if part else "month", basis)


def _this_month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    months = anchor.day.year * 12 + anchor.day.month - 1 + {"上": -1, "下": 1}.get(match["which"], 0)
    year, month = months // 12, months % 12 + 1
    if match["day"]:
        found = _day(year, month, _number(match["day"]))
        return _one(found, anchor, "relative") if found else None
    return _part_of_month(year, month, match["part"], "relative")


def _year(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    year = _year_of(match, anchor)
    basis = "explicit" if match["year"] else "relative"
    return _range(date(year, 1, 1), date(year, 12, 31), "year", basis) if year else None


def _past_years(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    return _range(date(anchor.day.year - _number(match["count"]), 1, 1), anchor.day, "interval", "relative")


def _day_word(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None:
        return None
    return _one(anchor.day + timedelta(days=_DAY_SHIFT[match[0][0]]), anchor, "relative")


def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    monday = anchor.day + timedelta(days=7 * _WEEK_SHIFT[match["which"]] - anchor.day.weekday())
    if not match["weekday"]:
        return _range(monday, monday + timedelta(days=6), "interval", "relative") if match["which"] else None
    found = monday + timedelta(days=min("一二三四五六日天".index(match["weekday"]), 6))
    if not match["which"] and found > anchor.day and not future:
        found -= timedelta(days=7)
    return _range(found, found, "day", "weekday")


def _around(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    found = dispatch_date(anchor, "around")
    return found and EventDate(found.start, found.end, "around", "relative")


_Handler = Callable[[re.Match[str], Anchor, bool], EventDate | None]


def _days_ago(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None:
        return None
    return _one(
        anchor.day - timedelta(days=2 if match["count"] == "两" else _number(match["count"])), anchor, "relative"
    )


# In order: where two match at one place, the first wins.
_PATTERNS: tuple[tuple[str, _Handler], ...] = (
    (r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)(?P<day2>)", _full),
    (rf"(?:{_Y})?(?P<month>{_N})月(?P<day>{_N})[日号]?{_TO}{_SECOND}(?P<day2>{_N})[日号]", _full),
    (rf"(?:{_Y})?(?P<month>{_N})月(?P<day>{_N})[日号]?[、和及](?P<month2>)(?P<day2>{_N})[日号](?P<year2>)", _full),
    (rf"(?:{_Y})?(?P<month>{_N})月(?P<day>{_N})[日号](?P<month2>)(?P<day2>)(?P<year2>)", _full),
    (rf"(?P<which>[上本下])个?月(?:(?P<day>{_N})[日号]|{_PART})", _this_month),
    (rf"(?<![\d月年])(?P<day>{_BARE})[日号]?(?:{_TO}|[、和及])(?P<day2>{_BARE})[日号]", _bare_day),
    (rf"(?<![\d月年第])[（(]?(?P<day>{_BARE})[)）]?[日号](?P<day2>)(?![本元线])", _bare_day),
    (rf"(?:{_Y})(?P<month>{_N})月(?:份)?{_PART}", _month),
    (rf"(?<![\d第])(?P<month>{_N})月(?:份)?{_PART}(?![\d]|{_NO_MONTH})", _month),
    (rf"(?:过去|最近|近)(?P<count>{_N})年", _past_years),
    (rf"{_Y}(?![年度]?(?:年会|会议|峰会|大会|论坛|度|版)|来|[^，。；]{{0,15}}以来)", _year),
    (r"[今昨明](?:早|晨|午|夜)|[今昨前明后](?:天|日|晚)(?![本月])", _day_word),
    (r"(?<![如至当现迄而从抚])[今昨](?=[率接在与抵访赴会拜出举晤同致向宣启返])", _day_word),
    (rf"(?P<count>{_N}|两)天前", _days_ago),
    (r"(?P<which>[上本这下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![个年])", _weekday),
    (r"(?P<which>[上本这下])个?(?:周|星期)(?P<weekday>)", _weekday),
    (r"近日|日前|近期|最近|连日来|近来|不久前|前不久|前些天|这几天", _around),
)  # fmt: skip
_COMPILED = Gated([(compiled(pattern), handler) for pattern, handler in _PATTERNS], itemgetter(0))
_LASTS = compiled(
    rf"为期(?P<days>{_N}|两)天|(?<![第\d])(?P<stay>{_N}|两)天(?:的)?(?:正式|友好|工作|国事)*(?:访问|行程)"
)
_ENDED = compiled(r"(?:结束|完成)(?:了)?[^，。；]{0,20}$")
# 5月12日（周日）: the day of the week adds nothing.
_BESIDE_DATE = compiled(r"[日号][（(]$")
_SAME_DAY = re.compile(r"同日|当[天日晚]|同一天|(?<![日天号\d])(?:傍晚|晚间)")
_NEXT_DAY = re.compile(r"次日|翌日|第二天")


def find_dates(
    text: str, anchor: Anchor, *, future: bool = False, context: EventDate | None = None
) -> list[tuple[Span, EventDate]]:
    """The date expressions of `text` in order, with spans into it. `future`: the sentence tells of what is planned.
    `context`: the day last told of, for 同日 and 当天; without it they mean the dispatch's day."""
    found: list[tuple[Span, EventDate]] = []
    for pattern, handler in _COMPILED.possible(text):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for (start, end), _ in found):
                continue
            if handler is _weekday and _BESIDE_DATE.search(text, 0, match.start()):
                continue
            resolved = handler(match, anchor, future)
            if resolved is not None:
                found.append(((match.start(), match.end()), resolved))
    found.sort(key=lambda item: item[0])
    return sorted([*found, *_pointing_back(text, anchor, found, context)], key=lambda item: item[0])


def lasting(text: str, told: EventDate, clause: str) -> EventDate:
    """The days of a visit that `text` says to last (为期四天), counted from the day told: on which it began, or, where
    its own clause says so, ended (结束为期四天的访问)."""
    lasts = _LASTS.search(text)
    if not lasts or told.precision != "day" or told.start.startswith("--"):
        return told
    count = lasts["days"] or lasts["stay"]
    further = timedelta(days=(2 if count == "两" else _number(count)) - 1)
    day = date.fromisoformat(told.start)
    if not further:
        return told
    has_ended = bool(_ENDED.search(text, 0, lasts.start()))
    if has_ended and lasts[0] not in clause:
        return told  # 结束对A为期四天的访问，前往B
    first, last = (day - further, day) if has_ended else (day, day + further)
    return _range(first, last, "interval", told.basis)


def _pointing_back(
    text: str, anchor: Anchor, found: list[tuple[Span, EventDate]], context: EventDate | None
) -> list[tuple[Span, EventDate]]:
    """同日, 次日: the day told of before, in this text or in what stands before it."""
    backward = []
    for pattern, shift in ((_SAME_DAY, 0), (_NEXT_DAY, 1)):
        for match in pattern.finditer(text):
            earlier = [value for (start, _), value in found if start < match.start() and value.precision == "day"]
            base = earlier[-1] if earlier else context or dispatch_date(anchor)
            if base is None or base.start.startswith("--"):
                resolved = base
            elif shift == 0:  # on the day on which a stay of several began
                resolved = replace(base, end=base.start, precision="day") if base.precision == "interval" else base
            else:
                later = date.fromisoformat(base.end) + timedelta(days=shift)
                resolved = _range(later, later, "day", "context")
            if resolved is not None:
                resolved = EventDate(resolved.start, resolved.end, resolved.precision, "context")
                backward.append(((match.start(), match.end()), resolved))
    return backward
