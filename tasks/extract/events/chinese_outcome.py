"""What a Chinese trigger and its sides amount to: who meets whom, who came, what is topic, business or in passing."""

from __future__ import annotations

from dataclasses import replace

from tasks.event_types import types_where
from tasks.extract.annotated import Annotated
from tasks.extract.event_dates import Anchor
from tasks.extract.events.chinese_phrases import Phrase
from tasks.extract.events.chinese_scene import DELEGATION, Actors, Sides
from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.events.chinese_sides import name_of
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import EventDate, Place, Side

_CAME_AS = compiled(rf"{DELEGATION}|一行|来访|到访|率领|特使|前来")
_CAME = compiled(r"(?:来访|到访|来华|访华|来京|率领)[^，。；与同和]*$")
_TOPIC = compiled(r"就(?!职|任)[^，。向]{0,30}$")
_TO_MONUMENT = compiled(r"[向在](?!.*[同与]).*(?:铜像|纪念碑|烈士|陵[园墓]|塑像|遗像|纪念塔|之墓|雕像)")
_SPOKEN = compiled(r"发表(?:声明|谈话|评论)|答记者问|表示(?:抗议|遗憾)|提出(?:抗议|交涉)|作出回应")
_BUSINESS = compiled(
    r"企业|公司|集团|经贸代表团|商务代表团|企业家|银行|大学|总台|电视台|航空|石油|石化|商会|工厂|船厂|协会|机构|科学家|研究[院所]|出版社|外文局|博物[院馆]|医院|俱乐部"
)
# Partners that the text does not name: their meeting is told in passing.
_UNNAMED = compiled(r"各界|人士|政要|当地(?!时间)|有关方面|主要政党|多国|各国|部分国家|多党|与会")
_HEADS = compiled(r"总统|总理|首相|议长|国王|委员长|国家主席|外长|外相")
_NO_SUBJECT = 4  # characters: 并共同签署
_EACH = compiled(r"分别|先后|相继")
_ONE_TO_ONE = frozenset({"meeting", "call", "message", "visit", "aid", "award"})


def delegation_of(sentence: Sentence, phrase: Phrase, sides: Sides) -> Actors:
    """Those who came, whom the text then calls the delegation: of a visit its hub, else who is named as one."""
    hub, others = sides
    if phrase.event_type == "visit":
        return hub
    named = sorted(((actors[0].start, actors) for actors in (hub, others) if actors), key=lambda item: item[0])
    ends = [*(start for start, _ in named[1:]), sentence.span[1]]
    for (start, actors), end in reversed(list(zip(named, ends, strict=True))):
        first = start - sentence.start
        if _CAME.search(sentence.text, max(0, first - 12), first) or _CAME_AS.search(
            sentence.text, first, end - sentence.start
        ):
            return actors
    return ()


def is_topic(phrase: Phrase, before: str, after: str) -> bool:
    """True for what is only spoken of: 就习近平主席访问法国答记者问, 就A会见B发表声明."""
    if phrase.event_type == "message":
        return bool(_TO_MONUMENT.search(before))
    if phrase.event_type == "meeting":
        return bool(_TOPIC.search(before) and _SPOKEN.search(after))
    return phrase.event_type in ("visit", "dialogue") and bool(_TOPIC.search(before))


def is_business(phrase: Phrase, before: str, earlier: str) -> bool:
    """Contracts of companies, universities or media are no contacts of states or parties (codebook R10). `earlier`: the
    sentence up to the clause, which has the subject where the clause has none."""
    who = before if len(before) > _NO_SUBJECT else earlier + before
    return phrase.event_type == "agreement" and bool(_BUSINESS.search(who))


def is_in_passing(phrase: Phrase, others: Actors, clause: str) -> bool:
    if phrase.event_type not in ("meeting", "call") or not _UNNAMED.search(clause) or _HEADS.search(clause):
        return False
    return not any(a.parties or a.persons or a.organizations or a.groups for a in others)


def country_place(document: Annotated, actor: Actor) -> Place | None:
    named = document.within(actor.start, actor.start + 30, "country", "place")
    if named and named[0].start == actor.start:
        return Place(named[0].surface, actor.country)
    name = name_of(actor.country or "")
    return Place(name, actor.country) if name else None


def status_of(planned: bool, is_guest: bool, date: EventDate | None, anchor: Anchor) -> str:
    if is_guest:
        return "planned" if planned else "ongoing"
    today = anchor.day.isoformat() if anchor.day and anchor.has_year else None
    if planned and not (today and date and date.end < today):
        return "planned"
    return "planned" if today and date and date.start > today else "past"


def pairs(phrase: Phrase, hub: Actors, others: Actors, clause: str) -> list[tuple[Actor, Actors]]:
    """Hub and other sides of each event. Meetings, calls, messages and visits are one event per foreign side; where
    several parties of one country were met one after the other, one per party."""
    events: list[tuple[Actor, Actors]] = []
    for one in hub:
        rest = tuple(a for a in others if a.country != one.country)
        if one.country is None and not one.groups:
            continue
        if not rest and phrase.event_type not in types_where("stands_alone", "true"):
            continue
        if phrase.event_type not in _ONE_TO_ONE:
            return [(one, (*(h for h in hub if h is not one), *rest))]
        for other in rest:
            if _EACH.search(clause) and len(other.parties) > 1 and phrase.event_type != "visit":
                events += [(one, (replace(other, parties=(party,)),)) for party in other.parties]
            else:
                events.append((one, (other,)))
    return events


def event_sides(phrase: Phrase, hub: Actor, others: Actors) -> tuple[Side, ...]:
    return hub.side(phrase.roles[0]), *(other.side(phrase.roles[1]) for other in others)
