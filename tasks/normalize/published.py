"""When a dispatch was published: the evidence in order of trust, each date with its precision and basis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from tasks.dates import FoundDate, find_dates, full_year, is_day, parse_date

_URL_DAY = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)"),  # /2002/10/28/
    re.compile(
        r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)"
    ),  # /2002-1028/, t20021028_
    re.compile(r"[a-z_/]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[A-Za-z_.])"),  # eng19991202A104
    re.compile(  # AEN20050315930118, /202308150210: a serial number or a clock behind the day
        r"(?<=[A-Za-z_/])((?:19[89]|20[0-4])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{3,9}(?!\d))"
    ),
)
_URL_QUERY_DAY = re.compile(  # ?d=20120517: a parameter that says what it holds
    r"(?:^|[&;])(?:d|day|date|dt|pub_?date|news_?date)=((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_URL_QUERY_SERIAL = re.compile(  # ?ud=20070510000541: a serial number of the day
    r"=((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,8}(?=&|$)"
)
_EPOCH = re.compile(r"[1-3]\d{9}(?:\d{3})?")  # 2001 to 2096: shorter numbers are more often something else
_CLOCK = re.compile(
    r"(?<![\d:+\-])([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:])(?:\s*([ap])\.?m\b)?", re.IGNORECASE
)
_UTC = re.compile(r":\d\d(?:\.\d+)?(?:Z|[+-]00:?00)$")
_LONGEST_LINE = 100  # characters
_TWO_ORDERS = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-]((?:19|20)\d\d)(?![\d/])")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile("|".join(_WEEKDAYS))
_OTHER_ORDERS = frozenset(
    ("us", "ph", "ca", "za", "cn", "jp", "kr", "tw", "kp", "mn", "hu", "lt", "ir", "eu", "tv", "io", "co")
)
_ONE_ORDER = re.compile(r"(?<![\d/])(\d\d?)[/-](\d\d?)[/-](?:19|20)\d\d(?![\d/])")
_MONTHS = 12
_MONTH_FIRST = frozenset(("us", "gov", "mil"))
_URL_SHORT_DAY = re.compile(r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\.s?html?$)")  # ...221101.shtml
_URL_SHORT_SERIAL = re.compile(r"/[a-z]{2,5}(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}(?=/|$)")  # /ien251010031/18
_URL_SHORT_FOLDERS = re.compile(
    r"/(\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/\d\d/\w"
)  # /04/0307/10/0ABC.html: an hour
_URL_NAMED_MONTHS = (
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)[/-](?P<month>[a-z]{3,9})[/-](?P<day>\d\d?)(?!\d)", re.IGNORECASE),
    re.compile(r"[/_-](?P<day>\d\d?)-?(?P<month>[a-z]{3,9})-?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"[/_-](?P<month>[a-z]{3,9})-(?P<day>\d\d?)-(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)  # /2023/october/03/, /14-june-2012/, -june-14-2012
_URL_MONTH = re.compile(  # /2002/10/, /200210/, /1998/9807/, /2001/200110/
    r"/(?P<year>(?:19|20)(?P<short>\d\d))(?:[/-]?|/(?:(?P=year)|(?P=short)))(?P<month>0[1-9]|1[0-2])/"
)
_URL_YEAR = re.compile(r"/((?:19[5-9]|20[0-4])\d)(?=/)")


@dataclass(frozen=True, slots=True)
class Published:
    value: str
    precision: str
    basis: str


def is_plausible(value: str, fetched_at: str | None) -> bool:
    """Not before 1900 and not after the page was fetched (a day is allowed for time zones)."""
    if value < "1900":
        return False
    if not fetched_at:
        return True
    latest = date.fromisoformat(fetched_at[:10]) + timedelta(days=1)
    return value[:10] <= latest.isoformat()[: len(value[:10])]


def dated(found: FoundDate | None, basis: str, fetched_at: str | None = None) -> Published | None:
    """The date as a publication date, if it names a year and is plausible."""
    if found is None or not found.has_year or not is_plausible(found.value, fetched_at):
        return None
    return Published(found.value, found.precision, basis)


def from_epoch(value: str, zone: str = "UTC") -> str | None:
    """The local time of seconds or milliseconds since 1970, as pages hand them to their scripts; from 2001 on."""
    if not _EPOCH.fullmatch(value):
        return None
    return datetime.fromtimestamp(int(value[:10]), ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")


def with_clock(found: FoundDate, line: str) -> FoundDate:
    """The date with the clock of a line that says nothing but a date: 09:16, December 14, 2021; updated at 09:56."""
    if found.precision != "day" or len(line) > _LONGEST_LINE:
        return found
    clocks = _CLOCK.findall(line[: found.start] + " " + line[found.end :])
    if len(clocks) != 1:
        return found
    hour, minute, second, half = clocks[0]
    hour = int(hour) % 12 + 12 * (half.lower() == "p") if half else int(hour)
    value = f"{found.value}T{hour:02}:{minute}" + (f":{second}" if second else "")
    return replace(found, value=value, precision="second" if second else "minute")


def from_string(value: str | None, basis: str, fetched_at: str | None = None) -> Published | None:
    """The date that a page states in a field of its own."""
    if not value:
        return None
    value = value.strip()
    found = parse_date(from_epoch(value) or value)
    return dated(found and with_clock(found, value), basis, fetched_at)


def is_in_utc(value: str) -> bool:
    """Whether a stated time is of no place: 2020-08-25T21:02:00Z."""
    return _UTC.search(value.strip()) is not None


def is_same_moment(in_utc: Published, printed: Published) -> bool:
    """Whether the page prints, in its own time zone, the moment that it states in UTC."""
    if len(in_utc.value) < 16 or len(printed.value) < 16:
        return False
    apart = datetime.fromisoformat(printed.value[:16]) - datetime.fromisoformat(in_utc.value[:16])
    return timedelta(hours=-12) <= apart <= timedelta(hours=14) and not apart % timedelta(minutes=15)


def are_neighbours(day: str, moment: str) -> bool:
    """Whether the day is the one before or after that of the moment, as it may be in another time zone."""
    return abs(date.fromisoformat(day[:10]) - date.fromisoformat(moment[:10])) == timedelta(days=1)


def has_two_orders(line: str) -> bool:
    """Whether a line has a date like 12/06/2024."""
    return _TWO_ORDERS.search(line[:_LONGEST_LINE]) is not None


def from_two_orders(lines: Iterable[str], text: str, url: str | None = None) -> Published | None:
    """The day of "Published on 12/06/2024": the order whose weekday the line names, that the address has, whose day the
    text names or lies next to, or that is usual in the country of the site; else only the year."""
    lines = list(lines)
    for line in lines:
        if match := _TWO_ORDERS.search(line[:_LONGEST_LINE]):
            day = _likely_order(match, line, text, lines, url)
            return Published(day.isoformat(), "day", "text") if day else Published(match[3], "year", "text")
    return None


def _likely_order(match: re.Match[str], line: str, text: str, lines: list[str], url: str | None) -> date | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    orders = {date(year, b, a) for a, b in ((first, second), (second, first)) if is_day(year, b, a)}
    weekdays = {_WEEKDAYS.index(name) for name in _WEEKDAY.findall(line)}
    named = [with_year(found.day, f"{year}") for found in find_dates(text) if found.day]
    days = [date.fromisoformat(day) for day in named if day and _is_real(day)]
    in_url, is_day_first = from_url(url), _is_day_first(lines, url)
    evidence = (
        [order for order in orders if order.weekday() in weekdays],
        [order for order in orders if in_url and order.isoformat() == in_url.value],
        [order for order in orders if any(timedelta(-7) <= day - order <= timedelta(0) for day in days)],
        [order for order in orders if is_day_first is not None and (order.day == first) == is_day_first],
    )
    return next((likely[0] for likely in evidence if len(likely) == 1), None)


def _is_day_first(lines: list[str], url: str | None) -> bool | None:
    """How a page writes 12/06/2024: as its other dates, else as its domain's country does; None if that is unknown."""
    parts = [(int(one), int(other)) for line in lines for one, other in _ONE_ORDER.findall(line)]
    shown = {one > _MONTHS for one, other in parts if max(one, other) > _MONTHS}
    if len(shown) == 1:
        return shown.pop()
    domain = (_split(url or "").hostname or "").rpartition(".")[2]
    if domain in _MONTH_FIRST:
        return False
    return True if len(domain) == 2 and domain not in _OTHER_ORDERS else None


def _split(url: str) -> SplitResult:
    """A malformed address has no parts."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_real(day: str) -> bool:
    return is_day(int(day[:4]), int(day[5:7]), int(day[8:10]))


def from_url(url: str | None, fetched_at: str | None = None) -> Published | None:
    """The day, else the month, that the path of an address names."""
    if not url:
        return None
    parts = _split(url)
    path = parts.path + ("?" + parts.query if parts.query else "")
    for number, pattern in enumerate(_URL_DAY):
        for match in pattern.finditer(path if number == 0 else parts.path):  # ?id=20281104 is a number
            year, month, day = (int(number) for number in match.groups())
            value = f"{year:04}-{month:02}-{day:02}"
            if is_day(year, month, day) and is_plausible(value, fetched_at):
                return Published(value, "day", "url")
    for pattern in _URL_NAMED_MONTHS:
        named_month = pattern.search(parts.path)
        if named_month and (
            day_of := from_string(" ".join(named_month.group("day", "month", "year")), "url", fetched_at)
        ):
            return day_of
    if stated := _URL_QUERY_DAY.search(parts.query) or _URL_QUERY_SERIAL.search(parts.query):
        return from_string("-".join(stated.groups()), "url", fetched_at)
    shorts = (_URL_SHORT_DAY, _URL_SHORT_FOLDERS, _URL_SHORT_SERIAL)
    if short := next((found for pattern in shorts if (found := pattern.search(parts.path))), None):
        year, month, day = full_year(int(short[1])), int(short[2]), int(short[3])
        value = f"{year:04}-{month:02}-{day:02}"
        if is_day(year, month, day) and is_plausible(value, fetched_at):
            return Published(value, "day", "url")
    named = _URL_MONTH.search(path)
    if named and is_plausible(in_month := f"{named['year']}-{named['month']}", fetched_at):
        return Published(in_month, "month", "url")
    return None


def year_of_url(url: str | None) -> str | None:
    """The year that is a folder of an address (/news/2014/31.html): no date of publication, but it tells which year
    days without one belong to."""
    folders = set(_URL_YEAR.findall(_split(url).path)) if url else set()
    return folders.pop() if len(folders) == 1 else None


def with_year(day: str | None, published: str | None) -> str | None:
    """A dateline's day with its year: the one in which it lies nearest before (at most a week after) publication.

    `day` is YYYY-MM-DD, --MM-DD or ---DD; stays without a year where the publication is not known to the day or year.
    """
    if day is None or not day.startswith("--"):
        return day
    is_day_only = day.startswith("---")
    if not published or (is_day_only and len(published) < 10):
        return None if is_day_only else day
    if len(published) < 10:
        is_year_before = len(published) == 7 and day[2:4] > published[5:7]  # December, in what came out in January
        return f"{int(published[:4]) - is_year_before}-{day[2:]}"
    reference = date.fromisoformat(published[:10])
    candidates = []
    for months_back in range(2) if is_day_only else range(1):
        for year in (reference.year - 1, reference.year, reference.year + 1):
            month = (reference.month - 1 - months_back) % 12 + 1 if is_day_only else int(day[2:4])
            number = int(day[-2:])
            if is_day(year, month, number):
                candidates.append(date(year, month, number))
    near = [c for c in candidates if c <= reference + timedelta(days=7)]
    return min(near, key=lambda c: abs((reference - c).days)).isoformat() if near else day
