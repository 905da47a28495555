"""Events that a Chinese dispatch tells without a trigger of their own beside the sides.

Messages of many senders, announced once and quoted one by one; the visit that a guest calls 此访; the anniversary or
election that a message is for; a press conference that is itself the occasion.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.event_dates import dispatch_date
from tasks.extract.event_dates_chinese import find_dates
from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.events.chinese_sides import HOME
from tasks.extract.events.chinese_story import Story
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate, Side

_MANY_SENDERS = compiled(
    r"(?:多国|各国|世界[^，。]{0,8}?(?:政党|国家|政要|领导人)|国际(?:社会|人士|政要|组织负责人)|外国|许多国家|一些国家|多个(?:国家|政党)|多位)[^。]{0,120}?(?P<sent>致电(?:致函)?|致函|致信|致贺电|致贺信|发来|来电|来函|祝贺|慰问|吊唁|哀悼)"
)
# The senders, told in a sentence of its own; a semicolon lets the list run on.
_SENDERS_LISTED = re.compile(
    r"(?P<quoted>[^。；]{4,160}?)(?:在贺[电信函]中|来电来函|在致电致函中|(?:也|还|均|都|分别|先后|亦|同样)+(?:致电|致函|致信|发来|来电|来函|表示|向|致贺))|(?:他们|她们|其中|这些)?(?:分别)?(?:是|有|包括|还有|还包括)[：，]?|(?:发来|致电|致函|来电|来函)[^，。：]{0,24}(?:有|包括|是)[：，]?|来自"
)
_NEAR = 200  # characters
_ANNOUNCED = 0.75  # confidence of an announcement that says that messages were sent
_CONDOLENCE = compiled(r"慰问|哀悼|吊唁|唁|逝世")
_THIS_VISIT = re.compile(
    r"此访|此次访(?:问|华)|这次访(?:问|华)|此次来访|这次来访|这次出访|此番来访|此行|来华访问|欢迎(?![^，。；]{0,16}(?:再次|早日|适时|方便|年内|尽快|更多|各国|企业|议员|青年|学生|人士|朋友|民众|各界))[^，。；]{0,16}(?:来华|访华|来访|到访)(?!投资|留学|旅游|兴业)"
)
_INVITED_HERE = re.compile(r"(?:此访|此次访问|此行|这次访问)(?:系|是)?应[^，。；]{2,30}邀请")
_NAME = r"(?P<party>[^，。；]{0,30}?)"
_OCCASIONS = (
    (
        "anniversary",
        re.compile(
            rf"(?:祝贺|庆祝|纪念|庆贺)?{_NAME}(?:成立|建党|创立|创建|诞生)(?:[^，。；]{{0,6}}?周年|纪念日|日(?=[，。；]))"
        ),
    ),
    (
        "election_of_leader",
        re.compile(
            rf"{_NAME}(?:总书记|主席|党首|总裁|第一书记)(?:(?!祝贺|致|[对向给])[^，。；的]){{0,8}}?(?:当选|连任)"
        ),
    ),
    (
        "election_of_leader",
        re.compile(
            rf"(?:当选|就任|连任|出任|推举为|被推举为|当选为)(?:连任)?{_NAME}(?:中央)?(?:总书记|主席|党首|总裁|领袖|第一书记|领导人|领导)"
        ),
    ),
    (
        "congress",
        re.compile(
            rf"{_NAME}(?:第[^，。；]{{1,6}}[次届](?:全国)?代表大会|[一二三四五六七八九十]+大|党代会|(?:全国|全体|特别|中央)?代表大会)"
            rf"[^，。；]{{0,24}}?(?:召开|开幕|闭幕|举行)"
        ),
    ),
    ("congress", re.compile(rf"(?:祝贺|庆祝){_NAME}(?:召开|举行)[^，。；]{{0,10}}(?:大会|党代会)")),
    ("congress", re.compile(rf"(?:祝贺|庆祝|庆贺){_NAME}(?:第[^，。；]{{1,6}}[次届](?:全国)?代表大会|党代会)")),
)
# 当选新一任领导人, 该党主席: of the party to which the message goes
_OF_RECIPIENT = re.compile(r"(?:该党|[^，。；]{0,8}党)?(?:新一?[任届]|新的)|[^，。；]{0,12}该党")
_PRESS = compiled(r"举行[^，。；]{0,24}?(?:新闻发布会|记者会|记者招待会|新闻吹风会|媒体吹风会)")
_PARTY_DIPLOMACY = compiled(r"中联部|对外联络部|党的对外工作|对外交往|党际交往|政党外交")


def collective_messages(story: Story, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """世界多国政党领导人致电致函…, then one paragraph a sender: 朝鲜劳动党总书记金正恩表示，…"""
    events: list[Event] = []
    unquoted: list[Event] = []
    lead: Event | None = None
    is_listing = False
    for sentence in sentences:
        listed = lead and not sentence.is_speech and _SENDERS_LISTED.match(sentence.text)
        is_listing = bool(listed or (lead and is_listing))
        announced = None if sentence.is_speech else _MANY_SENDERS.search(sentence.text)
        if announced:
            if lead and lead.confidence >= _ANNOUNCED:
                unquoted.append(lead)
            lead = _announcement(story, sentence, announced, lead, told)
        elif lead and (is_listing or sentence.speaker):
            quoted = listed.span("quoted") if listed and listed["quoted"] else (0, len(sentence.text))
            start, end = (sentence.start + offset for offset in sentence.speaker or quoted)
            is_listing = is_listing and sentence.text.endswith("；")
            for sender in story.reader.actors(start, end):
                if sender.country and sender.country != lead.sides[1].country:
                    sides = (sender.side("sender"), lead.sides[1])
                    events.append(replace(lead, sides=sides, span=sentence.span, rule="zh_quoted_message"))
    if lead and lead.confidence >= _ANNOUNCED:
        unquoted.append(lead)
    named = {event.span for event in told if event.event_type == "message"}
    return events or [event for event in unquoted if event.span not in named]


def _dates_before(told: list[Event], sentence: Sentence) -> list[EventDate]:
    """The day of the gathering to which they are sent, if the sentence before tells of one."""
    before = [e for e in told if e.event_type == "dialogue" and 0 < sentence.start - e.span[0] < _NEAR]
    return [replace(e.date, basis="context") for e in before[-1:] if e.date]


def _announcement(
    story: Story, sentence: Sentence, announced: re.Match[str], before: Event | None, told: list[Event]
) -> Event:
    """One message of many senders without names; the headline's is less sure than one with a verb of sending."""
    named = story.reader.actors(sentence.start + announced.end("sent"), sentence.span[1])
    to = sentence.text.find("向", announced.start(), announced.start("sent"))
    if to >= 0:
        named = story.reader.actors(sentence.start + to, sentence.start + announced.start("sent")) or named
    recipient = (named[0] if named else Actor(HOME, sentence.start)).side("recipient")
    if before and not named:
        recipient = before.sides[1]
    dates = [value for _, value in find_dates(sentence.text, story.anchor)] or _dates_before(told, sentence)
    return Event(
        "message",
        (Side("sender"), recipient),
        sentence.span,
        "zh_collective_message",
        sub_type="condolence" if _CONDOLENCE.search(sentence.text) else "congratulation",
        format="written",
        date=dates[0] if dates else dispatch_date(story.anchor, "around"),
        confidence=_ANNOUNCED if announced["sent"] not in ("祝贺", "慰问", "哀悼") and not sentence.is_title else 0.5,
    )


def implied_visits(story: Story, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """A guest received in the host's country who speaks of 此访 is on a visit; nothing new where one is told of."""
    received = [e for e in told if e.event_type == "meeting" and e.level == "core" and len(e.sides) == 2]
    visits = {frozenset(side.country for side in e.sides) for e in told if e.event_type == "visit"}
    for event in received:
        host, guest = event.sides
        is_abroad = event.place is not None and event.place.country == guest.country
        if is_abroad:
            host, guest = guest, host
        if event.place and event.place.country != host.country:
            continue
        spoken = _THIS_VISIT if event.place else _INVITED_HERE
        is_told = is_abroad or not event.place
        speech = next((s for s in sentences if (s.is_speech or is_told) and spoken.search(s.text)), None)
        if speech is None or frozenset((host.country, guest.country)) in visits:
            continue
        sides = (
            Side("visitor", guest.country, guest.parties, guest.groups, guest.organizations, guest.persons),
            Side("host", host.country),
        )
        date = dispatch_date(story.anchor, "around")
        return [
            Event("visit", sides, speech.span, "zh_implied_visit", status="ongoing", level="secondary",
                  format="in_person", date=date, place=event.place, confidence=0.6)
        ]  # fmt: skip
    return []


def occasions(story: Story, sentences: list[Sentence], told: list[Event]) -> list[Event]:
    """The anniversary, election or congress of a party that a message of this dispatch is for; press conferences on
    the contacts of a party."""
    events: list[Event] = []
    messages = [e for e in told if e.event_type == "message" and e.level != "background"]
    if not messages and not _PRESS.search(story.reader.text):
        return []
    celebrated = {p for e in told if e.event_type == "party_life" for side in e.sides[:1] for p in side.parties}
    told_day: EventDate | None = None
    for sentence in sorted(sentences, key=lambda s: s.is_title):  # the text before the headline: it gives the day
        days = [value for _, value in find_dates(sentence.text, story.anchor)]
        dates = [value for value in days if value.precision == "day"]
        told_day = dates[0] if dates else told_day
        for sub_type, pattern in _OCCASIONS if messages and not sentence.is_speech else ():
            for match in pattern.finditer(sentence.text):
                start, end = (sentence.start + offset for offset in match.span("party"))
                party = next((a for a in reversed(story.reader.actors(start, end)) if a.parties), None)
                if party is None and _OF_RECIPIENT.fullmatch(match["party"]):
                    sent = next((e.sides[1] for e in messages if e.span == sentence.span and e.sides[1].parties), None)
                    party = Actor(sent.country, start, sent.parties) if sent else None
                if party and party.parties[-1] not in celebrated:
                    celebrated.add(party.parties[-1])
                    lasts = next((v for v in days if v.precision == "interval"), None)
                    date = (lasts if sub_type == "congress" else None) or told_day or dispatch_date(story.anchor)
                    if date and sub_type == "election_of_leader":
                        date = replace(date, precision="around")
                    side = Side("subject", party.country, party.parties[-1:])
                    events.append(
                        Event("party_life", (side,), sentence.span, f"zh_{sub_type}", level="secondary",
                              sub_type=sub_type, date=date, confidence=0.7)
                    )  # fmt: skip
        if _PRESS.search(sentence.text) and _PARTY_DIPLOMACY.search(story.reader.text[: sentence.span[1] + 400]):
            side = Side("speaker", HOME, ("CHN-CPC",))
            events.append(
                Event("statement", (side,), sentence.span, "zh_press_conference", sub_type="press_conference",
                      format="in_person", date=told_day or dispatch_date(story.anchor), confidence=0.6)
            )  # fmt: skip
    return events
