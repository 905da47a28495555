"""The opening of a text: series line, headline, date and source lines, then the dateline or the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tasks.dates import FoundDate, find_dates, is_day
from tasks.normalize.datelines import FoundDateline, find_dateline
from tasks.normalize.datelines_english import lone_place
from tasks.normalize.datelines_within import dateline_within

_LOOKED_AT = 25  # lines
_HEADING_AT_MOST = 260
_CHINESE_HEADING_AT_MOST = 80
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SERIES = re.compile(
    r"^(?:The following|This) is (?:one|the \w+|an?\w*)\b.{0,60}\bseries\b.*"
    r"|^.{0,40}系列(?:报道|報道|评论|评述|述评)之?.{0,8}$|^【[^】]{2,30}】\s*$",
    re.IGNORECASE,
)
_SERIES_IN_TITLE = re.compile(r"^【([^】]{4,20})】(?=\S)")
_DATE_LABEL = re.compile(
    r"^\s*(?:date|published(?: on| at)?|posted(?: on)?|updated(?: on| at)?|last updated|release date|time)\s*[:：]?\s+"
    r"(?=\d{4}-\d\d-\d\d|[A-Z\d])",
    re.IGNORECASE,
)
# Of a script for broadcasting: DATE=8/3/94 / TYPE=CORRESPONDENT REPORT / TITLE=... / DATELINE=DAKAR
_FILED_FROM = re.compile(r"DATELINE\s*[=:]\s*(?P<place>\S.{1,40})$", re.IGNORECASE)
_CITY_BEHIND_DATE = re.compile(r"\s[-–—|]\s(?P<place>[A-Z][A-Z .'’]{2,25})$")  # 12:31 am IST - NEW DELHI
_INNER_STOP = re.compile(r"(?<!\bVol)(?<!\bNo)(?<=[a-z0-9)\"”’])[.!?][\"”’]?\s+[A-Z\"“‘]|[。；]")
_FINAL_STOP = re.compile(r"(?:[^.]\.|。|；|;|:|：)[\"”’」』)]*$")
_INITIALS_END = re.compile(
    r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Co|Inc|Ltd|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Gov|Gen|Sen|Rep|St)\.$"
)
_SMALL = re.compile(
    r"(?:by|(?:written|posted|reported) by|source|photo|share|print|font|home|(?:last )?updated|posted|published|editor"
    r"|tags?|reporters?)\b|(?:来源|來源|作者|记者|記者|字号|编辑|責任|责任|分享|打印|关键词|關鍵詞)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"[(（\[](?:photo|image|picture|illustrative|file|图|圖)\b|(?:摄|攝|图片|圖片)[)）]?$", re.IGNORECASE
)
_NAVIGATION = re.compile(r"(?:记者|記者)\S{2,4}\s?[／/]|\w\s?[>»]{1,2}\s?(?:\w|$)|^\.\w|\|\s?\.")
_OPEN_END = re.compile(
    r"(?:[,:–—-]|\b(?:of|the|and|to|for|in|with|on|by|at|from|an?|between|or|as|its|their))$", re.IGNORECASE
)
_BRACKET_AT_END = re.compile(r"[（(](?P<inner>[^（()）\n]{8,80})[）)]\s*$")
_SENTENCE_BEFORE = re.compile(r"[.!?。！？][\"”’」]?\s*$|\n\s*$")
_MINGUO_AT_END = re.compile(r"(?:^|[)）])\s*(1[01]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_BEFORE_MINGUO = 1911
_MAY_BE_DATELINE = re.compile(r".{0,70}?(?:[(（/\-–—]|[电電讯訊])|\w{2,8}(?:消息|报道)")
_BEHIND = 8  # lines: captions and summaries before a dateline are few
_UPDATED_BEFORE = re.compile(r"(?:updated|modified|revised|更新|修改)\D{0,30}$", re.IGNORECASE)
_RESIDUE_AT_MOST = 70  # letters
_HAN_WEIGHT = 1.5  # further letters that a Chinese character says as much as
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOSING = 400  # characters: notices of a page may stand behind it
_SOURCE_WORDS = 14  # of a closing bracket that names outlet, authors and day
_LABEL_WORDS = 3  # of a closing line that is no sentence: the outlet, or what the date is
_SHORT_WORD = 4  # letters: such words stand in lower case in headlines
_CUT_FROM, _CUT_TO = 40, 90  # characters of a headline's line that was cut for its length


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before and at the start of the running text."""

    title: str | None
    series: str | None
    date: FoundDate | None  # of a date line; always with a year
    closing_date: FoundDate | None  # with which the text ends; looked for where it does not open with one
    dateline: FoundDateline | None
    lines: tuple[str, ...]  # the short lines round the headline: where bylines and sources stand
    body: str  # the line with which the running text begins, after its dateline


def _is_heading(line: str) -> bool:
    han = len(_HAN.findall(line))
    at_most = _CHINESE_HEADING_AT_MOST if han * 2 > len(line) else _HEADING_AT_MOST
    if not 2 <= len(line) <= at_most or _INNER_STOP.search(line):
        return False
    if line.endswith(":") and line[:1].isupper() and len(line) <= _CUT_TO:  # the first half of a headline
        return all(word[:1].isupper() or len(word) <= _SHORT_WORD for word in line.split())
    return not _FINAL_STOP.search(line) or _INITIALS_END.search(line) is not None


def date_line(line: str) -> FoundDate | None:
    """The date of a line that says little else: 2024-01-01; ( 2017.08.07 ); Xinhua | Updated: 2009-05-25 20:10."""
    if len(line) > 160:
        return None
    dates = find_dates(line)
    for found in sorted(dates, key=lambda date: _UPDATED_BEFORE.search(line[: date.start]) is not None):
        residue = re.sub(r"[\W\d_]+", "", line[: found.start] + line[found.end :])
        says = len(residue) + _HAN_WEIGHT * len(_HAN.findall(residue))
        if found.has_year and found.precision not in ("year", "month") and says <= _RESIDUE_AT_MOST:
            return found
    return None


def _date_in_source(end: str) -> FoundDate | None:
    """That with which the bracket behind the last sentence ends, or the last bracket that is a line of its own."""
    end = end.rstrip("| \n")
    source = _BRACKET_AT_END.search(end)
    if source is None or not _SENTENCE_BEFORE.search(end, 0, source.start()):
        lines = [line.strip() for line in end.split("\n")[1:]]
        source = next((found for line in lines[::-1] if (found := _BRACKET_AT_END.match(line))), None)
    if source is None or _CAPTION.search(source.string, source.start()):
        return None
    inner = source["inner"].strip()
    dates = find_dates(inner)
    is_last = bool(dates) and dates[-1].end == len(inner) and len(inner.split()) <= _SOURCE_WORDS
    return dates[-1] if is_last and _is_full(dates[-1]) else None


def _closing_date(text: str) -> FoundDate | None:
    """The date with which some outlets close: 2018-04-21; (PNA) January 30, 2025; Date 19.06.2023; - Akahata, September
    12, 2014; (Xinhua News Agency June 28, 2004); （編輯：某某）1130522 (Minguo year 113)."""
    if named := _date_in_source(text[-_CLOSING:]):
        return named
    last = text.rstrip()[-80:].rpartition("\n")[2]
    if match := _MINGUO_AT_END.search(last):
        year, month, day = _BEFORE_MINGUO + int(match[1]), int(match[2]), int(match[3])
        if is_day(year, month, day):
            return FoundDate(match.start(1), match.end(), f"{year}-{month:02}-{day:02}", "day")
    found = find_dates(last)
    if len(found) != 1 or not _is_full(found[0]) or _FINAL_STOP.search(last):
        return None
    label = _LETTERS.findall(last[: found[0].start] + last[found[0].end :])
    is_label = len(label) <= _LABEL_WORDS and all(word[:1].isupper() for word in label)
    return found[0] if is_label and len(text) > len(last) else None


def _completed(dateline: FoundDateline | None, own_line: FoundDateline | None) -> FoundDateline | None:
    """The dateline of the running text; what it lacks (place, day) comes from a line of place and date before it."""
    if dateline is None or own_line is None or dateline.place:
        return dateline or own_line
    return replace(
        dateline, place=own_line.place, country_hint=own_line.country_hint, date=dateline.date or own_line.date
    )


def _is_running_text(lines: list[str]) -> bool:
    """Whether the next line with words is no heading."""
    following = next((line.strip() for line in lines if line.strip()), "")
    return bool(following) and not _is_heading(following)


def _is_bare_date(line: str, found: FoundDate) -> bool:
    rest = line[: found.start] + line[found.end :]
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 30


def _continues(first: str, second: str) -> bool:
    """Whether a headline goes on in the next line: it is cut before or after a small word, or inside a phrase."""
    if _HAN.search(first[-1:]):
        return bool(_HAN.search(second[:1])) and first[-1] in "、，：" and len(second) < _CHINESE_HEADING_AT_MOST // 2
    return second[:1].islower() or _OPEN_END.search(first) is not None


def _without_label(line: str) -> tuple[FoundDate | None, str]:
    """(date, what follows it) of a line that begins with "date 2024-05-14" or "Updated: 2009-05-25 22:59"."""
    if label := _DATE_LABEL.match(line):
        dated = next((found for found in find_dates(line[:_HEADING_AT_MOST]) if _is_full(found)), None)
        if dated and dated.start <= label.end() + 2:
            return dated, line[dated.end :].strip(" |-–—:：")
    return None, line


def _is_full(found: FoundDate) -> bool:
    return found.has_year and found.precision not in ("year", "month")


def _joined(block: list[str]) -> list[str]:
    """The headlines of lines that stand together: a line that goes on in the next one, or was cut for its length."""
    joined = block[:1]
    for line in block[1:]:
        is_cut = len(block) == 2 and _CUT_FROM <= len(block[0]) <= _CUT_TO and len(line) < len(block[0])
        if _continues(joined[-1], line) or (is_cut and not _HAN.search(line)):
            joined[-1] += line if _HAN.search(line[:1]) else f" {line}"
        else:
            joined.append(line)
    return joined


def _title(blocks: list[list[str]]) -> str | None:
    """The headline that stands twice, else the first of some length: short ones before it are the site's sections."""
    headings = [heading for block in blocks for heading in _joined(block)]
    long = [heading for heading in headings if _is_long(heading)]
    twice = [heading for heading in long if long.count(heading) > 1]
    return next(iter([*twice, *long, *headings]), None)


def _is_long(heading: str) -> bool:
    return len(heading.split()) >= 4 or len(_HAN.findall(heading)) >= 6


def _dateline_behind(lines: list[str]) -> FoundDateline | None:
    """A dateline behind captions and summaries: place and agency or day, or NDO –. That a Chinese sentence names an
    agency (据新华社报道) is no credit."""
    words = [line.strip() for line in lines if line.strip()]
    for line in words[:_BEHIND]:
        found = find_dateline(line) if _MAY_BE_DATELINE.match(line) else None
        if found and _says_where(found, line):
            return found
    return None


def _says_where(found: FoundDateline, line: str) -> bool:
    if found.agency:
        return found.place is not None or line[:1].isascii()
    return found.place is not None and found.date is not None and not found.start


def _dateline_at_end(text: str) -> FoundDateline | None:
    """(中新社北京10月16日电 记者 …) after the last sentence."""
    if not (match := _BRACKET_AT_END.search(text[-200:])):
        return None
    dateline = find_dateline(match["inner"])
    if dateline is None or dateline.start or not (dateline.place and dateline.date):
        return None
    return replace(dateline, reporters=dateline.reporters or match["inner"][dateline.end :] or None)


@dataclass(slots=True)
class _Reader:
    """Goes through the first lines, until the dateline or the first line of running text."""

    text: str
    headings: list[list[str]] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    series: str | None = None
    date: FoundDate | None = None
    is_heading_open: bool = False
    own_line: FoundDateline | None = None  # place and date on a line of their own

    def read(self) -> Opening:
        lines = self.text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
        for number, raw in enumerate(lines):
            if (opening := self._read_line(raw.strip(), lines[number + 1 :])) is not None:
                return opening
        return self._opening(None, "")

    def _opening(self, dateline: FoundDateline | None, body: str) -> Opening:
        closing = None if self.date else _closing_date(self.text)
        completed = _completed(dateline, self.own_line)
        return Opening(_title(self.headings), self.series, self.date, closing, completed, tuple(self.small), body)

    def _read_line(self, raw: str, following: list[str]) -> Opening | None:
        """The opening, if it ends with this line."""
        dated, line = _without_label(raw)
        if dated:
            self.date = self.date or dated
            self.small.append(raw)
        if not any(character.isalnum() for character in line):
            self.is_heading_open = False
            return None
        if opening := self._read_dateline(line):
            return opening
        if filed := _FILED_FROM.match(line):
            self.own_line = self.own_line or lone_place(filed["place"].upper())
            return None
        if self.series is None and not self.headings and _SERIES.match(line):
            self.series = line
        elif found := date_line(line):
            self._add_date_line(line, found)
        elif self.headings and (lone := lone_place(line)) and _is_running_text(following):
            self.own_line = self.own_line or lone
        elif not _is_heading(line):
            return self._opening(_dateline_behind(following) or _dateline_at_end(self.text), line)
        else:
            self._add_heading(line)
        return None

    def _read_dateline(self, line: str) -> Opening | None:
        dateline = find_dateline(line) or dateline_within(line)
        if dateline is None:
            return None
        if dateline.end == len(line) and dateline.place and not dateline.agency:
            self.own_line = self.own_line or dateline
            return None
        if not _is_dateline(dateline, line):
            return None
        if not dateline.date:  # APP | Lahore | March 3, 2015
            self.date = self.date or date_line(line[dateline.end :])
        before = line[: dateline.start].strip()
        if before and _is_heading(before):  # it follows the headline on the same line
            self.headings.append([before])
        return self._opening(dateline, line[dateline.end :])

    def _add_date_line(self, line: str, found: FoundDate) -> None:
        self.date = self.date or found
        self.small.append(line)
        if place := _CITY_BEHIND_DATE.search(line, found.end):
            self.own_line = self.own_line or lone_place(place["place"])
        before = line[: found.start].strip(" (（|-–—")
        is_label = _SMALL.match(before) is not None
        if not is_label and not _is_bare_date(line, found) and not self.headings and _is_heading(before):
            self.headings.append([before])
        self.is_heading_open = False

    def _add_heading(self, line: str) -> None:
        """A headline or a part of it; bylines, captions and menus are none, but the credits may stand there."""
        self.small.append(line)
        if _SMALL.match(line) or _CAPTION.search(line) or _NAVIGATION.search(line):
            self.is_heading_open = False
        elif self.is_heading_open:
            self.headings[-1].append(line)
        else:
            self.headings.append([line])
            self.is_heading_open = True


def read_opening(text: str) -> Opening:
    """Reads the first lines of a text until the dateline or the first line of running text."""
    return _Reader(text).read()


def _is_dateline(dateline: FoundDateline, line: str) -> bool:
    """A dateline behind other words must leave a headline or say where and when; an agency alone must stand before
    running text, and not before a date (VNA - Thursday, October 11, 2018)."""
    if not dateline.place and not dateline.date and date_line(line):
        return False
    if dateline.start == 0 or _is_heading(line[: dateline.start].strip()):
        return True
    return dateline.place is not None and not line.startswith("据", dateline.start)


def series_in_title(title: str | None) -> str | None:
    """【新思想引领新征程】 before a headline."""
    match = _SERIES_IN_TITLE.match(title or "")
    return match[1] if match else None
