"""What a Chinese dispatch tells, sentence by sentence: triggers, their sides, dates, places, level and status."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from tasks.extract.annotated import Annotated
from tasks.extract.event_dates import Anchor, anchor_of
from tasks.extract.event_dates_chinese import find_dates, lasting
from tasks.extract.events import chinese_second as second
from tasks.extract.events.chinese_allegiance import Allegiances
from tasks.extract.events.chinese_days import day_of, fresh_day
from tasks.extract.events.chinese_frames import FRAMES
from tasks.extract.events.chinese_outcome import (
    country_place,
    delegation_of,
    event_sides,
    is_business,
    is_in_passing,
    is_topic,
    pairs,
    status_of,
)
from tasks.extract.events.chinese_phrases import PHRASES, WORDS, Phrase, find_phrases
from tasks.extract.events.chinese_scene import DELEGATION, Actors, Scene, Sides, is_named
from tasks.extract.events.chinese_sentences import Sentence, is_called_off, is_planned, is_said, is_unreal
from tasks.extract.events.chinese_sides import HOME, Reader, name_of
from tasks.extract.events.chinese_visits import guest_of
from tasks.extract.events.sides import join
from tasks.extract.gates import compiled
from tasks.records import Event, EventDate, Place

_STAY = compiled(r"(?:访|在)(?P<host>[^，。；访在]{1,12}?)(?:访问)?期间")
# A paragraph of a digest: a bullet, a number or a date opens a new item.
_NEW_ITEM = re.compile(r"[■●◆▲·•*]|[（(]?\d{1,2}[）)、.．]|(?:\d{1,2}月)?\d{1,2}(?:[-—至]\d{1,2})?日")
_OF_PARTIES = compiled(r"政党|执政党|两党|党际|共产党")
_GUESTS_DIALOGUE = "dialogue_between"  # 会见来华出席中英政党对话的…
_GATHERINGS = frozenset({"dialogue", "call", "training", "briefing"})
_HOLDER_FIRST = frozenset(
    {"attended", "venue", "of_party", "platform", "present"}
)  # the hub holds the ceremony, the guest is the subject
_ATTENDANCE = "dialogue_attendance"
_EXCHANGE = "meeting_views"
_BY_VIDEO = compiled(
    r"(?:以|通过|透过|采用|采取|利用)(?:视频|视讯|线上|在线|网络|云)|(?:视频|视讯|线上|在线|云端?|远程)(?:连线|会[谈晤见面]|磋商|交流|座谈|工作会谈)"
)
_TALKS_TOLD = frozenset({"meeting", "visit", "dialogue", "call", "ceremony"})
_COMMUNIQUE = "agreement_communique"
_WITHOUT_SUBJECT = re.compile(r"(?:并|还|也|再)?[与同向对就]")
_RIGHT_BEHIND = 4  # characters: 会晤|将于…举行
_OLD = datetime.timedelta(days=92)  # what lies further back is told in passing
_BACK = datetime.timedelta(days=10)  # a jump back in the course of a paragraph
_OCCASION = compiled(r"代表大会|党代会|周年|当选|[一二三四五六七八九十]大(?=在|\d|开幕|召开)")
_TALKS = compiled(r"周年[^，。；]{0,12}(?:研讨会|论坛|座谈会)")  # 纪念建党百年研讨会 is no congress
_SECOND = "second_"  # how the rules of the second reading begin
_POINTS_BACK = compiled(r"客人|对方|双方|团|两党|一行|该党|[他她]|同日|也")
_CONVENED = compiled(
    r"(?<=[会坛班，])由(?P<host>[^，。；]{2,30}?)(?:[于在][^，。；]{1,12}?)?(?:主办|举办|承办|召开|举行)|(?:主办|举办|承办|召开|举行|主持召开|主持)(?:了)?[^，。；]{0,24}?(?:会议|大会(?!堂)|论坛|研讨会|座谈会|对话会|峰会|圆桌会|交流会|联席会|研讨)"
)
_IS_DELEGATION = re.compile(rf"[^，。；、同与会]{{0,14}}?(?:{DELEGATION}|一行)")
_OCCASIONS = frozenset({"dialogue", "briefing", "training", "call", "party_life"})
_GUESTS_ROLE = ("_convened", "_inviting", "_congress")
_ESCORT = compiled(r"陪同")
_FORMERLY = compiled(r"曾(?=经|于|在|多次|[两三]次|一度|率|对|访|会|出|与|同)|此前|多次|历史上")
_FURTHER = compiled(r"还将")
_IN_BEIJING = compiled(r"在京|来京")


def _facts(event: Event) -> list[tuple[str, frozenset[str | None]]]:
    hub, *others = event.sides
    return [(event.event_type, frozenset((hub.country, side.country))) for side in others]


def _goes_on_planned(sentence: Sentence, before: str, trigger: re.Match[str]) -> bool:
    """定于29日抵达，与B会面: a clause without a subject goes on with what the clause before plans."""
    if is_named(before) and not _WITHOUT_SUBJECT.match(before):
        return False
    for start, end in sentence.clauses_before(trigger.start()):
        words = sentence.text[start:end]
        if is_planned(words):
            return True
        if is_named(words):
            return False
    return False


class Story:
    """What has been told so far: the last subject, sides, hosts and date."""

    def __init__(self, document: Annotated) -> None:
        self.reader = Reader(document)
        self.document = document
        self.anchor: Anchor = anchor_of(document.dispatch)
        self.subject: Actors = ()
        self.subject_of: Sentence | None = None
        self.pair: Actors = ()
        self.visited: Actors = ()
        self.date: EventDate | None = None
        self.past: tuple[int, EventDate] | None = None  # a day of long ago told of, with its paragraph
        self.news_of = -1  # the paragraph that told of a day that is news
        self.gathering: tuple[int, Phrase] | None = None  # the gathering just told of, with its paragraph
        self.allegiances = Allegiances(self.reader, document)
        self.celebrated: Actors = ()  # whose congress or anniversary the sentence before told of
        self.gathered: Actors = ()
        self.delegation: Actors = ()
        self.place: Place | None = None  # where the event told last took place
        self.venue: str | None = None
        self.paragraph = 0
        self.addressee: Actors = ()  # to whom the message told last went
        self.convener: tuple[int, Actors] | None = None  # who holds the gathering told of, with its paragraph
        self.told: set[tuple[str, frozenset[str | None]]] = set()  # types with the countries of two sides

    def forget(self) -> None:
        """The headline's subject and sides do not carry over into the text."""
        self.subject = self.pair = self.visited = self.gathered = self.delegation = ()
        self.gathering = self.place = self.convener = None

    def hear(self, sentence: Sentence) -> None:
        """A quoted sentence tells of no event, but on which day it was said (发言人12日表示)."""
        if sentence.speaker:
            self.date = fresh_day(sentence.text[: sentence.speaker[1]], self.anchor) or self.date

    def events(self, sentence: Sentence) -> list[Event]:
        if sentence.is_heading:
            self.forget()
        self._enter(sentence)
        self.allegiances.introduce(sentence)
        self._convene(sentence)
        found = self._read(sentence, PHRASES)
        if not sentence.is_title:
            self.told |= {fact for event in found for fact in _facts(event)}
            if self._names_sides(sentence):
                found += self._read(sentence, WORDS)
            self.delegation = self._named_delegation(sentence, found) or self.delegation
        if not found and not sentence.is_title:
            self.date = fresh_day(sentence.text, self.anchor) or self.date
        is_occasion = _OCCASION.search(sentence.text) and not _TALKS.search(sentence.text)
        of_party = self.reader.actors(*sentence.span) if is_occasion else ()
        self.celebrated = of_party if len(of_party) == 1 and of_party[0].parties else ()
        return found

    def _read(self, sentence: Sentence, table: str) -> list[Event]:
        """The events of a sentence by the triggers of a table, the first that fits where they overlap."""
        found: list[Event] = []
        for together in find_phrases(sentence.text, table):
            taken: list[tuple[str, re.Match[str]]] = []
            for phrase, trigger in together:
                kind = second.family(phrase.event_type) if table == WORDS else ""
                if any(k == kind and trigger.start() < t.end() and t.start() < trigger.end() for k, t in taken):
                    continue
                told = self._events(sentence, phrase, trigger)
                if told:
                    taken.append((kind, trigger))
                    found += told
        return found

    def _names_sides(self, sentence: Sentence) -> bool:
        """True where a second reading can find a side: cheap, before any word is looked for."""
        kinds = {mention.kind for mention in self.document.within(*sentence.span)}
        return "party" in kinds or bool(self.pair and _POINTS_BACK.search(sentence.text))

    def _convene(self, sentence: Sentence) -> None:
        """Who holds the gathering that the sentence tells of: those who attend may be named behind."""
        for trigger in _CONVENED.finditer(sentence.text):
            start, _ = sentence.clause(trigger.start())
            if is_unreal(sentence.text, start, trigger.start()):
                continue
            if trigger["host"]:
                hosts = self.reader.actors(*(sentence.start + offset for offset in trigger.span("host")))
            else:
                hosts = self._scene(sentence, trigger).subject(sentence.start + start, sentence.start + trigger.start())
            if len({host.country for host in hosts}) == 1 and hosts[0].country and hosts[0].parties:
                self.convener = (sentence.paragraph, hosts[:1])

    def _named_delegation(self, sentence: Sentence, found: list[Event]) -> Actors:
        """Those whom the sentence calls a delegation (朝鲜劳动党代表团), unless a visit tells who came."""
        if any(event.event_type == "visit" for event in found):
            return ()
        named = self.document.within(*sentence.span, "party", "country")
        for mention in sorted(named, key=lambda m: (m.end, m.end - m.start), reverse=True):
            if mention.country and _IS_DELEGATION.match(self.reader.text, mention.end):
                return self.reader.actors(mention.start, mention.end)
        return ()

    def _enter(self, sentence: Sentence) -> None:
        """The country of the visit told of: 访利期间, or where the last visit of the paragraph went."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.venue = sentence.paragraph, None
            if _NEW_ITEM.match(sentence.text):
                self.forget()
                days = [v for _, v in find_dates(sentence.text, self.anchor) if v.precision in ("day", "interval")]
                self.date = next((value for value in days if not self.is_long_ago(value)), self.date)
        stay = _STAY.search(sentence.text)
        if stay:
            for host in self.visited:
                if host.country and stay["host"][0] in name_of(host.country):
                    self.venue = host.country
            named = self.reader.actors(sentence.start + stay.start("host"), sentence.start + stay.end("host"))
            self.venue = named[0].country if named else self.venue

    def _events(self, sentence: Sentence, phrase: Phrase, trigger: re.Match[str]) -> list[Event]:
        start, _ = sentence.clause(trigger.start())
        before = sentence.text[start : trigger.start()]
        clause = sentence.text[start : sentence.clause(trigger.end())[1]]
        if (
            is_unreal(sentence.text, start, trigger.start())
            or is_called_off(sentence.text, trigger.end())
            or is_topic(phrase, before, clause[len(before) :])
            or is_business(phrase, before, sentence.text[:start])
            or (not sentence.is_title and is_said(sentence.text, trigger.start()))
        ):
            return []
        scene = self._scene(sentence, trigger)
        sides = next((s for s in (FRAMES[name](scene) for name in phrase.frames) if s), None)
        is_second = phrase.rule.startswith(_SECOND)
        if sides is None or (is_second and not self._is_new(scene, phrase, sides)):
            return []
        if phrase.rule == _ATTENDANCE and self.gathering:
            phrase = replace(self.gathering[1], rule=_ATTENDANCE)
        if phrase.event_type == "meeting" and _BY_VIDEO.search(before + trigger[0]):
            phrase = replace(phrase, event_type="call", sub_type="video", format="video")
        if phrase.rule == _COMMUNIQUE and "声明" in trigger[0] and not self._have_talked(sides):
            phrase = replace(phrase, event_type="statement", sub_type="joint", roles=("speaker", "speaker"))
        if phrase.rule == _EXCHANGE and self._is_within_gathering(scene, sides):
            return []
        hub, others = (tuple(self.allegiances.acting_for(actor, before) for actor in actors) for actors in sides)
        is_guest = phrase.event_type == "visit" and bool(guest_of(scene))
        is_reason = phrase.rule == _GUESTS_DIALOGUE and sentence.text.startswith("的", trigger.end())
        behind = clause[len(before) + len(trigger[0]) :][:_RIGHT_BEHIND]
        planned = is_planned(before + trigger[0]) or is_planned(behind) or _goes_on_planned(sentence, before, trigger)
        date = day_of(sentence, trigger, self.anchor, self._told_day(sentence), planned, is_guest or is_reason)
        if date and phrase.event_type in ("visit", "training"):
            date = lasting(sentence.text, date, clause)
        events = []
        of_parties = {side.country for side in others if side.parties}
        stops = {host.country for host in self.visited}
        for one, rest in pairs(phrase, hub, others, sentence.text[start : trigger.end()]):
            drawn = event_sides(phrase, one, rest)
            is_theirs = "adopted" in phrase.frames and any(a.parties for a in self.gathered)
            if is_theirs or (phrase.event_type == "dialogue" and _OF_PARTIES.search(clause)):
                drawn = tuple(self.allegiances.with_named(side) for side in drawn)
            is_unnamed = is_in_passing(phrase, rest, clause)
            is_official = phrase.event_type in ("meeting", "call") and any(
                not side.parties and (side.country in of_parties or (one.parties and side.country in stops))
                for side in rest
            )
            if phrase.event_type == "message":
                drawn = (drawn[0], self.allegiances.with_congratulated(sentence, trigger, drawn[1]))
            if phrase.event_type == "visit":
                drawn = (drawn[0], self.allegiances.with_inviter(sentence, drawn[1]))
            events.append(
                Event(
                    event_type=phrase.event_type,
                    sides=drawn,
                    span=sentence.span,
                    rule=f"zh_{phrase.rule}",
                    status=status_of(planned, is_guest or is_reason, date, self.anchor),
                    level="background"
                    if is_unnamed
                    else self._level(sentence, phrase, before, is_guest or is_reason, date),
                    sub_type="unnamed_partners" if is_unnamed else "officials" if is_official else phrase.sub_type,
                    format=phrase.format,
                    date=date,
                    place=self._place(sentence, trigger, phrase, rest),
                    confidence=second.CONFIDENCE if is_second else 0.7 if sentence.is_title else 0.85,
                )
            )
        if events and not (is_guest or is_reason):
            self.place = events[0].place
            self._remember(sentence, phrase, (hub, others), date)
        return events

    def _scene(self, sentence: Sentence, trigger: re.Match[str]) -> Scene:
        return Scene(
            self.reader,
            sentence,
            trigger,
            self.subject,
            self.subject_of is sentence,
            self.pair,
            self.visited,
            self.delegation,
            bool(self.gathering and 0 <= sentence.paragraph - self.gathering[0] <= 1),
            self.gathered,
            self.venue,
            self.celebrated,
            self.place.country if self.place else None,
            self.addressee,
            self.convener[1] if self.convener and 0 <= sentence.paragraph - self.convener[0] <= 1 else (),
        )

    def _is_new(self, scene: Scene, phrase: Phrase, sides: Sides) -> bool:
        """True where a second reading is sure of sides of whom no such event has been told."""
        hub, others = sides
        if not second.is_sure_of(scene, sides, phrase.event_type):
            return False
        known = {
            kind for kind, told in self.told for a in hub for b in others if told == frozenset((a.country, b.country))
        }
        if phrase.rule.endswith(_GUESTS_ROLE):
            return known.isdisjoint(_OCCASIONS)
        return second.family(phrase.event_type) not in map(second.family, known)

    def _is_within_gathering(self, scene: Scene, sides: Sides) -> bool:
        """At a dialogue, its sides exchange views: no meeting of its own."""
        met = {actor.country for actors in sides for actor in actors}
        return scene.is_gathering and met <= {actor.country for actor in self.gathered}

    def _remember(self, sentence: Sentence, phrase: Phrase, sides: Sides, date: EventDate | None) -> None:
        hub, others = sides
        is_guest = _HOLDER_FIRST.isdisjoint(phrase.frames)
        self.allegiances.remember(sentence.text, hub, others)
        self.subject, self.subject_of = hub if is_guest else others, sentence
        self.delegation = delegation_of(sentence, phrase, sides) or self.delegation
        if phrase.event_type == "visit":
            self.visited = tuple(dict.fromkeys((*self.visited, *others)))
            self.venue = others[0].country if len(others) == 1 else None
        self.pair = (*hub, *(a for a in others if a.country not in {h.country for h in hub}))
        if phrase.event_type in _GATHERINGS:
            self.gathering, self.gathered = (sentence.paragraph, phrase), join((*self.pair, *self._again(phrase)))
        if phrase.event_type == "message":
            self.addressee = others
        if phrase.rule.endswith("_inviting"):
            self.convener = (sentence.paragraph, hub)
        if date and self.is_long_ago(date):
            self.past = (sentence.paragraph, date)
        elif date:
            self.date, self.news_of = date, sentence.paragraph

    def _told_day(self, sentence: Sentence) -> EventDate | None:
        """The day told last: in a paragraph on nothing but what was long ago, one of then."""
        is_of_then = self.past and self.past[0] == sentence.paragraph != self.news_of
        return self.past[1] if self.past and is_of_then else self.date

    def is_long_ago(self, date: EventDate) -> bool:
        day = self.anchor.day
        return bool(day and not date.start.startswith("--") and date.end < (day - _OLD).isoformat())

    def _have_talked(self, sides: Sides) -> bool:
        """True where both sides are told to have met: what they publish then is their communique."""
        hub, others = sides
        pairs = [frozenset((a.country, b.country)) for a in hub for b in others]
        return any(kind in _TALKS_TOLD and pair in pairs for kind, pair in self.told) or any(
            pair <= {actor.country for actor in self.pair} for pair in pairs
        )

    def _again(self, phrase: Phrase) -> Actors:
        """What was known of the sides of the gathering that `phrase` tells more of."""
        here = {actor.country for actor in self.pair}
        return tuple(a for a in self.gathered if a.country in here) if phrase.rule == _ATTENDANCE else ()

    def _place(self, sentence: Sentence, trigger: re.Match[str], phrase: Phrase, rest: Actors) -> Place | None:
        start = sentence.start
        if phrase.event_type == "visit" and rest:
            return country_place(self.document, rest[0])
        if phrase.event_type in ("call", "message", "agreement", "statement"):
            return None
        for match in re.finditer(r"在|于", sentence.text[: trigger.end()]):
            named = self.document.within(start + match.end(), start + match.end() + 20, "place", "country")
            if named and named[0].start - start - match.end() <= 2:
                return Place(named[0].surface, named[0].country)
        return Place("北京", HOME) if _IN_BEIJING.search(sentence.text) else None

    def _level(self, sentence: Sentence, phrase: Phrase, before: str, is_guest: bool, date: EventDate | None) -> str:
        if is_guest:
            return "background" if _ESCORT.search(before) else "secondary"
        if _FORMERLY.search(before) or (date and self._goes_back(sentence, date)):
            return "background"
        if "gathering" in phrase.frames and _FURTHER.search(before):
            return "background"
        if sentence.text.startswith("此前"):
            return "secondary"
        if date and self.anchor.day and not date.start.startswith("--") and date.precision in ("month", "year"):
            return phrase.level if date.end > self.anchor.day.isoformat() else "background"
        return phrase.level

    def _goes_back(self, sentence: Sentence, date: EventDate) -> bool:
        """True for a day well before the news told so far, in the course of a paragraph: no new item of a digest."""
        known = self.date
        if sentence.is_first or known is None or "--" in (known.start[:2], date.start[:2]):
            return False
        if known.precision not in ("day", "interval") or date.precision not in ("day", "interval"):
            return False
        return date.end < (datetime.date.fromisoformat(known.start) - _BACK).isoformat()
