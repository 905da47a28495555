"""Datelines in Latin script. A line is read from its start: place, what lies round it, date, agency, dash; then it is
decided whether enough of that is there."""

from __future__ import annotations

import re
from functools import lru_cache

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
    month_first = rf"(?:{months})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?:19|20)\d\d)?"
    short_year = r"\d\d(?=\s*[(/\-–—])"
    year = rf"(?:,?\s+(?:(?:de\s+)?(?:19|20)\d\d|{short_year}))?"
    day_first = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{months})\b\.?{year}"
    date = rf"(?i:{weekday}(?:{month_first}|{day_first}))"
    word = rf"(?!(?i:{months})\.?\s?\d)(?:(?:[A-Z]\.){{2,}}|[{_UPPER}][\w'’\-]*\.?|d'[{_UPPER}]\w+)"
    names = rf"{word}(?:(?:[ ]+|/)(?:(?:{_SMALL_WORDS})[ ]+)?{word}){{0,4}}"
    round_place = (
        r"\s*(?:\((?P<round>[^()\n\d]{2,40})\)|\[(?P<square>[^\[\]\n\d]{2,40})\]|/(?P<slash>[^/\n\d]{2,40})/)"
        rf"(?=\s*[,.]?\s*(?:{date}|NO DATE|[(/]))"
    )
    sources = {
        "place": names,
        "qualifier": rf"{round_place}|\s*,\s*(?!NO DATE|UNDATED)(?P<comma>{names})(?=\s*,|\s*\(|\s*\.?\s?[-–—])",
        "date": rf"(?i:\s*[,.:]?\s*(?P<date>{date}|NO DATE|UNDATED)(?=[^\w]|$))",
        "on_date": rf"(?:On\s+)?(?P<date>{date})\s*[-–—]+\s*(?=[{_UPPER}])",
        "agency": r"\s*[,.]?\s*(?:[-–—]\s*)?(?:\(\s*(?P<agency>[^()\n]{2,60})\s*\)|/\s?(?P<slashed>[^/\n]{2,40}?)\s?/)",
        "bare_agency": rf"\s*,?\s*(?:[-–—]+\s*)?(?P<agency>[{_UPPER}e][\w. ]{{1,24}}?)\s*(?=[-–—:/]|\.(?:\s|$)|$)",
        "dash": rf"\s*(?:{_DASH})\s*",
    }
    return {name: re.compile(source) for name, source in sources.items()}


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
    """AKP Phnom Penh -> (Phnom Penh, AKP); Damas-SANA -> (Damas, SANA)."""
    city, _, behind = place.rpartition("-")
    if city and (agency := canonical_name(behind)):
        return city, agency
    first, _, rest = place.partition(" ")
    agency = canonical_name(first) if rest else None
    return (rest, agency) if agency else (place, None)


def _without_place(line: str) -> FoundDateline | None:
    """(ECNS) --;  On September 27th—;  PTI | New Delhi |;  Dispatch of the China News Service, Beijing, ..."""
    if match := _DISPATCH_OF.match(line):
        agency = canonical_name(match["agency"]) or match["agency"]
        return FoundDateline(0, match.end(), match["place"], None, _iso_day(match["date"]), agency, match["reporters"])
    if (match := _IN_COLUMNS.match(line)) and (known := canonical_name(match["agency"])) and _is_city(match["place"]):
        return FoundDateline(0, match.end(), match["place"], agency=known)
    if match := _patterns()["on_date"].match(line):
        return FoundDateline(0, match.end(), date=_iso_day(match["date"]))
    return None


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
    return rest > _RUNNING_TEXT and dash in (":", "--", "—", "–") and _is_city(place)


def english_dateline(line: str, length: int) -> FoundDateline | None:
    """The dateline at the start of `line`; length is that of the whole line where `line` is only its head."""
    if (found := _without_place(line)) is not None:
        return found
    patterns = _patterns()
    at, agency = 0, None
    if leading := _LEADING_AGENCY.match(line):
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
        is_credited = _known(name) is not None or (bracket.re is patterns["agency"] and bool(date and after))
        if is_credited:
            agency, at = _known(name) or name.strip(), bracket.end()
        if is_credited and not date and (date := patterns["date"].match(line, at)):
            at = date.end()  # MOSCOW (ITAR-TASS), OCTOBER 3, 1997 --
    dash = patterns["dash"].match(line, at)
    if date:
        is_dateline = bool(agency or dash)
    elif is_credited:
        is_dateline = bool(dash) or place.isupper() or place_country(place) is not None
    elif prefix:
        is_dateline = bool(dash) and place_country(place) is not None
    else:
        is_dateline = bool(dash) and _stands_alone(place, hint, dash[0].strip() if dash else "", length - at)
    if not is_dateline:
        return only_agency
    end = dash.end() if dash else at
    return FoundDateline(0, end, place.rstrip("."), hint, _iso_day(date["date"]) if date else None, agency)
