"""Expressions of dates in Chinese, each by itself: 11月1日, 17日上午, 上周五, 去年底, 日前, 民国112年5月.

The same values as tasks/extract/event_dates.py gives for English. Precision is kept: a month is a range of days, a day
without any year known is --MM-DD, 日前 is the dispatch's day with precision `around`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from operator import itemgetter

from tasks.extract.event_dates import Anchor, dispatch_date
from tasks.extract.gates import Gated, compiled
from tasks.extract.numbers import chinese_number
from tasks.records import EventDate, Span

NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[一二三四五六七八九])"
_Y = (
    r"(?:(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年"
    r"|民国(?P<republic>\d{2,3}|[一二三四五六七八九十百零〇]{2,5})年|主体\d{2,3}[（(](?P<juche>20\d\d)[）)]年"
    r"|(?<!\d)(?P<short>[0-29]\d|[零〇九][〇零一二三四五六七八九])年(?=\d{1,2}月|[一二三四五六七八九十]{1,2}月)"
    r"|(?P<yearword>今年|去年|前年|明年|同年|当年))"
)
_TO = r"(?:至|到|—+|－|-+|～|~)"
_SECOND = rf"(?:(?P<year2>(?:19|20)\d\d)年)?(?:(?P<month2>{NUMBER}) ?月 ?)?"
BARE_DAY = r"(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?)"
_PART = r"(?P<part>上旬|中下旬|中旬|下旬|初|中|底|末)?"
_WEEK = r"(?:周|星期|礼拜)"
_NO_MONTH = r"革命|起义|事件|运动|战争|政变|危机|提纲|派|党人"  # 十月革命
_YEAR_SHIFT = {"今年": 0, "当年": 0, "同年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAY_SHIFT = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "大": 3}
_WEEK_SHIFT = {"上": -1, "本": 0, "这": 0, "下": 1, None: 0}
_PART_DAYS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "中下旬": (11, 31), "下旬": (21, 31),
    "底": (21, 31), "末": (21, 31),
}  # fmt: skip
_PART_MONTHS = {"初": (1, 2), "上半年": (1, 6), "年中": (6, 7), "下半年": (7, 12), "底": (12, 12), "末": (12, 12)}


def number(text: str) -> int:
    """两, 廿二 and the numbers of tasks/extract/numbers.py."""
    spelled = text.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    return int(chinese_number(spelled))


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _label(day: date, anchor: Anchor) -> str:
    return day.isoformat() if anchor.has_year else f"--{day:%m-%d}"


def stretch(first: date, last: date, precision: str, basis: str) -> EventDate:
    return EventDate(first.isoformat(), last.isoformat(), precision, basis)


def _one(day: date, anchor: Anchor, basis: str) -> EventDate:
    return EventDate(_label(day, anchor), _label(day, anchor), "day", basis)


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    found = match.groupdict()
    if found.get("year") or found.get("juche"):
        return int(chinese_number(found["year"] or found["juche"]))
    if found.get("republic"):
        return 1911 + number(found["republic"])  # of the Republic of China
    if found.get("short"):
        short = int(chinese_number(found["short"]))
        return short + (1900 if short > 50 else 2000)
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
    return min(years, key=lambda year: abs(((day_or_none(year, month, min(day, 28)) or centre) - centre).days))


def _month_day(month: int, day: int, year: int | None, anchor: Anchor, future: bool) -> EventDate | None:
    year = year or _nearest_year(month, day, anchor, future)
    if year is None:
        label = f"--{month:02}-{day:02}"
        return EventDate(label, label, "day", "explicit") if day_or_none(2000, month, day) else None
    found = day_or_none(year, month, day)
    return stretch(found, found, "day", "explicit") if found else None


def _full(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """[2024年]9月22日[至[10月]2日]"""
    month, year = number(match["month"]), _year_of(match, anchor)
    first = _month_day(month, number(match["day"]), year, anchor, future)
    if first is None or not match["day2"]:
        return first
    month2 = number(match["month2"]) if match["month2"] else month
    year2 = int(match["year2"]) if match["year2"] else year + 1 if year and month2 < month else year
    last = _month_day(month2, number(match["day2"]), year2, anchor, future)
    if last is None or last.end < first.start:
        return first
    return EventDate(first.start, last.end, "interval", "explicit")


def _bare_day(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """17日, 17日至19日: of the dispatch's month, else of the one before (after) where it lies ahead (behind)."""
    if anchor.day is None:
        return None
    of_month = number(match["day"])
    for shift in (0, 1) if future else (0, -1):
        months = anchor.day.year * 12 + anchor.day.month - 1 + shift
        first = day_or_none(months // 12, months % 12 + 1, of_month)
        # A day ahead of the dispatch is still this month's: the place lies east of the newsroom.
        if first and (first >= anchor.day if future else first <= anchor.day + timedelta(days=1)):
            last = first + timedelta(days=number(match["day2"]) - of_month if match["day2"] else 0)
            if last <= first:
                return _one(first, anchor, "relative")
            return EventDate(_label(first, anchor), _label(last, anchor), "interval", "relative")
    return None


def _month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    month = number(match["month"])
    year = _year_of(match, anchor) or _nearest_year(month, 15, anchor, future)
    if not year or not 1 <= month <= 12:
        return None
    return _part_of_month(year, month, match["part"], "explicit")


def _part_of_month(year: int, month: int, part: str | None, basis: str) -> EventDate:
    first, last = _PART_DAYS[part] if part else (1, 31)
    last = min(last, monthrange(year, month)[1])
    return stretch(date(year, month, first), date(year, month, last), "interval" if part else "month", basis)


def _this_month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    months = anchor.day.year * 12 + anchor.day.month - 1 + {"上": -1, "下": 1}.get(match["which"], 0)
    year, month = months // 12, months % 12 + 1
    if match["day"]:
        found = day_or_none(year, month, number(match["day"]))
        return _one(found, anchor, "relative") if found else None
    return _part_of_month(year, month, match["part"], "relative")


def _part_of_year(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """今年初, 去年底, 2023年下半年; 年底 and 年初 alone are of the dispatch's year."""
    year = _year_of(match, anchor) or (anchor.year if anchor.has_year else None)
    if not year:
        return None
    first, last = _PART_MONTHS[match["part"]]
    return stretch(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "interval", "relative")


def _year(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    year = _year_of(match, anchor)
    basis = "explicit" if match["year"] else "relative"
    return stretch(date(year, 1, 1), date(year, 12, 31), "year", basis) if year else None


def _past_years(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    return stretch(date(anchor.day.year - number(match["count"]), 1, 1), anchor.day, "interval", "relative")


def _day_word(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None:
        return None
    return _one(anchor.day + timedelta(days=_DAY_SHIFT[match[0][0]]), anchor, "relative")


def _month_end(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """月底, 月初 without a month: of the dispatch's month."""
    if anchor.day is None or not anchor.has_year:
        return None
    return _part_of_month(anchor.day.year, anchor.day.month, match["part"], "relative")


def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    monday = anchor.day + timedelta(days=7 * _WEEK_SHIFT[match["which"]] - anchor.day.weekday())
    if match["weekday"] == "末":
        if not match["which"] and not future and anchor.day.weekday() < 5:
            monday -= timedelta(days=7)
        return stretch(monday + timedelta(days=5), monday + timedelta(days=6), "interval", "weekday")
    if not match["weekday"]:
        return stretch(monday, monday + timedelta(days=6), "interval", "relative") if match["which"] else None
    found = monday + timedelta(days=min("一二三四五六日天".index(match["weekday"]), 6))
    if not match["which"] and found > anchor.day and not future:
        found -= timedelta(days=7)
    if not match["weekday2"]:
        return stretch(found, found, "day", "weekday")
    further = min("一二三四五六日天".index(match["weekday2"]), 6) - found.weekday()
    return stretch(found, found + timedelta(days=further % 7), "interval", "weekday")


def _around(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    found = dispatch_date(anchor, "around")
    return found and EventDate(found.start, found.end, "around", "relative")


_Handler = Callable[[re.Match[str], Anchor, bool], EventDate | None]


def _days_ago(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """三天前, 两周后; months are too long to be counted in days."""
    if anchor.day is None:
        return None
    days = number(match["count"]) * (7 if match["unit"].endswith(("周", "星期")) else 1)
    found = anchor.day + timedelta(days=days if match["way"] == "后" else -days)
    if days < 7:
        return _one(found, anchor, "relative")
    return stretch(found - timedelta(days=3), found + timedelta(days=3), "interval", "relative")


# In order: where two match at one place, the first wins.
_PATTERNS: tuple[tuple[str, _Handler], ...] = (
    (r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)(?P<day2>)", _full),
    (rf"(?:{_Y})?(?P<month>{NUMBER}) ?月 ?(?P<day>{NUMBER}) ?[日号]?{_TO}{_SECOND}(?P<day2>{NUMBER})[日号]", _full),
    (
        rf"(?:{_Y})?(?P<month>{NUMBER}) ?月 ?(?P<day>{NUMBER}) ?[日号]?[、和及]"
        rf"(?P<month2>)(?P<day2>{NUMBER})[日号](?P<year2>)",
        _full,
    ),
    (rf"(?:{_Y})?(?P<month>{NUMBER}) ?月 ?(?P<day>{NUMBER}) ?[日号](?P<month2>)(?P<day2>)(?P<year2>)", _full),
    (rf"(?P<which>[上本下这])个?月(?:(?P<day>{NUMBER})(?:[日号]|(?=[至到、和-]))|{_PART})", _this_month),
    (rf"(?<![\d月年])(?P<day>{BARE_DAY})[日号]?(?:{_TO}|[、和及])(?P<day2>{BARE_DAY})[日号]", _bare_day),
    (rf"(?<![\d月年第])[（(]?(?P<day>{BARE_DAY})[)）]?[日号](?P<day2>)(?![本元线])", _bare_day),
    (rf"(?:{_Y})(?P<month>{NUMBER})月(?:份)?{_PART}", _month),
    (rf"(?<![\d第])(?P<month>{NUMBER})月(?:份)?{_PART}(?![\d]|{_NO_MONTH})", _month),
    (rf"(?:过去|最近|近)(?P<count>{NUMBER})年", _past_years),
    (
        rf"(?:{_Y}年?|(?<![\d一二三四五六七八九十今去前明同当半多每])年)(?P<part>初|上半年|下半年|年中|底|末)",
        _part_of_year,
    ),
    (r"(?<![\d一二三四五六七八九十上本下这个每蜜])月(?P<part>初|底|末)", _month_end),
    (rf"{_Y}(?![年度]?(?:年会|会议|峰会|大会|论坛|度|版)|来|[^，。；]{{0,15}}以来)", _year),
    (r"[今昨明](?:早|晨|午|夜)|大后天|[今昨前明后](?:天|日|晚)(?![本月])", _day_word),
    (r"(?<![如至当现迄而从抚])[今昨](?=[率接在与抵访赴会拜出举晤同致向宣启返])", _day_word),
    (rf"(?P<count>{NUMBER}|两)(?P<unit>天|个?周|个?星期)(?:之)?(?P<way>前|后)", _days_ago),
    (
        rf"(?P<which>[上本这下])?个?{_WEEK}(?P<weekday>[一二三四五六日天末])(?:{_TO}[上本这下]?{_WEEK}?(?P<weekday2>[一二三四五六日天]))?(?![个年])",
        _weekday,
    ),
    (r"(?P<which>[上本这下])个?(?:周|星期)(?P<weekday>)(?P<weekday2>)", _weekday),
    (
        r"近日|日前|近期|最近|连日来|近来|不久前|前不久|前些天|这几天|(?:稍|较)?早前|稍早|近(?:两|几|三)[日天]|日内(?!瓦|出)|过去(?:一周|几天|两天|数日)",
        _around,
    ),
)  # fmt: skip
_COMPILED = Gated([(compiled(pattern), handler) for pattern, handler in _PATTERNS], itemgetter(0))
# 5月12日（周日）: the day of the week adds nothing.
_BESIDE_DATE = compiled(r"[日号][（(]$")


def expressions(text: str, anchor: Anchor, future: bool) -> list[tuple[Span, EventDate]]:
    """The date expressions of `text` in order, with spans into it; where two overlap, the longer construction."""
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
    return sorted(found, key=lambda item: item[0])
