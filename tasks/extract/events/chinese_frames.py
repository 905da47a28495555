"""Where the sides of an event stand around a Chinese trigger: one function a frame of reference/event_phrases_zh.csv.

Every frame gives the hub's actors and the other side's actors, or None where the words around the trigger do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tasks.extract.events import chinese_gatherings as gatherings
from tasks.extract.events import chinese_messages as messages
from tasks.extract.events import chinese_second as second
from tasks.extract.events.chinese_scene import OFFICE, Actors, Scene, Sides, countries_of
from tasks.extract.events.chinese_sides import POSTED
from tasks.extract.events.chinese_visits import briefing_frame, led_frame, told_frame, visit_frame
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled

# 同, 与, 和, 跟 as prepositions: not inside 共同, 参与, 和平 ...
_WITH = compiled(
    r"(?<![共一协合不相如伙胡])同(?![志时日样步胞期等年一心类比盟行舟仁窗])(?!意(?!大利))|(?<![参给赋])与(?![会此])|(?<![共亲温饱缓柔])和(?![平解谐睦约])|跟(?![踪进])"
)
_TO = compiled(r"向|(?<![送移献交])给|(?<![因作成认])为(?!了|期)|(?<![应绝相])对(?![话于此华外])")
_ADJUNCT_OF_PARTNER = compiled(
    r"(?<![现正存所内])在(?!任|野|华)|就(?!职|任)|于(?=\d)|以(?:视频|书面|线上)|通过|分别|先后|共同|举行|进行"
)
# 会见驻A使馆工作人员, 看望旅居A的侨胞: one's own people abroad
_OWN_PEOPLE = compiled(
    r"使馆(?:的)?(?:工作人员|馆员|全体|员工|外交官)|侨[胞民界领]|华侨|同胞|社群|留学生|中资(?:企业|机构)|越侨|旅[^，。；]{1,6}侨"
)
# A和B的边界委员会举行会议, but no meeting of a group that is only named after a country
_BARE_MEETING = re.compile(r"(?:举行|召开|举办)(?:了)?会议$")
_DELEGATES = compiled(r"委员会|官员|代表|外长|部长|领导人|总统|总理|两国|双方|[三四五六]方|[三四五六]国|两党|政党")
_HOLDER = compiled(rf"{OFFICE.pattern}|发言人|主任|领袖|代表")
_SPOKE = compiled(r"表示|指出|强调|会[见谈晤]|举行|签署|访问|抵达|通话|出席|座谈")
_ALONE = frozenset({"会见", "会谈", "会晤", "座谈"})
_SEAT = compiled(r"(?:赴|到|前往|在)(?P<of>[^，。；]{2,20}?)(?:总部|本部|使馆)")  # 赴A总部拜会总书记
_ATTENDS = re.compile(r"(?:应邀)?(?:出席|参加)了?")
_FOLLOWS = re.compile(r"，(?:祝贺|对|就|表示|感谢|向|代表)")
_REPROACH = compiled(r"谴责|抗议|指责|呼吁|要求|敦促")
_FOR = compiled(r"(?<![因作成认])为(?!了|期|首|团长)")
_ELIDED = re.compile(r"(?:并|还|也|共同|就[^，。；]*|举行[^，。；]{0,8})?")
# 以视频方式: a clause that says only how, behind the one that says who with whom
_ONLY_HOW = re.compile(r"(?:以|通过|采用|采取|围绕|就)[^，。；]*")
_TO_CONGRESS = re.compile(r"(?:该党)?(?:本届|此次|这次)?(?:代表)?大会|党代会|全会")
_MANY_WAY = compiled(r"[三四五六七多]方|[三四五六七]党")
_PAIR_WORDS = compiled(r"双方|两国|双边|两党|三方|三国|两军|中方|共同|会[谈见晤]后|随后|会后|决定|一致同意")


def object_frame(scene: Scene) -> Sides | None:
    """A会见B; the object of a message may stand in the next clause (致电X，祝贺…)."""
    start, end = scene.right
    if _OWN_PEOPLE.search(scene.text(start, end)):
        return None
    reproach = _REPROACH.search(scene.text(start, end))
    others = scene.partners(start, start + reproach.start() if reproach else end)
    hub = scene.subject(*scene.left)
    seat = None if others else _SEAT.search(scene.text(*scene.left))
    if seat:
        others = scene.reader.actors(scene.left[0] + seat.start("of"), scene.left[0] + seat.end("of"))
    if not others and POSTED.search(scene.text(*scene.left)) and OFFICE.search(scene.text(*scene.right)):
        home = scene.reader.home  # A驻朝大使拜访外务省副相: an office without a country where A's envoy is posted
        others = (Actor(home, start),) if home and home not in countries_of(hub) else ()
    end = scene.right[1] - scene.sentence.start
    if not others and _FOLLOWS.match(scene.sentence.text, end):
        start, last = scene.sentence.clause(end + 1)
        others = scene.reader.actors(scene.sentence.start + start, scene.sentence.start + last)
    if not others and scene.trigger[0].endswith(("祝贺", "庆贺")):
        others = gatherings.of_many(scene, *scene.right)
    if not others and any(a.parties for a in hub):
        others = gatherings.unnamed_guests(scene, start, scene.right[1])
    return (hub, others) if hub and others else None


def with_frame(scene: Scene) -> Sides | None:
    """A同B举行会谈: the first preposition with participants on both sides of it."""
    start, end = scene.left
    text = scene.text(start, end)
    if _MANY_WAY.search(scene.trigger[0]):  # A、B和C举行三方会晤
        return joint_frame(scene)
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
    before = _clause_before(scene)
    return with_frame(before) if before else None


def _clause_before(scene: Scene) -> Scene | None:
    """The scene with its trigger's clause joined to the one before, where that says with whom: A同B以…为主题，
    以…方式举行; A与B主席X，议长Y进行交流."""
    start, end = scene.left
    words = scene.text(start, end)
    is_open = _ONLY_HOW.fullmatch(words) or (_HOLDER.search(words) and not _WITH.search(words))
    if scene.reach or not is_open or scene.trigger[0] in _ALONE:
        return None
    earlier = next(iter(scene.sentence.clauses_before(scene.trigger.start())), None)
    if not earlier or not _WITH.search(scene.sentence.text, *earlier) or _SPOKE.search(scene.sentence.text, *earlier):
        return None
    return replace(scene, reach=earlier[0])


def to_frame(scene: Scene) -> Sides | None:
    """A向B致贺电: the last preposition that has a participant behind it. A message to a meeting goes to its sides."""
    start, end = scene.left
    text = scene.text(start, end)
    matches = list(_TO.finditer(text))
    for match in reversed(matches):
        others = tuple(a for a in scene.reader.actors(start + match.end(), end) if a.country or a.organizations)
        others = others or scene.guests(start + match.end(), end)
        hub = scene.subject(start, start + match.start()) if others else ()
        if hub and countries_of(others) - countries_of(hub):
            return hub, others
    if not matches:
        return None
    hub = scene.subject(start, start + matches[-1].start())
    many = gatherings.of_many(scene, start + matches[-1].end(), end)
    if hub and many:  # A向非洲政党论坛致贺信
        return hub, many
    if _TO_CONGRESS.match(text, matches[-1].end()):
        holder = tuple(a for a in scene.celebrated or scene.addressee if a.country not in countries_of(hub))
        return (hub, holder) if hub and holder else None
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
    if _BARE_MEETING.search(scene.trigger[0]) and not _DELEGATES.search(scene.text(*scene.left)):
        return None
    if _ELIDED.fullmatch(scene.text(*scene.left).strip()):  # A、B两党以…为主题，举行…
        found = scene.reader.actors(scene.sentence.start + scene.sentence.head, end)
        if len(countries_of(found)) == 2 or (len(countries_of(found)) > 2 and "联合" in scene.trigger[0]):
            return found[:1], found[1:]
    for stop in (end, end + len(scene.trigger[0])):
        found = _before(scene, stop)
        if len(countries_of(found)) < 2:
            found = gatherings.across_the_strait(scene, scene.left[0], stop)
        if len(countries_of(found)) > 1:
            return found[:1], found[1:]
    return None


def many_frame(scene: Scene) -> Sides | None:
    """A、B、C等国发表: three countries or more before the trigger."""
    found = _before(scene, scene.left[1])
    return (found[:1], found[1:]) if len(countries_of(found)) > 2 else None


def pair_frame(scene: Scene) -> Sides | None:
    """双方签署: the sides of the event told before."""
    start, end = scene.left
    clause = scene.text(start, end) + scene.trigger[0] + scene.text(*scene.right) + scene.sentence.text[:8]
    if not _PAIR_WORDS.search(clause):
        return None
    if len(scene.pair) > 1:
        return scene.pair[:1], scene.pair[1:]
    named = scene.reader.actors(scene.sentence.start, start)  # A对来访的B表示欢迎，双方座谈
    return (named[:1], named[1:]) if len(countries_of(named)) == 2 else None


def them_frame(scene: Scene) -> Sides | None:
    """B代表团访华。A会见。"""
    hub = scene.subject(*scene.left)
    came = scene.delegation or scene.pair[1:]
    others = tuple(a for a in came if a.country not in countries_of(hub))
    return (hub, others) if hub and others else None


def back_frame(scene: Scene) -> Sides | None:
    """A复电: an answer to the other side of the event told before."""
    hub = scene.subject(*scene.left)
    others = tuple(a for a in scene.pair if a.country not in countries_of(hub))
    return (hub, others) if hub and others and len(scene.pair) > len(others) else None


def around_frame(scene: Scene) -> Sides | None:
    """Two countries anywhere in the sentence."""
    found = scene.reader.actors(scene.sentence.start + scene.sentence.head, scene.sentence.span[1])
    return (found[:1], found[1:]) if len(countries_of(found)) > 1 else None


def venue_frame(scene: Scene) -> Sides | None:
    """A在访问期间出席揭幕仪式: the country visited holds the ceremony."""
    guests = scene.subject(*scene.left)
    held = scene.reader.actors(scene.left[1], scene.right[0])
    held = tuple(a for a in held if a.country == scene.venue) or (Actor(scene.venue, scene.left[1]),)
    return (held, guests) if scene.venue and guests else None


def attended_frame(scene: Scene) -> Sides | None:
    """A出席B的就职典礼: who holds the ceremony is its hub."""
    verb = _ATTENDS.match(scene.trigger[0])
    end = scene.left[1] + (verb.end() if verb else 0)
    held = scene.reader.actors(end, scene.right[1])
    guests = scene.subject(*scene.left)
    return (held, guests) if held and guests else None


def landmark_frame(scene: Scene) -> Sides | None:
    """A前往天安门广场，向人民英雄纪念碑敬献花圈: the country of the place, where it is not the guest's own."""
    guests = scene.subject(*scene.left)
    offset = scene.sentence.start
    places = scene.reader.document.within(offset + scene.trigger.start(), offset + scene.trigger.end(), "place")
    host = next((place for place in places if place.country), None)
    if host is None or not guests or host.country in countries_of(guests):
        return None
    return ((Actor(host.country, host.start),), guests)


def of_party_frame(scene: Scene) -> Sides | None:
    """A出席B举办的座谈会: only where a party holds it."""
    sides = attended_frame(scene)
    return sides if sides and sides[0][0].parties else None


def platform_frame(scene: Scene) -> Sides | None:
    """A在机场为B送行, A到机场迎接B: the guest is named behind 为 or the verb, else the delegation told of."""
    start, end = scene.left
    offset = scene.sentence.start
    before = list(_FOR.finditer(scene.sentence.text, start - offset, scene.trigger.end()))
    if before:
        guests = scene.reader.actors(offset + before[-1].end(), offset + scene.trigger.end())
    else:
        guests = scene.reader.actors(*scene.right)
    guests = guests or scene.delegation
    holders = scene.reader.subject(start, end) or scene.reader.actors(end, offset + scene.trigger.end())
    if POSTED.search(scene.text(start, end)) and not _ADJUNCT_OF_PARTNER.match(scene.text(start, end)):
        holders = scene.reader.actors(offset + scene.sentence.head, start) or holders  # A部长，B驻A大使等到机场迎接
    holders = tuple(a for a in holders if a.country and a.country not in countries_of(guests))
    is_of_parties = any(a.parties for a in holders[:1])  # protocol at an airport is no news of its own
    return (holders[:1], guests) if is_of_parties and guests else None


FRAMES: dict[str, Callable[[Scene], Sides | None]] = {
    "object": object_frame,
    "with": with_frame,
    "to": to_frame,
    "joint": joint_frame,
    "many": many_frame,
    "within": gatherings.within_frame,
    "pair": pair_frame,
    "adopted": gatherings.adopted_frame,
    "back": back_frame,
    "them": them_frame,
    "attendance": gatherings.attendance_frame,
    "around": around_frame,
    "gathering": gatherings.gathering_frame,
    "hosted": gatherings.hosted_frame,
    "delegates": gatherings.delegates_frame,
    "venue": venue_frame,
    "course": gatherings.course_frame,
    "attended": attended_frame,
    "landmark": landmark_frame,
    "of_party": of_party_frame,
    "briefing": briefing_frame,
    "told": told_frame,
    "visit": visit_frame,
    "led": led_frame,
    "congress": gatherings.congress_frame,
    "reception": gatherings.reception_frame,
    "received": messages.received_frame,
    "handed": messages.handed_frame,
    "occasion": messages.occasion_frame,
    "support": messages.support_frame,
    "built": messages.built_frame,
    "platform": platform_frame,
    **second.FRAMES,
}
