"""Values of other people's columns -> values of Given. Each function gives None for what is no such value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pycountry
from babel import Locale

from tasks.dates import parse_date

_MAX_LINE = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_SECOND, _LAST_SECOND = -3_786_912_000, 4_102_444_800  # 1850 to 2100
_BYLINE_START = re.compile(r"^(?:by|reported by|written by|记者|作者|文)\s*[:：]?\s+|^(?:记者|作者)\s*[:：]?\s*", re.I)
_NO_VALUE = frozenset(("", "none", "null", "nan", "n/a", "undefined", "unknown", "-"))


@dataclass(frozen=True)
class DateValue:
    """A date of a record."""

    iso: str  # as precise as known: 2002, 2002-10-28, 2002-10-28T19:00:00
    is_written: bool  # false for a count of seconds since 1970


def clean(text: str) -> str:
    """One line: white space collapsed, NUL and lone surrogates (which no table can store) replaced."""
    stored = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"\s+", " ", stored).strip()


def line_value(value: Any) -> str | None:
    """One line of text; of an object its name. None for what says nothing ("n/a") and for what is no line."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("rendered")
    if not isinstance(value, str):
        return None
    line = clean(value)
    return line if line.casefold() not in _NO_VALUE and len(line) <= _MAX_LINE else None


def id_value(value: Any) -> str | None:
    """An identifier: a line, or a whole number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else line_value(value)


def url_value(value: Any) -> str | None:
    """A line that is an address of the web."""
    line = line_value(value)
    return line if line and re.match(r"https?://[^\s/]", line, re.I) else None


def agency_value(value: Any) -> str | None:
    """A line that is no address: exports put those under `source` too."""
    line = line_value(value)
    return None if line is None or "://" in line else line


def byline_values(value: Any) -> tuple[str, ...] | None:
    """Names of one cell ("By A and B", "A; B", a list of names)."""
    cells = value if isinstance(value, list | tuple) else [value]
    names: list[str] = []
    for cell in cells:
        line = _BYLINE_START.sub("", line_value(cell) or "")
        names += re.split(r"\s*[;、,，|]\s*(?:and\s+)?|\s+(?:and|&)\s+", line)
    return tuple(dict.fromkeys(name for name in names if name)) or None


@lru_cache(maxsize=1)
def _language_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for locale in ("en", "zh"):
        codes |= {name.casefold(): code for code, name in Locale.parse(locale).languages.items() if len(code) == 2}
    return codes | {
        "mandarin": "zh",
        "simplified chinese": "zh",
        "traditional chinese": "zh",
        "简体中文": "zh",
        "英文": "en",
    }


def language_value(value: Any) -> str | None:
    """ISO 639-1 of en, eng, en-US, English, 中文."""
    line = line_value(value)
    if not line:
        return None
    name = line.casefold()
    if code := _language_codes().get(name):
        return code
    start = re.split(r"[-_]", name)[0]
    language = (
        pycountry.languages.get(**{"alpha_2" if len(start) == 2 else "alpha_3": start}) if start.isascii() else None
    )
    return {"zh": "zh"}.get(start) or getattr(language, "alpha_2", None)


def date_value(value: Any) -> DateValue | None:
    """ISO 8601, as precise as known, of a date in ISO form, in words, or in (milli-, micro-) seconds since 1970."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return DateValue(_without_midnight(value.replace(tzinfo=None)), True)
    if isinstance(value, date):
        return DateValue(value.isoformat(), True)
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > 200:
        return None
    line = clean(value)
    if re.fullmatch(r"-?\d{9,16}(?:\.\d+)?", line):
        return _from_number(float(line))
    found = parse_date(line)
    return DateValue(_trimmed(found.value), True) if found and found.has_year else None


def _from_number(number: float) -> DateValue | None:
    if 18_500_101 <= number <= 20_991_231 and float(number).is_integer():  # 20021028
        found = parse_date(str(int(number)))
        return DateValue(found.value, True) if found and found.has_year else None
    if 1850 <= number <= 2099 and float(number).is_integer():
        return DateValue(str(int(number)), True)
    if not abs(number) < 1e17:
        return None
    for unit in (1, 1_000, 1_000_000):
        seconds = number / unit
        if _FIRST_SECOND <= seconds <= _LAST_SECOND and abs(seconds) > 1_000_000:
            moment = _EPOCH + timedelta(seconds=int(seconds))
            return DateValue(_without_midnight(moment.replace(tzinfo=None)), False)
    return None


def _without_midnight(moment: datetime) -> str:
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _trimmed(iso: str) -> str:
    """A clock at midnight is how exports write that they know the day only."""
    return iso[:10] if re.fullmatch(r"[\d-]{10}T00:00(?::00)?", iso) else iso
