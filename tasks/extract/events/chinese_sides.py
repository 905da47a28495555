"""Who a Chinese noun phrase denotes: 中共中央总书记、国家主席习近平, 由党首福岛瑞穗率领的代表团."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tasks import reference
from tasks.extract.annotated import Annotated
from tasks.extract.chinese_text import plain
from tasks.extract.events.sides import Actor, Cast
from tasks.extract.gates import compiled
from tasks.records import Mention, Span

_KINDS = ("country", "party", "party_group", "organization", "person")
# What goes before the head of a noun phrase and tells why the guest is there, not who it is.
_MODIFIER = re.compile(
    r"^(?:正在|专程|前来|以及)?(?:应|来华|来京|访华|访问|到访|来访|陪同|在华|赴华|赴京|出席|参加|对|率团|抵|前来)[^，。；]*?的(?!邀请|请求|首次)"
)
POSTED = compiled(r"驻[^，。；、]{1,12}?(?:大使|使馆|使节|总领事|领事|代表|使团|记者|军|公使|参赞)")
# An adjunct ends the subject: 习近平|在北京|会见 …
_ADJUNCT = compiled(
    r"(?<![现正存所内实健潜外])在(?!任|野|线|编|华企业)|(?<!成)就(?!职|任|业)|应(?!用|急|对|邀)|(?<![可所难给])以(?!色|来|及|外|军)|通过|利用|乘|(?<!专程)赴(?!华的)|前往|将|于(?=\d)|率|偕|不顾|无视|连续|还|也|并"
)
_MAINLAND_OFFICE = compiled(r"国台办|国务院台办|中央台办|台湾事务办公室|海协会")
_ISLAND_OFFICE = re.compile(r"(?:台湾)?(?:立法院|行政院|监察院|陆委会|海基会)")
HOME_OFFICE = compiled(
    r"^驻[^，。；、]{1,12}(?:大使|总领事|公使|参赞|临时代办)|国家(?:副)?主席|政府(?:副)?总理|国会主席|(?:国防|公安|财政|卫生|教育|司法)部(?:副)?部?长|国务院|国务委员|全国人大|全国政协|中央军委|中共|中联部|中央外办|外交部长?|政治局|委员长|部领导|我国|我军|我部|我党|我方|中方|中国"
)
_WHEN = re.compile(
    r"(?:当地时间|北京时间)?(?:日前|近日|连日来|随后|[今昨当前同][天日晚晨早]|[本上这]?个?(?:周|星期)[一二三四五六日天]|(?:本月|上月)?\d{1,2}[日号]?)?(?:上午|中午|下午|傍晚|晚间|晚|凌晨)?$"
)
_WHEN_FIRST = re.compile(
    r"^(?:当地时间|北京时间)?(?:(?:\d{1,2}月)?\d{1,2}[日号]|[今昨当][天日晚]|同日|日前|近日)(?:上午|中午|下午|晚间?)?"
)
_HOME_NAME = re.compile(r"^(?:[^，。]*[\s　])?[\u4e00-\u9fff]{2,3}$")
# Posts of the outlet's own service go without a country, before the name or behind it (徐步大使).
_HOME_ENVOY = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:副部长|部长助理|大使|公使|总领事)$")
_LOCAL_OFFICE = compiled(r"(?:省|市|州|县|区|邦|党)(?:委|长|政府|人大|政协)|自治区主席")
_FOREIGN_SOUND = re.compile(r"[斯尔克基夫娃蒂诺奇奥伦顿拉森姆亚德罗莱巴卡穆鲁齐茨]")
_OFFICE_LENGTH = 6  # characters between a party and the name of its chairman
# Organs that every such party has; only the outlet's own go without a country.
_UNMARKED = re.compile(r"党?中央(?!军委)|全国代表大会|中央委员会|国务院")
_LEADS = re.compile(r"[^，。；]{0,40}?(?:为团长|为首|率领|带领)的")  # 以党中央委员A为团长的B党代表团
_AFORESAID = compiled(r"该党|该组织|该联盟|该阵线|该运动")
_IN_THE_CHAIR = re.compile(
    r"(?:本年度)?轮值主席(?:国)?(?=[\u4e00-\u9fff]{2,8}(?:总统|总理|首相|国王|外长|领导人))"
)  # 非盟|轮值主席科摩罗总统
_COMMITTEE = compiled(r"(?:[省市区州县]|自治区)(?:党)?委(?:副)?(?:书记|常委)|党委(?:副)?书记")
_OF_COMMITTEES = {"CHN": "CHN-CPC", "VNM": "VNM-CPV", "LAO": "LAO-LPRP", "CUB": "CUB-PCC"}
_SHORT_OFFICE = re.compile(r"(?P<name>[\u4e00-\u9fff])(?:副|前)?(?:总统|总理|首相|外长|议长|国王|执政党|国会|议会)")
_SHORTENED = compiled(r"(?:^|出席|参加|祝贺|[，、同与和向])(?P<name>[\u4e00-\u9fff]{2,5}?党)(?![员校组委支内外际派])")
_AFTER_OFFICE = compiled(r"(?:部长|大臣|主席|总统|总理|书记|议长|外长|外相)[\u4e00-\u9fff]$")
_CALLED = compiled(r"(?P<name>[\u4e00-\u9fff])方(?![面案式法针向便])")
_AFTER_NAME = re.compile(r"(?:一行(?:\d+人)?)?(?:则|也|均|都)?(?:是|系)?(?:首次|再次|第[一二三四五六]次)?$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,10}")
_OFFICIAL = re.compile(r"[长席记使员理相任表首官臣袖人团方党会国]")
_ITS_OFFICE = re.compile(r"[^，。；：、]{0,16}[长席记使员理相任表首官臣袖]")
_INTRODUCTION = 24  # characters from a country or party to the name of who holds an office there
_SYLLABLES = re.compile(r"[\u4e00-\u9fff]{0,2}")
_OTHER_SIDE = re.compile(r"[，；：]|[同与和跟向]|会见|会谈|访问|致")
HOME = "CHN"
_HEAD, _FOOT = 120, 60  # characters of a text that may credit the paper
_HOME_CITIES = "京沪穗渝津"
# Parts of the home country with codes of their own
_HOME_PARTS = frozenset({"HKG", "MAC"})


class Reader:
    """Reads spans of the dispatch as participants."""

    def __init__(self, document: Annotated) -> None:
        self.document = document
        self.text = plain(document.text)
        self.cast = Cast(document)
        self.home = _home(document.dispatch.agency, self.text)
        is_known = any(row["name"] == document.dispatch.agency for row in reference.rows("agencies"))
        if not is_known and not any(m.country == HOME for m in document.mentions):
            self.home = None  # a paper that nobody knows, on others only

    def actors(self, start: int, end: int) -> tuple[Actor, ...]:
        """The participants that [start, end) names, in text order; its attributive modifiers left out."""
        text = self.text[start:end]
        modifier = _MODIFIER.match(text)
        if modifier:
            start, text = start + modifier.end(), text[modifier.end() :]
        posted = [(start + m.start(), start + m.end()) for m in POSTED.finditer(text)]
        mentions = [
            m for m in self.document.within(start, end, *_KINDS) if not any(s <= m.start < e for s, e in posted)
        ]
        mentions = [m for m in mentions if not (self._is_of_another(m, mentions) or self._is_in_name(m))]
        mentions = [m for m in mentions if not (m.country is None and _IN_THE_CHAIR.match(self.text, m.end))]
        mentions = _without_compounds(_outer([*mentions, *_parties_of_organs(mentions)]))
        mentions = _with_offices([m for m in mentions if not self._is_of_organization(m, mentions)])
        found = tuple(_own(a) for a in self.cast.actors(mentions) if a.country not in _HOME_PARTS or a.parties)
        found = tuple(self._with_committee(a, start, end) for a in found) if len(found) == 1 else found
        return found or _organizations(mentions) or self._aforesaid(start, end) or self._of_office(start, end)

    def _with_committee(self, actor: Actor, start: int, end: int) -> Actor:
        """云南省委书记 acts for the ruling party, where the committees of only one have such names."""
        if actor.parties or actor.country not in _OF_COMMITTEES or not _COMMITTEE.search(self.text, start, end):
            return actor
        return replace(actor, parties=(_OF_COMMITTEES[actor.country],))

    def _of_office(self, start: int, end: int) -> tuple[Actor, ...]:
        """赞总统, 以总理: an office behind the first character of a country that the dispatch names."""
        short = _SHORT_OFFICE.match(self.text, start, end)
        known = {m.country for m in self.document.mentions if m.kind == "country"} if short else set()
        called = {c for c in known if c and short and name_of(c).startswith(short["name"])}
        return (Actor(called.pop(), start),) if len(called) == 1 else ()

    def side_called(self, text: str) -> str | None:
        """越方, 老方: the country whose name begins so, of those that the dispatch names."""
        called = _CALLED.search(text)
        return self.short_country(called["name"]) if called else None

    def short_country(self, character: str) -> str | None:
        """The country that the dispatch names by a word that begins with a character: 正在捷访问."""
        named = (m for m in self.document.mentions if m.kind in ("country", "party") and m.form != "compound")
        spelled = next((m.country for m in named if m.country and m.surface.startswith(character)), None)
        known = {self.home, *(m.country for m in self.document.mentions)}
        called = {country for country in known if country and name_of(country).startswith(character)}
        return spelled or (called.pop() if len(called) == 1 else HOME if character in _HOME_CITIES else None)

    def _aforesaid(self, start: int, end: int) -> tuple[Actor, ...]:
        """该党: the party named last; 革命党: the one whose name ends so."""
        pointed = _AFORESAID.search(self.text, start, end)
        if pointed:
            return self.cast.actors(self.document.within(0, pointed.start(), "party")[-1:])
        shortened = _SHORTENED.search(self.text, start, end)
        named = self.document.within(0, start, "party") if shortened else []
        ending = {m.entity_id: m for m in named if shortened and plain(m.surface).endswith(shortened["name"])}
        return self.cast.actors(ending.values()) if len(ending) == 1 else ()

    def _is_of_organization(self, person: Mention, mentions: list[Mention]) -> bool:
        """联合国秘书长古特雷斯: who heads an international organisation stands for it, not for his country."""
        if person.kind != "person":
            return False
        before = [m for m in mentions if m.kind == "organization" and 0 <= person.start - m.end <= _OFFICE_LENGTH]
        return bool(before) and before[-1].country is None and "、" not in self.text[before[-1].end : person.start]

    def _is_in_name(self, mention: Mention) -> bool:
        """纽埃 in 埃马纽埃尔·马克龙, 法塔赫 in 阿卜杜勒法塔赫·塞西: syllables beside the dot of a foreign name."""
        if mention.kind not in ("country", "party"):
            return False
        if _AFTER_OFFICE.search(self.text, max(0, mention.start - 4), mention.start):
            surname = self.text[mention.start - 1]
            if surname in _surnames() and mention.kind == "country":
                return True  # 外交部长朱马里
        behind = self.text[mention.end : mention.end + 3].partition("·")
        before = self.text[max(0, mention.start - 3) : mention.start].rpartition("·")
        return bool((behind[1] and _SYLLABLES.fullmatch(behind[0])) or (before[1] and _SYLLABLES.fullmatch(before[2])))

    def _is_of_another(self, mention: Mention, mentions: list[Mention]) -> bool:
        """越共中央政治局委员、中央组织部部长: an office without a country goes with the one before it."""
        if mention.kind not in ("organization", "party") or not _UNMARKED.match(mention.surface):
            return False
        if mention.surface.startswith("国务院") and self.home not in (HOME, None):
            return True  # the Holy See's, in a paper of another country
        if led := _LEADS.match(self.text, mention.end):
            owner = next((m for m in mentions if m.start >= led.end() and m.kind in ("country", "party")), None)
            return owner is not None and owner.country != mention.country
        before = [m for m in mentions if m.end <= mention.start and m.country and m.kind in ("country", "party")]
        if not before or before[-1].country == mention.country:
            return False
        return not _OTHER_SIDE.search(self.text[before[-1].end : mention.start])

    def subject(self, start: int, end: int) -> tuple[Actor, ...]:
        """The participants in the subject of a clause: what stands before its first adjunct, else all of it. An office
        or a Chinese name without a country is of the outlet's country: foreigners are introduced with theirs."""
        text = self.text[start:end]
        adjunct = next((m for m in _ADJUNCT.finditer(text) if m.start() > 0), None)
        head = text[: adjunct.start()] if adjunct else text
        found = self.actors(start, start + len(head))
        if found:
            return found
        if adjunct and adjunct[0] == "率" and (led := self.actors(start, end)):
            return led  # 省委书记率中国共产党代表团
        name = _WHEN_FIRST.sub("", _WHEN.sub("", head.strip()))
        if _MAINLAND_OFFICE.search(name):
            return (Actor(HOME, start),)
        if _ISLAND_OFFICE.match(name):
            return (Actor("TWN", start),)
        if _LOCAL_OFFICE.search(name):
            places = self.document.within(start, start + len(head), "place")
            local = next((m.country for m in places if m.country), None)
            if local or self.home:
                return (Actor(local or self.home, start),)
        if known := self.introduced_as(name, start):
            return known
        is_name = (_HOME_NAME.match(name) or _HOME_ENVOY.match(name)) and name.split()[-1][0] in _surnames()
        if HOME_OFFICE.search(name) or (is_name and not _FOREIGN_SOUND.search(name)):
            return (Actor(self.home, start),) if self.home else ()
        return self.actors(start, end) if adjunct else ()

    def introduced_as(self, name: str, start: int) -> tuple[Actor, ...]:
        """Who was introduced before by a name that now stands alone, or by a longer one (迪亚斯, of 罗伯托·迪亚斯)."""
        called = _AFTER_NAME.sub("", name)
        people = (m for m in self.document.mentions if m.kind == "person" and called in re.split("[·•]", m.surface)[1:])
        known = next(people, None)
        span = (known.start, known.end) if known else self._introduced(called, start)
        return tuple(replace(actor, start=start) for actor in self.actors(*span)) if span else ()

    def _introduced(self, name: str, start: int) -> Span | None:
        """Where a name stood before, behind an office and its country or party (日本自由民主党青年局长西园寺敦)."""
        if not _NAME.fullmatch(name) or _OFFICIAL.search(name):
            return None
        for found in re.finditer(re.escape(name), self.text[:start]):
            owners = self.document.within(max(0, found.start() - _INTRODUCTION), found.start(), "party", "country")
            if owners and _ITS_OFFICE.fullmatch(self.text, owners[-1].end, found.start()):
                return owners[-1].start, found.end()
        return None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row["code"]: row["name_zh"] for row in reference.rows("countries")}


def name_of(country: str) -> str:
    return _names().get(country, "")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(next(r["characters"] for r in reference.rows("name_characters") if r["kind"] == "surname"))


def _home(agency: str | None, text: str) -> str | None:
    """The country that an outlet takes for granted: that of the agency, else of the paper that the head or the foot of
    the text names. An outlet of Taiwan names people of both sides without theirs."""
    paper = next((row["country"] for row in reference.rows("outlets") if _credits(text, row["name"])), HOME)
    country = next((row["country"] for row in reference.rows("agencies") if row["name"] == agency), paper)
    if country in _HOME_PARTS:
        return HOME
    return None if country == "TWN" else country or HOME


def _credits(text: str, paper: str) -> bool:
    return paper in text[:_HEAD] or paper in text[-_FOOT:]


def _own(actor: Actor) -> Actor:
    """Without the parties of another country: they were named beside, not as the side's own."""
    homes = _homes()
    return replace(actor, parties=tuple(p for p in actor.parties if homes.get(p, actor.country) == actor.country))


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {row["party_id"]: row["country_code"] for row in reference.rows("parties") if row["country_code"]}


def _outer(mentions: list[Mention]) -> list[Mention]:
    """Without the countries that lie inside the name of a side: 中国 in 中国国民党 names none. A name without a country
    of its own (中俄执政党对话机制) gives way to the countries in it."""
    countries = [m for m in mentions if m.kind == "country"]
    people = [m for m in mentions if m.kind == "person"]
    outer: list[Mention] = []
    for mention in mentions:
        if mention.kind != "person" and any(p.start <= mention.start and mention.end <= p.end for p in people):
            continue  # 法塔赫 in 阿卜杜勒法塔赫·塞西
        inside = [m for m in countries if m is not mention and mention.start <= m.start and m.end <= mention.end]
        around = [m for m in mentions if m is not mention and m.start <= mention.start and mention.end <= m.end]
        is_cut = mention.kind == "party_group" and any(
            m.kind == "party" and m.start < mention.start < m.end < mention.end for m in mentions
        )  # 西班牙工人社会党国际书记
        is_part = is_cut or (
            mention.kind in ("country", "party_group") and any(m.country and m.kind != "country" for m in around)
        )
        is_organ = mention.kind == "organization" or mention.form == "organ"
        beside = (m for m in mentions if m.end == mention.start and m.country and m.form != "compound")
        adjoins = list(beside) if is_organ else []
        is_foreign = any(m.country != mention.country for m in adjoins if mention.country)  # 古巴国务委员会
        is_foreign = is_foreign or (mention.kind == "person" and _belies(mentions, mention))
        if not is_part and not is_foreign and (mention.country or not inside):
            outer.append(mention)
    return outer


def _belies(mentions: list[Mention], person: Mention) -> bool:
    """True where the country or party named in a person's office is another than the person was taken for."""
    near = (m for m in mentions if m.kind in ("country", "party") and 0 <= person.start - m.end <= _OFFICE_LENGTH)
    before = max(near, key=lambda m: m.end, default=None)
    return before is not None and person.country is not None and before.country not in (None, person.country)


def _with_offices(mentions: list[Mention]) -> list[Mention]:
    """A person of unknown country belongs to the country or party named last before: 哈萨克斯坦总统托卡耶夫."""
    found: list[Mention] = []
    country = None
    for mention in mentions:
        if mention.kind == "person" and mention.country is None:
            mention = replace(mention, country=country)
        country = mention.country or country
        found.append(mention)
    return found


def _parties_of_organs(mentions: list[Mention]) -> list[Mention]:
    """The party of which an organisation is an organ: named with its abbreviation in the organ's name."""
    found = []
    for mention in mentions:
        if mention.kind == "organization" and mention.country:
            words = (mention.entity_id or "").split()
            party = next(
                (_abbreviated()[key] for word in words if (key := (mention.country, word)) in _abbreviated()), None
            )
            if party:
                found.append(replace(mention, kind="party", form="organ", entity_id=party))
    return found


@lru_cache(maxsize=1)
def _abbreviated() -> dict[tuple[str, str], str]:
    rows = reference.rows("parties")
    return {(row["country_code"], row["abbreviation"]): row["party_id"] for row in rows if row["abbreviation"]}


def _without_compounds(mentions: list[Mention]) -> list[Mention]:
    """Pairs such as 中俄 describe relations; they name sides only where nothing else does."""
    plain = [m for m in mentions if m.form != "compound"]
    return plain if any(m.kind in ("country", "party", "person") for m in plain) else mentions


def _organizations(mentions: list[Mention]) -> tuple[Actor, ...]:
    """International organisations act without a country."""
    names = tuple(
        dict.fromkeys(m.entity_id or m.surface for m in mentions if m.kind == "organization" and not m.country)
    )
    return (Actor(None, mentions[0].start, organizations=names),) if names else ()
