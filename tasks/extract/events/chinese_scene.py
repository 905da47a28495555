"""A trigger in its sentence, and what was told before it: what the frames of Chinese events look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.events.chinese_sides import HOME_OFFICE, Reader, name_of
from tasks.extract.events.sides import Actor, join
from tasks.extract.gates import compiled
from tasks.records import Span

Actors = tuple[Actor, ...]
Sides = tuple[Actors, Actors]

# 代表团, 友好参观团, 考察小组: how those who came are called
DELEGATION = (
    r"(?:友好|友谊|工作|干部|学习|学术|青年|高级|高访)*(?:代表|访问|考察|参访|访华|参观|观光|观摩|访)+(?:团|小组|组)"
)
_FILLERS = re.compile(
    r"[（(].*?[)）]|(?:[于自从至到-]?(?:[\d一二三四五六七八九十]+[年月日时分号])+)+|上午|下午|晚|于?当[天日]|其[间后]|此[间后]|席间|会间|同日|今天|近日|日前|[本上下这]?个?(?:周|星期|礼拜)[一二三四五六日天末](?:[至到—-]+(?:周|星期)?[一二三四五六日天])?|当地时间|会[谈见晤][前后中]|(?:访问|会议|论坛|峰会|逗留)?期间|随后|之后|此前|[昨今明后]天|[次翌]日"
    rf"|{DELEGATION}(?:一行)?"
    r"|圆满|胜利|顺利|成功|满载[^，]*|搭乘[^，]{1,10}?(?:机|车|船)|乘(?:坐|搭|火车|列车|专列|汽车|船|车|客机|飞机|班机|航班|包机|专机|同机)+|离[\u4e00-\u9fff]$|首日|首站|首场|执意|坚持|随即|立即|专门|特意|一同|一起|首先|再度|依次|集体|单独|正式|当面|此外|另外|同时|稍后|稍早|均|都|还|也|又|并|将|已|曾|分别|先后|相继|共同|一道|应约|应邀|专程|亲自|再次|首次|造成[^，]*|导致[^，]*|离京|离开[^，]{0,6}|启程|起程|乘专机|乘包机|率团|率代表团|在[^，]{0,80}$|就[^，]{0,80}$|以(?!总理|总统|外长|军|方|色列|[^，]{1,60}为(?:首|团长|代表))[^，]{0,80}$"
)
_WHO = re.compile(r"[^，。；：\"]{2,}")
# Somebody whose country the dispatch has told: 拜会副总统博阿凯 during a visit.
OFFICE = compiled(
    r"总统|总理|首相|议长|主席|外长|外相|副相|部长|大臣|国务卿|国王|省长|州长|市长|议员|官员|领导人|负责人|总督|委员长|秘书长|书记|干部"
)
_DELEGATION = re.compile(
    rf"(?:该|此|这个|全体)?(?:党)?{DELEGATION}(?:一行)?(?:[\d一二三四五六七八九十]+人)?(?:全体成员|成员)?"
)
_THEM = re.compile(r"(?:其|他|她|他们|她们|客人|来宾|外宾)(?:一行)?")
_OURS = re.compile(r"我(?:部|党|方|会|国|驻)")
_PRONOUN = re.compile(r"(?:他|她|他们|她们)(?!国|党|人)")
_BARE_OFFICE = re.compile(r"该?党(?:总书记|主席|领袖|书记|秘书长)(?:还|也|并)?")  # 党主席并与A见面
_AS_SUBJECT = re.compile(rf"(?:[^，]{{0,12}}(?:期间|时|[日号]))?(?:{_DELEGATION.pattern})(?!团?长|成员包括)")
_GUESTS = re.compile(
    r"(?:客人|外宾|来宾|(?:总书记|主席|书记|领袖|党首|部长|秘书长|团长|特使|总统|总理|首相|外长|议长|委员长)(?=一行))(?:一行)?(?:们)?(?:是|系)?"
)
_INVITED = re.compile(r"(?:并|还)?应[^，。；]{1,60}?(?:的)?邀请")
_NEXT_VERB = compiled(r"，并|出席|会见|举行|座谈|交流|会谈|参观|双方")
_EACH = compiled(r"分别|先后|相继")
_JOINTS = re.compile(r"(?<![共亲温饱缓柔])和(?![平解谐睦约])|以及|(?<!以)及(?!其|时)")
_JOINTS_OF_EACH = re.compile(rf"、|{_JOINTS.pattern}")
_VERB = compiled(
    r"^(?:并|还|就|对|双方|随后|向)|会见|会谈|座谈|交流|表示|出席|参加|参观|考察|举行|介绍|宣介|强调|指出|访问|抵达|签署|交换|转达|通报|率|受到|是|将|拜会|在座|陪同|[同与]"
)
_LISTED = compiled(r"(?:分别|先后|相继|依次)[同与和]")


@dataclass(frozen=True, slots=True)
class Scene:
    """A trigger in its sentence, with what was told before. Offsets of `start`, `end` count in the dispatch's text."""

    reader: Reader
    sentence: Sentence
    trigger: re.Match[str]
    carried: Actors = ()  # the subject told before
    is_carried_here: bool = False  # it is the subject of an event of the same sentence
    pair: Actors = ()  # the sides of the event told before
    visited: Actors = ()  # the hosts of the visits told before
    delegation: Actors = ()  # the last who came as a delegation
    is_gathering: bool = False  # the same paragraph told of a dialogue, call or course
    gathered: Actors = ()  # the sides of the gathering told of last
    venue: str | None = None  # the country in which the visit being told of takes place
    celebrated: Actors = ()  # the party whose congress or anniversary the sentence before told of
    scene_of_last: str | None = None  # the country in which the event told before took place
    addressee: Actors = ()  # to whom the message told last went
    convener: Actors = ()  # who holds the gathering that this sentence or the one before tells of
    reach: int | None = None  # where the clause begins, if an earlier one belongs to it

    @property
    def left(self) -> tuple[int, int]:
        """The clause up to the trigger, in the dispatch's text; of a list of partners, from its first."""
        end = self.trigger.start()
        start = self.sentence.clause(end)[0] if self.reach is None else self.reach
        listed = [m.start() for m in _LISTED.finditer(self.sentence.text, 0, end)]
        if (
            listed and listed[-1] < start and not _NEXT_VERB.search(self.sentence.text, listed[-1] + 3, end)
        ):  # 分别同A，B，C深入交流
            start, _ = self.sentence.clause(listed[-1])
        return self.sentence.start + start, self.sentence.start + end

    @property
    def right(self) -> tuple[int, int]:
        """The clause behind the trigger, in the dispatch's text; of a list of partners, to its last."""
        _, end = self.sentence.clause(self.trigger.end())
        while (next_end := self._end_of_item(end)) > end:  # 分别会见A，B、C，并…
            end = next_end
        return self.sentence.start + self.trigger.end(), self.sentence.start + end

    def _end_of_item(self, end: int) -> int:
        """Where the next item of a list ends; `end` where a clause with a verb of its own follows."""
        if not self.sentence.text.startswith("，", end):
            return end
        start, stop = self.sentence.clause(end + 1)
        words, offset = self.sentence.text[start:stop], self.sentence.start
        if _VERB.search(words) or not (OFFICE.search(words) or "领导" in words):
            return end
        if _EACH.search(self.trigger[0]):
            return stop
        first = countries_of(self.reader.actors(offset + self.trigger.end(), offset + end))
        further = countries_of(self.reader.actors(offset + start, offset + stop))
        return stop if further and further <= first else end

    def text(self, start: int, end: int) -> str:
        return self.reader.text[start:end]

    def partners(self, start: int, end: int) -> Actors:
        """Those who are met, each member of a list by itself; an office without a country is of the country visited."""
        found: list[Actor] = []
        for first, last in self._members(start, end):
            actors = self.reader.actors(first, last)
            words = self.text(first, last).strip("、和及以 ")
            host = None if actors else self._host_of(words) or (OFFICE.search(words) and _sole_country(found))
            if host:
                people = self.reader.document.within(first, last, "person")
                actors = (Actor(host, first, persons=tuple(self.reader.cast.person(p) for p in people)),)
            found += (
                actors
                or self.guests(first, last)
                or self._own_side(words, first)
                or self.reader.introduced_as(words, first)
            )
        return _by_parties(found)

    def _own_side(self, words: str, start: int) -> Actors:
        """与我部举行会谈: the outlet's own side."""
        return (
            (Actor(self.reader.home, start),)
            if self.reader.home and (_OURS.match(words) or HOME_OFFICE.match(words))
            else ()
        )

    def guests(self, start: int, end: int) -> Actors:
        """Those who came, where the words call them nothing but that: 同代表团举行会谈, 为客人接风."""
        words = self.text(start, end).strip("、和及以了 ")
        is_theirs = _DELEGATION.fullmatch(words) or _THEM.fullmatch(words)
        return (self.delegation or self.carried) if is_theirs else ()

    def _members(self, start: int, end: int) -> Iterator[Span]:
        """The members of a list: each ends with the name of a person (A党主席X、B党主席Y), or, where nobody is named,
        before 和; where they were met one by one, before 、 too."""
        for piece in re.finditer(r"[^，]+", self.text(start, end)):
            first, last = start + piece.start(), start + piece.end()
            people = self.reader.document.within(first, last, "person")
            cuts = [person.end for person in people[:-1]]
            if not people:
                marks = _JOINTS_OF_EACH if _EACH.search(self.trigger[0]) else _JOINTS
                cuts = [first + m.start() for m in marks.finditer(piece[0])]
                parts = [self.text(a, b) for a, b in pairwise([first, *cuts, last])]
                cuts = cuts if all(OFFICE.search(part) for part in parts) else []
            yield from pairwise([first, *cuts, last])

    def _came(self) -> Actors:
        """Those whom the text calls guests: who came as a delegation, else whom the subject told last received."""
        is_of_pair = countries_of(self.delegation) <= countries_of(self.pair)
        return self.delegation if self.delegation and is_of_pair else self.pair[1:]

    def _host_of(self, words: str) -> str | None:
        """The country visited of an office that is named without it, or by its first character: 马副总统、议长."""
        if not OFFICE.search(words):
            return None
        short = (a.country for a in self.visited if a.country and name_of(a.country).startswith(words.lstrip()[:1]))
        return next(short, self.venue)

    def subject(self, start: int, end: int) -> Actors:
        """The subject of the clause, else of a clause before it, else of the sentence before. A subject that is there
        and denotes nobody known is none."""
        invited = _INVITED.match(self.text(start, end))
        start += invited.end() if invited else 0
        if _GUESTS.match(self.text(start, end)) and len(self.pair) > 1:
            return self._came()
        if self.delegation and _AS_SUBJECT.match(self.text(start, end)):
            return self.delegation
        if called := self.reader.side_called(self.text(start, start + 2)):
            return tuple(a for a in self.pair if a.country == called) or (Actor(called, start),)
        if _BARE_OFFICE.fullmatch(self.text(start, end)):
            return self.carried
        if _PRONOUN.match(self.text(start, end)) and not self.reader.actors(start, end):
            return self.carried
        if is_named(self.text(start, end)):
            return self.reader.subject(start, end)
        if self.is_carried_here:
            return self.carried
        for first, last in self.sentence.clauses_before(self.trigger.start()):
            offset = self.sentence.start
            if re.match(r"应|受|据|在", self.sentence.text[first:last]):
                continue
            if self.delegation and _AS_SUBJECT.match(self.sentence.text[first:last]):
                return self.delegation
            if _GUESTS.match(self.sentence.text[first:last]) and len(self.pair) > 1:
                return self._came()
            if is_named(self.sentence.text[first:last]):
                return self.reader.subject(offset + first, offset + last)
        return self.carried


def is_named(left: str) -> bool:
    """True where the words before a trigger hold more than time, place and manner: a subject of their own."""
    return bool(_WHO.match(_FILLERS.sub("", left)))


def _sole_country(actors: list[Actor]) -> str | None:
    countries = {actor.country for actor in actors}
    return countries.pop() if len(countries) == 1 else None


def _by_parties(actors: list[Actor]) -> Actors:
    """One actor for those of a country who act for the same parties, or for none."""
    groups: dict[tuple[str | None, tuple[str, ...]], list[Actor]] = {}
    for actor in actors:
        groups.setdefault((actor.country, actor.parties), []).append(actor)
    return tuple(one for group in groups.values() for one in join(group))


def countries_of(actors: Actors) -> set[str | None]:
    return {actor.country for actor in actors}
