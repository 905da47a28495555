"""The agency credited outside the dateline: Source: Xinhua; 来源：中新社; (Xinhua) beside the date or at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.normalize.agencies import canonical_name, may_name_agency, wires

# Without what must stand before it: patterns that begin with letters are searched for many times faster.
_SOURCE_LABELS = ("Source", "SOURCE", "来源", "來源", "稿源")
_SOURCE_LABEL = re.compile(
    rf"(?:{'|'.join(_SOURCE_LABELS)})\s*[:：]\s*(?P<name>[^\s|｜)）\d][^|｜)）\n\d]{{0,40}})",
)
_BEFORE_LABEL = re.compile(r"(?:^|[\s|（(\d])(?:文章|信息|資料|稿件|新闻)?$")
_LABEL = re.compile(r"(?:source|from|来源|來源|稿源|出处|作者)\s*[:：]\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（]?\s*(?P<name>[^()（）\n]{2,40})\s*[)）]")
_AFTER_DASH = re.compile(r"[-–—/.]\s*(?P<name>[A-Z][\w'’ ]{1,24})[./]?$")
_SEPARATORS = re.compile(r"\s*(?:[|｜,，/]|[-–—]{2,}|\s[-–—]\s)\s*")
_NOT_A_NAME = re.compile(
    r"[\d:.()年月日]+|\b(?:Updated|By|Writers?|WRITERS?|Reporters?|Correspondents?|GMT|UTC|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_GLUED_LABEL = re.compile(r"(?<=[a-z])(?=(?:Updated|Published|Source)\b)")
_WITH_SEAT = re.compile(r"(?P<name>[A-Z][\w'’ ]{2,40}?)\s*\([A-Z][\w' ]{2,24}\)$")
_TITLE_MARKS = re.compile(r"《\s*([^《》]{2,12}?)\s*》")
_THIS_REPORT = re.compile(
    r"This (?:report|article|story|dispatch) (?:by|of|from|was (?:published|provided|distributed|supplied) by) "
    r"(?P<name>(?:[Tt]he )?[A-Z][\w'’ -]{1,40}?)(?= (?:was|is|and|on|with)\b|[.,(])"
)
# Of blogs: Other posts by Xinhua
_POSTS_BY = re.compile(r"^(?:Other|All|View all|More) posts (?:by|from) (?P<name>[A-Z][\w'’ -]{1,40})$", re.MULTILINE)
# (央视记者 张岩), behind a paragraph; not of a picture
_ROLE_OF = re.compile(
    r"[（(]\s*(?P<name>[\u4e00-\u9fff]{2,8}?)(?:驻[\u4e00-\u9fff]{2,6}?|特派|特约|特約)?(?:记者|記者)[^（()）摄攝\n]{2,30}[)）]\s*$",
    re.MULTILINE,
)
# Most texts hold none of the words without which a pattern finds nothing: looking for those costs next to nothing
_CREDITS = (
    (("This report", "This article", "This story", "This dispatch"), _THIS_REPORT),
    ((" posts by ", " posts from "), _POSTS_BY),
    (("记者", "記者"), _ROLE_OF),
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|interview(?:ed)? (?:with|by|to)|interview of)\s+(?:the )?(?P<name>[A-Z]\w+)\b"
    r"|\b[Ii]n an? (?:\w+ )?(?P<adjective>[A-Z]\w+) interview\b"
)
# Copyright 2012 The Associated Press; (c) 2012 AFP
_COPYRIGHT = re.compile(
    r"(?:[Cc]opyright|©|\([Cc]\))[\s,©]*(?:\([Cc]\)\s*)?(?:19|20)\d\d,?\s+(?:by\s+)?(?:[Tt]he\s+)?"
    r"(?P<name>[A-Z][\w-]*(?: [A-Z]\w+){0,2})"
)
_OF_PICTURE = re.compile(r"([.!?][\"”’]?\s*)[(\[][^()\[\]]{2,40}[)\]]\s*$")  # the bracket behind a caption's sentence
_INITIALS = re.compile(r"[A-Z]{2}/[A-Z]{2}")  # of the editors
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_SHORT = 120
_LAST_LINES = 6


def longest_known(name: str) -> str | None:
    """Canonical name of the longest beginning of `name` that is an agency."""
    words = name.strip(" .:：,，《》").split()
    for count in range(min(len(words), 6), 0, -1):
        if known := canonical_name(" ".join(words[:count])):
            return known
    first = words[0] if words else ""
    if not first.isascii():  # nothing stands between a Chinese name and what follows it
        return next(
            (known for end in range(min(len(first), 12), 1, -1) if (known := canonical_name(first[:end]))), None
        )
    return None


def without_label(line: str) -> str:
    """新华社 of 来源：新华社; what follows the last label of the line."""
    return _LABEL.split(line)[-1]


def _labelled(text: str) -> Iterator[str]:
    """What follows Source: or 来源："""
    if not any(label in text for label in _SOURCE_LABELS):
        return
    for match in _SOURCE_LABEL.finditer(text):
        if _BEFORE_LABEL.search(text, max(0, match.start() - 3), match.start()):
            yield match["name"]


def _in_brackets(line: str) -> Iterator[re.Match[str]]:
    return _IN_BRACKETS.finditer(line) if ")" in line or "）" in line else iter(())


def _spells_out(before: str, name: str) -> bool:
    """Whether a bracket only abbreviates the words before it: People's Action Party (PAP), unlike ... said (PAP)."""
    if not name.isupper() or not name.isascii():
        return False
    words = re.findall(r"[^\W\d_]+", before.replace("'s", ""))[-2 * len(name) :]
    initials = "".join(word[0] for word in words if word[0].isupper())
    return initials.casefold().endswith(name.casefold()) and canonical_name(before) is None


def _named_alone(line: str) -> str | None:
    """An agency that a short line names in brackets or as one of its columns: (Xinhua) 20:46, July 06, 2021."""
    if len(line) > _SHORT:
        return None
    line = _OF_PICTURE.sub(r"\1", _GLUED_LABEL.sub(" ", line))
    if not may_name_agency(line):
        return None
    names = [match["name"] for match in _in_brackets(line) if not _spells_out(line[: match.start()], match["name"])]
    names += _TITLE_MARKS.findall(line)
    names += [_NOT_A_NAME.sub(" ", part).strip() for part in _SEPARATORS.split(line)]
    if seat := _WITH_SEAT.match(line):  # Angola Press Agency (Luanda)
        names.append(seat["name"])
    return next((known for name in names if name and (known := canonical_name(name))), None)


def credited_in(lines: list[str]) -> str | None:
    """The agency credited in the lines round the headline."""
    for line in lines:
        if (name := next(_labelled(line), None)) and (known := longest_known(name)):
            return known
        if name and _ACRONYM.fullmatch(name.strip()):  # Source: GBC
            return name.strip()
    return next((known for line in lines if (known := _named_alone(line))), None)


def credited_in_text(text: str) -> str | None:
    """Source: Xinhua anywhere; (Xinhua), - VNA or the agency's name alone in the last lines; This report by ..."""
    for signs, pattern in _CREDITS:
        stands = any(sign in text for sign in signs)
        if stands and (match := pattern.search(text)) and (known := canonical_name(match["name"])):
            return known
    for name in _labelled(text):
        if known := longest_known(name):
            return known
    last = [line.strip() for line in text[-600:].split("\n") if line.strip()][-_LAST_LINES:]
    for line in reversed(last):
        end = line[-60:]
        if not may_name_agency(line if len(line) <= _SHORT else end) or _INITIALS.fullmatch(line):
            continue
        ends = [match for match in _in_brackets(end) if match.end() >= len(end.rstrip(" ."))]
        after_dash = _AFTER_DASH.search(line)
        cut = len(line) - len(end)  # the words that initials stand for may begin before it
        ends = [match for match in ends if not _spells_out(line[: cut + match.start()], match["name"])]
        names = [match["name"] for match in (*ends, *([after_dash] if after_dash else []))]
        names += [_NOT_A_NAME.sub(" ", name).strip(" ,/") for name in names]  # (Xinhua News Agency March 3, 2004)
        names += [match["name"] for match in _COPYRIGHT.finditer(line) if canonical_name(match["name"]) in wires()]
        if len(line) <= _SHORT and not line.startswith("©"):  # whose page it is says nothing of whose text
            names.append(_SEPARATORS.split(line)[0])
        for name in names:
            if known := canonical_name(name):
                return known
    return None


def spoken_to(text: str) -> str | None:
    """The agency to whose reporter somebody spoke: told Xinhua; in a Xinhua interview."""
    names = (match["name"] or match["adjective"] for match in _SPOKEN_TO.finditer(text))
    return next((known for name in names if (known := canonical_name(name))), None)
