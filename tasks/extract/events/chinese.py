"""Event reports of Chinese dispatches: sentence by sentence, the triggers of reference/event_phrases_zh.csv.

A trigger's frame finds the sides; the sentence (or what was told before) gives date and place; the words before it say
whether it is planned, denied or only wished for. What the headline tells is kept only where the text does not tell it.
"""

from __future__ import annotations

from dataclasses import replace

from tasks.extract.annotated import Annotated
from tasks.extract.events.chinese_implied import collective_messages, implied_visits, occasions
from tasks.extract.events.chinese_sentences import read
from tasks.extract.events.chinese_stays import with_stays, with_terms
from tasks.extract.events.chinese_story import Story
from tasks.extract.events.reports import dates_agree, merge_reports
from tasks.records import Event

_ATTENDED = frozenset({"zh_second_convened", "zh_second_inviting", "zh_second_guests_congress"})
_ALIKE = {"statement": "agreement"}  # a joint statement of a headline is the communique of the text
_NEAR = 300  # characters: the sentences behind a gathering that still name who attends it


def _dyads(event: Event) -> set[frozenset[str | None]]:
    return {frozenset((event.sides[0].country, side.country)) for side in event.sides[1:]}


def _dated_by(body: list[Event], event: Event) -> Event:
    """An event that only the headline tells has the date that the text gives to the same country's."""
    if event.date is None or event.date.basis not in ("published", "dateline") or event.status == "planned":
        return event
    countries = {side.country for side in event.sides[1:]}
    near = next((e.date for e in body if e.date and countries & {side.country for side in e.sides}), None)
    return replace(event, date=replace(near, basis="context")) if near else event


def _is_vague(event: Event) -> bool:
    """A headline that does not say with whom (访问非洲多国)."""
    return any(side.country is None for side in event.sides)


def _without_vague(events: list[Event]) -> list[Event]:
    """Without a gathering of unnamed states where its delegates are named beside: 论坛举行，来自A、B的代表出席."""
    named = {(e.event_type, e.sides[0].country) for e in events if e.rule.endswith("_attendance") and not _is_vague(e)}
    return [e for e in events if not (_is_open(e) and (e.event_type, e.sides[0].country) in named)]


def _is_open(event: Event) -> bool:
    return event.event_type in ("dialogue", "briefing", "training") and _is_vague(event)


def _with_those_named_later(events: list[Event]) -> list[Event]:
    """One gathering where a sentence behind names more who attend it: A列席，B线上参会."""
    joined: list[Event] = []
    for event in events:
        known = next((n for n, one in enumerate(joined) if event.rule in _ATTENDED and _holds(one, event)), None)
        if known is None:
            joined.append(event)
            continue
        one = joined[known]
        there = {side.country for side in one.sides}
        joined[known] = replace(one, sides=(*one.sides, *(s for s in event.sides if s.country not in there)))
    return joined


def _holds(one: Event, two: Event) -> bool:
    is_near = 0 <= two.span[0] - one.span[0] < _NEAR and dates_agree(one.date, two.date, 0)
    return is_near and one.event_type == two.event_type and one.sides[0].country == two.sides[0].country


def _without_old_news(events: list[Event], story: Story) -> list[Event]:
    """What happened long before is background beside what is news."""
    old = {id(e) for e in events if e.date and story.is_long_ago(e.date)}
    if not any(id(e) not in old and e.level != "background" for e in events):
        return events
    return [replace(e, level="background") if id(e) in old else e for e in events]


def find_events(document: Annotated) -> tuple[Event, ...]:
    """The event reports of a Chinese dispatch, in text order."""
    story = Story(document)
    headline: list[Event] = []
    body: list[Event] = []
    sentences = read(document)
    for sentence in sorted(sentences, key=lambda s: s.is_caption):
        if sentence.is_title:
            headline += story.events(sentence)
            story.forget()
        elif sentence.is_speech:
            story.hear(sentence)
        elif sentence.is_caption:
            headline += story.events(sentence)
        else:
            body += story.events(sentence)
    known = [(_ALIKE.get(event.event_type, event.event_type), _dyads(event)) for event in body]
    new = [
        event
        for event in headline
        if not any(
            kind == _ALIKE.get(event.event_type, event.event_type) and (dyads & _dyads(event) or _is_vague(event))
            for kind, dyads in known
        )
    ]
    told = [*(_dated_by(body, event) for event in new), *body]
    told += collective_messages(story, sentences, told)
    told += implied_visits(story, sentences, told)
    told += occasions(story, sentences, told)
    told = _without_old_news(told, story)
    return merge_reports(_without_vague(_with_those_named_later(with_stays(with_terms(told, sentences, story.anchor)))))
