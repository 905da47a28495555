"""Visits told in Chinese: who travels, and which countries are visited; briefings given to the hosts."""

from __future__ import annotations

import re

from tasks.extract.events.chinese_scene import DELEGATION, Actors, Scene, Sides, countries_of
from tasks.extract.events.chinese_sides import HOME, POSTED
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled

_HOSTS_END = compiled(
    r"并|出席|参加|进行|会见|举行|举办|(?<!同)与|同|期间|开展|考察|执行|担任|转|后|时|，|。|；|的(?!黎波里)|等国?(?:访问)?$"
)
_FOR_HOSTS = compiled(r"(?:对(?!外)|(?:前往|赴)(?!.*(?:出席|同|与)))(?P<hosts>[^，。；对]{1,50}?)(?:的)?$")
_AFORESAID = compiled(r"上述|有关国家|^(?:这|该|以上)?[两二三四五六七]国$")
_GOES_TO = compiled(
    r"^(?:应邀)?(?:先后|相继|陆续|分别|再次|首次|率团|专程)*(?:访问|出访|到访|往访|走访|造访|抵达|飞抵|赴|启程)"
)
_AT_HOME = compiled(r"我国")
_MAINLAND = compiled(r"(?<![美欧非亚洲新])大陆")
_KNOWS_TAIWAN = compiled(r"台湾|两岸|国民党|民进党|新党|亲民党|台北|岛内")
_INVITERS = compiled(r"应(?P<hosts>[^。；]{1,80}?)(?:的)?邀请")
_GUEST = re.compile(r"^(?P<why>[^，。；]{0,40}?)的(?!邀请|时候|机会|关系|是)(?P<guest>[^，。；]+)")
_RECEIVED = compiled(r"会见|会晤|接见|[同与和为向给]|欢迎|陪同|邀请|宴请|接待")
_OFFICIALS = compiled(
    r"总统|总理|[首外副防]相|主席|国王|女王|亲王|王储|埃米尔|苏丹(?!港)|外长|部长|大臣|国务卿|议长|委员长|特使|特别代表|代表团|领导人|元首|总书记|书记|大使|高官|官员|议员|顾问|秘书长|访华团|(?:访问|参访|考察|交流)团|政府|客人|外宾|来宾"
)
_DELEGATION = compiled(rf"{DELEGATION}|团|一行|特使")
_ONLY_MANNER = re.compile(r"(?:正在?|目前|应邀|首次|专程|前来|日前|近日|即将|将|[今昨]天|今日)*")
# Where the words on the guest end and those on what happens to the guest begin.
_GUEST_ENDS = compiled(r"受到|得到|将|同|与|会见|会晤|拜会|抵达|到访|访问|离开|说|表示|\d{1,2}日|今[天日]|昨[天日]")
_GUEST_DOES = compiled(r"参观|访问|出席|共进|前往")
_STAYING = compiled(r"(?:在|对|正)(?P<host>[^，。；在]{1,12}?)(?:进行)?$")
_NO_OFFICIALS = compiled(
    r"体育代表团|运动员|球队|国家队|比赛|赛事|班列|航班|列车|货轮|救援|医疗队|维和|游客|旅客|航天员|考察队|军舰|编队|舰艇|合唱团|艺术团|演出|难民|移民"
)
_STAY = re.compile(r"(?:[在访来][华京]).*期间")
_COME_TO = compiled(r"(?:前来|来)$")  # 前来进行访问的A
_GUEST_WORDS = frozenset({"来访", "到访"})
_DURING = re.compile(r"(?:期间|框架内|之际|过程中|之机|时)$")
_LEAVES = re.compile(r"(?:乘[^，。；]{1,4})?离")
_COMES = re.compile(r"来访|到访(?=[，。；]|$)")
_FOREIGN_AUDIENCE = compiled(r"使节|外国|驻华|各国|多国|\d国|国家的?(?:政党|政要|驻)|外宾|外方|国际社会")
_HOME_VISIT = compiled(r"华|京")


def briefing_frame(scene: Scene) -> Sides | None:
    """A在老挝举办宣介会: for those named with it, else for the hosts of the visits told of."""
    start, end = scene.left
    hub = scene.subject(start, end)
    if not hub and not scene.text(start, end).startswith("在"):  # who expounds its sessions needs no name
        hub = (Actor(HOME, start, ("CHN-CPC",)),)
    named = scene.reader.actors(start, scene.right[1])
    named = tuple(a for a in named if a.country and a.parties)
    others = tuple(a for a in named if a.country not in countries_of(hub))
    others = others or tuple(a for a in hosts(scene, start, scene.right[1]) if a.country not in countries_of(hub))
    earlier = scene.reader.actors(scene.sentence.start, start)
    stayed = tuple(
        a for a in earlier if scene.text(a.start - 1, a.start) == "在" and a.country not in countries_of(hub)
    )
    others = others or stayed or scene.visited
    if not others and "宣讲" not in scene.trigger[0]:  # at home, the congress is expounded to citizens
        others = (Actor(None, end),)
    return (hub, others) if hub and others else None


def told_frame(scene: Scene) -> Sides | None:
    """A向B通报全会精神: only where B are foreigners, named or not (使节, 各国政党)."""
    hub = scene.subject(*scene.left)
    start, end = scene.trigger.span("audience")
    start, end = (start, end) if start >= 0 else (scene.trigger.start(), len(scene.sentence.text))
    words, offset = scene.sentence.text[start:end], scene.sentence.start
    others = tuple(a for a in scene.reader.actors(offset + start, offset + end) if a.country)
    others = tuple(a for a in others if a.country not in countries_of(hub))
    if not others and _FOREIGN_AUDIENCE.search(words):
        others = (Actor(None, scene.sentence.start + start),)
    return (hub, others) if others and any(a.parties for a in hub) else None


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
    if _MAINLAND.search(text) and _KNOWS_TAIWAN.search(scene.reader.text):
        found[HOME] = Actor(HOME, start)
    if home:
        own = scene.reader.home or HOME
        found[own] = Actor(own, start + home.start())
    for mention in scene.reader.document.within(start, stop, "country", "place"):
        code = mention.entity_id if mention.kind == "country" else mention.country
        if code and code not in found:
            found[code] = Actor(code, mention.start)
    if not found and len(text) == 1 and (short := scene.reader.short_country(text)):
        return (Actor(short, start),)
    if not found:
        organs = scene.reader.document.within(start, stop, "organization")
        found = {m.country: Actor(m.country, m.start) for m in organs if m.country}
    return tuple(found.values())


def visit_frame(scene: Scene) -> Sides | None:
    """A访问B, A对B进行访问, A访华; also as an attribute of the guest: 应邀访华的A."""
    start, end = scene.left
    left = scene.text(start, end)
    before = None if _GOES_TO.search(scene.trigger[0]) else _FOR_HOSTS.search(left)
    named = scene.trigger.groupdict().get("hosts")
    if named:
        at = scene.sentence.start
        visited = hosts(scene, at + scene.trigger.start("hosts"), at + scene.trigger.end("hosts"))
    elif before:
        visited = hosts(scene, start + before.start("hosts"), start + before.end("hosts"))
        end = start + before.start()
    elif scene.text(*scene.right).startswith("的") and (
        scene.trigger[0] in _GUEST_WORDS or (_COME_TO.search(left) and not before)
    ):
        visited = _receiver(scene)
    elif _COMES.match(scene.trigger[0] + scene.text(*scene.right)):
        visited = (Actor(scene.reader.home, end),) if scene.reader.home else _other_country(scene)
    elif _HOME_VISIT.search(scene.trigger[0]) and scene.trigger[0][-1] != "赴":
        visited = (Actor(HOME, end),)
    elif scene.text(*scene.right).startswith("的") and (staying := _STAYING.search(left)):
        visited = hosts(scene, start + staying.start("host"), start + staying.end("host"))  # 正在中国访问的A
        guests = tuple(a for a in scene.reader.actors(*scene.right) if a.country not in countries_of(visited))
        return (guests, visited) if guests and visited and _is_official(scene, guests) else None
    else:
        visited = hosts(scene, *scene.right)
    if not visited:
        return None
    guest = guest_of(scene)
    if named and _LEAVES.match(scene.trigger[0]) and not _DELEGATION.search(scene.sentence.text):
        return None
    visitors = guest or (scene.delegation if _STAY.match(scene.trigger[0]) and not left.strip() else ())
    visitors = visitors or scene.subject(start, end) or _who_follows(scene)
    if guest or named or _STAY.match(scene.trigger[0]):
        visitors = tuple(a for a in visitors if a.country not in countries_of(visited))
    return (visitors, visited) if visitors and _is_official(scene, visitors) else None


def _who_follows(scene: Scene) -> Actors:
    """在对A访问期间，B会见…: the visitor is the subject of the next clause."""
    end = scene.right[1] - scene.sentence.start
    if not (_DURING.search(scene.text(*scene.right)) and scene.sentence.text.startswith("，", end)):
        return ()
    start, stop = scene.sentence.clause(end + 1)
    return scene.reader.subject(scene.sentence.start + start, scene.sentence.start + stop)


def _other_country(scene: Scene) -> Actors:
    """A到访，与B会晤, in a paper whose country is unknown: that of those whom the next clause names."""
    named = scene.reader.actors(scene.right[1], scene.sentence.span[1])
    return tuple(Actor(a.country, a.start) for a in named[:1] if a.country)


def _receiver(scene: Scene) -> Actors:
    """The country that a guest has come to (A会见到访的B): that of the host who is the subject."""
    start, end = scene.left
    received = list(_RECEIVED.finditer(scene.text(start, end)))
    guest = guest_of(scene)
    if len(guest) != 1 or POSTED.search(scene.text(*scene.right)):
        return ()  # an envoy to the country is no visitor
    if not received:
        return (Actor(scene.reader.home, start),) if scene.reader.home else ()
    host = scene.subject(start, start + received[-1].start())
    host = host or (scene.pair if len(scene.pair) == 2 else ())
    host = tuple(a for a in host if a.country and a.country != guest[0].country)
    return tuple(Actor(a.country, a.start) for a in host) if len(host) == 1 else ()


def led_frame(scene: Scene) -> Sides | None:
    """A率团出席: to the country in which the gathering takes place."""
    start, end = scene.sentence.span
    at = next((m.end() for m in re.finditer(r"[在赴]", scene.sentence.text[: scene.trigger.end() + 40])), None)
    named = hosts(scene, start + at, start + at + 16) if at is not None else ()
    place = named[0].country if named else scene.scene_of_last
    found = scene.reader.actors(start, scene.left[1]) or scene.subject(*scene.left)
    visitors = tuple(a for a in found if a.country and a.country != place)
    return (visitors, (Actor(place, end),)) if place and len(visitors) == 1 else None


def _is_official(scene: Scene, visitors: Actors) -> bool:
    """True where officials or a delegation travel, not goods, tourists, athletes or rescuers."""
    if any(a.persons or a.parties for a in visitors):
        return True
    words = scene.sentence.text
    return bool(_OFFICIALS.search(words)) and not _NO_OFFICIALS.search(words)


def guest_of(scene: Scene) -> Actors:
    """The guest behind an attributive visit (应邀访华的A), where a participant follows 的."""
    start, end = scene.right
    text, left = scene.text(start, end), scene.text(*scene.left)
    received = list(_RECEIVED.finditer(left))
    if not received:  # 应邀来访的A今日离京
        ends = _GUEST_ENDS.search(text, 1)
        is_guest = text.startswith("的") and _ONLY_MANNER.fullmatch(left)
        return scene.reader.actors(start, start + ends.start() if ends else end) if is_guest else ()
    if _DELEGATION.match(text) and not text.startswith(("一行", "特使")):  # 会见由A率领的访华代表团
        return scene.reader.actors(scene.left[0] + received[0].end(), scene.left[1])
    match = _GUEST.match(text)
    if not match:
        return ()
    does = _GUEST_DOES.search(text, match.start("guest") + 2, match.end("guest"))
    return scene.reader.actors(start + match.start("guest"), start + (does.start() if does else match.end("guest")))
