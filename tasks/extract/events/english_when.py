"""Which date of an English sentence is the day of an event that it tells of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.event_dates import Anchor, find_dates
from tasks.extract.gates import compiled
from tasks.records import EventDate, Span

_NO_DATE = compiled(
    r"\b(?:since|died|dies|passed\s+away|death|founded|established|established\s+on|anniversary\s+of|born|until|liberation|dated|adopted|falls?|before"
    r"|anniversary(?:\s+\w+){0,6}|falling|(?:first|originally|initially|previously)\s+\w+)\s+(?:on\s+|in\s+)?$",
    re.IGNORECASE,
)
# "last November's poll": the day of something else
_OF_POLL = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}?(?:polls?|elections?|vote|ballot|referendum|victory|war|coup|attack|defeat)\b"
)
# "the press service said on Wednesday", "what officials described Thursday as": the day of the words
_OF_SPEECH = compiled(
    r"\b(?:said|says|announced|reported|stated|added|confirmed|described|disclosed|told\s+(?:[\w-]+\s+){1,3}?)\s*,?\s*(?:late\s+|early\s+|earlier\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
# "held talks before flying on to Beijing on Friday", "met him and was to see them on Friday": the day of something else
_LATER = compiled(
    r",\s*(?:who|which)\s+(?:\w+\s+)?(?:arrived|came|left|concluded|ended|returned|flew|began|started|visited)\b"
    r"|\b(?:before|prior\s+to|ahead\s+of|(?:and|but|who|which)\s+(?:he\s+|she\s+|they\s+)?(?:will|(?:is|are|was|were)\s+(?:also\s+)?(?:to|due|set|expected|scheduled)))\b",
    re.IGNORECASE,
)
# "met him on Friday and will see her": Friday is the day of what stands before
_EARLIER = re.compile(r"\s*,?\s*(?:and|but)\s+(?:\w+\s+){0,2}?(?:will|is|are|was|were)\s", re.IGNORECASE)
# "the foundation, which has had an office here since 1990"
_SINCE_ASIDE = compiled(r"\b(?:which|who|where|that|whose)\s[^,;]*?\bsince\s", re.IGNORECASE)
# "two days earlier", "on the same day": counted from the day told last
_FROM_LAST = compiled(
    r"\b(?:(?P<count>two|three|four|five|\d)\s+days|(?:(?:a|one|the)\s+(?:previous\s+|following\s+|next\s+)?day))\s+(?P<way>earlier|later|before|after)\b"
    r"|\bthe\s+(?P<next>same|previous|following|next)\s+day\b",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_BEGAN = re.compile(r"\b(?:began|begun|started|kicked\s+off)\s+(?:on\s+|last\s+)?$", re.IGNORECASE)
_SINCE = compiled(r"\bsince\s+$", re.IGNORECASE)
_RELATIVE = compiled(r",\s*(?:who|which|whom)\b[^,]*$", re.IGNORECASE)
# "told them of the results of the congress in May": the day of what is spoken of
_OF_RESULTS = compiled(
    r"\b(?:outcomes?|results?|spirit|decisions?|resolutions?|documents?)\s+(?:of|adopted\s+(?:at|by))\s+[^,;]{0,80}$",
    re.IGNORECASE,
)
# "left on Monday to represent the party at a seminar": Monday is the day of the journey
_PURPOSE = compiled(
    r"\b(?:to\s+(?:attend|represent|take\s+part|participate|join|observe|address)|in\s+order\s+to|ahead\s+of|for\s+(?:an?|the))\b",
    re.IGNORECASE,
)
_BESIDE = 25  # characters after a name: "visited A from May 2 to 6 and B from May 7 to 10"


def nearest_date(
    text: str, trigger: Span, anchor: Anchor, status: str, last: EventDate | None = None
) -> EventDate | None:
    """The date expression nearest to a trigger (of an empty one, a place: beside it), the day of somebody's words only
    for want of another. `last`: the date told last, from which "two days earlier" counts."""
    near: list[tuple[bool, bool, int, EventDate]] = []
    start, end = trigger
    dates = _dates(text, anchor, status)
    if counted := counted_from(text, last, anchor):
        dates.append(counted)
    for span, found in dates:
        between = text[span[1] : start]
        behind = text[end : span[0]]
        if _is_of_relative(text, span, start) or _EARLIER.match(between):
            continue
        if _LATER.search(behind) or _OF_RESULTS.search(behind):
            continue
        is_beside = start == end and 0 <= span[0] - end <= _BESIDE
        is_of_speech = bool(_OF_SPEECH.search(text[: span[0]]))
        if is_of_speech and status == "planned":
            continue
        is_of_journey = span[1] <= start and bool(_PURPOSE.search(between))
        near.append((not is_beside, is_of_speech or is_of_journey, max(start - span[1], span[0] - end, 0), found))
    return min(near, key=lambda item: item[:3])[3] if near else None


def _is_of_relative(text: str, span: Span, trigger: int) -> bool:
    """True for the Saturday of "Li, who arrived on Saturday, leaves tomorrow"."""
    is_closed = re.match(r"[^,.;]{0,40},", text[span[1] : trigger]) is not None
    return is_closed and _RELATIVE.search(text[: span[0]]) is not None


def first_date(text: str, anchor: Anchor, status: str) -> EventDate | None:
    """The first date expression of a sentence that is more than a date."""
    for span, found in _dates(text, anchor, status):
        if span[1] - span[0] <= len(text.strip()) - 2:
            return found
    return None


def _dates(text: str, anchor: Anchor, status: str) -> list[tuple[Span, EventDate]]:
    """The dates of a sentence that can be those of what it tells."""
    found = [
        (span, _lasting(text, span, when, anchor, status))
        for span, when in find_dates(text, anchor, future=status == "planned")
    ]
    return [
        (span, when)
        for span, when in found
        if (not _NO_DATE.search(text[: span[0]]) or (status == "ongoing" and _SINCE.search(text[: span[0]])))
        and not _OF_POLL.match(text, span[1])
        and not _is_aside(text, span)
        and not (status == "past" and _is_ahead(when, anchor))
    ]


def _is_ahead(when: EventDate, anchor: Anchor) -> bool:
    """True for the year of "the congress next year" where something past is told."""
    return anchor.day is not None and anchor.has_year and when.start > anchor.day.isoformat()


def _is_aside(text: str, span: Span) -> bool:
    return text[slice(*span)].lower().startswith("since") and bool(_SINCE_ASIDE.search(text[: span[1]]))


def _lasting(text: str, span: Span, when: EventDate, anchor: Anchor, status: str) -> EventDate:
    """What "began on Monday" and is over, or is so "since Monday", lasted until the dispatch."""
    began = _BEGAN if status == "past" else _SINCE if status == "ongoing" and when.precision == "day" else None
    return _until_now(when, anchor) if began and began.search(text[: span[0]]) else when


def _until_now(began: EventDate, anchor: Anchor) -> EventDate:
    """From the day on which something began to the dispatch."""
    if anchor.day is None or not anchor.has_year or began.end > anchor.day.isoformat():
        return began
    return replace(began, end=anchor.day.isoformat(), precision="interval")


def counted_from(text: str, last: EventDate | None, anchor: Anchor) -> tuple[Span, EventDate] | None:
    """ "Two days earlier", "the following day": a day counted from the one told last, else from the dispatch's own."""
    told = _FROM_LAST.search(text)
    if told is None:
        return None
    if last and last.precision == "day" and not last.start.startswith("--"):
        first = date.fromisoformat(last.start)
    elif anchor.day and anchor.has_year and (last is None or last.basis in ("dateline", "published")):
        first = anchor.day
    else:
        return None
    word = (told["next"] or told["way"]).lower()
    count = _COUNTS.get((told["count"] or "").lower(), 1) if told["way"] else int(word != "same")
    days = timedelta(days=-count if word in ("earlier", "before", "previous") else count)
    day = (first + days).isoformat()
    return told.span(), EventDate(day, day, "day", "relative")
