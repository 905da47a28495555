"""Where the sides of an event stand around a Chinese trigger: one function a frame of reference/event_phrases_zh.csv.

Every frame gives the hub's actors and the other side's actors, or None where the words around the trigger do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tasks.extract.events.chinese_scene import Actors, Scene, Sides, countries_of
from tasks.extract.events.chinese_sides import HOME
from tasks.extract.events.chinese_visits import briefing_frame, visit_frame
from tasks.extract.events.sides import Actor

# 同, 与, 和, 跟 as prepositions: not inside 共同, 参与, 和平 ...
_WITH = re.compile(
    r"(?<![共一协合不相如伙胡])同(?![志时日样步胞期等年一心类比盟行舟仁窗])(?!意(?!大利))|(?<![参给赋])与(?![会此])|(?<![共亲温饱缓柔])和(?![平解谐睦约])|跟(?![踪进])"
)
_TO = re.compile(r"向|(?<![送移献交])给|(?<![因作成认])为(?!了|期)|(?<![应绝相])对(?![话于此华])")
_ADJUNCT_OF_PARTNER = re.compile(
    r"(?<![现正存所内])在(?!任|野|华)|就(?!职|任)|于(?=\d)|以(?:视频|书面|线上)|通过|分别|先后|共同|举行|进行"
)
_FOLLOWS = re.compile(r"，(?:祝贺|对|就|表示|感谢|向|代表)")
_OF_MANY = re.compile(
    r"(?:国际|世界|亚洲|非洲|拉美|欧洲|阿拉伯|中亚|中阿|中非|中拉|东盟|上合|上海合作组织|金砖|南亚|多国)[^，。；]{0,16}(?:论坛|对话会?|研讨会|峰会|会议)"
)
_REPROACH = re.compile(r"谴责|抗议|指责|呼吁|要求|敦促")
_AT_HOME = re.compile(r"在(?:京|沪|华)|我国|中国")
_GUESTS_REASON = re.compile(r"(?:会见|会晤|接见|[同与和]).{0,80}(?:来华|来京|来访|前来|正在)")  # 会见来华出席…的A
_PAIR_WORDS = re.compile(r"双方|两国|双边|两党|三方|三国|两军|中方|共同|会[谈见晤]后|随后|会后|决定|一致同意")


def object_frame(scene: Scene) -> Sides | None:
    """A会见B; the object of a message may stand in the next clause (致电X，祝贺…)."""
    start, end = scene.right
    reproach = _REPROACH.search(scene.text(start, end))
    others = scene.partners(start, start + reproach.start() if reproach else end)
    hub = scene.subject(*scene.left)
    end = scene.right[1] - scene.sentence.start
    if not others and _FOLLOWS.match(scene.sentence.text, end):
        start, last = scene.sentence.clause(end + 1)
        others = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + last)
    return (hub, others) if hub and others else None


def with_frame(scene: Scene) -> Sides | None:
    """A同B举行会谈: the first preposition with participants on both sides of it."""
    start, end = scene.left
    text = scene.text(start, end)
    # 和 joins the members of a side as often as the sides: it is tried last.
    for match in sorted(_WITH.finditer(text), key=lambda m: m[0] == "和"):
        partners = scene.partners(start + match.end(), end)
        for cut in _ADJUNCT_OF_PARTNER.finditer(text, match.end()):
            shorter = scene.partners(start + match.end(), start + cut.start())
            if shorter:
                partners = shorter
                break
        hub = scene.subject(start, start + match.start()) if partners else ()
        others = tuple(a for a in partners if a.country not in countries_of(hub))
        if hub and others:
            return hub, others
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
    if len(countries_of(hub)) > 1:
        return hub, hub
    others = tuple(a for a in scene.pair if a.country not in countries_of(hub))
    return (hub, others) if hub and others and len(scene.pair) > 1 else None


def _before(scene: Scene, stop: int) -> Actors:
    """Those named before the trigger, without the country in which it happens (在沙特发表)."""
    start, _ = scene.left
    return tuple(a for a in scene.reader.actors(start, stop) if scene.text(a.start - 1, a.start) not in ("在", "于"))


def joint_frame(scene: Scene) -> Sides | None:
    """A、B签署; 中俄…会议举行: two countries or more before the trigger (or in its own words)."""
    _, end = scene.left
    for stop in (end, end + len(scene.trigger[0])):
        found = _before(scene, stop)
        if len(countries_of(found)) > 1:
            return found[:1], found[1:]
    return None


def many_frame(scene: Scene) -> Sides | None:
    """A、B、C等国发表: three countries or more before the trigger."""
    found = _before(scene, scene.left[1])
    return (found[:1], found[1:]) if len(countries_of(found)) > 2 else None


def within_frame(scene: Scene) -> Sides | None:
    """出席中俄…对话: both sides stand in the name of the gathering."""
    start, end = scene.trigger.span("within")
    found = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + end)
    hub = scene.subject(*scene.left)[:1]
    if len(countries_of(found)) < 2:
        return None
    if not countries_of(hub) & countries_of(found):
        hub = found[:1]
    return hub, tuple(a for a in found if a.country not in countries_of(hub))


def pair_frame(scene: Scene) -> Sides | None:
    """双方签署: the sides of the event told before."""
    start, end = scene.left
    clause = scene.text(start, end) + scene.text(*scene.right) + scene.sentence.text[:8]
    if len(scene.pair) < 2 or not _PAIR_WORDS.search(clause):
        return None
    return scene.pair[:1], scene.pair[1:]


def adopted_frame(scene: Scene) -> Sides | None:
    """会议通过…: the sides of the gathering that the paragraph tells of."""
    return (scene.pair[:1], scene.pair[1:]) if scene.is_gathering and len(scene.pair) > 1 else None


def back_frame(scene: Scene) -> Sides | None:
    """A复电: an answer to the other side of the event told before."""
    hub = scene.subject(*scene.left)
    others = tuple(a for a in scene.pair if a.country not in countries_of(hub))
    return (hub, others) if hub and others and len(scene.pair) > len(others) else None


def attendance_frame(scene: Scene) -> Sides | None:
    """A，B出席并致辞, after a dialogue of theirs: who takes part in it."""
    found = scene.reader.actors(scene.sentence.start, scene.left[1])
    known = countries_of(scene.pair)
    if not scene.is_gathering or not known & countries_of(found):
        return None
    found += tuple(a for a in scene.pair if a.country not in countries_of(found))
    hub = tuple(a for a in found if a.country == scene.pair[0].country) or found[:1]
    return hub[:1], tuple(a for a in found if a.country != hub[0].country)


def around_frame(scene: Scene) -> Sides | None:
    """Two countries anywhere in the sentence."""
    found = scene.reader.actors(*scene.sentence.span)
    return (found[:1], found[1:]) if len(countries_of(found)) > 1 else None


def gathering_frame(scene: Scene) -> Sides | None:
    """A出席…峰会: the other side are the states of the gathering, unnamed; `organizations` has its name."""
    if _GUESTS_REASON.search(scene.text(*scene.left)):
        return None
    hub = scene.subject(*scene.left)
    start = scene.sentence.start + scene.trigger.start("gathering")
    return (hub, (Actor(None, start, organizations=(scene.trigger["gathering"],)),)) if hub else None


def hosted_frame(scene: Scene) -> Sides | None:
    """A主办的非洲政党论坛举行: a party holds a gathering of many countries, which stay unnamed."""
    start, end = scene.left
    named = _OF_MANY.search(scene.text(start, end + len(scene.trigger[0])))
    is_of_parties = bool(named and "政党" in named[0])
    hub = tuple(a for a in scene.reader.actors(start, end) if a.parties or (is_of_parties and a.country))
    return (hub[:1], (Actor(None, end, organizations=(named[0],)),)) if len(hub) == 1 and named else None


def venue_frame(scene: Scene) -> Sides | None:
    """A在访问期间出席揭幕仪式: the country visited holds the ceremony."""
    guests = scene.subject(*scene.left)
    return ((Actor(scene.venue, scene.left[1]),), guests) if scene.venue and guests else None


def course_frame(scene: Scene) -> Sides | None:
    """A干部研修班在京开班: the guests are those named; who teaches is the inviter, else the country of the place."""
    start, end = scene.sentence.span
    found = scene.reader.actors(start, end)
    places = (m.country for m in scene.reader.document.within(start, end, "place") if m.country)
    home = next((a for a in found if a.country == HOME), None)
    trainer = home or Actor(HOME if _AT_HOME.search(scene.sentence.text) else next(places, None), start)
    guests = tuple(a for a in found if a.country not in (None, trainer.country))
    return ((trainer,), guests) if trainer.country and guests else None


def attended_frame(scene: Scene) -> Sides | None:
    """A出席B的就职典礼: who holds the ceremony is its hub."""
    end = scene.left[1]
    held = scene.reader.actors(end, scene.right[1])
    guests = scene.subject(*scene.left)
    return (held, guests) if held and guests else None


FRAMES: dict[str, Callable[[Scene], Sides | None]] = {
    "object": object_frame,
    "with": with_frame,
    "to": to_frame,
    "joint": joint_frame,
    "many": many_frame,
    "within": within_frame,
    "pair": pair_frame,
    "adopted": adopted_frame,
    "back": back_frame,
    "attendance": attendance_frame,
    "around": around_frame,
    "gathering": gathering_frame,
    "hosted": hosted_frame,
    "venue": venue_frame,
    "course": course_frame,
    "attended": attended_frame,
    "briefing": briefing_frame,
    "visit": visit_frame,
}
