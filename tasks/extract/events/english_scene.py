"""What reading an English dispatch sentence by sentence has to keep in mind: who, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasks.extract.annotated import Annotated
from tasks.extract.event_dates import Anchor, anchor_of, dispatch_date
from tasks.extract.events.english_clauses import first_verb, mask
from tasks.extract.events.english_sides import EnglishCast, Memory
from tasks.extract.events.english_when import first_date, nearest_date
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.normalize.datelines import FoundDateline, find_dateline
from tasks.normalize.digests import holds_several
from tasks.places import place_country
from tasks.records import Event, EventDate, Place, Span

# Of monitoring services: [TEXT], [EXCERPTS]; of pages: the day before the headline
_LABEL = re.compile(
    r"\s*(?:\[[A-Z][A-Z ,]{2,40}\]\s*)+|(?:date\s+)?(?:19|20)\d\d-\d\d-\d\d(?:\s+\d\d:\d\d(?::\d\d)?)?\s+(?=\S)"
)
# Who comes for a party: "a delegation of the ...", "¤'s party delegation", "officials from the ..."
_DELEGATION = re.compile(
    r"\b(?:delegation|team|group|mission|officials?|representatives?|members?|leaders?|cadres|envoy)\s+(?:\w+\s+){0,2}?(?:of|from)\s+(?=(?:\w+\s+){0,9}?¤)"
    r"|¤\s+(?=(?:party\s+)?delegation\b)",
    re.IGNORECASE,
)
# Whose congress is held: later sentences only say "the congress"
_CONGRESS_NOUN = r"(?:congress|convention|(?:general|national)\s+assembly|(?:party|national|annual)\s+conference)"
_CONGRESS = compiled(
    rf"\b{_CONGRESS_NOUN}\s+of\s+(?:the\s+)?(?=¤)|¤+(?:['’]s?)?\s+(?:conference|(?:\w+\s+){{0,3}}?{_CONGRESS_NOUN})\b",
    re.IGNORECASE,
)

# "Cambodia: The ..." opens an item of a digest
_COUNTRY_LEAD = re.compile(r"\W{0,3}¤+\s?:\s")
# "... meets the ambassador of Bolivia (2024-03-04)" is the headline of an item of a list
_ITEM_DAY = compiled(r"\((\d{4}-\d\d-\d\d)\)\W*$")
_LEAP_YEAR = 2000  # stands for an unknown year: it has every day
_WORD = re.compile(r"[^\W\d_¤]{2,}|¤+")
_LEAD = 2  # sentences
_FEW_DAYS = timedelta(days=3)
OLD = timedelta(days=25)

Contact = tuple[tuple[Actor, ...], Place | None]  # the sides, hub first; where, if the trigger says so


@dataclass(frozen=True)
class Sentence:
    """A sentence, its text with names blanked, and whether it is the headline or stands in the lead."""

    number: int
    span: Span
    masked: str
    is_title: bool
    is_lead: bool

    def absolute(self, zone: Span) -> Span:
        return (zone[0] + self.span[0], zone[1] + self.span[0])


def _datelines(text: str) -> list[tuple[Span, FoundDateline]]:
    """Datelines at the beginnings of lines: one in most dispatches, several in digests."""
    found: list[tuple[Span, FoundDateline]] = []
    start = 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        if line.strip() and (dateline := find_dateline(line[indent:])) and dateline.end > dateline.start:
            found.append(((start + indent, start + indent + dateline.end), dateline))
        start += len(line) + 1
    return found


def _end_of_phrase(masked: str, start: int) -> int:
    """Past the name of a delegation and that of its head ("..., led by ...")."""
    head = re.compile(r"[^;]{0,200}?\b(?:led|headed)\s+by\b[^,;]{0,80}¤*", re.IGNORECASE).match(masked, start)
    return head.end() if head else min(len(masked), start + 80)


class Scene:
    """State of the reading. `here` and `day` follow the last dateline passed."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self.cast = EnglishCast(document)
        self.anchor: Anchor = anchor_of(document.dispatch)
        self.memory = Memory()
        self.last_date: EventDate | None = None
        self._sentences: list[Sentence] = []
        self.headline: tuple[Actor, ...] = ()
        self.recipients: tuple[Actor, ...] = ()  # of messages whose senders are still to be told
        self.unnamed: tuple[int, Event] | None = None  # a contact with many whom a list may name, and its sentence
        self._lines: list[tuple[Span, FoundDateline]] = []
        self._is_digest = document.dispatch.dateline is None or holds_several(document.text)
        self._is_under_way = self._is_digest
        self.inviters: dict[str | None, Actor] = {}  # parties that have asked others to come, by country
        self.stays: dict[str | None, EventDate | None] = {}  # when the countries of a trip were visited
        line = document.dispatch.dateline
        self.here = Place(line.place, line.country) if line and line.place and line.country else None

    def sentences(self) -> list[Sentence]:
        """The sentences with datelines blanked; the lead is the headline and the first two sentences of the body, and
        of a digest the first sentence of each item."""
        document, title = self.document, self.document.dispatch.title or ""
        self._lines = _datelines(document.text)
        self.cast.datelines = [span for span, _ in self._lines]
        found: list[Sentence] = []
        body = 0
        for number, (start, end) in enumerate(document.sentences):
            opening = max((e for (s, e), _ in self._lines if s <= start < e), default=start)
            opening = min(opening, end)
            if label := _LABEL.match(document.text, opening, end):
                opening = label.end()
            masked = mask(document, (start, end), opening - start)
            text = document.text[start:end]
            is_title = number < 3 and bool(title) and body == 0 and (text in title or title.startswith(text[:40]))
            body += body <= _LEAD and not is_title and len(_WORD.findall(masked)) > 3
            opens_item = self._is_digest and opening > start
            found.append(Sentence(number, (start, end), masked, is_title, body <= _LEAD or opens_item))
        self._sentences = found
        headline = [sentence.span for sentence in found if sentence.is_title]
        self.headline = join([actor for span in headline for actor in self.cast.actors(span)])
        return found

    def enter(self, sentence: Sentence) -> None:
        """Takes over place and day of a dateline that opens the sentence."""
        for (start, _), line in self._lines:
            if start == sentence.span[0] and line.place:
                day = line.date if line.date and not line.date.startswith("-") else None
                given = self.document.dispatch.dateline
                day = day or (self.anchor.day.isoformat() if self.anchor.day and self.anchor.has_year else None)
                is_given = given and given.place and given.place.casefold() == line.place.casefold()
                country = given.country if given and is_given else place_country(line.place, day)
                if country:
                    self.here = Place(line.place, country)
                    self.cast.home = self.cast.home or country
                if self._is_under_way:
                    self._move(line.date)
                self._is_under_way = True
        if headed := _ITEM_DAY.search(sentence.masked):
            self._turn_to(headed[1])
        if _COUNTRY_LEAD.match(sentence.masked):
            self.last_date, self.memory = None, Memory()
        for match in _DELEGATION.finditer(sentence.masked):
            found = self.cast.actors(sentence.absolute((match.start(), _end_of_phrase(sentence.masked, match.end()))))
            self.memory.introduce(tuple(actor for actor in found[:1] if actor.parties))
        if sentence.is_lead and not sentence.is_title:  # "The PRD will send observers ... The group will fly to"
            subject = (0, first_verb(sentence.masked, 0, len(sentence.masked)))
            named = self.cast.actors(sentence.absolute(subject))
            self.memory.introduce(tuple(actor for actor in named[:1] if len(actor.parties) == 1))
        if congress := _CONGRESS.search(sentence.masked):
            owners = self.cast.actors(sentence.absolute((congress.start(), congress.end() + 80)), with_occasion=True)
            self.memory.congress = tuple(actor for actor in owners[:1] if actor.parties) or self.memory.congress

    def _move(self, written: str | None) -> None:
        """A new item of a digest: other day, other people."""
        self.last_date, self.memory, self.stays = None, Memory(), {}
        self._turn_to(written)

    def _turn_to(self, written: str | None) -> None:
        """Takes a day in the form of datelines for the one that "today" means."""
        if written is None or written.startswith("---"):
            return
        has_year = not written.startswith("--") or bool(self.anchor.year)
        full = f"{self.anchor.year or _LEAP_YEAR}{written[1:]}" if written.startswith("--") else written
        try:
            day = date.fromisoformat(full)
        except ValueError:
            return
        self.anchor = replace(self.anchor, day=day, year=day.year if has_year else None, has_year=has_year)

    def before(self, sentence: Sentence) -> str:
        """The sentence before, with names blanked."""
        return self._sentences[sentence.number - 1].masked if sentence.number else ""

    def sentences_before(self, sentence: Sentence) -> list[Sentence]:
        return self._sentences[: sentence.number]

    def author(self) -> tuple[Actor, ...]:
        """Who says "we" in a party's own text: the first party that it names."""
        for sentence in self._sentences[:5]:
            found = [actor for actor in self.cast.actors(sentence.span) if actor.parties]
            if found:
                return (found[0],)
        return ()

    def place_in(self, sentence: Sentence) -> Place | None:
        """The town after "in" or "at" of a sentence."""
        text = self.document.text
        for mention in self.document.within(*sentence.span, "place"):
            if mention.country and re.search(r"\b(?:in|at)\s+$", text[max(0, mention.start - 5) : mention.start], re.I):
                return Place(mention.surface, mention.country)
        return None

    def date_of(self, sentence: Sentence, start: int, end: int, status: str) -> EventDate | None:
        """The date expression nearest to masked[start:end] (of a point: beside it); else the last one told, else about
        the dispatch's day."""
        if sentence.is_title:
            return self._date_of_lead(status) or self.about_now(status)
        text = self._without_dateline(sentence)
        if found := nearest_date(text, (start, end), self.anchor, status, self.last_date):
            self.last_date = found
            return found
        return replace(self.last_date, basis="context") if self.last_date else self.about_now(status)

    def _date_of_lead(self, status: str) -> EventDate | None:
        """What a headline announces is dated where the text begins."""
        for sentence in [sentence for sentence in self._sentences if sentence.is_lead and not sentence.is_title][:3]:
            text = self._without_dateline(sentence)
            if found := first_date(text, self.anchor, status):
                return found
        return None

    def _without_dateline(self, sentence: Sentence) -> str:
        start, end = sentence.span
        text = self.document.text[start:end]
        opening = len(sentence.masked) - len(sentence.masked.lstrip(" "))
        return " " * opening + text[opening:]

    def stay_of(self, actors: tuple[Actor, ...]) -> EventDate | None:
        """When the country of one of the sides was visited, where a trip had several: for what is told undated."""
        stays = [self.stays[actor.country] for actor in actors if actor.country in self.stays]
        known = [stay for stay in stays if stay and stay.precision in ("day", "interval")]
        return replace(known[0], basis="context") if len(known) == 1 and len(self.stays) > 1 else None

    def since_arrival(self, when: EventDate) -> EventDate:
        """What a guest has done, told without a day after that of his arrival: from then until the dispatch."""
        today = self.anchor.day
        arrived = {stay.start for stay in self.stays.values() if stay and stay.precision == "day"}
        if today is None or not self.anchor.has_year or when.precision != "day" or when.start not in arrived:
            return when
        if not timedelta() < today - date.fromisoformat(when.start) <= _FEW_DAYS:
            return when
        return replace(when, end=today.isoformat(), precision="interval")

    def age(self, when: EventDate | None) -> timedelta:
        """How long before the dispatch something ended; zero where not known."""
        if when is None or self.anchor.day is None or when.end.startswith("--"):
            return timedelta()
        return self.anchor.day - date.fromisoformat(when.end)

    def is_old(self, when: EventDate | None) -> bool:
        """True for what is no news: it ended weeks before the dispatch."""
        return self.age(when) > OLD

    def is_near(self, when: EventDate, status: str) -> bool:
        """True for a date that ends within a few days before the dispatch; of a plan, begins within weeks after it."""
        if self.anchor.day is None or not self.anchor.has_year or when.start.startswith("--"):
            return False
        if status == "planned":
            return timedelta() <= date.fromisoformat(when.start) - self.anchor.day <= OLD
        return timedelta() <= self.anchor.day - date.fromisoformat(when.end) <= _FEW_DAYS

    def about_now(self, status: str) -> EventDate | None:
        """The days about the dispatch's own: the two before it for what has happened, after it for what is planned."""
        day = dispatch_date(self.anchor, "around")
        if day is None or self.anchor.day is None or not self.anchor.has_year:
            return day
        other = self.anchor.day + timedelta(days=2 if status == "planned" else -2)
        return replace(day, start=min(day.start, other.isoformat()), end=max(day.end, other.isoformat()))
