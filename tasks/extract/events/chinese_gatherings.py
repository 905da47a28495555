"""Gatherings told in Chinese: dialogues of many, who attends them, congresses with guests, courses, what is adopted."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.extract.events.chinese_scene import Actors, Scene, Sides, countries_of
from tasks.extract.events.chinese_sides import HOME
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled

_OF_MANY = compiled(
    r"(?:国际|世界|亚洲|非洲|拉美|欧洲|阿拉伯|中亚|中东欧|欧亚|岛国|加勒比|中阿|中非|中拉|东盟|东南亚|上合|上海合作组织|金砖|南亚|多国|(?:共产党|工人党|左翼政党)国际)[^，。；]{0,16}(?:论坛|对话会?|研讨会|峰会|会议)"
)
_GUESTS_OF_MANY = compiled(
    r"(?:[\d一二三四五六七八九十百几数余多]+(?:个|位|名|国)|多国|各国|部分|外国|欧洲|亚洲|非洲|拉美|加勒比|阿拉伯|东盟|中亚|中东欧|岛国|金砖|欧盟)"
    r"[^，。；]{0,16}?(?:使节|大使|使馆代表|外交官|(?:政党|青年)[^，。；]{0,6}(?:领导人|政治家|干部|代表|考察团|代表团))"
)
_HOSTED_BY = compiled(r"由(?P<host>[^，。；]{2,24}?)(?:主办|承办|举办)")
_AT_HOME = compiled(r"在(?:京|沪|华)|我国|中国")
_GUESTS_REASON = compiled(r"(?:会见|会晤|接见|[同与和]).{0,80}(?:来华|来京|来访|前来|正在)")  # 会见来华出席…的A
_THE_GATHERING = re.compile(r"(?:本届|此次|该)?(?:论坛|会议|对话会|研讨会|峰会|大会|会上|会后|与会)")
_DELEGATES = compiled(r"政党|政要|领导人|官员|部长|议员|议长|总理|总统|首相|外长|大使|使节|代表团|高级代表")
# 参加研讨班的学员: a course told of in passing
_OF_STUDENTS = compiled(r"班的")
# Courses for parties are held by the ruling party of the outlet's country.
_OWN_SCHOOL = {HOME: Actor(HOME, 0, ("CHN-CPC",))}
_OF_PARTIES = compiled(
    r"[^，。；、\s的]{2,16}?(?:国家|[两三四五六七八九十\d]国|非洲|拉美|东盟|中亚|阿拉伯)[^，。；、\s的]{0,4}(?:执政党|政党|干部|青年)(?=[^，。；]{0,14}班)"
)
_PARTY_SCHOOL = compiled(r"中联部|对外联络部|党校|干部学院|[省市]委")
_STRAIT = compiled(r"(?<![中三两])国共(?!产)|两岸|海峡(?=论坛)")


def across_the_strait(scene: Scene, start: int, end: int) -> Actors:
    """国共, 两岸: a pair of sides that has names of its own."""
    named = _STRAIT.search(scene.text(start, end))
    if not named:
        return ()
    parties = (("CHN-CPC",), ("TWN-KMT",)) if named[0] == "国共" else ((), ())
    at = start + named.start()
    return Actor(HOME, at, parties=parties[0]), Actor("TWN", at, parties=parties[1])


def within_frame(scene: Scene) -> Sides | None:
    """出席中俄…对话: both sides stand in the name of the gathering."""
    start, end = scene.trigger.span("within")
    found = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + end)
    if len(countries_of(found)) < 2:
        found = across_the_strait(scene, scene.sentence.start + start, scene.sentence.start + end)
    hub = scene.subject(*scene.left)[:1]
    if len(countries_of(found)) < 2:
        return None
    if not countries_of(hub) & countries_of(found):
        hub = found[:1]
    return hub, tuple(a for a in found if a.country not in countries_of(hub))


def adopted_frame(scene: Scene) -> Sides | None:
    """会议通过…: the sides of the gathering that was told of."""
    is_told = scene.is_gathering or (scene.gathered and _THE_GATHERING.match(scene.sentence.text))
    return (scene.gathered[:1], scene.gathered[1:]) if is_told and len(scene.gathered) > 1 else None


def attendance_frame(scene: Scene) -> Sides | None:
    """A，B出席并致辞, after a dialogue of theirs: who takes part in it. Of a gathering of many, the delegates named."""
    end = scene.right[0] if scene.trigger[0].startswith("来自") else scene.left[1]
    found = scene.reader.actors(scene.sentence.start + scene.sentence.head, end)
    found = tuple(a for a in found if scene.text(a.start - 1, a.start) not in ("在", "于"))
    known = countries_of(scene.gathered)
    if not scene.is_gathering or not scene.gathered:
        return None
    if None in known:
        named = tuple(a for a in found if a.country and a.country != scene.gathered[0].country)
        is_course = scene.trigger[0].startswith("来自")
        has_delegates = (
            is_course or any(a.parties or a.persons for a in named) or _DELEGATES.search(scene.sentence.text)
        )
        return (scene.gathered[:1], named) if named and has_delegates else None
    if not known & countries_of(found):
        return None
    found += tuple(a for a in scene.gathered if a.country not in countries_of(found))
    hub = tuple(a for a in found if a.country == scene.gathered[0].country) or found[:1]
    return hub[:1], tuple(a for a in found if a.country != hub[0].country)


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
    hosted = _HOSTED_BY.search(scene.sentence.text, scene.trigger.end())
    if not hub and hosted:
        hub = scene.reader.actors(*(scene.sentence.start + offset for offset in hosted.span("host")))
    if not hub and named and "党" in scene.text(start, end + len(scene.trigger[0])):
        hub = _attending(scene)
    if len(hub) != 1 or not named:
        return None
    host = hub[0]
    if host.country == HOME and not host.parties:  # China meets the parties of others through its ruling party
        host = replace(host, parties=("CHN-CPC",))
    return (host,), (Actor(None, end, organizations=(named[0],)),)


def delegates_frame(scene: Scene) -> Sides | None:
    """论坛在南宁召开，A党、B党代表致辞: the host is the country of the place, the others act for parties."""
    words = scene.sentence.text[scene.sentence.head : scene.trigger.end()]
    if not _AT_HOME.search(words) and not _home_place(scene):
        return None
    spoke = re.search(r"出席|参加|与会|致辞|发言|讲话", scene.sentence.text[scene.trigger.end() :])
    named = scene.reader.actors(scene.sentence.start + scene.trigger.end(), scene.sentence.span[1])
    others = tuple(a for a in named if a.country not in (None, HOME))
    own = tuple(a for a in named if a.country == HOME)[:1] or (Actor(HOME, scene.left[0]),)
    return (own, others) if spoke and any(a.parties for a in others) else None


def _home_place(scene: Scene) -> bool:
    end = scene.sentence.start + scene.trigger.end()
    return any(m.country == HOME for m in scene.reader.document.within(scene.sentence.start, end, "place"))


def of_many(scene: Scene, start: int, end: int) -> Actors:
    """The parties or states of a gathering that [start, end) names, without a name of their own."""
    named = _OF_MANY.search(scene.text(start, end))
    is_of_leaders = named and re.search(r"党|首脑|峰会|领导人", named[0])
    return (Actor(None, start, organizations=(named[0],)),) if named and is_of_leaders else ()


def unnamed_guests(scene: Scene, start: int, end: int) -> Actors:
    """来自20个国家的驻华使节, 非洲国家青年政党领导人: guests of countries that [start, end) does not name."""
    named = _GUESTS_OF_MANY.search(scene.text(start, end))
    return (Actor(None, start, organizations=(named[0],)),) if named else ()


def _attending(scene: Scene) -> Actors:
    """论坛举行，A率团出席: the side that the report is about is the hub (codebook R8)."""
    clause = re.search(r"，(?P<who>[^，。；]{2,40}?)(?:应邀|率团|率代表团)*(?:出席|参加|与会)", scene.sentence.text)
    if not clause or clause.start() < scene.trigger.end():
        return ()
    start, end = (scene.sentence.start + offset for offset in clause.span("who"))
    return scene.reader.subject(start, end)[:1]


def congress_frame(scene: Scene) -> Sides | None:
    """A代表大会开幕，B、C代表团应邀出席: only with guests is a party's congress a contact."""
    start, end = scene.left
    holders = scene.reader.actors(start, end + len(scene.trigger[0]))
    if len(holders) != 1 or not holders[0].parties:
        return None
    guests = scene.reader.actors(scene.sentence.start + scene.trigger.end(), scene.sentence.span[1])
    guests = tuple(a for a in guests if a.country and a.country != holders[0].country)
    is_attended = re.search(r"出席|列席|参加|与会|应邀", scene.sentence.text[scene.trigger.end() :])
    return (holders, guests) if guests and is_attended else None


def course_frame(scene: Scene) -> Sides | None:
    """A干部研修班在京开班: the guests are those named; who teaches is the inviter, else the country of the place."""
    start, end = scene.sentence.start + scene.sentence.head, scene.sentence.span[1]
    found = scene.reader.actors(start, end)
    places = (m.country for m in scene.reader.document.within(start, end, "place") if m.country)
    home = next((a for a in found if a.country == HOME), None)
    stated = (m.country for m in scene.reader.document.within(start, end, "country") if _is_place(scene, m.start))
    host = HOME if _AT_HOME.search(scene.sentence.text) else next(stated, None) or next(places, None)
    trainer = home or Actor(host, start)
    if host is None and not _OF_STUDENTS.search(scene.sentence.text) and any(a.parties for a in found):
        trainer = home or _OWN_SCHOOL.get(scene.reader.home or "", trainer)
    guests = tuple(a for a in found if a.country not in (None, trainer.country))
    if _PARTY_SCHOOL.search(scene.reader.text) and guests and all(a.parties for a in guests) and not trainer.parties:
        trainer = _OWN_SCHOOL.get(trainer.country or "", trainer)
    named = _OF_PARTIES.search(scene.text(start, end))
    if not guests and named and not _OF_STUDENTS.search(scene.sentence.text):  # who they are is told behind
        guests = (Actor(None, start, organizations=(named[0],)),)
        trainer = _OWN_SCHOOL.get(trainer.country or "", trainer)
    return ((trainer,), guests) if trainer.country and guests else None


def _is_place(scene: Scene, start: int) -> bool:
    return scene.text(start - 1, start) in ("在", "于", "赴")


def reception_frame(scene: Scene) -> Sides | None:
    """A驻B大使馆举行招待会，B…出席: an embassy receives officials of the country in which it is."""
    posted = re.search(r"驻[^，。；、]{1,14}?使馆", scene.text(*scene.left))
    if not posted:
        return None
    start, end = scene.left[0], scene.left[0] + posted.start()
    hub = scene.reader.actors(start, end) or scene.subject(start, end)
    hub = hub or ((Actor(scene.reader.home, start),) if scene.reader.home and end - start <= 12 else ())
    guests = scene.reader.actors(scene.sentence.start + scene.trigger.end(), scene.sentence.span[1])
    guests = tuple(a for a in guests if a.country and a.country not in countries_of(hub))
    behind = scene.sentence.text[scene.trigger.end() :]
    is_attended = re.search(r"出席|参加|应邀|到会", behind) and (
        _DELEGATES.search(behind) or any(a.parties for a in guests)
    )
    return (hub[:1], guests) if hub and guests and is_attended else None
