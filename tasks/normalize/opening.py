"""The opening of a text: series line, headline, date and source lines, then the dateline or the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.dates import FoundDate, find_dates
from tasks.normalize.datelines import FoundDateline, find_dateline

_LOOKED_AT = 25  # lines
_HEADING_AT_MOST = 260
_CHINESE_HEADING_AT_MOST = 80
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SERIES = re.compile(
    r"^(?:The following|This) is (?:one|the \w+|an?\w*)\b.{0,60}\bseries\b.*|^.{0,40}系列(?:报道|報道|评论|评述|述评)之?.{0,8}$|^【[^】]{2,30}】\s*$",
    re.IGNORECASE,
)
_SERIES_IN_TITLE = re.compile(r"^【([^】]{4,20})】(?=\S)")
_DATE_LABEL = re.compile(
    r"^\s*(?:date|published(?: on| at)?|posted(?: on)?|updated(?: on| at)?|last updated|release date|time)\s*[:：]?\s+(?=\d{4}-\d\d-\d\d|[A-Z\d])",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[a-z0-9)\"”’][.!?][\"”’]?\s+[A-Z\"“‘]|[。；]")
_FINAL_STOP = re.compile(r"(?:[^.]\.|。|；|;|:|：)[\"”’」』)]*$")
_INITIALS_END = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Co|Inc|Ltd|No)\.$")
_RESIDUE_AT_MOST = 70


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before and at the start of the running text."""

    title: str | None
    series: str | None
    date: FoundDate | None  # of a date line; always with a year
    dateline: FoundDateline | None
    lines: tuple[str, ...]  # the short lines round the headline: where bylines and sources stand
    body: str  # the line with which the running text begins, after its dateline


def _is_heading(line: str) -> bool:
    han = len(_HAN.findall(line))
    at_most = _CHINESE_HEADING_AT_MOST if han * 2 > len(line) else _HEADING_AT_MOST
    if not 2 <= len(line) <= at_most or _INNER_STOP.search(line):
        return False
    return not _FINAL_STOP.search(line) or _INITIALS_END.search(line) is not None


def date_line(line: str) -> FoundDate | None:
    """The date of a line that says little else: 2024-01-01; ( 2017.08.07 ); Xinhua | Updated: 2009-05-25 20:10."""
    if len(line) > 160:
        return None
    for found in find_dates(line):
        residue = re.sub(r"[\W\d_]+", "", line[: found.start] + line[found.end :])
        if found.has_year and found.precision not in ("year", "month") and len(residue) <= _RESIDUE_AT_MOST:
            return found
    return None


def _is_bare_date(line: str, found: FoundDate) -> bool:
    rest = line[: found.start] + line[found.end :]
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 30


def read_opening(text: str) -> Opening:
    """Reads the first lines of a text until the dateline or the first line of running text."""
    title_lines: list[str] = []
    series = None
    date = None
    small: list[str] = []
    is_title_open = False
    for raw in text.split("\n")[:_LOOKED_AT]:
        line = raw.strip()
        if not line:
            is_title_open = False
            continue
        if label := _DATE_LABEL.match(line):
            dated = [f for f in find_dates(line) if f.has_year and f.precision not in ("year", "month")]
            if dated and dated[0].start <= label.end() + 2:
                date = date or dated[0]
                small.append(line)
                line = line[dated[0].end :].strip(" |-–—:：")
                if not line:
                    continue
        if (dateline := find_dateline(line)) is not None:
            return Opening(_title(title_lines), series, date, dateline, tuple(small), line[dateline.end :])
        if series is None and not title_lines and _SERIES.match(line):
            series = line
            continue
        found = date_line(line)
        if found is not None and _is_bare_date(line, found):
            date = date or found
            small.append(line)
            is_title_open = False
            continue
        if not _is_heading(line):
            return Opening(_title(title_lines), series, date, None, tuple(small), line)
        if not title_lines or is_title_open:
            title_lines.append(line)
            is_title_open = True
        else:
            small.append(line)
    return Opening(_title(title_lines), series, date, None, tuple(small), "")


def _title(lines: list[str]) -> str | None:
    if not lines:
        return None
    separator = "" if _HAN.search(lines[0][-1:]) and len(lines) > 1 and _HAN.search(lines[1][:1]) else " "
    return separator.join(lines)


def series_in_title(title: str | None) -> str | None:
    """【新思想引领新征程】 before a headline."""
    match = _SERIES_IN_TITLE.match(title or "")
    return match[1] if match else None
