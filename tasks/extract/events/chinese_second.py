"""Frames of the second, looser reading of Chinese sentences (reference/event_words_zh.csv).

The first reading (event_phrases_zh.csv) wants both sides where its construction puts them. Here a side may be left out
of the sentence: it is who was told of before (同日，B也发来唁电), who invited (应A邀请，B出席…), or the outlet's own
country (B来信). Such events are less sure, so `is_sure_of` asks that each side is a party, a person or an office.
"""

from __future__ import annotations

from tasks.extract.events.chinese_scene import OFFICE, Actors, Scene, Sides, countries_of
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled

CONFIDENCE = 0.6
# One is often told as another: no second event where the sides are known to have talked.
_FAMILY = {
    "meeting": "talks", "call": "talks", "dialogue": "talks", "briefing": "talks", "training": "talks",
    "ceremony": "talks", "party_life": "talks",
}  # fmt: skip
_BETWEEN = frozenset({"meeting", "call", "message", "agreement", "aid", "award"})
_NEAR_OFFICE = 24  # characters from a country to the office that makes it a side
_ENVOY = compiled(r"大使|使馆|使节|特使|代表团")
_QUOTED = compiled(r"(?:指出|表示|强调|认为|说|称|宣称|声称|重申)[，：]")
_ALSO = compiled(r"也|同[日天]|当[日天]|此前|随后|此后|均|还|纷纷|相继|分别|同样|此外|另外")
_POINTED = compiled(r"对方|客人|来宾|来客|外宾|该党|代表团|访客|来访者")
_INVITED_BY = compiled(r"应(?P<host>[^。；，]{2,60}?)(?:的)?邀请")
_AT = compiled(r"(?<![现正存所内])在|赴|于(?!\d)")
_THANKED = compiled(r"[对向](?P<whom>[^。；]{2,40})")
_ELSE = compiled(r"举行|召开|主办|举办|承办|会见|访问|开幕|闭幕|邀请")
_HOME_NEWS = compiled(
    r"批评|谴责|指责|抨击|法院|选民|民调|股市|制裁|袭击|球队|比赛|联赛|进口|出口|贷款|上市|票房|起诉|逮捕|执政联盟|组阁|联合政府|内阁"
)


def family(event_type: str) -> str:
    return _FAMILY.get(event_type, event_type)


def is_sure_of(scene: Scene, sides: Sides, event_type: str) -> bool:
    """True where a party takes part, and whoever meets, writes or gives is a party, a person or an office; no home
    news."""
    actors = [actor for side in sides for actor in side]
    if _HOME_NEWS.search(scene.sentence.text) or not any(a.parties for a in actors):
        return False
    if _QUOTED.search(scene.sentence.text[: scene.trigger.start()]):
        return False
    known = countries_of((*scene.pair, *scene.delegation, *scene.addressee))
    return event_type not in _BETWEEN or all(
        a.parties or a.persons or a.organizations or a.country in known or _has_office(scene, a) for a in actors
    )


def _has_office(scene: Scene, actor: Actor) -> bool:
    near = scene.text(actor.start, actor.start + _NEAR_OFFICE)
    return bool(OFFICE.search(near) or _ENVOY.search(near))


def pointed_frame(scene: Scene) -> Sides | None:
    """A与对方…, A…该党, A…越方: a side named by a word that points back."""
    hub = scene.subject(*scene.left)
    for start, end in (scene.left, scene.right):
        others = tuple(a for a in _pointed(scene, start, end) if a.country not in countries_of(hub))
        if hub and others:
            return hub, others
    return None


def _pointed(scene: Scene, start: int, end: int) -> Actors:
    text = scene.text(start, end)
    short = scene.reader.side_called(text)
    if short:
        known = tuple(a for a in (*scene.pair, *scene.delegation) if a.country == short)
        return known[:1] or (Actor(short, start),)
    if not _POINTED.search(text):
        return ()
    return scene.reader.actors(start, end) or scene.delegation or scene.pair[1:]


def elided_frame(scene: Scene) -> Sides | None:
    """同日，B也发来唁电: to whom the message told before went."""
    start = scene.sentence.start + scene.sentence.head
    hub = scene.reader.actors(start, scene.left[1])
    others = tuple(a for a in scene.addressee if a.country not in countries_of(hub))
    is_also = _ALSO.search(scene.sentence.text[: scene.trigger.end()])
    return (hub, others) if hub and others and is_also else None


def homeward_frame(scene: Scene) -> Sides | None:
    """B来信，对A表示感谢: to those thanked, else to the outlet's own side."""
    hub = scene.subject(*scene.left)
    thanked = _THANKED.search(scene.sentence.text, scene.trigger.end())
    others: Actors = ()
    if thanked:
        start, end = thanked.span("whom")
        others = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + end)
    home = scene.reader.home
    others = others or ((Actor(home, scene.right[0]),) if home else ())
    others = tuple(a for a in others if a.country not in countries_of(hub))
    return (hub, others[:1]) if hub and others else None


def invited_frame(scene: Scene) -> Sides | None:
    """应A邀请，B出席…: B comes to A's country, or to the one in which the occasion is."""
    guests, hosts = _invitation(scene)
    return (guests, tuple(Actor(a.country, a.start, a.parties) for a in hosts)) if guests and hosts else None


def inviting_frame(scene: Scene) -> Sides | None:
    """应A邀请，B出席…研讨会: A holds it."""
    guests, hosts = _invitation(scene)
    return (hosts, guests) if guests and hosts else None


def _invitation(scene: Scene) -> Sides:
    invited = _INVITED_BY.search(scene.sentence.text, 0, scene.trigger.end())
    if not invited:
        return (), ()
    offset = scene.sentence.start
    hosts = scene.reader.actors(offset + invited.start("host"), offset + invited.end("host"))
    guests = scene.subject(*scene.left)
    if not guests or countries_of(guests) & countries_of(hosts):
        guests = scene.reader.actors(offset + invited.end(), scene.left[1])
    guests = tuple(a for a in guests if a.country and a.country not in countries_of(hosts))
    at = scene_country(scene, invited.end(), scene.right[1] - offset)
    if at and at not in countries_of(hosts):
        hosts = () if at in countries_of(guests) else (Actor(at, scene.left[1]),)
    occasion = scene.reader.actors(offset + scene.trigger.start(), offset + scene.trigger.end())
    theirs = tuple(a for a in occasion if a.parties and a.country in countries_of(hosts))
    return guests, (theirs or tuple(a for a in hosts if a.country))[:1]  # 应A和B邀请，出席B建党纪念活动


def scene_country(scene: Scene, start: int, end: int) -> str | None:
    """The country in which a stretch of the sentence says that something happens (在拉巴特, 赴柏林)."""
    offset = scene.sentence.start
    for match in _AT.finditer(scene.sentence.text, start, end):
        named = scene.reader.document.within(offset + match.end(), offset + match.end() + 12, "place", "country")
        if named and named[0].start == offset + match.end():
            return named[0].country or named[0].entity_id
    return None


def came_frame(scene: Scene) -> Sides | None:
    """客人是应…邀请来访的; 总书记一行是来华参加…的: the guests of those who received them."""
    guests = scene.subject(*scene.left)
    if hosts := _inviters(scene, guests):
        return guests, hosts
    pair = scene.pair
    if len(pair) > 1 and (not guests or countries_of(guests) <= countries_of(pair[:1])):
        return None
    home = scene.reader.home
    hosts = pair[:1] if len(pair) > 1 and countries_of(guests) & countries_of(pair[1:]) else ()
    hosts = hosts or ((Actor(home, scene.left[1]),) if home and not pair else ())
    hosts = tuple(Actor(a.country, a.start) for a in hosts if a.country not in countries_of(guests))
    return (guests, hosts) if guests and hosts else None


def _inviters(scene: Scene, guests: Actors) -> Actors:
    """Who is named as the host by the words of the visit itself: 是应A邀请来此参加…的."""
    invited = _INVITED_BY.match(scene.trigger[0])
    if not guests or not invited:
        return ()
    start = scene.sentence.start + scene.trigger.start()
    named = scene.reader.actors(start + invited.start("host"), start + invited.end("host"))
    return tuple(a for a in named if a.country and a.country not in countries_of(guests))[:1]


def convened_frame(scene: Scene) -> Sides | None:
    """A主办会议，B、C派代表参加: those who attend what A convened, in this sentence or the one before."""
    host = scene.convener or (scene.gathered[:1] if scene.is_gathering and len(scene.gathered) > 1 else ())
    start = scene.sentence.start + scene.sentence.head
    clause = scene.reader.actors(scene.left[0], scene.left[1])
    is_list = clause and not _ELSE.search(scene.text(start, scene.left[0]))  # A党主席X，B党主席Y出席
    named = scene.reader.actors(start, scene.left[1]) if is_list or not clause else clause
    guests = tuple(a for a in named if a.country and a.country not in countries_of(host))
    is_of_parties = any(a.parties for a in guests) or "政党" in scene.sentence.text
    return (host, guests) if host and guests and is_of_parties else None


def celebrated_frame(scene: Scene) -> Sides | None:
    """B代表大会开幕。A、C代表应邀参加: the guests of the party whose congress the sentence before told of."""
    host = tuple(a for a in scene.celebrated if a.parties)
    guests = scene.reader.actors(scene.sentence.start + scene.sentence.head, scene.left[1])
    guests = tuple(a for a in guests if a.country and a.country not in countries_of(host))
    return (host, guests) if host and any(a.parties for a in guests) else None


def present_frame(scene: Scene) -> Sides | None:
    """A代表团离开时，B到机场送行: who is seen off was named before in the sentence."""
    hub = scene.subject(*scene.left)
    if countries_of(hub) & countries_of(scene.delegation):  # one's own ambassador, who came with the hosts
        return None
    named = scene.reader.actors(scene.sentence.start + scene.sentence.head, scene.left[0])
    others = tuple(a for a in named if a.country not in countries_of(hub) and a.parties)
    return (hub, others) if hub and others else None


FRAMES = {
    "celebrated": celebrated_frame,
    "present": present_frame,
    "pointed": pointed_frame,
    "elided": elided_frame,
    "homeward": homeward_frame,
    "invited": invited_frame,
    "inviting": inviting_frame,
    "came": came_frame,
    "convened": convened_frame,
}
