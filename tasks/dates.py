"""Absolute dates, English and Chinese: read one date string, or find all dates in a running text, with their precision.

A missing part is never filled in: 2002, 2002-10, 2002-10-28, and --10-28 where the year is unknown. Relative dates
("yesterday", "Friday", 近日) are not here; they need a dispatch's own date (tasks/extract/event_dates*.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from tasks.reference import rows

Precision = Literal["second", "minute", "day", "month", "year"]

FULL_WIDTH_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0F: "/", 0xFF0D: "-", 0xFF0E: "."}
_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "0": 0, "元": 1}
_VERBS = {"may", "march", "mar", "sept"}  # in lower case and without a year these are no months
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[\d月年]+")
_NAME = "name"  # of a month
_REACH = 40  # characters of a date before its first and behind its last number
_LINE = 200  # characters
_MINGUO_BEFORE = 1911  # year 1 of the Republic of China is 1912


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: start and end are code points, half-open; value is ISO 8601 as precise as written.

    value      YYYY, YYYY-MM, YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS] (local time as written), or --MM-DD without a year
    """

    start: int
    end: int
    value: str
    precision: Precision

    @property
    def has_year(self) -> bool:
        return not self.value.startswith("--")

    @property
    def day(self) -> str | None:
        """YYYY-MM-DD or --MM-DD; None where the day is unknown."""
        if not self.has_year:
            return self.value
        return self.value[:10] if len(self.value) >= 10 else None


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """Month names and their abbreviations, casefolded, in the languages of reference/month_names.csv."""
    return {row["name"].casefold(): int(row["month"]) for row in rows("month_names")}


@lru_cache(maxsize=1)
def month_words() -> frozenset[str]:
    """The words that names of months are made of."""
    return frozenset(word for name in month_numbers() for word in _WORD.findall(name))


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day and it can be the date of a news text (1850 to 2099)."""
    try:
        return 1850 <= date(year, month, day).year <= 2099
    except ValueError:
        return False


def full_year(two_digits: int, *, pivot: int = 60) -> int:
    """1990 for 90, 2005 for 05: agencies wrote two digits until about 2000, file names do so until today."""
    return two_digits + (1900 if two_digits >= pivot else 2000)


def chinese_number(text: str) -> int | None:
    """A number below 100 or a year in Chinese digits: 二十八 -> 28, 二〇〇二 -> 2002; None if it is neither."""
    if "十" in text or "廿" in text or "卅" in text:
        text = text.replace("廿", "二十").replace("卅", "三十")
        tens, _, units = text.partition("十")
        if (tens and tens not in _CHINESE_DIGITS) or (units and units not in _CHINESE_DIGITS):
            return None
        return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[units] if units else 0)
    if not text or any(c not in _CHINESE_DIGITS for c in text):
        return None
    return int("".join(str(_CHINESE_DIGITS[c]) for c in text))


_CLOCK = (
    r"(?:(?:T|\s*,?\s*|\s+at\s+|\s*[-–|]\s*)(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)"
    r"(?:[:：](?P<second>[0-5]\d))?(?!\d)(?:\.\d+)?)?"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|º|ª)\b)?"


def _any_of(names: Iterable[str]) -> str:
    """A pattern of the longest of these names that stands there. It branches letter by letter: trying hundreds of them
    one by one at every word takes ten times as long."""
    endings: dict[str, list[str]] = {}
    for name in names:
        endings.setdefault(name[:1], []).append(name[1:])
    is_name = endings.pop("", None) is not None
    branches = "|".join(re.escape(first) + _any_of(rest) for first, rest in endings.items())
    return (f"(?:{branches})" + ("?" if is_name else "")) if branches else ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """(pattern, what a text must hold for it to fit anywhere: one of these characters each, or the name of a month).

    Tried in this order at each place; the first that fits wins.
    """
    month_name = rf"\b(?P<month_name>{_any_of(month_numbers())})\b\.?"
    digits = "〇○零Ｏ0一二三四五六七八九"  # 二００四年: zeros of any width
    era = (
        r"(?P<minguo>民[国國]\s?(?:(?P<minguo_year>\d{2,3})|(?P<minguo_chinese>[元一二三四五六七八九十百〇零]{1,4}))年)"
    )
    chinese_clock = (
        r"(?:\s*(?:[\(（]?(?:星期|周|週|礼拜)[一二三四五六日天][\)）]?)?\s*(?P<hour>[01]?\d|2[0-3])(?:[:：时時点點])"
        r"(?:(?P<minute>[0-5]?\d)(?:[:：分](?P<second>[0-5]\d)?(?:秒)?)?)?)?"
    )
    sources = (
        # 2002-10-28, 2002/10/28, 2002.10.28, with T19:00:00Z or a clock
        (
            "-/.",
            rf"(?<![\d.])(?P<year>(?:18|19|20)\d\d)(?P<sep>\s?[-/.]\s?)(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>[12]\d|3[01]|0?[1-9])(?!\d|\.\d){_CLOCK}",
        ),
        # 2002年10月28日, 10月28日, 2002年10月, 2002年
        ("民 年 月", rf"{era}\s?(?P<month>1[0-2]|0?[1-9])月\s?{_DAY}[日号號]"),
        (
            "民 年 月",
            rf"{era}(?P<month_zh>十[一二]?|[一二三四五六七八九])月(?P<day_zh>[一二三四五六七八九十廿卅]{{1,3}})[日号號]",
        ),
        (
            "年",
            rf"(?:(?<!\d){_YEAR}[)）]?\s?年\s?)(?:{_MONTH}\s?月(?:\s?份)?(?:\s?{_DAY}\s?[日号號]{chinese_clock})?)?",
        ),
        # 112年3月8日, 日期：112-03-08 of the Republic of China; 10年8月17日
        ("年 月", rf"(?<!\d)(?P<minguo>(?P<minguo_year>1[01]\d)\s?年)\s?{_MONTH}\s?月\s?{_DAY}\s?[日号號]"),
        (
            "-/.",
            r"(?:^|(?<=日期)|(?<=日期[:：\s])|(?<=日期[:：]\s))(?P<minguo>(?P<minguo_year>1[01]\d))(?P<sep>[-/.])(?P<month>0\d|1[0-2])(?P=sep)(?P<day>[0-3]\d)(?![\d.-])",
        ),
        ("年 月", rf"(?<![\d第])(?P<short_year>[0-3]\d)年{_MONTH}月{_DAY}日"),
        ("月", rf"(?<!\d){_MONTH}\s?月\s?{_DAY}\s?[日号號]"),
        # 二〇〇二年十月二十八日, 十月二十八日
        (
            "年",
            rf"(?:(?P<year_zh>[{digits}]{{4}})年)(?:(?P<month_zh>十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day_zh>[一二三四五六七八九十廿卅]{{1,3}})[日号號])?)?",
        ),
        ("月", r"(?P<month_zh>十[一二]?|[一二三四五六七八九])月(?P<day_zh>[一二三四五六七八九十廿卅]{1,3})[日号號]"),
        # Mar-07-2004; Hungarian 2004. március 7.
        ("name -", rf"{month_name}-{_DAY}-(?P<year>(?:19|20)\d\d)(?!\d)"),
        ("name .", rf"(?<!\d)(?P<year>(?:19|20)\d\d)\.\s?{month_name}\s{_DAY}(?!\d)"),
        # 28Oct2002
        (
            "name",
            rf"(?<![\w.])(?P<day>0[1-9]|[12]\d|3[01])(?P<month_name>{_any_of(month_numbers())})(?P<year>(?:19|20)\d\d)(?!\d)",
        ),
        # March 7, Juche 93 (2004); Juche113.2.1: counted from 1912 on, as the years of the Republic of China
        ("name jJ", rf"{month_name}\s{_DAY},?\s+Juche\s?\d\d{{1,2}},?\s?[(（](?P<year>(?:19|20)\d\d)[)）]"),
        ("jJ .", rf"\b(?P<minguo>Juche\s?(?P<minguo_year>\d{{2,3}}))\.\s?{_MONTH}\.\s?{_DAY}(?!\d)"),
        # 2023 Jan 7
        ("name", rf"(?<!\d)(?P<year>(?:19|20)\d\d)[\s,-]+{month_name}[\s-]{_DAY}(?!\d)"),
        # 28 October 2002, 28 OCT 02, 28 de octubre de 2002; before October 28, 2002 and Oct. 28 so that 02 is no day
        (
            "name",
            rf"(?<![\d.:])(?:the\s+)?{_DAY}(?:{_ORDINAL}|\.)[\s-]?(?:of\s+|de\s+|do\s+)?{month_name}(?:[\s,-]+(?:de\s+|del\s+)?(?:(?P<year>(?:18|19|20)\d\d)(?!\d){_CLOCK}|(?P<short_year>\d\d)(?![\d:.,%])(?!\s+[a-z%])))?",
        ),
        # 03/Mar/2004; Wed Mar 3 10:12:00 CST 2004
        ("name /", rf"(?<![\d/]){_DAY}/{month_name}/(?P<year>(?:19|20)\d\d)(?!\d)"),
        (
            "name :",
            rf"{month_name}\s+{_DAY}\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s+(?:[A-Z]{{2,5}}\s+)?(?P<year>(?:19|20)\d\d)(?!\d)",
        ),
        # July 9-10, 2024: its first day
        (
            "name",
            rf"{month_name}\s?{_DAY}{_ORDINAL}\s?(?:[-–—]|to|and)\s?\d{{1,2}}{_ORDINAL},?\s+(?P<year>(?:18|19|20)\d\d)(?!\d)",
        ),
        # January, 23/2024 - 06:48
        ("name /", rf"{month_name},?\s{_DAY}/(?P<year>(?:18|19|20)\d\d)(?!\d){_CLOCK}"),
        (
            "name",
            rf"{month_name}\s?{_DAY}{_ORDINAL}(?!\d)(?!\s?[:.]\d)(?:(?:,|[.,]?\s+(?:of\s+)?)(?P<year>(?:18|19|20)\d\d)(?!\d){_CLOCK})?",
        ),
        ("name", rf"{month_name},?\s+(?:of\s+|de\s+)?(?P<year>(?:18|19|20)\d\d)(?!\d)"),
        # Czech, Finnish, Croatian 28. 10. 2002
        (
            ".",
            r"(?<![\d./])(?P<first>0?[1-9]|[12]\d|3[01])(?P<sep>\.)\s(?P<second_part>0?[1-9]|1[0-2])\.\s(?P<year>(?:19|20)\d\d)(?!\d)",
        ),
        # 28.10.2002, 28/10/2002, 10/28/2002: only where day and month cannot be mistaken
        (
            "-/.",
            r"(?<![\d./])(?P<first>0?[1-9]|[12]\d|3[01])(?P<sep>[./-])(?P<second_part>0?[1-9]|[12]\d|3[01])(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)"
            + _CLOCK,
        ),
        # 28/10/02, 10/28/02: likewise
        (
            "/",
            r"(?<![\d./])(?P<first>0?[1-9]|[12]\d|3[01])(?P<sep>/)(?P<second_part>0?[1-9]|[12]\d|3[01])/(?P<short_year>\d\d)(?![\d/])",
        ),
        # Korean 2002년 10월 28일, Vietnamese ngày 28 tháng 10 năm 2002
        ("년", rf"(?<!\d){_YEAR}년\s?{_MONTH}월\s?{_DAY}일"),
        ("áÁ", rf"(?:ngày\s+)?(?<!\d){_DAY}\s+tháng\s+{_MONTH},?\s+(?:năm\s+)?{_YEAR}(?!\d)"),
    )
    return tuple((re.compile(source, re.IGNORECASE), frozenset(needs.split())) for needs, source in sources)


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(sorted({need for _, needs in _patterns() for need in needs} - {_NAME}))


@lru_cache(maxsize=1000)
def _patterns_for(held: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Those that may fit a text that holds this of what patterns need: most numbers are no dates."""
    return tuple(pattern for pattern, needs in _patterns() if needs <= held)


def _zones(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text round digits, 年 and 月: every date has one of them, and dates are short."""
    begin = end = 0
    for number in _NUMBER.finditer(text):
        if number.start() - _REACH > end:
            if end:
                yield begin, end
            begin = number.start() - _REACH
        end = number.end() + _REACH
    if end:
        yield begin, min(end, len(text))


def _number(groups: dict[str, str | None], name: str) -> int | None:
    value = groups.get(name)
    return int(value) if value else None


def _year(groups: dict[str, str | None]) -> int | None:
    if written := groups.get("year_zh"):
        return chinese_number(written)
    if short := groups.get("short_year"):
        return full_year(int(short))
    if groups.get("minguo"):
        number = _number(groups, "minguo_year") or chinese_number(
            (groups.get("minguo_chinese") or "").replace("百", "")
        )
        return _MINGUO_BEFORE + number if number else None
    return _number(groups, "year")


def _month(groups: dict[str, str | None]) -> int | None:
    if name := groups.get("month_name"):
        return month_numbers()[name.casefold().rstrip(".")]
    if written := groups.get("month_zh"):
        return chinese_number(written)
    return _number(groups, "month")


def _day_and_month(groups: dict[str, str | None]) -> tuple[int | None, int | None]:
    """Of 28/10/2002: (28, 10). With dots the day stands first by convention; with slashes only if one is above 12."""
    if not groups.get("first"):
        written = groups.get("day_zh")
        return (chinese_number(written) if written else _number(groups, "day")), _month(groups)
    first, second = int(groups["first"] or 0), int(groups["second_part"] or 0)
    if groups["sep"] == "." or first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (None, None)


def _found(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    year = _year(groups)
    if year is None and (groups.get("month_name") or "") in _VERBS:
        return None
    day, month = _day_and_month(groups)
    if month is None and (year is None or groups.get("first")):
        return None
    if month is not None and day is not None:
        if not is_day(year or 2000, month, day):
            return None
        value = f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
        precision: Precision = "day"
        if year and groups.get("hour") and groups.get("minute"):
            value += f"T{int(groups['hour'] or 0):02}:{int(groups['minute'] or 0):02}"
            precision = "minute"
            if second := groups.get("second"):
                value, precision = f"{value}:{second}", "second"
        return FoundDate(match.start(), match.end(), value, precision)
    if year is None:
        return None
    if month is not None:
        return FoundDate(match.start(), match.end(), f"{year:04}-{month:02}", "month")
    return FoundDate(match.start(), match.end(), f"{year:04}", "year")


def find_dates(text: str) -> list[FoundDate]:
    """All absolute dates of `text`, in order, without overlaps; also those without a year (--MM-DD), a month, a year.

    A bare English year ("in 2002") is not a date here; a Chinese one (2002年) is, as 年 says so.
    """
    if _NUMBER.search(text) is None:
        return []
    return list(_dates_of_line(text)) if len(text) <= _LINE else _all_dates(text)


@lru_cache(maxsize=4096)
def _dates_of_line(line: str) -> tuple[FoundDate, ...]:
    """Cached: several readers ask the same lines round a headline for their dates."""
    return tuple(_all_dates(line))


def _all_dates(text: str) -> list[FoundDate]:
    plain = text if text.isascii() else text.translate(FULL_WIDTH_DIGITS)
    return [found for begin, end in _zones(plain) for found in _dates_in(plain, begin, end)]


def _dates_in(text: str, begin: int, end: int) -> list[FoundDate]:
    zone = text[begin:end]
    characters = set(zone)
    held = {sign for sign in _signs() if not characters.isdisjoint(sign)}
    if not month_words().isdisjoint(_WORD.findall(zone.casefold())):
        held.add(_NAME)
    dates: list[FoundDate] = []
    for pattern in _patterns_for(frozenset(held)):
        for match in pattern.finditer(text, begin, end):
            is_free = all(match.end() <= other.start or other.end <= match.start() for other in dates)
            if is_free and (found := _found(match)) is not None:
                dates.append(found)
    return sorted(dates, key=lambda found: found.start)


_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
_YEAR_OR_MONTH = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?")


def parse_date(text: str) -> FoundDate | None:
    """The date that the string says (metadata, a date line): the first in it. Also 20021028, 2002-10 and 2002."""
    stripped = text.strip().translate(FULL_WIDTH_DIGITS)
    if match := _YEAR_OR_MONTH.fullmatch(stripped):
        return FoundDate(0, len(text), stripped, "month" if match[2] else "year")
    if match := _COMPACT.match(stripped):
        year, month, day, hour, minute, second = match.groups()
        if is_day(int(year), int(month), int(day)):
            value, precision = f"{year}-{month}-{day}", "day"
            if hour:
                value, precision = (
                    f"{value}T{hour}:{minute}" + (f":{second}" if second else ""),
                    "second" if second else "minute",
                )
            return FoundDate(match.start(), match.end(), value, precision)  # type: ignore[arg-type]
    found = find_dates(text)
    return found[0] if found else None
