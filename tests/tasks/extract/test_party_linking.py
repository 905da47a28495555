"""Parties in context: what decides where a name alone does not, and what is no party although the table has its name."""

from __future__ import annotations

import pytest

from tasks.extract import countries, parties
from tasks.records import Dateline, Dispatch


def linked(text: str, **values: str) -> dict[str, str | None]:
    """Surface -> party."""
    dispatch = Dispatch(text=text, dateline=Dateline(date="2023-05-05"), **values)
    return {m.surface: m.entity_id for m in parties.find(dispatch, countries.find(dispatch)) if m.kind == "party"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A party before it in the sentence tells more than a country behind it
        (
            "In Seoul the ruling People Power Party and the Democratic Party will meet senior Japanese lawmakers.",
            {"People Power Party": "KOR-PPP", "Democratic Party": "KOR-DPK"},
        ),
        # Members are of the country in view
        (
            "In Serbia the Progressives and the Democrats (DS) spoke. The DS left.",
            {"Progressives": "SRB-SNS", "Democrats": "SRB-DS", "DS": "SRB-DS"},
        ),
        (
            "The Communist parties of Brazil and Portugal met.",
            {"Communist parties of Brazil": "BRA-PCDOB", "Portugal": "PRT-PCP"},
        ),
        # A dash joins two names of one party
        (
            "Hungary's Fidesz-Hungarian Civic Party won.",
            {"Hungary's Fidesz": "HUN-FIDESZ", "Hungarian Civic Party": "HUN-FIDESZ"},
        ),
        # A country in the sentence outweighs a party told later
        (
            "In Albania the Social Democratic Party joined. The Mongolian Social Democratic Party did, too.",
            {"Social Democratic Party": "ALB-PSD", "Mongolian Social Democratic Party": "MNG-MSDP"},
        ),
        # Unknown parties: told by initials, by their members, or by standing beside known ones
        ("The Tarata Party (TPX) of Serbia agreed.", {"Tarata Party (TPX) of Serbia": "SRB-unlisted-tarata-party"}),
        (
            "In Serbia the Tarata Party, an ally of the Socialist Party of Serbia, agreed.",
            {"Tarata Party": "SRB-unlisted-tarata-party", "Socialist Party of Serbia": "SRB-SPS"},
        ),
        (
            "In Nicaragua the leader of the Democratic Dawn Union spoke to members of the Democratic Liberation Union (UDX).",
            {
                "Democratic Liberation Union": "NIC-unlisted-democratic-liberation-union",
                "UDX": "NIC-unlisted-democratic-liberation-union",
            },
        ),
        ("Uganda greeted the 20th CPC National Congress of China.", {"CPC": "CHN-CPC"}),
        ("Samoa's FAST party spoke.", {"Samoa's FAST party": "WSM-FAST"}),
        # Initials of a party told in full, in whatever language its own are
        (
            "Kazakh guests met the New Azerbaijan Party in Baku. They saw the youth union of the NAP.",
            {"New Azerbaijan Party": "AZE-NAP", "NAP": "AZE-NAP"},
        ),
        (
            "Anna Holm (SAP, Sweden) and Koffi Adjo (CDPA, Togo) led it.",
            {"SAP": "SWE-SAP", "CDPA": "TGO-CDPA"},
        ),
        # ... also where another party uses them
        (
            "The Communist Party of China (PCCh) wrote. An official of the PCCh read it out.",
            {"Communist Party of China": "CHN-CPC", "PCCh": "CHN-CPC"},
        ),
        # Of two parties that share a name and initials, the one of the country in the sentence
        (
            "Bolivia's senators spoke. In Bolivia the Movement for Socialism (MAS) received them.",
            {"Movement for Socialism": "BOL-MAS", "MAS": "BOL-MAS"},
        ),
    ],
)
def test_english(text: str, expected: dict[str, str | None]) -> None:
    assert linked(text) == expected


def test_initials_are_of_the_country_beside_them() -> None:
    text = "Guests came from the Lebanese CP, the Chama Party, CP of Turkey and CP of Israel."
    dispatch = Dispatch(text=text)
    found = [m.entity_id for m in parties.find(dispatch, countries.find(dispatch)) if m.surface.endswith("CP")]
    assert found == ["LBN-LCP", "TUR-TKP", "ISR-MAKI"]


def test_the_country_of_the_dateline_outweighs_the_parties_of_guests() -> None:
    text = "The guests of the FMLN came to Venezuela. They were received by leaders of Democratic Action."
    dispatch = Dispatch(text=text, dateline=Dateline(place="Caracas", country="VEN", date="1988-10-17"))
    found = {m.surface: m.entity_id for m in parties.find(dispatch, countries.find(dispatch)) if m.kind == "party"}
    assert found["Democratic Action"] == "VEN-AD"


@pytest.mark.parametrize(
    "text",
    [
        "The secretary of the Finnish Communists' League wrote to the Socialist Democrats' Union of the DR Congo.",
        "In Brazil the Center for Peace and Solidarity opened.",
        "PAPUA NEW GUINEA PARTY DELEGATION RECEIVED",
        "Peruvian and Nepali political parties met Cuban and Dominican parties.",
        "Guests came to the Garden Party in Washington.",
        "The PM of Hungary wrote to the FM of Iran and Lebanon's FM.",
        "In Romania PLD leader Ion Boc said his party would wait.",
    ],
)
def test_no_party_in_english(text: str) -> None:
    assert [party for party in linked(text).values() if party] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("委内瑞拉代表团来访，新时代党的建设取得成就，改善党的工作。", {}),
        ("要加强对伟大祖国、中华民族、中华文化、中国共产党的认同。", {"中国共产党": "CHN-CPC"}),
        ("越方感谢中国共产党、政府和人民。", {"中国共产党": "CHN-CPC"}),
        ("巴林-卡塔尔联合行动委员会开会。", {"联合行动委员会": None}),
        (
            "瓦努阿图土地正义党和汤加友谊群岛民主党参加。",
            {"瓦努阿图土地正义党": "VUT-LU", "汤加友谊群岛民主党": "TON-DPFI"},
        ),
        ("莫桑比克大选临近，反对党抵运暂停竞选。", {"抵运": "MOZ-RENAMO"}),
    ],
)
def test_chinese(text: str, expected: dict[str, str | None]) -> None:
    assert linked(text, language="zh") == expected
