"""Persons: own sentences with names, offices, countries and parties."""

from __future__ import annotations

import pytest

from tasks.extract import countries, organizations, parties, persons
from tasks.extract.annotated import annotate
from tasks.records import Dateline, Dispatch, Person


def people(text: str, date: str = "2023-05-05", language: str = "en") -> list[Person]:
    dispatch = Dispatch(text=text, language=language, dateline=Dateline(date=date))
    mentions = countries.find(dispatch)
    mentions += parties.find(dispatch, mentions)
    mentions += organizations.find(dispatch, mentions)
    mentions += persons.find(dispatch, mentions)
    return list(persons.facts(annotate(dispatch, mentions)))


def told(text: str, date: str = "2023-05-05", language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [(p.name, p.role, p.country) for p in people(text, date, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vietnamese President Le Van Anh spoke.", [("Le Van Anh", "Vietnamese President", "VNM")]),
        ("Prime Minister Tanaka of Japan spoke.", [("Tanaka", "Prime Minister", "JPN")]),
        (
            "General Secretary of the CPV Central Committee Le Van Anh left.",
            [("Le Van Anh", "General Secretary of the CPV Central Committee", "VNM")],
        ),
        (
            "Ri Song Ho, director of the International Department of the C.C., WPK, met Kham Souk, Lao ambassador to the DPRK.",
            [
                ("Ri Song Ho", "director of the International Department of the C.C., WPK", "PRK"),
                ("Kham Souk", "Lao ambassador to the DPRK", "LAO"),
            ],
        ),
        (
            "Chairman of the Communist Party of the Russian Federation (CPRF) Ivan Petrov spoke.",
            [("Ivan Petrov", "Chairman of the Communist Party of the Russian Federation (CPRF)", "RUS")],
        ),
        (
            "The head of the International Relations Department of the Communist Party of Cuba (PCC), Ana Silva, spoke.",
            [
                (
                    "Ana Silva",
                    "head of the International Relations Department of the Communist Party of Cuba (PCC)",
                    "CUB",
                )
            ],
        ),
        (
            "Sipho Zulu, national chairperson of the African National Congress (ANC) of South Africa, left.",
            [("Sipho Zulu", "national chairperson of the African National Congress (ANC) of South Africa", "ZAF")],
        ),
        ("Comrade Ana Silva Receives Greetings from Chile", [("Ana Silva", None, None)]),
        ("President Comrade Ana Silva of Chile left.", [("Ana Silva", "President", "CHL")]),
        (
            "Vietnam's Minister of National Defence, Sen. Lt. Gen. Le Van Anh, left.",
            [("Le Van Anh", "Vietnam's Minister of National Defence", "VNM")],
        ),
        (
            "The ZANU-PF secretary for administration Sipho Moyo confirmed it.",
            [("Sipho Moyo", "ZANU-PF secretary for administration", "ZWE")],
        ),
        (
            "He received Wang Dalin \u2013 member of the Political Bureau of the CPC Central Committee.",
            [("Wang Dalin", "member of the Political Bureau of the CPC Central Committee", "CHN")],
        ),
        ("Its leader, Ana Silva, said so.", [("Ana Silva", "leader", None)]),
        ("On Monday Portuguese President Ana Silva spoke.", [("Ana Silva", "Portuguese President", "PRT")]),
        ("The General Staff and the General Hospital were praised.", []),
    ],
)
def test_offices_in_english(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中共中央总书记、国家主席习近平同俄罗斯总统普京会谈。",
            [("习近平", "中共中央总书记、国家主席", "CHN"), ("普京", "俄罗斯总统", "RUS")],
        ),
        (
            "中联部副部长王小明会见德国左翼党主席施特劳斯一行。",
            [("王小明", "中联部副部长", "CHN"), ("施特劳斯", "德国左翼党主席", "DEU")],
        ),
        ("苏丹武装部队发言人发表关于会议的声明。", []),
        ("据苏丹卫生部5日表示，习近平总书记高瞻远瞩。", [("习近平", "General Secretary", "CHN")]),
        (
            "他会见外交部部长王小明和住房和城乡建设部部长李大林。",
            [("王小明", "外交部部长", None), ("李大林", "住房和城乡建设部部长", None)],
        ),
        (
            "分别同挪威议长拉格,工党领袖斯特兰交流。",
            [("拉格", "挪威议长", "NOR"), ("斯特兰", "工党领袖", "NOR")],
        ),
        (
            "塞尔维亚议长拉科奇、副议长帕维奇一行到访。",
            [("拉科奇", "塞尔维亚议长", "SRB"), ("帕维奇", "副议长", "SRB")],
        ),
        ("国家主席习近平致电鲍勃·莱恩。", [("习近平", "国家主席", "CHN")]),
        (
            "欧盟委员会主席冯德莱恩和参议员蒂娜·史密斯到场。",
            [("冯德莱恩", "欧盟委员会主席", None), ("蒂娜·史密斯", "参议员", None)],
        ),
    ],
)
def test_offices_in_chinese(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(text, language="zh") == expected


def test_the_party_is_the_texts_where_the_office_tells_it() -> None:
    person = people("Ivan Petrov, deputy chairman of the Communist Party of the Russian Federation, came.")[0]
    assert (person.party_id, person.party_inferred) == ("RUS-CPRF", False)


def test_a_leader_named_alone_is_known_at_the_date() -> None:
    person = people("Wang Jiarui received the guests.", "2010-03-01")[0]
    assert (person.role, person.country, person.party_id) == ("head of the International Department", "CHN", "CHN-CPC")
    assert person.party_inferred


def test_short_names_inside_longer_words_are_no_leaders() -> None:
    assert people("克里米亚和哥伦比亚的居民。", "2024-01-01", "zh") == []


def test_later_surnames_join_the_full_name() -> None:
    text = (
        "President Joseph R. Biden, Jr. of the United States spoke. President Biden thanked Narendra Modi. Modi agreed."
    )
    biden, modi = people(text, "2022-01-01")
    assert [text[start:end] for start, end in biden.spans] == ["Joseph R. Biden, Jr.", "Biden"]
    assert [text[start:end] for start, end in modi.spans] == ["Narendra Modi", "Modi"]
    kim = people("Kim Song Nam, director of a department of the WPK, left. Kim said so.")[0]
    assert len(kim.spans) == 2


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A delegation of the CPV led by Le Van Anh, deputy head of the commission, left.", "en", "VNM-CPV"),
        ("Le Van Anh, a member of the secretariat, led a CPV delegation to Cuba.", "en", "VNM-CPV"),
        ("The JVP of Sri Lanka sent a team headed by its General Secretary Upali Perera.", "en", "LKA-JVP"),
        ("He met members of Swapo of Namibia. The party's chairman John Amutenya spoke.", "en", "NAM-SWAPO"),
        ("The CPC thanked a team of doctors. Nurse and Deputy Minister Ann Lee spoke.", "en", None),
        ("Ambassador Ann Lee met a CPC delegation.", "en", None),
        ("全国政协副秘书长郭文华率中共代表团访问越南。", "zh", "CHN-CPC"),
        ("他会见越共代表团团长黎文英。", "zh", "VNM-CPV"),
    ],
)
def test_who_leads_a_delegation_acts_for_its_party(text: str, language: str, expected: str | None) -> None:
    assert [p.party_id for p in people(text, language=language)][-1:] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("俄罗斯外交部副部长安德烈·鲁坚科会见代表团。", [("安德烈·鲁坚科", "RUS")]),
        ("人组党副主席内通博·卡图图拉-恩代特瓦访华。", [("内通博·卡图图拉-恩代特瓦", "NAM")]),
        ("越南驻华大使范氏梅、古巴驻华大使白思德出席。", [("范氏梅", "VNM"), ("白思德", "CUB")]),
        ("缅甸联邦巩固与发展党主席吴丹拉说。", [("吴丹拉", "MMR")]),
        ("中国国民党副主席陈志远抵达北京。", [("陈志远", "TWN")]),
    ],
)
def test_chinese_names_with_dots_and_in_lists(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, country) for name, _, country in told(text, language="zh")] == expected


def test_a_long_phrase_after_an_office_takes_no_long_time() -> None:
    """The search would not end within hours if words and spaces could be shared out in many ways."""
    text = "The secretary for administration and finance and other matters of the house (b) Nobody Known left."
    assert [mention.surface for mention in persons.find(Dispatch(text=text), [])] == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "HANOI -- A youth delegation of the Lao People's Revolutionary Party led by Souphaphone Keo is here.",
            "en",
            ("Souphaphone Keo", None, "LAO"),
        ),
        ("A team headed by Ms. Rosa Vela of the Communist Party of Cuba left.", "en", ("Rosa Vela", None, "CUB")),
        ("由苏帕芬·乔曼率领的老挝人民革命党青年代表团抵达河内。", "zh", ("苏帕芬·乔曼", None, "LAO")),
        ("以周广平为团长的中国共产党代表团抵达河内。", "zh", ("周广平", None, "CHN")),
    ],
)
def test_who_leads_a_delegation_needs_no_office(
    text: str, language: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert expected in told(text, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("The talks were led by Vietnam.", "en"), ("会谈由双方率领。", "zh"), ("活动由政府带领群众参加。", "zh")],
)
def test_a_leading_country_or_side_is_no_person(text: str, language: str) -> None:
    assert told(text, language=language) == []
