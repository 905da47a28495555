"""Datelines in Latin script. A line is read from its start: place, what lies round it, date, agency, dash; then it is
decided whether enough of that is there."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.cities import city_country
from tasks.dates import find_dates, month_numbers
from tasks.normalize.agencies import canonical_name
from tasks.normalize.dateline_record import FoundDateline
from tasks.places import find_places, place_country

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Žİ"
_SMALL_WORDS = r"de|da|do|dos|del|di|la|las|los|le|les|of|the|al|el|es|on|upon|sur|am|and|y|e"
_DASH = r"[-–—―_]{1,4}|/(?=\s)|:(?=\s)|\.\s?[-–—]+|：|>>"
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
    month_first = rf"(?:{months})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:(?:,?\s+|/)(?:19|20)\d\d)?"
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
        "place": rf"(?!(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b){names}",
        "qualifier": rf"{round_place}|\s*,\s*(?!NO DATE|UNDATED)(?P<comma>{names})(?=\s*,|\s*\(|\s*\.?\s?[-–—])",
        "date": rf"(?i:\s*[,.:/]?\s*(?P<date>{date}|NO DATE|UNDATED)(?=[^\w]|$))",
        "on_date": rf"(?:On\s+)?(?P<date>{in_words})\s*[-–—]+\s*(?=[{_UPPER}])",
        "agency": r"\s*[,.]?\s*(?:[-–—]\s*)?(?:\(\s*(?P<agency>[^()\n]{2,60})\s*\)|/\s?(?P<slashed>[^/\n]{2,40}?)\s?/)",
        "bare_agency": (
            rf"\s*[,.]?\s*(?:(?:[-–—]+|/)\s*)?(?P<agency>[{_UPPER}e][\w. ]{{1,24}}?)\s*(?=[-–—:/]|\.(?:\s|$)|$)"
        ),
        "dash": rf"\s*(?:{_DASH})\s*",
    }
    return {name: re.compile(source) for name, source in sources.items()}


_BEFORE = re.compile(r"\[(?:Text|Excerpts?|Summary|Special)\]\s*", re.IGNORECASE)
_MONITORED = re.compile(
    r"(?P<place>[A-Z][\w .'’\-]{1,30}?)\s+(?P<agency>[A-Z][\w.\-]{1,20}(?: [A-Z]\w+){0,2})\s+in\s+[A-Z][a-z]+\s+"
    r"(?:\d{4}\s+GMT\s+)?(?P<date>\d{1,2}\s+[A-Za-z]{3,9}\s+(?:19|20)?\d\d)\s*$"
)
_AGENCY_FIRST = re.compile(r"(?P<agency>[A-Z][\w.+]{1,20}(?: [A-Z]\w+){0,2})\s+[-–—]{1,2}\s+(?=[A-Z\"“])")
_SPACED_HYPHEN = re.compile(rf"[.\w]?\s+-\s+(?=[{_UPPER}\d\"“'‘])")
_LEADING_AGENCY = re.compile(r"\(\s*([A-Za-z'’. ]{2,40})\s*\)\s*(?:[-–—]+|:)\s*")
_IN_COLUMNS = re.compile(r"(?P<agency>[A-Z][\w ]{1,24}?)\s*\|\s*(?P<place>[A-Z][\w .]{2,30}?)\s*\|")
_DISPATCH_OF = re.compile(
    r"(?:Special\s+)?(?:Dispatch|Report|Despatch)\s+(?:of|from|by)\s+(?:the\s+)?(?P<agency>[A-Z][\w'’ ]{2,40}?),\s*"
    r"(?P<place>[A-Z][\w'’ .\-]{1,30}?),\s*"
    r"(?P<date>[^()\n]{6,30}?\d)\s*(?=$|\(|--|[-–—]\s)(?P<reporters>\([^()\n]{4,120}\))?"
)


def _iso_day(written: str) -> str | None:
    return next((found.day for found in find_dates(written.title()) if found.day), None)


def _is_city(name: str) -> bool:
    return any(hit.value[0].kind == "city" and hit.end - hit.start >= len(name) - 1 for hit in find_places(name))


def _known(name: str) -> str | None:
    """The canonical name of the agency in a bracket: (Xinhua), (By Prensa Latina); of several known ones the first."""
    parts = [name] if canonical_name(name) else re.split(r"\s*[/;]\s*|\s+via\s+", name)
    known = [canonical_name(re.sub(r"^(?:By|Source:?|from)\s+", "", part.strip())) for part in parts]
    return known[0] if all(known) else None


def _split_agency(place: str) -> tuple[str, str | None]:
    """AKP Phnom Penh -> (Phnom Penh, AKP); Damas-SANA -> (Damas, SANA); ASTANA. KAZINFORM -> (ASTANA, Kazinform)."""
    before, _, last = place.rpartition(" ")
    if before.endswith(".") and (agency := canonical_name(last)):
        return before.rstrip("."), agency
    city, _, behind = place.rpartition("-")
    if city and (agency := canonical_name(behind)):
        return city, agency
    first, _, rest = place.partition(" ")
    agency = canonical_name(first) if rest else None
    return (rest, agency) if agency else (place, None)


def _in_set_form(line: str, length: int) -> FoundDateline | None:
    """On September 27th—;  PTI | New Delhi |;  Dispatch of the China News Service, Beijing, ...;  VOV.VN -;
    Beijing XINHUA in English 0704 GMT 23 Sep 88"""
    if match := _DISPATCH_OF.match(line):
        agency = canonical_name(match["agency"]) or match["agency"]
        return FoundDateline(0, match.end(), match["place"], None, _iso_day(match["date"]), agency, match["reporters"])
    if (match := _IN_COLUMNS.match(line)) and (known := canonical_name(match["agency"])) and _is_city(match["place"]):
        return FoundDateline(0, match.end(), match["place"], agency=known)
    if (match := _MONITORED.match(line)) and (known := canonical_name(match["agency"])) and _is_city(match["place"]):
        return FoundDateline(0, match.end(), match["place"], date=_iso_day(match["date"]), agency=known)
    if match := _patterns()["on_date"].match(line):
        return FoundDateline(0, match.end(), date=_iso_day(match["date"]))
    if (match := _AGENCY_FIRST.match(line)) and (known := canonical_name(match["agency"])) and length > _RUNNING_TEXT:
        return FoundDateline(0, match.end(), agency=known)
    return None


def _kind_of(dash: re.Match[str] | None, place: str) -> str:
    """The dash without the spaces round it; a hyphen after a name in small letters is one only as in "Durban - The"."""
    if dash is None:
        return ""
    kind = dash[0].strip()
    is_mere_hyphen = kind == "-" and not place.isupper() and not _SPACED_HYPHEN.match(dash.string, dash.start())
    return "" if is_mere_hyphen else kind


def _stands_alone(place: str, hint: str | None, dash: str, rest: int) -> bool:
    """Whether place and dash make a dateline without date and agency: BEIJING --; New Delhi: ; Havana, Cuba.-"""
    if place in _LABELS:
        return False
    if place.isupper():
        if dash == ":":  # DPRK: ... and BEIJING: ... are headlines, too
            return rest > _RUNNING_TEXT and _is_city(place)
        return _is_city(place) or (dash in ("--", "—") and rest > _RUNNING_TEXT and len(place) > 3)
    if hint:
        return dash.startswith((".", "-", "–", "—")) and place_country(hint) is not None and _is_city(place)
    return rest > _RUNNING_TEXT and dash in (":", "--", "—", "–", "-") and _is_city(place)


def lone_place(line: str) -> FoundDateline | None:
    """A line that holds nothing but a city in capitals, as some agencies file: ANKARA; ADDIS ABABA, Ethiopia."""
    place, _, country = line.partition(", ")
    if not place.isupper() or not _is_city(place) or (country and place_country(country) is None):
        return None
    return FoundDateline(0, len(line), place, country or None)


def english_dateline(line: str, length: int) -> FoundDateline | None:
    """The dateline at the start of `line`; length is that of the whole line where `line` is only its head."""
    if (found := _in_set_form(line, length)) is not None:
        return found
    patterns = _patterns()
    before = _BEFORE.match(line)
    at, agency = before.end() if before else 0, None
    if leading := _LEADING_AGENCY.match(line, at):
        agency, at = _known(leading[1]), leading.end()
        if agency is None:
            return None
    only_agency = FoundDateline(0, at, agency=agency) if agency else None
    match = patterns["place"].match(line, at)
    if not match:
        return only_agency
    place, prefix = _split_agency(match[0])
    agency, at, hint = agency or prefix, match.end(), None
    if (known := canonical_name(place)) and (after := patterns["dash"].match(line, at)):  # NDO –
        return FoundDateline(0, after.end(), agency=known)
    if qualifier := patterns["qualifier"].match(line, at):
        inside = next(value for value in qualifier.groups() if value)
        if not _known(inside):
            hint, at = inside, qualifier.end()
    date = patterns["date"].match(line, at)
    at = date.end() if date else at
    bracket = patterns["agency"].match(line, at) or patterns["bare_agency"].match(line, at)
    is_credited = False
    if bracket:
        name = bracket["agency"] or bracket["slashed"]
        after = patterns["dash"].match(line, bracket.end())
        says_where_or_when = bool(date) or (hint is not None and place_country(hint) is not None)
        is_credited = _known(name) is not None or (
            bracket.re is patterns["agency"] and says_where_or_when and bool(after)
        )
        if is_credited:
            agency, at = _known(name) or name.strip(), bracket.end()
        if is_credited and not date and (date := patterns["date"].match(line, at)):
            at = date.end()  # MOSCOW (ITAR-TASS), OCTOBER 3, 1997 --
    dash = patterns["dash"].match(line, at)
    if date:
        is_alone = not line[at:].strip(" .:") and length == len(line)
        is_dateline = bool(agency or dash) or (is_alone and city_country(place) is not None)
    elif is_credited:
        is_dateline = bool(dash) or place.isupper() or place_country(place) is not None
    elif prefix:
        is_dateline = bool(dash) and place_country(place) is not None
    else:
        is_dateline = bool(dash) and _stands_alone(
            place, hint, _kind_of(dash, place if not hint else hint.upper()), length - at
        )
    if not is_dateline:
        return only_agency
    end = dash.end() if dash else len(line) if not line[at:].strip(" .:") else at
    return FoundDateline(0, end, place.rstrip("."), hint, _iso_day(date["date"]) if date else None, agency)
