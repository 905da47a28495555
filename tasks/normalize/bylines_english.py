"""Reporters in lines of Latin script: By ..., Words: ..., ... reports from Lima, (Reporting by ...), -- Ann Example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tasks.normalize.byline_names import LIST, NAMES, PLACE, is_latin_name, names_section, split_names
from tasks.places import place_country

_JOB = r"(?:[Ww]riters?|[Cc]orrespondents?|[Rr]eporters?|WRITERS?|CORRESPONDENTS?|REPORTERS?)"
_PATTERNS = (
    re.compile(
        rf"\(?\b(?:[Ss]taff |[Oo]ur )?(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|[Aa]uthors?)\s*[:：]\s*{LIST}"
    ),
    re.compile(rf"^From: {LIST}\s*<"),
    re.compile(rf"^From: \S+@\S+ \({LIST}\)"),
    re.compile(rf"^(?:Author\(s\)|Commentary|Column|Essay|Dispatch from|Report from):? {LIST}$"),
    re.compile(rf"^(?:[Oo]ur |[A-Z][\w'’]+ )?(?:[A-Z][\w'’]+ ){{0,3}}{_JOB} {LIST}(?: reports?| reporting)?$"),
    # A report from Lusaka by Ann Exemplar; but no headline (Guests received by ...)
    re.compile(
        r"^(?:[\w'’]+ ){0,3}(?:[Rr]eport|[Aa]nalysis|[Cc]ommentary|[Ee]ssay|[Cc]olumn|[Dd]ispatch|[Ff]eature|[Aa]rticle"
        rf"|[Cc]ompiled|[Ff]iled|[Cc]onducted|[Pp]repared|[Aa]uthored)(?: (?:from|in|for) {PLACE})? by {LIST}$"
    ),
    re.compile(rf"^(?:From|FROM) {LIST}(?= (?:in|IN) [A-Z])"),
    re.compile(rf"^(?:Words|Text|Story|Report|Interview|WORDS|TEXT): {LIST}\b(?!:)"),
    re.compile(rf"^Source:[^/|]{{2,60}}[/|]\s*(?P<names>{NAMES})$"),
    re.compile(
        rf"\bby (?:[Ss]taff |[Ss]pecial |[Oo]ur )(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?) {LIST}(?=[,)]|$)"
    ),
    re.compile(rf"^{LIST} reporting$"),
    re.compile(rf"^Writer['’]s picture ?{LIST}$"),
    re.compile(rf"^(?:Por|Par|Von|Di|Door|POR|PAR|VON):? {LIST}$"),
    # 22.10.2003 Headline By Ann Exemplar
    re.compile(
        r"^(?=.{1,200}$)(?!.*(?:[Pp]hoto|[Pp]icture|[Ee]dit|[Tt]ranslat|[Ii]llustrat|[Rr]eview|[Ff]ilm|[Vv]ideo)\w*\s[Bb]y)"
        rf".*\sBy {LIST}$"
    ),
    re.compile(
        r"(?:^|\(|\d\s|[|·–—-]\s)\s*(?:A )?(?:(?:[Gg]uest (?:post|column|blog)|[Ww]ritten|[Pp]osted"
        r"|[Pp]ublished|[Rr]eported|[Ii]nterviewed|[Ss]ubmitted|[Cc]ontributed|[Ss]tory|[Oo]pinion|[Aa]nalysis"
        r"|[Cc]ommentary|[Tt]ext) )?"
        r"(?:(?:[Bb]y|BY):?\s+|By(?=[A-Z])|BYLINE\s?[=:]\s?)"
        rf"(?:(?:(?:[Oo]ur |OUR |[Ss]taff )(?:\w+ )?)?(?:[A-Z][\w'’]+ ){{0,3}}{_JOB}(?: in {PLACE})?,?\s+)?"
        rf"{LIST}(?: (?:and|with) (?:[Aa]gencies|[Aa]gency|wires|[A-Z]{{2,5}}))?"
        rf"(?:,? (?:[\w'’&-]+ ){{0,2}}{_JOB})?\s*(?:$|[()]|[|/·–—;]|\s-\s|,|(?=(?:in|for|on|at)\s))"
    ),
)
_POST = (
    r"(?:[Cc]ontributor|[Cc]ommentator|[Cc]orrespondent|[Rr]eporter|[Ww]riter|[Ee]ditor|[Cc]olumnist"
    r"|[Bb]ureau [Cc]hief)"
)
_LINES_WITH_VERB = re.compile(
    rf"{LIST} (?:reports?|reported|reporting|contributed|writes)(?: (?:from|for|in|to)\b.{{2,60}})?[.:]?"
)
_FURTHER_FROM = re.compile(rf"[;,]\s*(?P<names>{NAMES}) from {PLACE}")
_WITH_JOB = re.compile(
    rf"(?P<names>{NAMES}),? [-–—|,]?\s?(?:[\w'’&-]+ ){{0,4}}?"
    rf"{_POST}"
)
_LABEL_ALONE = re.compile(
    r"(?:(?:written|posted|reported|story|text|words) )?by:?|(?:authors?|interview|text|words|story|report(?:er)?):?",
    re.IGNORECASE,
)
_JOB_ALONE = re.compile(rf"(?:[\w'’&-]+ ){{0,4}}?{_POST}s?(?:,? .{{2,60}})?")
_IN_PLACES = re.compile(rf"{LIST} (?:in|IN) (?P<place>{PLACE})(?:\s*(?:,|and|&|;)\s*|$)")
# (Reporting by Ann Exemplar in Lima and Bob Sample in Quito; Editing by ...)
_REPORTING = re.compile(
    r"(?:^|[(;])\s*(?:Additional |Writing and )?(?:Reporting|Writing|Written)(?: and writing)? by "
    r"(?P<inner>[^;()\n]{4,200})",
    re.IGNORECASE,
)
_DESK = re.compile(r"\b(?:[A-Z]\w+ ){1,3}(?:[Nn]ewsroom|Desk|[Bb]ureau)\b")  # signs like a reporter
_IN_PLACE = re.compile(rf"\s+(?:in|from)\s+{PLACE}")
# Merve Kaplan | 12.02.2024; March 3, 2010 | Ann Exemplar
_DAY = (
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
)
_BESIDE_DATE = (
    re.compile(rf"^(?P<names>{NAMES})\s*(?:[|·–—]|\s-\s)\s*(?={_DAY})", re.MULTILINE),
    re.compile(rf"^{_DAY}\s*(?:[|·–—]|\s-\s)\s*(?P<names>{NAMES})$", re.MULTILINE),
)
_BESIDE_PLACE = re.compile(rf"(?P<names>{NAMES})\s*(?:[|·•/–—]|\s-\s)\s*(?P<place>{PLACE})")
_SIGNED = re.compile(rf"(?:(?:--?|[–—―])\s*|\()(?P<names>{NAMES})(?: in {PLACE}|, .{{2,40}})?\.?\)?")
_SURNAME_IN_CAPITALS = re.compile(r"(?:[A-Z][a-z]\S* )+[A-Z][A-Z'’-]{2,}")
_WRITE_TO = re.compile(rf"(?:Contact|Email|E-mail|Reach|Write to) (?P<names>{NAMES}) (?:at|on|via)\b.{{3,60}}")
_HANDLE_BEHIND = re.compile(rf"(?P<names>{NAMES}) (?:[(]?@\w+[)]?|and agencies)")
_ABOUT_AUTHOR = re.compile(
    rf"(?:[Tt]he (?:writer|author),? )?(?P<names>{NAMES}),? (?:is|was) (?:an?|the|our|currently)\b.{{0,120}}?"
    r"\b(?:editor|correspondent|reporter|writer|journalist|columnist|fellow|professor|lecturer|researcher|analyst|historian|author|blogger|commentator)\b.*"
)


# One of them stands in every line that a pattern fits: most lines hold none, and trying all patterns is slow
_SIGNS = (
    "by", "By", "BY", "rom", "ROM", "eport", "EPORT", "orrespond", "ORRESPOND", "rite", "RITE", "uthor", "ditor",
    "olumn", "hief", "Words", "WORDS", "Text", "TEXT", "Story", "Source", "Por", "Par", "Von", "Di", "Door", "POR",
    "PAR", "VON", "ommentary", "ssay", "ispatch", "ontribut", "@", "agencies", " in ", " IN ", "omment",
    "ontact", "mail", "each", "nterview",
)  # fmt: skip


def beside_dates(lines: list[str]) -> list[str]:
    together = "\n".join(lines)
    beside = (match["names"] for pattern in _BESIDE_DATE for match in pattern.finditer(together))
    return [name for names in beside if not names_section(names) for name in split_names(names)]


def beside_places(lines: list[str]) -> list[str]:
    """ANN EXAMPLE | LUSAKA"""
    beside = (match for line in lines if (match := _BESIDE_PLACE.fullmatch(line)))
    return [m["names"] for m in beside if is_latin_name(m["names"]) and place_country(m["place"]) is not None]


@lru_cache(maxsize=4096)
def in_line(line: str) -> tuple[str, ...]:
    """Reporters that a line says to be so. Cached: the lines round a headline are read together and by parts."""
    return tuple(_in_line(line))


def _in_line(line: str) -> Iterator[str]:
    if not any(sign in line for sign in _SIGNS):
        return
    for reporting in _REPORTING.finditer(line):
        inner = _IN_PLACE.sub("", reporting["inner"])
        yield from split_names(inner)
        yield from _DESK.findall(inner)
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            yield from split_names(match["names"])
    if reports := _LINES_WITH_VERB.match(line):
        further = _FURTHER_FROM.findall(line, reports.end("names"))
        names = [*split_names(reports["names"]), *further]
        is_whole = reports.end() == len(line) or bool(further)
        yield from names if is_whole and all(map(is_latin_name, names)) else ()
    for pattern in (_WITH_JOB, _HANDLE_BEHIND, _WRITE_TO):
        if (whole := pattern.fullmatch(line)) and is_latin_name(whole["names"]):
            yield whole["names"]
    yield from _in_places(line)


def with_job(line: str) -> list[str]:
    """Ann Example | Staff Reporter"""
    match = _WITH_JOB.fullmatch(line)
    return [match["names"]] if match and is_latin_name(match["names"]) else []


def _in_places(line: str) -> list[str]:
    """Ann Example in Cairo and Bob Sample in Lusaka, where the line holds nothing else."""
    found: list[str] = []
    at = 0
    while match := _IN_PLACES.match(line, at):
        names = split_names(match["names"])
        if not all(map(is_latin_name, names)) or place_country(match["place"]) is None:
            return []
        found += names
        at = match.end()
    return found if at == len(line) else []


def beside_their_job(lines: list[str]) -> list[str]:
    """Ann Example, in the next line: Political Correspondent; or the name below a line that says By."""
    above = [name for name, job in pairwise(lines) if _JOB_ALONE.fullmatch(job) and is_latin_name(name)]
    return above or [name for label, name in pairwise(lines) if _LABEL_ALONE.fullmatch(label) and is_latin_name(name)]


def signed(lines: list[str]) -> list[str]:
    """The name that closes a text: -- Ann Example; Ann EXAMPLE; or what its last line says of the author."""
    for line in reversed(lines):
        if _SURNAME_IN_CAPITALS.fullmatch(line) and is_latin_name(line):
            return [line]
        for pattern in (_SIGNED, _ABOUT_AUTHOR):
            if (match := pattern.fullmatch(line)) and is_latin_name(match["names"]):
                return [match["names"]]
    return []
