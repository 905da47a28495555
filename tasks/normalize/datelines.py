"""The dateline: where and when an agency filed the dispatch, and which agency, in the conventions of agencies.

    BEIJING, Oct. 28 (Xinhua) --            Pyongyang, January 1 (KCNA) --       HANOI (VNA) -
    HAVANA, Cuba, Jan 5 (Prensa Latina)     MOSCOW, March 3. /TASS/.             WASHINGTON (AP) _
    BUENOS AIRES (ARGENTINA), 12 JAN 90 (TELAM) -- [TEXT]                        (ANSA) - ROME, OCT 1 -
    Dispatch of the China News Service, Beijing, October 28, 2002                (ECNS) --
    Beijing, January 22nd -- Song Tao met                                        Damascus, SANA -
    中新社北京10月28日电 (记者 齐彬)          新华社河内3月3日电                      央视网消息（新闻联播）：

A place where something happened is no dateline: the form decides, not the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.dates import chinese_number, find_dates, month_numbers
from tasks.gazetteer import fold
from tasks.normalize.agencies import canonical_name, chinese_names


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """start and end are code points of the line or text that was searched; the body begins at end.

    date   YYYY-MM-DD, --MM-DD without a year, or ---DD where only the day is written (28日电)
    place  as written; country_hint the country named with it: JERUSALEM (ISRAEL), HAVANA, Cuba
    """

    start: int
    end: int
    place: str | None = None
    country_hint: str | None = None
    date: str | None = None
    agency: str | None = None
    reporters: str | None = None  # the bracket or line that names reporters, as written


_UPPER = "A-ZÀ-ÖØ-ÞĀ-Žİ"
_SMALL_WORDS = r"de|da|do|dos|del|di|la|las|los|le|les|of|the|al|el|es|on|upon|sur|am|and|y|e"
_AGENCY_IN_BRACKETS = r"\(\s*(?P<agency>[^()\n]{2,60})\s*\)|/\s?(?P<slashed>[^/\n]{2,40}?)\s?/"
_DASH = r"[-–—―_]{1,4}|:(?=\s)|\.\s?[-–—]+|：|>>"
_LABELS = frozenset(
    [
        "BREAKING",
        "EXCLUSIVE",
        "UPDATE",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "URGENT",
        "CORRECTED",
        "OPINION",
        "ANALYSIS",
        "INTERVIEW",
        "FEATURE",
        "FACTBOX",
        "TIMELINE",
        "WATCH",
        "LIVE",
        "READ",
        "RELATED",
        "NOTE",
        "SOURCE",
        "ADVISORY",
        "EDITORIAL",
        "TEXT",
        "STATEMENT",
    ]
)


@lru_cache(maxsize=1)
def _english() -> dict[str, re.Pattern[str]]:
    months = "|".join(sorted((re.escape(m) for m in month_numbers()), key=len, reverse=True))
    date = (
        rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?(?:(?:{months})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?:19|20)\d\d)?"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{months})\b\.?(?:,?\s+(?:(?:de\s+)?(?:19|20)\d\d|\d\d(?=\s*[(/\-–—])))?)"
    )
    word = rf"(?!(?:{months})\.?\s?\d)(?:[{_UPPER}][\w'’\-]*\.?|d'[{_UPPER}]\w+)"
    names = rf"{word}(?:[ /]+(?:(?:{_SMALL_WORDS})[ ]+)?{word}){{0,4}}"
    sources = {
        "place": names,
        "qualifier": rf"\s*(?:\((?P<round>[^()\n\d]{{2,40}})\)|\[(?P<square>[^\[\]\n\d]{{2,40}})\]|/(?P<slash>[^/\n\d]{{2,40}})/)(?=\s*[,.]?\s*(?i:{date}|NO DATE|[(/]))"
        rf"|\s*,\s*(?P<comma>{names})(?=\s*,|\s*\(|\s*\.?\s?[-–—])",
        "date": rf"\s*[,.:]?\s*(?P<date>{date}|NO DATE|UNDATED)(?=[^\w]|$)",
        "agency": rf"\s*[,.]?\s*(?:[-–—]\s*)?(?:{_AGENCY_IN_BRACKETS})",
        "bare_agency": rf"\s*,?\s*(?:[-–—]+\s*)?(?P<agency>[{_UPPER}e][\w. ]{{1,24}}?)\s*(?=[-–—:]|\.\s*$|$)",
        "dash": rf"\s*(?:{_DASH})\s*",
    }
    return {name: re.compile(source, re.IGNORECASE if name == "date" else 0) for name, source in sources.items()}


_LEADING_AGENCY = re.compile(r"\(\s*([A-Za-z'’. ]{2,40})\s*\)\s*(?:[-–—]+|:)\s*")
_DISPATCH_OF = re.compile(
    r"(?:Special\s+)?(?:Dispatch|Report|Despatch)\s+(?:of|from|by)\s+(?:the\s+)?(?P<agency>[A-Z][\w'’ ]{2,40}?),\s*"
    r"(?P<place>[A-Z][\w'’ .\-]{1,30}?),\s*(?P<date>[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]+\s+\d{4})\s*"
    r"(?P<reporters>\(\s*(?:Reporters?|By)\b[^)]*\))?"
)
_BRACKET = r"\s*[（(](?P<reporters{n}>[^）)\n]{{2,60}})[）)]\s*"


@lru_cache(maxsize=1)
def _chinese() -> tuple[re.Pattern[str], ...]:
    agencies = rf"(?P<agency>{chinese_names()}|本报|本網|本网|本刊|本社)"
    # the line is folded: simplified characters, plain dashes
    day = r"(?:(?:(?P<year>\d{4})年)?(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月)?(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号號]"
    place = r"(?P<place>[\u4e00-\u9fff·]{2,12}?)"
    return (
        re.compile(
            rf"[【\[(（《]?\s*(?:综合|據|据|原标题[：:]\s*)?{agencies}(?:记者|記者)?\s*{place}?\s*(?:{_BRACKET.format(n='')})?\s*{day}\s*(?:上午|下午|晚|凌晨|[\d:：时]+)?\s*(?:电|電|讯|訊|专电|消息|綜合電|综合电)?"
            rf"[\s】\])）]*(?:{_BRACKET.format(n='_after')})?[\s/：:—-]*"
        ),
        re.compile(
            rf"[【\[]?\s*(?:據|据)?{agencies}\s*{place}?(?:电|電|讯|訊)[】\]]?(?:{_BRACKET.format(n='_after')})?[\s：:—-]*"
        ),
        re.compile(
            rf"[【\[]?\s*(?:據|据)?{agencies}(?:消息|报道|報道|報導|讯|訊)[】\]]?(?:{_BRACKET.format(n='_after')})?[\s]*[：:，,]?"
        ),
        re.compile(
            rf"(?:\s*[（(])(?P<agency>中央社|中評社|中评社)?(?:记者|記者)(?P<reporters>[\u4e00-\u9fff]{{2,4}}){place}{day}(?:电|電)[）)]"
        ),
    )


def _iso_day(written: str) -> str | None:
    found = [f for f in find_dates(written) if f.day]
    return found[0].day if found else None


def _chinese_day(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if not groups.get("day"):
        return None
    number = lambda value: int(value) if value.isdigit() else chinese_number(value)  # noqa: E731
    day = number(groups["day"])
    if not groups.get("month"):
        return f"---{day:02}"
    month = number(groups["month"])
    return f"{groups['year']}-{month:02}-{day:02}" if groups.get("year") else f"--{month:02}-{day:02}"


def _from_chinese(line: str) -> FoundDateline | None:
    """Matches on simplified characters, quotes the line as it is: folding keeps the offsets."""
    folded = fold(line)
    for pattern in _chinese():
        match = pattern.match(folded)
        if not match:
            continue
        written = {
            name: line[match.start(name) : match.end(name)] for name, value in match.groupdict().items() if value
        }
        return FoundDateline(
            0,
            match.end(),
            written.get("place"),
            None,
            _chinese_day(match),
            canonical_name(written["agency"]) if "agency" in written else None,
            written.get("reporters_after") or written.get("reporters"),
        )
    return None


def _split_agency(place: str) -> tuple[str, str | None]:
    """AKP Phnom Penh -> (Phnom Penh, AKP)."""
    first, _, rest = place.partition(" ")
    return (rest, canonical_name(first)) if rest and canonical_name(first) else (place, None)


def _credited(name: str) -> str:
    """The agency's canonical name, else the name as credited. Of several (Xinhua/AFP) the first known one."""
    for part in (name, *re.split(r"\s*[/;]\s*|\s+via\s+", name)):
        part = re.sub(r"^(?:By|Source:?|from)\s+", "", part.strip())
        if known := canonical_name(part):
            return known
    return name.strip()


def _is_known_agency(name: str) -> bool:
    return canonical_name(_credited(name)) is not None


def _from_english(line: str, is_place: PlaceTest) -> FoundDateline | None:
    patterns = _english()
    cursor, agency = 0, None
    if leading := _LEADING_AGENCY.match(line):
        if not _is_known_agency(leading[1]):
            return None
        cursor, agency = leading.end(), _credited(leading[1])
    match = patterns["place"].match(line, cursor)
    if not match:
        return FoundDateline(0, cursor, agency=agency) if agency else None
    place, prefix_agency = _split_agency(match[0])
    agency = agency or prefix_agency
    at = match.end()
    hint = None
    if qualifier := patterns["qualifier"].match(line, at):
        inside = next(value for value in qualifier.groups() if value)
        if not _is_known_agency(inside):
            hint, at = inside, qualifier.end()
    date = patterns["date"].match(line, at)
    at = date.end() if date else at
    bracket = patterns["agency"].match(line, at) or patterns["bare_agency"].match(line, at)
    if bracket:
        name = bracket["agency"] or bracket["slashed"]
        is_in_brackets = bracket.re is patterns["agency"]
        if _is_known_agency(name) or (is_in_brackets and date and patterns["dash"].match(line, bracket.end())):
            agency, at = _credited(name), bracket.end()
        else:
            bracket = None
    dash = patterns["dash"].match(line, at)
    is_caps = place.isupper() and place not in _LABELS
    if date:
        is_dateline = bool(agency or dash)
    elif bracket:
        is_dateline = bool(dash) or is_caps or is_place(place)
    else:
        is_dateline = bool(dash) and ((is_caps and is_place(place)) or (prefix_agency is not None and is_place(place)))
    if not is_dateline:
        return FoundDateline(0, cursor, agency=agency) if cursor else None
    end = dash.end() if dash else at
    return FoundDateline(0, end, place.rstrip("."), hint, _iso_day(date["date"]) if date else None, agency)


class PlaceTest:
    """Whether a name is that of a place, as far as the project's places know."""

    def __call__(self, name: str) -> bool:
        return place_country(name, None) is not None


def place_country(name: str, date: str | None) -> str | None:
    """Country (alpha-3 at that date) in which a dateline's place lies."""
    try:
        from tasks.places import place_country as country_of
    except ImportError:
        return None
    return country_of(name, date)


def find_dateline(line: str) -> FoundDateline | None:
    """The dateline with which a line or paragraph begins, or None."""
    head = line[:300]
    if match := _DISPATCH_OF.match(head):
        agency = canonical_name(match["agency"]) or match["agency"]
        return FoundDateline(0, match.end(), match["place"], None, _iso_day(match["date"]), agency, match["reporters"])
    return _from_chinese(head) or _from_english(head, PlaceTest())
