"""Parties: own sentences in the outlets' forms, with the parties, groups and countries that they name."""

from __future__ import annotations

import pytest

from tasks.extract import countries, extract, parties
from tasks.extract.annotated import annotate
from tasks.extract.record import record
from tasks.records import Dateline, Dispatch, Mention


def found(text: str, date: str = "2023-05-05", **values: str) -> list[Mention]:
    dispatch = Dispatch(text=text, dateline=Dateline(date=date), **values)
    return parties.find(dispatch, countries.find(dispatch))


def ids(text: str, date: str = "2023-05-05", **values: str) -> list[str | None]:
    return [m.entity_id for m in found(text, date, **values) if m.kind == "party"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cuban Communist Party greeted the Communist Party of Vietnam.", ["CUB-PCC", "VNM-CPV"]),
        ("Cuba's Communist Party and the Vietnam Communist Party signed an accord.", ["CUB-PCC", "VNM-CPV"]),
        ("Officials of the Communist party of Australia (Marxist-Leninist) left.", ["AUS-CPAML"]),
        ("The Workers' Party (PT) of Brazil held talks in Lisbon.", ["BRA-PT"]),
        ("Japan's ruling Liberal Democratic Party and its partner Komeito agreed.", ["JPN-LDP", "JPN-KOMEITO"]),
        ("Kenya's ruling United Democratic Alliance sent a team.", ["KEN-UDA"]),
        ("The Sinn Fein Party and the UK's Democratic Unionist Party were invited.", ["IRL-SF", "GBR-DUP"]),
        ("A delegation of SYRIZA of Greece arrived.", ["GRC-SYRIZA"]),
        ("The ZANU–PF of Zimbabwe and South Africa's ANC exchanged views.", ["ZWE-ZANUPF", "ZAF-ANC"]),
        (
            "THE CHILEAN COMMUNIST PARTY MET MEMBERS OF THE CHRISTIAN DEMOCRATIC PARTY OF CHILE.",
            ["CHL-PCCH", "CHL-PDC"],
        ),
        ("United Russia party leaders spoke.", ["RUS-UR"]),
        ("South Africa's uMkhonto weSizwe Party sent a team.", ["ZAF-MK"]),
        ("A leader of the Union for a Popular Movement of France left.", ["FRA-UMP"]),
        ("OFFICIALS OF LIKUD AND FATAH MET TODAY IN TUNIS.", ["ISR-LIKUD", "PSE-FATAH"]),
    ],
)
def test_full_names_in_english(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中共中央总书记同越共中央总书记举行会谈。", ["CHN-CPC", "VNM-CPV"]),
        ("特使前往河内，将向越共通报有关情况。", ["VNM-CPV"]),
        ("他会见德国社民党主席和俄罗斯自由民主党领导人，俄自民党代表团随后参观。", ["DEU-SPD", "RUS-LDPR", "RUS-LDPR"]),
        ("英国保守党、工党议员参加。", ["GBR-CON", "GBR-LAB"]),
        ("日本执政党自民党与公明党达成一致。", ["JPN-LDP", "JPN-KOMEITO"]),
        ("中國共產黨同利比里亞團結黨建立聯繫。", ["CHN-CPC", "LBR-UP"]),
        ("民革、民盟中央主席，农工党代表出席。", ["CHN-RCCK", "CHN-CDL", "CHN-CPWDP"]),
        ("南非非国大总书记访问古巴，会见古共领导人。", ["ZAF-ANC", "CUB-PCC"]),
        ("哈萨克斯坦“阿玛纳特”党主席发言。", ["KAZ-AMANAT"]),
    ],
)
def test_full_and_short_names_in_chinese(text: str, expected: list[str]) -> None:
    assert ids(text, language="zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Labour Party of Norway won; the Labour Party thanked voters.", ["NOR-AP", "NOR-AP"]),
        ("In New Zealand, the Labour Party lost ground.", ["NZL-LABOUR"]),
        ("American voters chose the Democratic Party, said the Republicans.", ["USA-DEM", "USA-REP"]),
        ("The Democratic and Republican parties of the United States sent envoys.", ["USA-DEM", "USA-REP"]),
        ("Lao leaders praised the LPRP.", ["LAO-LPRP"]),
    ],
)
def test_generic_names_take_the_country_around_them(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ruling Labour leader met British Labour MPs and Conservative ministers.",
            ["GBR-LAB", "GBR-LAB", "GBR-CON"],
        ),
        ("Senators in Washington, U.S., said Republican lawmakers lost.", ["USA-REP"]),
        (
            "SAN SALVADOR, 10 JAN 90 -- ARENA AND THE CHRISTIAN DEMOCRATS OF EL SALVADOR SPOKE.",
            ["SLV-ARENA", "SLV-PDC"],
        ),
    ],
)
def test_adherents_and_adjectives(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KOREA SEES GNP GROWTH OF 10 PCT\nSouth Korea said its GNP grew 10 pct; BNP and NAT WEST agreed.",
        "CHINA'S WAGE BILL GREW TOO FAST IN FIRST QUARTER\nSamoa and China grew.",
        "LIMA, 2 APR 89 -- THE GOVERNMENT OF PERU WILL ACT NOW ON ALL FRONTS, SAID THE MINISTER.",
    ],
)
def test_initials_of_other_things(text: str) -> None:
    assert ids(text) == []


def test_a_name_of_another_country_is_not_lent() -> None:
    assert ids("津巴布韦工会党主席和利比里亚非洲正义运动主席访华。", language="zh") == [
        "ZWE-unlisted-工会党",
        "LBR-unlisted-非洲正义运动",
    ]
    assert ids("The Liberal Constitutionalist Party of Honduras spoke.")[0].startswith("HND-unlisted")  # type: ignore[union-attr]


def test_quoted_names_in_chinese() -> None:
    assert ids("秘鲁“为了变革秘鲁人”党领袖来访。", language="zh") == ["PER-PPK"]


def test_a_list_of_parties_is_of_one_country() -> None:
    assert ids("民革、民盟和台盟举行会议。", language="zh") == ["CHN-RCCK", "CHN-CDL", "CHN-TDSGL"]


def test_an_ambiguous_name_without_a_country_is_left_open() -> None:
    mention = found("The Socialist Party held its congress.")[0]
    assert mention.entity_id is None
    assert {"FRA-PS", "PRT-PS"} <= {party for party, _ in mention.candidates}


def test_abbreviations_mean_what_the_dispatch_says() -> None:
    text = "The Communist Party of Canada (CPC) opened its congress. The CPC elected a leader."
    assert set(ids(text)) == {"CAN-CPCAN"}
    assert ids("China was told that the CPC would reply.") == ["CHN-CPC"]
    assert (
        ids("The Radiant Path Party of Peru (RPPX) met. RPPX members sang.") == ["PER-unlisted-radiant-path-party"] * 3
    )


def test_names_hold_at_the_dispatch_date() -> None:
    assert ids("The Mongolian People's Revolutionary Party sent greetings.", "1999-01-01") == ["MNG-MPP"]
    assert ids("The Communist Party of the Soviet Union held a plenum.", "1988-06-01") == ["SUN-CPSU"]
    assert ids("The Czechoslovak Communist Party sent greetings.", "1985-06-01") == ["CSK-KSC"]
    assert ids("The Czechoslovak Communist Party sent greetings.", "2024-06-01") == ["CZE-KSC"]


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("The chairman of the Radiant Path Party of Peru came.", "Radiant Path Party of Peru", "PER"),
        ("Leaders of the Bolivian Popular Dawn Front spoke.", None, None),
        (
            "The head of the Union for Democracy and Progress of Chad came.",
            "Union for Democracy and Progress of Chad",
            "TCD",
        ),
        (
            "The Ghanaian Peasants and Workers Democratic Party sent a letter.",
            "Ghanaian Peasants and Workers Democratic Party",
            "GHA",
        ),
    ],
)
def test_parties_that_the_table_lacks(text: str, surface: str | None, country: str | None) -> None:
    mentions = [m for m in found(text) if m.kind == "party"]
    assert [(m.surface, m.country) for m in mentions] == ([(surface, country)] if surface else [])
    assert all("-unlisted-" in (m.entity_id or "") for m in mentions)


def test_an_unlisted_party_goes_by_the_name_of_the_text() -> None:
    text = "A delegation of the Radiant Path Party of Peru met the Communist Party of China."
    dispatch = Dispatch(text=text, given_id="x", language="en")
    entries = record(dispatch, extract(dispatch))["parties"]
    unlisted = next(entry for entry in entries if "unlisted" in entry["party_id"])
    assert unlisted["name"] == "Radiant Path Party of Peru"
    assert unlisted["country"] == "PER"
    assert unlisted["partyfacts_id"] is None


@pytest.mark.parametrize(
    "text",
    [
        "The premier and his party visited a farm; both parties agreed.",
        "A third party and a working party were set up after the dinner party.",
        "We can see new people with new ideas in the popular movement.",
        "The National People's Congress of China and the Library of Congress replied.",
        "A birthday party was held. The Party School opened.",
        "The Women's Union of Vietnam and the General Federation of Trade Unions of Korea met.",
    ],
)
def test_no_party_in_english(text: str) -> None:
    assert ids(text, agency="Reuters") == []


@pytest.mark.parametrize(
    "text",
    [
        "在发展中共同前进，今日共有三人参加。",
        "各民主党派、两党、执政党和政党代表参加。",
        "新思想引领新征程，发展党员，人民革命，大国大党。",
        "人民解放军列队，全民建设国家。",
    ],
)
def test_no_party_in_chinese(text: str) -> None:
    assert ids(text, language="zh") == []


def test_groups_are_never_parties() -> None:
    text = (
        "Guests of the Parliamentary Group of the European People's Party and the São Paulo Forum met the CPC in China."
    )
    mentions = found(text)
    assert [(m.kind, m.entity_id) for m in mentions] == [
        ("party_group", "EPPG"),
        ("party_group", "FSP"),
        ("party", "CHN-CPC"),
    ]


def test_forums_of_parties_are_found_by_their_form() -> None:
    mentions = found("第三届中越执政党对话机制会议举行。", language="zh")
    assert [m.kind for m in mentions] == ["party_group"]


def test_organs_are_mentions_of_their_party() -> None:
    mention = found("The Central Committee of the Communist Party of Vietnam met.")[0]
    assert (mention.entity_id, mention.form) == ("VNM-CPV", "organ")


def test_the_party_alone_is_that_of_the_outlet() -> None:
    assert ids("李克强参加党的二十大广西代表团讨论。", language="zh") == ["CHN-CPC"]
    assert ids("党的二十大之后，中国共产党继续前进。", language="zh") == ["CHN-CPC"]


def test_spans_are_those_of_the_surfaces() -> None:
    text = "Đảng: the Communist Party of Viet Nam – and Türkiye’s Justice and Development Party (AK Party)."
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.surface


def test_facts_join_the_mentions_of_a_party() -> None:
    dispatch = Dispatch(text="The CPV met. The Communist Party of Vietnam and the Lao People's Revolutionary Party.")
    mentions = parties.find(dispatch, countries.find(dispatch))
    facts = parties.facts(annotate(dispatch, mentions))
    assert [(f.party_id, f.about, len(f.spans)) for f in facts] == [("VNM-CPV", True, 2), ("LAO-LPRP", False, 1)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Delegations of the communist parties of Greece and Portugal came.", "en", ["GRC-KKE", "PRT-PCP"]),
        ("A seminar of African party leaders opened in Ghana.", "en", []),
        ('The Labour Party of Norway met under the theme "Broad Front for Norway".', "en", ["NOR-AP", None]),
        ("Guests of Cambodia's Royalist Party FUNCINPEC came.", "en", ["KHM-FUNCINPEC"] * 2),
        ("The French, Greek and Portuguese communist parties agreed.", "en", ["FRA-PCF", "GRC-KKE", "PRT-PCP"]),
        ("New Zealand's Labour and National parties agreed.", "en", ["NZL-LABOUR", "NZL-NATIONAL"]),
        ("Socialist parties in the Soviet Union and Europe fell.", "en", []),
        ("希腊、葡萄牙和古巴共产党致贺信。", "zh", ["GRC-KKE", "PRT-PCP", "CUB-PCC"]),
    ],
)
def test_a_name_that_several_parties_share(text: str, language: str, expected: list[str | None]) -> None:
    assert ids(text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("德国联盟党领导人访华。", {"DEU-CDU", "DEU-CSU"}),
        ("意大利联盟党领导人访问德国。", {"ITA-LEGA"}),
        ("斐济人民联盟党领导人访问德国。", {"FJI-PA"}),
        ("國共兩黨領導人會面。", {"CHN-CPC", "TWN-KMT"}),
    ],
)
def test_a_joint_name_means_two_parties(text: str, expected: set[str]) -> None:
    assert set(ids(text, language="zh")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The adjective decides: not Japan's party of these initials
        ("The Uzbek LDP sent a delegation to Astana.", ["UZB-LDPU"]),
        ("The Bolivian LDP sent a delegation.", []),
        # The initials that follow decide: not Italy's party of this name, nor an unknown one of Spain
        ("SANTIAGO: LEADERS OF THE CHRISTIAN DEMOCRATIC PARTY [PDC] OF CHILE SPOKE.", ["CHL-PDC", "CHL-PDC"]),
        ("THE SPANISH SOCIALIST WORKERS PARTY [PSOE] SENT HIM.", ["ESP-PSOE", "ESP-PSOE"]),
        # What the dispatch defines counts for more than a list's country
        (
            "The Communist Party of Japan (JCP) met the Laban ng Demokratikong Pilipino (LDP). The JCP and the LDP left.",
            ["JPN-JCP", "JPN-JCP", "PHL-LDP", "PHL-LDP", "JPN-JCP", "PHL-LDP"],
        ),
        # A name ends before the next country
        ("Myanmar's National League for Democracy and Laos's LPRP met.", ["MMR-NLD", "LAO-LPRP"]),
        ("Turkey's ruling Justice and Development (AK) Party hosted them.", ["TUR-AKP"]),
        ("Russian Communists thanked the CPRF and Cuba.", ["RUS-CPRF", "RUS-CPRF"]),
    ],
)
def test_country_and_initials_beside_a_name_decide(text: str, expected: list[str | None]) -> None:
    assert ids(text) == expected


def test_the_agency_of_a_dateline_is_no_party() -> None:
    assert ids("PHNOM PENH, May 5 (AKP) -- The CPP of Cambodia thanked China.") == ["KHM-CPP"]


def test_an_organ_stands_for_its_party() -> None:
    assert ids("中联部副部长会见老挝人民革命党代表团。", language="zh") == ["CHN-CPC", "LAO-LPRP"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国民党副主席率团抵达北京，中台办主任会见。", ["TWN-KMT", "CHN-CPC"]),
        ("新党主席抵达厦门。建设新党员队伍。", ["TWN-NP"]),
        ("宋文会见新党主席一行。", ["TWN-NP"]),
        ("马耳他国民党领导人访华。", ["MLT-PN"]),
    ],
)
def test_chinese_outlets_name_parties_of_taiwan_without_the_island(text: str, expected: list[str]) -> None:
    assert ids(text, language="zh") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # The one who holds an occasion is named in its name
        ("中国共产党与世界政党领导人峰会举行。", "zh", ["CHN-CPC"]),
        # A party named beside others of its country is of that country
        ("尼共（联合马列）副主席、大会党副总书记致辞。", "zh", ["NPL-CPNUML", "NPL-NC"]),
        ("A Congress for China's Progress met the CPC.", "en", ["CHN-CPC"]),
        ("It briefed on the 20th National Congress for the National Resistance Movement of Uganda.", "en", ["UGA-NRM"]),
    ],
)
def test_names_in_and_beside_other_names(text: str, language: str, expected: list[str]) -> None:
    assert ids(text, language=language) == expected
