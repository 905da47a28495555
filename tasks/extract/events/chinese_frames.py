"""Where the sides of an event stand around a Chinese trigger: one function a frame of reference/event_phrases_zh.csv.

Every frame gives the hub's actors and the other side's actors, or None where the words around the trigger do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.events.chinese_sides import HOME, Reader
from tasks.extract.events.sides import Actor

Actors = tuple[Actor, ...]
Sides = tuple[Actors, Actors]

# 同, 与, 和, 跟 as prepositions: not inside 共同, 参与, 和平 ...
_WITH = re.compile(
    r"(?<![共一协合不相如伙胡])同(?![志时日样步胞期等年一心类比盟行舟仁窗])(?!意(?!大利))|(?<![参给赋])与(?![会此])|(?<![共亲温饱缓柔])和(?![平解谐睦约])|跟(?![踪进])"
)
_TO = re.compile(r"向|(?<![送移献交])给|(?<![因作成认])为(?!了|期)|(?<![应绝相])对(?![话于此华])")
_ADJUNCT_OF_PARTNER = re.compile(
    r"(?<![现正存所内])在(?!任|野|华)|就(?!职|任)|于(?=\d)|以(?:视频|书面|线上)|通过|分别|先后|共同|举行|进行"
)
_FILLERS = re.compile(
    r"[（(].*?[)）]|(?:[\d一二三四五六七八九十]+[年月日时分号])+|上午|下午|晚|当天|同日|今天|近日|日前|当地时间|会[谈见晤][前后中]|期间|随后|之后|此前"
    r"|还|也|又|并|将|已|曾|分别|先后|相继|共同|一道|应约|应邀|专程|亲自|再次|首次|乘专机|乘包机|率团|率代表团|在[^，]*$|就[^，]*$|以[^，]*$"
)
_WHO = re.compile(r"[^，。；：\"]{2,}")
_PAIR_WORDS = re.compile(r"双方|两国|双边|两党|三方|三国|两军|中方|共同|会[谈见晤]后|随后|会后")
_HOSTS_END = re.compile(
    r"并|出席|参加|进行|会见|举行|举办|(?<!同)与|同|期间|开展|考察|执行|担任|转|后|时|，|。|；|的(?!黎波里)|等国?(?:访问)?$"
)
_FOR_HOSTS = re.compile(r"对(?P<hosts>[^，。；对]{1,50}?)(?:的)?$")
_AFORESAID = re.compile(r"上述|有关国家|[两二三四五六七]国$")
_AT_HOME = re.compile(r"我国")
_INVITERS = re.compile(r"应(?P<hosts>[^。；]{1,80}?)(?:的)?邀请")
_GUEST = re.compile(r"^(?P<why>[^，。；]{0,40}?)的(?!邀请|时候|机会|关系|是)(?P<guest>[^，。；]+)")
_RECEIVED = re.compile(r"会见|会晤|接见|[同与和为]|欢迎|陪同")
_OFFICIALS = re.compile(
    r"总统|总理|首相|主席|国王|女王|亲王|王储|埃米尔|苏丹(?!港)|外长|部长|大臣|国务卿|议长|委员长|特使|特别代表|代表团|领导人|元首|总书记|书记|大使|高官|官员|议员|顾问|秘书长|访华团|政府"
)
_NO_OFFICIALS = re.compile(
    r"体育代表团|运动员|班列|航班|列车|货轮|救援|医疗队|维和|游客|旅客|航天员|考察队|军舰|编队|舰艇|合唱团|艺术团|演出|难民|移民"
)
_HOME_VISIT = re.compile(r"华|京")


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

    @property
    def left(self) -> tuple[int, int]:
        """The clause up to the trigger, in the dispatch's text."""
        start, _ = self.sentence.clause(self.trigger.start())
        return self.sentence.start + start, self.sentence.start + self.trigger.start()

    @property
    def right(self) -> tuple[int, int]:
        """The clause behind the trigger, in the dispatch's text."""
        _, end = self.sentence.clause(self.trigger.end())
        return self.sentence.start + self.trigger.end(), self.sentence.start + end

    def text(self, start: int, end: int) -> str:
        return self.reader.text[start:end]

    def subject(self, start: int, end: int) -> Actors:
        """The subject of the clause, else of a clause before it, else of the sentence before. A subject that is there
        and denotes nobody known is none."""
        found = self.reader.subject(start, end)
        if found or _is_named(self.text(start, end)):
            return found
        if self.is_carried_here:
            return self.carried
        for first, last in self.sentence.clauses_before(self.trigger.start()):
            offset = self.sentence.start
            if re.match(r"应|受|据|在", self.sentence.text[first:last]):
                continue
            found = self.reader.subject(offset + first, offset + last)
            if found or _is_named(self.sentence.text[first:last]):
                return found
        return self.carried


def _is_named(left: str) -> bool:
    """True where the words before a trigger hold more than time, place and manner: a subject of their own."""
    return bool(_WHO.match(_FILLERS.sub("", left)))


def _countries(actors: Actors) -> set[str | None]:
    return {actor.country for actor in actors}


def object_frame(scene: Scene) -> Sides | None:
    """A会见B; the object of a message may stand in the next clause (致电X，祝贺…)."""
    others = scene.reader.actors(*scene.right)
    hub = scene.subject(*scene.left)
    if not others:
        end = scene.right[1] - scene.sentence.start
        if end < len(scene.sentence.text) and scene.sentence.text[end] == "，":
            start, last = scene.sentence.clause(end + 1)
            others = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + last)
    return (hub, others) if hub and others else None


def with_frame(scene: Scene) -> Sides | None:
    """A同B举行会谈: the first preposition with participants on both sides of it."""
    start, end = scene.left
    text = scene.text(start, end)
    for match in _WITH.finditer(text):
        partner_end = end
        partner = scene.reader.actors(start + match.end(), partner_end)
        for cut in _ADJUNCT_OF_PARTNER.finditer(text, match.end()):
            shorter = scene.reader.actors(start + match.end(), start + cut.start())
            if shorter:
                partner = shorter
                break
        if not partner:
            continue
        hub = scene.subject(start, start + match.start())
        if hub and _countries(partner) - _countries(hub):
            return hub, tuple(a for a in partner if a.country not in _countries(hub))
    return None


def to_frame(scene: Scene) -> Sides | None:
    """A向B致贺电: the last preposition that has a participant behind it. A message to a meeting goes to its sides."""
    start, end = scene.left
    text = scene.text(start, end)
    matches = list(_TO.finditer(text))
    for match in reversed(matches):
        others = tuple(a for a in scene.reader.actors(start + match.end(), end) if a.country or a.organizations)
        hub = scene.subject(start, start + match.start()) if others else ()
        if hub and others:
            return hub, others
    if not matches:
        return None
    hub = scene.subject(start, start + matches[-1].start())
    if len(_countries(hub)) > 1:
        return hub, hub
    others = tuple(a for a in scene.pair if a.country not in _countries(hub))
    return (hub, others) if hub and others and len(scene.pair) > 1 else None


def joint_frame(scene: Scene) -> Sides | None:
    """A、B签署; 中俄…会议举行: two countries or more before the trigger (or in its own words)."""
    start, end = scene.left
    found = scene.reader.actors(start, end)
    if len(_countries(found)) < 2:
        found = scene.reader.actors(start, end + len(scene.trigger[0]))
    return (found[:1], found[1:]) if len(_countries(found)) > 1 else None


def many_frame(scene: Scene) -> Sides | None:
    """A、B、C等国发表: three countries or more before the trigger."""
    found = scene.reader.actors(*scene.left)
    return (found[:1], found[1:]) if len(_countries(found)) > 2 else None


def within_frame(scene: Scene) -> Sides | None:
    """出席中俄…对话: both sides stand in the name of the gathering."""
    start, end = scene.trigger.span("within")
    found = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + end)
    return (found[:1], found[1:]) if len(_countries(found)) > 1 else None


def pair_frame(scene: Scene) -> Sides | None:
    """双方签署: the sides of the event told before."""
    start, end = scene.left
    clause = scene.text(start, end) + scene.text(*scene.right) + scene.sentence.text[:8]
    if len(scene.pair) < 2 or not _PAIR_WORDS.search(clause):
        return None
    return scene.pair[:1], scene.pair[1:]


def back_frame(scene: Scene) -> Sides | None:
    """A复电: an answer to the other side of the event told before."""
    hub = scene.subject(*scene.left)
    others = tuple(a for a in scene.pair if a.country not in _countries(hub))
    return (hub, others) if hub and others and len(scene.pair) > len(others) else None


def around_frame(scene: Scene) -> Sides | None:
    """Two countries anywhere in the sentence."""
    found = scene.reader.actors(*scene.sentence.span)
    return (found[:1], found[1:]) if len(_countries(found)) > 1 else None


def gathering_frame(scene: Scene) -> Sides | None:
    """A出席…峰会: the other side are the states of the gathering, unnamed; `organizations` has its name."""
    hub = scene.subject(*scene.left)
    start = scene.sentence.start + scene.trigger.start("gathering")
    return (hub, (Actor(None, start, organizations=(scene.trigger["gathering"],)),)) if hub else None


def attended_frame(scene: Scene) -> Sides | None:
    """A出席B的就职典礼: who holds the ceremony is its hub."""
    end = scene.left[1]
    held = scene.reader.actors(end, scene.right[1])
    guests = scene.subject(*scene.left)
    return (held, guests) if held and guests else None


def briefing_frame(scene: Scene) -> Sides | None:
    """A在老挝举办宣介会: for those named with it, else for the hosts of the visits told of."""
    start, end = scene.left
    hub = scene.subject(start, end)
    others = tuple(a for a in hosts(scene, start, scene.right[1]) if a.country not in _countries(hub))
    others = others or scene.visited or (Actor(None, end),)
    return (hub, others) if hub else None


def hosts(scene: Scene, start: int, end: int) -> Actors:
    """The countries visited that [start, end) names, places counted for their country, in text order."""
    text = scene.text(start, end)
    cut = _HOSTS_END.search(text)
    stop = start + cut.start() if cut and cut.start() > 0 else end
    found: dict[str, Actor] = {}
    if _AFORESAID.search(text):
        invited = _INVITERS.search(scene.sentence.text)
        return scene.reader.actors(*(scene.sentence.start + i for i in invited.span("hosts"))) if invited else ()
    home = _AT_HOME.search(text)
    if home:
        found[HOME] = Actor(HOME, start + home.start())
    for mention in scene.reader.document.within(start, stop, "country", "place"):
        code = mention.entity_id if mention.kind == "country" else mention.country
        if code and code not in found:
            found[code] = Actor(code, mention.start)
    return tuple(found.values())


def visit_frame(scene: Scene) -> Sides | None:
    """A访问B, A对B进行访问, A访华; also as an attribute of the guest: 应邀访华的A."""
    start, end = scene.left
    left = scene.text(start, end)
    before = _FOR_HOSTS.search(left)
    if before:
        visited = hosts(scene, start + before.start("hosts"), start + before.end("hosts"))
        end = start + before.start()
    elif _HOME_VISIT.search(scene.trigger[0]) and scene.trigger[0][-1] != "赴":
        visited = (Actor(HOME, end),)
    else:
        visited = hosts(scene, *scene.right)
    if not visited:
        return None
    guest = guest_of(scene)
    visitors = guest or scene.subject(start, end)
    visitors = tuple(a for a in visitors if a.country not in _countries(visited)) if guest else visitors
    return (visitors, visited) if visitors and _is_official(scene, visitors) else None


def _is_official(scene: Scene, visitors: Actors) -> bool:
    """True where officials or a delegation travel, not goods, tourists, athletes or rescuers."""
    if any(a.persons or a.parties for a in visitors):
        return True
    words = scene.sentence.text
    return bool(_OFFICIALS.search(words)) and not _NO_OFFICIALS.search(words)


def guest_of(scene: Scene) -> Actors:
    """The guest behind an attributive visit (应邀访华的A), where a participant follows 的."""
    start, end = scene.right
    match = _GUEST.match(scene.text(start, end))
    if not match or not _RECEIVED.search(scene.text(*scene.left)):
        return ()
    return scene.reader.actors(start + match.start("guest"), start + match.end("guest"))


FRAMES: dict[str, Callable[[Scene], Sides | None]] = {
    "object": object_frame,
    "with": with_frame,
    "to": to_frame,
    "joint": joint_frame,
    "many": many_frame,
    "within": within_frame,
    "pair": pair_frame,
    "back": back_frame,
    "around": around_frame,
    "gathering": gathering_frame,
    "attended": attended_frame,
    "briefing": briefing_frame,
    "visit": visit_frame,
}
