"""Datelines in Latin script. A line is read from its start: place, what lies round it, date, agency, dash; then it is
decided whether enough of that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.cities import city_country
from tasks.dates import find_dates, month_numbers
from tasks.normalize.agencies import canonical_name
from tasks.normalize.dateline_record import FoundDateline
from tasks.places import find_places, place_country

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Žİ"
_SMALL_WORDS = r"de|da|do|dos|del|di|la|las|los|le|les|of|the|al|el|es|on|upon|sur|am|and|y|e"
_DASH = r"[-–—―_]{1,4}|/(?=\s)|,?:(?=\s)|[.,]\s?[-–—]+|：|>>"
# Words in capitals before a dash or colon that say what kind of text follows
_LABELS = frozenset({
    "ADVISORY", "ANALYSIS", "BREAKING", "CORRECTED", "CORRECTION", "EDITORIAL", "EXCLUSIVE", "EXPLAINER",
    "FACTBOX", "FEATURE", "INTERVIEW", "LIVE", "NOTE", "OPINION", "PHOTO", "PHOTOS", "READ", "RELATED", "REVIEW",
    "ROUNDUP", "SOURCE", "STATEMENT", "TEXT", "TIMELINE", "UPDATE", "URGENT", "VIDEO", "WATCH",
})  # fmt: skip
_RUNNING_TEXT = 120  # characters: a line of that length goes on after its dateline


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    months = "|".join(sorted((re.escape(m) for m in month_numbers()), key=len, reverse=True))
    weekday = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
    juche = r",?\s+Juche\s?\d{2,3}\s?\((?:19|20)\d\d\)"  # of the calendar of KCNA
    month_first = rf"(?:{months})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:(?:\s?,?\s+|/)(?:19|20)\d\d|{juche})?"
    short_year = r"\d\d(?=\s*[(/\-–—])"
    year = rf"(?:,?\s+(?:(?:de\s+)?(?:19|20)\d\d|{short_year}))?"
    day_first = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{months})\b\.?{year}"
    numeric = r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    in_words = rf"(?i:{weekday}(?:{month_first}|{day_first}))"
    date = rf"(?i:{weekday}(?:{month_first}|{day_first}|{numeric}))"
    word = rf"(?!(?i:{months})\.?\s?\d)(?:(?:[A-Z]\.){{2,}}|[{_UPPER}](?:[\w'’]|-(?=\w))*\.?|d'[{_UPPER}]\w+)"
    names = rf"{word}(?:(?:[ ]+|/)(?:(?:{_SMALL_WORDS})[ ]+)?{word}){{0,4}}"
    round_place = (
        r"\s*(?:\((?P<round>[^()\n\d]{2,40})\)|\[(?P<square>[^\[\]\n\d]{2,40})\]|/(?P<slash>[^/\n\d]{2,40})/)"
        rf"(?=\s*[,.]?\s*(?:{date}|NO DATE|[(/]))"
    )
    sources = {
        "place": (
            r"(?!(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|from|in|on|at|by|since|until|between|during|after|before)"
            rf"\b){names}"
        ),
        "qualifier": rf"{round_place}|\s*,\s*(?!NO DATE|UNDATED)(?P<comma>{names})(?=\s*,|\s*\(|\s*\.?\s?[-–—]|:\s)",
        "date": rf"(?i:\s*[,.:/]?\s*(?P<date>{date}|NO DATE|UNDATED)(?=[^\w]|$))",
        "on_date": rf"(?:On\s+)?(?P<date>{in_words})\s*[-–—]+\s*(?=[{_UPPER}])",
        "dated_agency": rf"\s*\(\s*(?P<agency>[^()\n]{{2,60}}?)\s+[-–—]\s+(?P<date>{date})\s*\)",
        "agency": r"\s*[,.]?\s*(?:[-–—]\s*)?(?:\(\s*(?P<agency>[^()\n]{2,60})\s*\)|/\s?(?P<slashed>[^/\n]{2,40}?)\s?/)",
        "bare_agency": (
            rf"\s*[,.]?\s*(?:(?:[-–—]+|/)\s*)?(?P<agency>[{_UPPER}e][\w. ]{{1,24}}?)\s*(?=[-–—:/]|\.(?:\s|$)|$)"
        ),
        "caps_agency": rf"\s+(?P<agency>[A-Z]{{2,12}})(?=\s+[{_UPPER}])",
        "dash": rf"\s*(?:{_DASH})\s*",
    }
    return {name: re.compile(source) for name, source in sources.items()}


# [Text], (Text), ["Special article" by A B]: what monitors put before a dispatch
_BEFORE = re.compile(
    r"(?:[\[(](?:Text|Excerpts?|Summary|Special)[\])]|\[[^\[\]\n]{3,150}\])\s*(?=[\[(A-Z])", re.IGNORECASE
)
_BY = re.compile(
    r"\b[Bb]y (?:(?:staff|special|station|our) )?(?:correspondents?|reporters?)?\s*"
    r"([A-Z][^\[\]\",:;]{3,80}?)(?= from |[\",:;\]])"
)
_MONITORED = re.compile(
    r"(?P<place>[A-Z][\w .'’\-]{1,30}?)\s+(?P<agency>[A-Z][\w.\-]{1,20}(?: [A-Z]\w+){0,3})\s+"
    r"(?i:in)\s+[A-Z][A-Za-z]+\s+(?:(?i:to|for)\s+[A-Z][\w ]{2,30}?\s+)?(?:\d{4}\s+(?:GMT|UTC)\s+)?"
    r"(?P<date>\d{1,2}\s+[A-Za-z]{3,9}\s+(?:19|20)?\d\d)\s*$"
)
_STATION = re.compile(r"\b(?:service|network|radio|television|tv|voice|press|agency)\b", re.IGNORECASE)
_AGENCY_FIRST = re.compile(r"(?P<agency>[A-Z][\w.+]{1,20}(?: [A-Z]\w+){0,2})\s+[-–—]{1,2}\s+(?=[A-Z\"“])")
# What an archive prints above a dispatch: Xinhua News Agency, MAY 22, 1996
_IS_NEWS_AGENCY = re.compile(r"\b(?:News\s+Agency|News\s+Service|Newswire|Press\s+(?:Agency|Service))$", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SPACED_HYPHEN = re.compile(rf"[.\w]?\s+-\s+(?=[{_UPPER}\d\"“'‘])")
_LEADING_AGENCY = re.compile(r"\(\s*([A-Za-z'’. ]{2,40})\s*\)\s*(?:[-–—]+\s*|:\s*|(?=[A-Z]))")
_IN_COLUMNS = re.compile(r"(?P<agency>[A-Z][\w ]{1,24}?)\s*\|\s*(?P<place>[A-Z][\w .]{2,30}?)\s*\|")
_DISPATCH_OF = re.compile(
    r"(?:Special\s+)?(?:Dispatch|Report|Despatch)\s+(?:of|from|by)\s+(?:the\s+)?(?P<agency>[A-Z][\w'’ ]{2,40}?),\s*"
    r"(?P<place>[A-Z][\w'’ .\-]{1,30}?),\s*"
    r"(?P<date>[^()\n]{6,30}?\d)\s*(?=$|\(|--|[-–—]\s)(?P<reporters>\([^()\n]{4,120}\))?"
)


def _iso_day(written: str) -> str | None:
    written = written.title().replace(" ,", ",")
    return next((found.day for found in find_dates(written) if found.day), None)


def is_city(name: str) -> bool:
    return any(hit.value[0].kind == "city" and hit.end - hit.start >= len(name) - 1 for hit in find_places(name))


def _known(name: str) -> str | None:
    """The canonical name of the agency in a bracket: (Xinhua), (By Prensa Latina); of several known ones the first."""
    parts = [name] if canonical_name(name) else re.split(r"\s*[/;]\s*|\s+via\s+", name)
    known = [canonical_name(re.sub(r"^(?:By|Source:?|from)\s+", "", part.strip())) for part in parts]
    if all(known):
        return known[0]
    carriers = name.split("-") if re.fullmatch(r"[A-Z]{2,5}-[A-Z]{2,5}", name) else []
    return next((agency for part in carriers if (agency := canonical_name(part))), None)  # NNN-APP


def _split_agency(place: str) -> tuple[str, str | None]:
    """AKP Phnom Penh -> (Phnom Penh, AKP); Damas-SANA -> (Damas, SANA); ASTANA. KAZINFORM -> (ASTANA, Kazinform)."""
    before, _, last = place.rpartition(" ")
    if before.endswith(".") and (agency := canonical_name(last)):
        return before.rstrip("."), agency
    city, _, behind = place.rpartition("-")
    if city and (agency := canonical_name(behind)):
        return city, agency
    first, _, rest = place.partition(" ")
    rest = rest.strip()
    agency = canonical_name(first) if rest and not _WEEKDAY.match(rest) else None
    return (rest, agency) if agency else (place, None)


def _in_set_form(line: str, length: int) -> FoundDateline | None:
    """On September 27th—;  PTI | New Delhi |;  Dispatch of the China News Service, Beijing, ...;  VOV.VN -;
    Beijing XINHUA in English 0704 GMT 23 Sep 88; Luanda Domestic Service in Portuguese 1900 GMT 3 Feb 89"""
    if match := _DISPATCH_OF.match(line):
        agency = canonical_name(match["agency"]) or match["agency"]
        return FoundDateline(0, match.end(), match["place"], None, _iso_day(match["date"]), agency, match["reporters"])
    if (match := _IN_COLUMNS.match(line)) and (known := canonical_name(match["agency"])) and is_city(match["place"]):
        return FoundDateline(0, match.end(), match["place"], agency=known)
    if (match := _MONITORED.match(line)) and is_city(match["place"]):
        known = canonical_name(match["agency"]) or (match["agency"] if _STATION.search(match["agency"]) else None)
        if known:
            return FoundDateline(0, match.end(), match["place"], date=_iso_day(match["date"]), agency=known)
    if match := _patterns()["on_date"].match(line):
        return FoundDateline(0, match.end(), date=_iso_day(match["date"]))
    if (match := _AGENCY_FIRST.match(line)) and (known := canonical_name(match["agency"])) and length > _RUNNING_TEXT:
        return FoundDateline(0, match.end(), agency=known)
    return None


def _kind_of(dash: re.Match[str] | None, place: str) -> str:
    """The dash without the spaces round it; a hyphen after a name in small letters: only Durban - The, Lima.- The."""
    if dash is None:
        return ""
    kind = dash[0].strip().lstrip(",")
    is_told_apart = place.isupper() or place.endswith(".") or _SPACED_HYPHEN.match(dash.string, dash.start())
    is_mere_hyphen = kind == "-" and not is_told_apart
    return "" if is_mere_hyphen else kind


def _stands_alone(place: str, hint: str | None, dash: str, rest: int) -> bool:
    """Whether place and dash make a dateline without date and agency: BEIJING --; New Delhi: ; Havana, Cuba.-"""
    if place in _LABELS:
        return False
    if place.isupper():
        if dash == ":":  # DPRK: ... and BEIJING: ... are headlines, too
            return rest > _RUNNING_TEXT and is_city(place)
        return is_city(place) or (dash in ("--", "—") and rest > _RUNNING_TEXT and len(place) > 3)
    if hint:
        is_told_apart = dash.startswith((".", "-", "–", "—")) or (dash == ":" and rest > _RUNNING_TEXT)
        return is_told_apart and place_country(hint) is not None and is_city(place)
    is_known = is_city(place) or (dash != ":" and city_country(place) is not None)
    return rest > _RUNNING_TEXT and dash in (":", "--", "—", "–", "-") and is_known


def lone_place(line: str) -> FoundDateline | None:
    """A line that holds nothing but a city in capitals, as some agencies file: ANKARA; ADDIS ABABA, Ethiopia."""
    place, _, country = line.partition(", ")
    if not place.isupper() or not is_city(place) or (country and place_country(country) is None):
        return None
    return FoundDateline(0, len(line), place, country or None)


@dataclass(slots=True)
class _Reading:
    """A line that is read from its start; `at` is where the next part begins. place and date are as written."""

    line: str
    length: int  # of the whole line, where `line` is only its head
    at: int = 0
    place: str | None = None
    hint: str | None = None  # the country or province named with the place
    date: str | None = None
    agency: str | None = None
    reporters: str | None = None
    is_credited: bool = False  # the agency stands behind the place
    has_prefix: bool = False  # the agency stands before the place: AKP Phnom Penh
    dash: re.Match[str] | None = None

    def take(self, name: str) -> re.Match[str] | None:
        """The part, if it comes next."""
        match = _patterns()[name].match(self.line, self.at)
        self.at = match.end() if match else self.at
        return match

    def read(self) -> FoundDateline | None:
        """Place, what lies round it, date, agency, dash; None if that is no dateline."""
        while before := _BEFORE.match(self.line, self.at):
            self.at = before.end()
            if by := _BY.search(before[0]):
                self.reporters = f"By {by[1]}"
        if not self._read_leading_agency():
            return None
        begin, only_agency = self.at, self.agency
        if self._read_place():
            return self.found() if self.dash and not self.place else self._read_rest() or self._lone(only_agency, begin)
        if found := self._read_date_first():
            return found
        return self._lone(only_agency, begin)

    def found(self) -> FoundDateline:
        end = self.at if self.dash or self.line[self.at :].strip(" .:") else len(self.line)
        day = _iso_day(self.date) if self.date else None
        place = self.place.rstrip(".") if self.place else None
        first, _, second = (place or "").partition("/")  # MEXICO CITY/KINGSTON
        place = first if second and is_city(first) and is_city(second) else place
        return FoundDateline(0, end, place, self.hint, day, self.agency, self.reporters)

    @staticmethod
    def _lone(agency: str | None, end: int) -> FoundDateline | None:
        return FoundDateline(0, end, agency=agency) if agency else None

    def _read_leading_agency(self) -> bool:
        """(ANSA) - ROME, ...; (KPL) Leaders ...; False for a bracket that holds something else."""
        if leading := _LEADING_AGENCY.match(self.line, self.at):
            self.agency, self.at = _known(leading[1]), leading.end()
            return self.agency is not None
        return True

    def _read_place(self) -> bool:
        """The place, with an agency before it; NDO – is an agency and its dash."""
        match = self.take("place")
        if not match or _IS_NEWS_AGENCY.search(match[0]) or self._is_letterhead(match[0]):
            return False
        self.place, prefix = _split_agency(match[0])
        self.agency, self.has_prefix = self.agency or prefix, prefix is not None
        if (known := canonical_name(self.place)) and (dash := self.take("dash")):
            self.agency, self.place, self.dash = known, None, dash
        return True

    def _is_letterhead(self, name: str) -> bool:
        """An agency's name of several words with a date behind it: Kyodo News International August 11, 2009."""
        named = " " in name and canonical_name(name) is not None and city_country(name) is None
        return named and _patterns()["dash"].match(self.line, self.at) is None

    def _read_date_first(self) -> FoundDateline | None:
        """March 3 (UPI) --"""
        match = self.take("date")
        if not match or not self._read_credit() or not (dash := self.take("dash")):
            return None
        self.date, self.dash = match["date"], dash
        return self.found()

    def _read_rest(self) -> FoundDateline | None:
        self._read_qualifier()
        self._read_date()
        if self._read_credit() and not self.date:
            self._read_date()  # MOSCOW (ITAR-TASS), OCTOBER 3, 1997 --
        self.dash = self.take("dash")
        return self.found() if self._is_dateline() else None

    def _read_qualifier(self) -> None:
        start = self.at
        if self.line[start:].lstrip()[:1] not in ("(", "[", "/", ","):
            return
        if qualifier := self.take("qualifier"):
            inside = next(value for value in qualifier.groups() if value)
            if _known(inside):
                self.at = start
            else:
                self.hint = inside

    def _read_date(self) -> None:
        if match := self.take("date"):
            self.date = match["date"]

    def _read_credit(self) -> bool:
        """The agency behind place and date: in brackets any, bare only a known one. Some put the date behind it."""
        if not self.date and (dated := self.take("dated_agency")):
            parts = (canonical_name(part.strip()) for part in dated["agency"].split("/"))
            self.agency, self.date = next(filter(None, parts), dated["agency"]), dated["date"]
            return True
        start = self.at
        in_brackets = self.take("agency")
        in_capitals = self.take("caps_agency") if self.date and not in_brackets else None
        match = in_brackets or in_capitals or self.take("bare_agency")
        if not match:
            return False
        name = (match["agency"] or match["slashed"]) if in_brackets else match["agency"]
        known = _known(name)
        says_where_or_when = bool(self.date) or (self.hint is not None and place_country(self.hint) is not None)
        has_dash = _patterns()["dash"].match(self.line, self.at) is not None
        self.is_credited = known is not None or (in_brackets is not None and says_where_or_when and has_dash)
        if self.is_credited:
            self.agency = known or name.strip()
        else:
            self.at = start
        return self.is_credited

    def _is_dateline(self) -> bool:
        place, rest = self.place or "", self.line[self.at :]
        if self.date:
            if self.agency or self.dash:
                return True
            is_alone = not rest.strip(" .:") and self.length == len(self.line)
            is_marked = place.isupper() or (self.hint is not None and place_country(self.hint) is not None)
            is_told_apart = is_marked and rest.startswith(".")
            return (is_alone or is_told_apart) and city_country(place) is not None
        if self.is_credited:
            return bool(self.dash) or place.isupper() or place_country(place) is not None
        if self.has_prefix:
            return bool(self.dash) and place_country(place) is not None
        kind = _kind_of(self.dash, self.hint.upper() if self.hint else place)
        return bool(self.dash) and _stands_alone(place, self.hint, kind, self.length - self.at)


def english_dateline(line: str, length: int) -> FoundDateline | None:
    """The dateline at the start of `line`; length is that of the whole line where `line` is only its head."""
    return _in_set_form(line, length) or _Reading(line, length).read()
