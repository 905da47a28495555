"""The day of an event told in Chinese: what its sentence says, else what was told before, else the dispatch's day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tasks.extract.event_dates import Anchor, dispatch_date
from tasks.extract.event_dates_chinese import find_dates
from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.gates import compiled
from tasks.records import EventDate

_FRESH = 7  # days: a day further back is no news that what follows could belong to
_SAID = compiled(r"称|说|表示|指出|宣布")
_LONG = ("month", "year")


def day_of(
    sentence: Sentence,
    trigger: re.Match[str],
    anchor: Anchor,
    told_before: EventDate | None,
    is_planned: bool,
    is_guest: bool,
) -> EventDate | None:
    """The last date before the trigger, else the first behind it in its clause, else that of the event told before,
    else the dispatch's own day. `is_guest`: the event only tells why a guest is there."""
    if is_guest:
        return dispatch_date(anchor, "around")
    dates = find_dates(sentence.text, anchor, future=is_planned, context=told_before)
    clause_start, clause_end = sentence.clause(trigger.start())[0], sentence.clause(trigger.end())[1]
    before = [(start, value) for (start, end), value in dates if end <= trigger.end()]
    if is_planned:  # 昨日抵京，将会见…: what is to come has no day that is past
        before = [(start, value) for start, value in before if start >= clause_start or _is_ahead(value, anchor)]
    ahead = [value for (start, _), value in dates if trigger.end() <= start < clause_end]
    behind = [value for value in ahead if value.precision not in _LONG]  # 签署2024年合作计划
    if before or behind:
        return before[-1][1] if before else behind[0]
    later = [value for (start, _), value in dates if start >= clause_end and value.precision == "day"]
    is_open = not told_before and not is_planned and not _SAID.search(sentence.text, trigger.start())
    if is_open and later and _is_over(later[0], anchor):  # 为访问A，19日离开
        return later[0]
    if is_planned and not (told_before and _is_ahead(told_before, anchor)):
        return dispatch_date(anchor, "around")
    is_to_come = told_before and anchor.day and told_before.start > anchor.day.isoformat()
    if told_before and not sentence.is_title and (is_planned or not is_to_come):
        return replace(told_before, basis="context")
    return dispatch_date(anchor)


def fresh_day(text: str, anchor: Anchor) -> EventDate | None:
    """The day of words that tell of no event: what follows without a day happened then, if that is news."""
    days = [value for _, value in find_dates(text, anchor) if value.precision == "day"]
    if len(days) != 1 or anchor.day is None or not _is_over(days[0], anchor) or days[0].start.startswith("--"):
        return None
    return days[0] if (anchor.day - date.fromisoformat(days[0].start)).days <= _FRESH else None


def _is_over(value: EventDate, anchor: Anchor) -> bool:
    return anchor.day is not None and value.end <= anchor.day.isoformat()


def _is_ahead(value: EventDate, anchor: Anchor) -> bool:
    return anchor.day is None or value.end >= anchor.day.isoformat()
