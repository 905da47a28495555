"""Dates in English sentences, resolved against the day of the dispatch.

`find_dates` gives every date expression of a text with its EventDate. Precision is kept: a month is a range of days, a
day without any year known is --MM-DD, "recently" is the dispatch's day with precision `around`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from operator import itemgetter

from tasks.extract.gates import Gated, compiled
from tasks.extract.text_year import day_of_text, year_of_office_holders, year_of_text
from tasks.normalize.published import year_of_url
from tasks.records import Dispatch, EventDate, Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13),
        strict=True,
    )
)
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "several": 3, "few": 3}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_TO = r"\s*(?:-|--|–|—|to|until|till|through|and|&)\s*"
_COUNT = r"\d{1,2}|" + "|".join(_NUMBERS)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the dispatch's own date tells: its day, or only month and day (`has_year` false), only a year, or the month
    of a year."""

    day: date | None
    year: int | None
    has_year: bool = True
    basis: str = "dateline"
    month: int | None = None  # where no day is known


def anchor_of(dispatch: Dispatch) -> Anchor:
    """The dateline's day before the day of publication, else what the text's own full dates or the address tell;
    --MM-DD where no year is known."""
    line = dispatch.dateline.date if dispatch.dateline else None
    published = dispatch.published_at or ""
    year = int(published[:4]) if published[:4].isdigit() else None
    if line and line.startswith("--"):
        year = year or year_of_office_holders(dispatch.text, int(line[2:4]), int(line[5:7]))
        if year is None:
            return Anchor(_day(2000, int(line[2:4]), int(line[5:7])), None, has_year=False)
        return Anchor(_day(year, int(line[2:4]), int(line[5:7])), year)
    if line and len(line) >= 10:
        day = date.fromisoformat(line[:10])
        return Anchor(day, day.year)
    if len(published) >= 10:
        return Anchor(date.fromisoformat(published[:10]), year, basis="published")
    if len(published) == len("2017-10"):
        return Anchor(None, year, basis="published", month=int(published[5:]))
    if year is None and not line and (said := day_of_text(dispatch.text)):
        return Anchor(said, said.year, basis="context")
    folder = year_of_url(dispatch.url)
    return Anchor(None, year or (int(folder) if folder else year_of_text(dispatch.text)), basis="published")


def dispatch_date(anchor: Anchor, precision: str = "day") -> EventDate | None:
    """The dispatch's own day, else its month, as the date of an event that the text leaves undated."""
    if anchor.day is None:
        return _month_range(anchor.year, anchor.month, anchor.basis) if anchor.year and anchor.month else None
    label = _label(anchor.day, anchor.has_year)
    return EventDate(label, label, precision, anchor.basis)


def _label(day: date, has_year: bool = True) -> str:
    return day.isoformat() if has_year else f"--{day:%m-%d}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    return _NUMBERS.get(text.lower()) or int(re.sub(r"\D", "", text))


def _month_number(text: str) -> int:
    return _MONTHS.index(text[:3].lower()) + 1


def _full_year(text: str | None) -> int | None:
    if not text:
        return None
    digits = int(re.sub(r"\D", "", text))
    return digits if digits > 99 else 1900 + digits if digits > 30 else 2000 + digits


def _range(first: date, last: date, precision: str, basis: str) -> EventDate:
    return EventDate(first.isoformat(), last.isoformat(), precision, basis)


def _month_range(year: int, month: int, basis: str) -> EventDate:
    return _range(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", basis)


def _year_range(year: int, basis: str) -> EventDate:
    return _range(date(year, 1, 1), date(year, 12, 31), "year", basis)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def _nearest_year(month: int, day: int, anchor: Anchor, future: bool) -> int | None:
    """The year that puts a month and day next to the dispatch: dispatches tell of the last months or the next ones."""
    if anchor.day is None:
        return anchor.year
    if not anchor.has_year:
        return None
    years = [anchor.day.year + shift for shift in (-1, 0, 1)]
    centre = anchor.day + timedelta(days=120 if future else -60)
    days = [(abs(((_day(year, month, min(day, 28)) or anchor.day) - centre).days), year) for year in years]
    return min(days)[1]


def _one_day(month: int, day: int, year: int | None, anchor: Anchor, future: bool) -> EventDate | None:
    year = year or _nearest_year(month, day, anchor, future)
    if year is None:
        return EventDate(f"--{month:02}-{day:02}", f"--{month:02}-{day:02}", "day", "explicit")
    found = _day(year, month, day)
    return _range(found, found, "day", "explicit") if found else None


def _interval(first: EventDate | None, last: EventDate | None) -> EventDate | None:
    if first is None or last is None:
        return first or last
    if first.start > last.end:
        return last
    return EventDate(first.start, last.end, "interval", "explicit")


def _year_word(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year written with a day: a number, or "last year", "this year"."""
    found = match.groupdict()
    if found.get("year"):
        return _full_year(found["year"])
    if found.get("yearword") and anchor.year and anchor.has_year:
        word = found["yearword"].lower()
        return anchor.year + (-1 if word.startswith("last") else 1 if word.startswith("next") else 0)
    return None


def _month_first(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    month, year = _month_number(match["month"]), _year_word(match, anchor)
    first = _one_day(month, _number(match["day"]), year, anchor, future)
    found = match.groupdict()
    if not found.get("day2"):
        return first
    month2 = _month_number(found["month2"]) if found.get("month2") else month
    year2 = year + 1 if year and month2 < month and not found.get("year") else year
    return _interval(first, _one_day(month2, _number(found["day2"]), year2, anchor, future))


def _bare_month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    month = _month_number(match["month"])
    year = _year_word(match, anchor) or _nearest_year(month, 15, anchor, future)
    return _month_range(year, month, "explicit") if year else None


def _ordinal(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """ "on the 22nd": of the dispatch's month, or of the month before (after) where that lies ahead (behind)."""
    if anchor.day is None:
        return None
    number = _number(match["day"])
    for shift in (0, 1) if future else (0, -1):
        year, month = _shift_month(anchor.day, shift)
        found = _day(year, month, number)
        if found and (found >= anchor.day if future else found <= anchor.day + timedelta(days=1)):
            label = _label(found, anchor.has_year)
            return EventDate(label, label, "day", "relative")
    return None


def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    word = (match["which"] or "").lower()
    number = _WEEKDAYS.index(match["weekday"][:3].lower())
    back = (anchor.day.weekday() - number) % 7
    found = anchor.day - timedelta(days=back)
    if word in ("next", "coming") or (future and back and word != "last"):
        found += timedelta(days=7)
    elif word == "last" and back == 0:
        found -= timedelta(days=7)
    return _range(found, found, "day", "weekday")


def _weekdays(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """ "from Saturday to Tuesday": the last such days, or those to come; the first before the last."""
    if anchor.day is None or not anchor.has_year:
        return None
    first, last = (_WEEKDAYS.index(match[name][:3].lower()) for name in ("weekday", "weekday2"))
    today = anchor.day.weekday()
    end = anchor.day - timedelta(days=(today - last) % 7)
    if future:
        end = anchor.day + timedelta(days=(first - today) % 7 + (last - first) % 7)
    return _range(end - timedelta(days=(last - first) % 7), end, "interval", "weekday")


_DAY_WORDS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier in the day": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _day_word(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None:
        return None
    found = anchor.day + timedelta(days=_DAY_WORDS[" ".join(match[0].lower().split())])
    label = _label(found, anchor.has_year)
    return EventDate(label, label, "day", "relative")


def _period(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """ "last week", "earlier this month", "next year", ..."""
    if anchor.day is None or not anchor.has_year:
        return None
    word, unit = match["which"].lower(), match["unit"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
    if unit.startswith("week"):
        monday = anchor.day + timedelta(days=7 * shift - anchor.day.weekday())
        first, days = (monday + timedelta(days=5), 1) if unit == "weekend" else (monday, 6)
        last = first + timedelta(days=days)
        part = (match["part"] or "").lower()
        if not shift and first <= anchor.day <= last:
            first, last = (anchor.day, last) if part == "later" else (first, anchor.day) if part else (first, last)
        return _range(first, last, "interval", "relative")
    if unit == "month":
        return _month_range(*_shift_month(anchor.day, shift), "relative")
    return _year_range(anchor.day.year + shift, "relative")


_PARTS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _part_of_month(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """ "the last week of this month", "the second half of May", "at the end of next month"."""
    month = _period(match, anchor, future) if match["which"] else _bare_month(match, anchor, future)
    if month is None:
        return None
    begin, end = date.fromisoformat(month.start), date.fromisoformat(month.end)
    word, unit = (match["part"] or match["edge"]).lower(), (match["piece"] or "week").lower()
    days = 15 if unit == "half" else 10 if unit.startswith("ten") else 7
    if word in ("last", "end") or (word == "second" and unit == "half"):
        begin = end - timedelta(days=days - 1)
    else:
        begin += timedelta(days=days * _PARTS.get(word, 0))
    return _range(begin, min(begin + timedelta(days=days - 1), end), "interval", "relative")


def _ago(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    count, unit = _number(match["count"]), match["unit"].lower().rstrip("s")
    if unit in ("day", "week"):
        found = anchor.day - timedelta(days=count * (7 if unit == "week" else 1))
        return _range(found, found, "day" if unit == "day" else "around", "relative")
    if unit == "month":
        return _month_range(*_shift_month(anchor.day, -count), "relative")
    return _year_range(anchor.day.year - count, "relative")


def _past_years(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    """ "over the past five years": the calendar years that the stretch touches, up to the dispatch."""
    if anchor.day is None or not anchor.has_year:
        return None
    count, unit = _number(match["count"]), match["unit"].lower().rstrip("s")
    if unit == "year":
        return _range(date(anchor.day.year - count, 1, 1), anchor.day, "interval", "relative")
    first = anchor.day - timedelta(days=count * {"day": 1, "week": 7, "month": 31, "decade": 3652}[unit])
    return _range(first, anchor.day, "interval", "relative")


def _since_year(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    if anchor.day is None or not anchor.has_year:
        return None
    first = date(int(match["year"]), 1, 1)
    return _range(first, anchor.day, "interval", "explicit") if first <= anchor.day else None


def _years(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    first = int(match["year"])
    last = int(match["year2"]) if match["year2"] else first
    if last == first:
        return _year_range(first, "explicit")
    return _range(date(first, 1, 1), date(last, 12, 31), "interval", "explicit") if first < last else None


def _around(match: re.Match[str], anchor: Anchor, future: bool) -> EventDate | None:
    found = dispatch_date(anchor, "around")
    return found and EventDate(found.start, found.end, "around", "relative")


_Handler = Callable[[re.Match[str], Anchor, bool], EventDate | None]
_Y = rf"(?:,?\s+(?P<year>{_YEAR}|(?<=[A-Z]\s)\d\d(?!\d))|,?\s+(?P<yearword>(?:last|this|next)\s+year))?"

# In order: where two match at one place, the first wins. All match without regard to case (agency texts in capitals).
_PATTERNS: tuple[tuple[str, _Handler], ...] = (
    (rf"\b(?P<year>{_YEAR})-(?P<month_number>\d\d)-(?P<day>\d\d)\b", lambda m, a, f: _one_day(
        int(m["month_number"]), int(m["day"]), int(m["year"]), a, f) if 1 <= int(m["month_number"]) <= 12 else None),
    (rf"\b(?P<month>{_MONTH})\s*(?P<day>{_DAY})(?:,?\s+{_YEAR})?{_TO}(?:(?P<month2>{_MONTH})\s+)?(?P<day2>{_DAY})\b(?!%){_Y}",
     _month_first),
    (rf"\b(?P<day>{_DAY}){_TO}(?:the\s+)?(?P<day2>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}){_Y}", _month_first),
    (rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_TO}(?P<day2>{_DAY})\s+(?P<month2>{_MONTH}){_Y}", _month_first),
    (rf"\b(?P<month>{_MONTH})\s*(?P<day>{_DAY})\b(?![:%])(?:\s+\([^)]{{3,9}}\))?{_Y}", _month_first),
    (rf"\b(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}){_Y}", _month_first),
    (rf"\bthe\s+(?:(?P<part>first|second|third|fourth|last)\s+(?P<piece>week|half|ten\s+days)|(?P<edge>end|beginning))\s+of\s+"
     rf"(?:(?P<which>this|next|last)\s+(?P<unit>month)|(?P<month>{_MONTH})\b{_Y})", _part_of_month),
    (rf"\b(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})|\s+(?P<yearword>(?:last|this|next)\s+year))",
     _bare_month),
    (rf"\b(?:in|last|this|next|early|mid-?|late|since|during|of)\s*(?P<month>{_MONTH})\b(?!\s*\d)", _bare_month),
    (rf"\bon\s+the\s+(?P<day>{_DAY})(?<=[a-z])\b(?!\s+(?:anniversary|birthday|congress|floor))", _ordinal),
    (rf"\b(?:from|between)\s+(?P<weekday>{_WEEKDAY})\s+(?:to|and|until|till|through)\s+(?P<weekday2>{_WEEKDAY})",
     _weekdays),
    (rf"\b(?:(?P<which>last|next|this|coming|past)\s+)?(?P<weekday>{_WEEKDAY})", _weekday),
    (r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening)|last\s+night|the\s+day\s+before\s+yesterday|yesterday"
     r"|the\s+day\s+after\s+tomorrow|tomorrow|earlier\s+in\s+the\s+day)\b", _day_word),
    (r"\b(?:(?P<part>earlier|later)\s+)?(?P<which>last|this|next|past|previous|coming)\s+(?P<unit>weekend|week|month|year)\b",
     _period),
    (rf"\b(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|months?|years?)\s+ago\b", _ago),
    (rf"\b(?:past|last|recent)\s+(?P<count>{_COUNT})\s+(?P<unit>days|weeks|months|years|decades)\b", _past_years),
    (rf"\bsince\s+(?P<year>{_YEAR})\b", _since_year),
    (rf"\b(?:in|during|of|(?<!new\s)year|between|from|late|early|by|back\s+to)\s+(?P<year>{_YEAR})"
     rf"(?:\s*(?:-|–|to|and)\s*(?P<year2>{_YEAR}))?\b", _years),
    (r"\b(?:recently|lately|in\s+recent\s+days|the\s+other\s+day|(?:in\s+the\s+)?coming\s+days|soon|a\s+few\s+days\s+ago)\b",
     _around),
)  # fmt: skip
_COMPILED = Gated([(compiled(pattern, re.IGNORECASE), handler) for pattern, handler in _PATTERNS], itemgetter(0))


def find_dates(text: str, anchor: Anchor, *, future: bool = False) -> list[tuple[Span, EventDate]]:
    """The date expressions of `text` in order, with spans into it. `future`: the sentence tells of what is planned, so
    a weekday or a day without a year is the next one instead of the last."""
    found: list[tuple[Span, EventDate]] = []
    for pattern, handler in _COMPILED.possible(text):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for (start, end), _ in found):
                continue
            resolved = handler(match, anchor, future)
            if resolved is not None:
                found.append(((match.start(), match.end()), resolved))
    found.sort(key=lambda item: item[0])
    return [item for item, after in zip_longest(found, found[1:]) if not _is_glossed(text, item, after)]


def _is_glossed(text: str, item: tuple[Span, EventDate], after: tuple[Span, EventDate] | None) -> bool:
    """True for the weekday of "Friday [4 November]" and "Friday, Nov. 4": the date beside it says more."""
    if after is None or item[1].basis != "weekday" or after[1].basis != "explicit":
        return False
    return text[item[0][1] : after[0][0]].strip(" ,([") == ""
