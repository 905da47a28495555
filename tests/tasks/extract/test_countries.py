"""Countries named in sentences of our own: names, forms, homonyms, dates, Chinese compounds."""

from __future__ import annotations

import csv

import pytest

from tasks import reference
from tasks.extract import countries
from tasks.extract.annotated import annotate
from tasks.records import CountryFact, Dateline, Dispatch, Mention


def _facts(text: str, date: str | None = None, **fields: object) -> tuple[CountryFact, ...]:
    dispatch = Dispatch(text=text, published_at=date, **fields)  # type: ignore[arg-type]
    return countries.facts(annotate(dispatch, countries.find(dispatch)))


def _named(text: str, date: str | None = None) -> str:
    return " ".join(sorted(fact.code for fact in _facts(text, date) if fact.named))


ENGLISH = [
    ("The Communist Party of China (CPC) received guests from Laos.", "CHN LAO"),
    ("U.S. and UK officials met their DPRK and RoK counterparts.", "GBR KOR PRK USA"),
    ("Sino-Russian ties; Franco-German plans; US-China talks", "CHN DEU FRA RUS USA"),
    ("PYONGYANG: THE DPRK DELEGATION LEFT FOR CUBA, ROMANIA AND THE SOVIET UNION.", "CUB PRK ROU SUN"),
    ("Vietnamese and Lao youth; the Dutch and the Swiss; Britons and Finns", "CHE FIN GBR LAO NLD VNM"),
    ("Guests came from Guinea-Bissau, Equatorial Guinea and Papua New Guinea.", "GNB GNQ PNG"),
    ("He toured Niger, Nigeria and the Niger Delta.", "NER NGA"),
    ("Ministers of the Dominican Republic and Dominica spoke.", "DMA DOM"),
    ("Ships crossed the South China Sea and the Indian Ocean.", ""),
    ("The governor of New Mexico flew with Air France.", ""),
    ("He had turkey from fine china.", ""),
    ("The book is available in English.", ""),
    ("Latin American parties and African parties attended.", ""),
    ("Jordanian officials said Jordan would send aid.", "JOR"),
    ("Robert Jordan scored twice.", ""),
    ("Jordan Bardella thanked Germán Vargas and Dane Cook.", ""),
    ("Le Quoc Thai, deputy head of the office, spoke. Thai said he agreed.", ""),
    ("They met Ion Popa, secretary of the party, Adrian Moldovan, vice-president of the alliance, and others.", ""),
    ("The party (PCC by its Spanish acronym) was founded later.", ""),
    ("Guests were Lao, Thai and Chinese. Prime Minister Anutin told the Thai and said so.", "CHN LAO THA"),
    ("The Jordan Communist Party and the Jordan Times", "JOR"),
    ("Police in Lebanon, Ohio, arrested a man.", ""),
    ("The Lebanon County sheriff closed the road.", ""),
    ("A man was hurt in Lebanon, the sheriff said.", ""),
    ("Lebanese troops entered southern Lebanon, a sheriff from Ohio said.", "LBN"),
    ("Georgia and Armenia agreed on the border.", "ARM GEO"),
    ("Voters in Georgia and Alabama chose a senator.", ""),
    ("The Korean People's Army marched in Pyongyang; Korea will never yield.", "PRK"),
    ("Samsung is the pride of Korea, Seoul said.", "KOR"),
    ("THEY TOLD US THAT THE US AMBASSADOR LEFT.", "USA"),
    ("THEY ASKED US TO WAIT.", ""),
    ("She told the US side.", "USA"),
    ("Congo asked for help as fighting reached Goma.", "COD"),
    ("President Sassou-Nguesso of Congo arrived in Brazzaville.", "COG"),
]


@pytest.mark.parametrize(("text", "codes"), ENGLISH)
def test_english(text: str, codes: str) -> None:
    assert _named(text, "2012-05-01") == codes


CHINESE = [
    ("中国共产党代表团访问老挝和越南。", "CHN LAO VNM"),
    ("中國共產黨代表團訪問馬來西亞。", "CHN MYS"),
    ("中越两党关系不断发展。", "CHN VNM"),
    ("习近平就中俄关系发表讲话，俄方表示赞同。", "CHN RUS"),
    ("他此次访俄期间会见了美国驻俄大使。", "RUS USA"),
    ("中、美、日、英等国代表出席。", "CHN GBR JPN USA"),
    ("俄乌冲突升级，巴以和谈停滞。", "ISR PSE RUS UKR"),
    ("俄美元首通话，年中美关系回暖。", "CHN RUS USA"),
    ("中尼（泊尔）友好；中印尼关系。", "CHN IDN NPL"),
    ("所罗门群岛总理谈中所关系。", "CHN SLB"),
    ("他访意期间到访德高望重的学者家。", "ITA"),
    ("中文教育交流，加强立法机构合作，其中新能源合作最多。", ""),
    ("穆罕默德总统会见来宾。", ""),
    ("美方就朝核问题表态，日韩军演。", "JPN KOR PRK USA"),
    ("中非合作论坛在北京举行。", "CHN"),
    ("中欧班列开行。", "CHN"),
    ("中新关系：新加坡总理到访。", "CHN SGP"),
    ("中新关系：新西兰总理到访。", "CHN NZL"),
    ("中新两国关系良好。", "CHN"),
    ("印度尼西亚总统会见来宾。", "IDN"),
    ("印度洋上的演习", ""),
    ("黄淮海地区将有大雨。", ""),
    ("日前，法院对此作出了判决，大家意见一致。", ""),
    ("其中美丽的中山市最受欢迎。", ""),
    ("韩正会见了来宾。", ""),
    ("他来自马里兰州，去过索马里。", "SOM"),
    ("约旦河西岸局势紧张。", ""),
    ("刚果（金）和刚果（布）总统会谈，几内亚比绍、赤道几内亚代表在座。", "COD COG GNB GNQ"),
    ("尼日尔不是尼日利亚，多米尼加不是多米尼克。", "DMA DOM NER NGA"),
    ("在以习近平同志为核心的党中央领导下", ""),
    ("5月8日外交部举行记者会。", ""),
    ("发展中国家的共同愿望", ""),
    ("侨胞对华友好，中华文化源远流长。", "CHN"),
]


@pytest.mark.parametrize(("text", "codes"), CHINESE)
def test_chinese(text: str, codes: str) -> None:
    assert _named(text, "2024-05-01") == codes


@pytest.mark.parametrize(
    ("text", "date", "codes"),
    [
        ("Burma", "1988-01-01", "BUR"),
        ("Burma", "2008-01-01", "MMR"),
        ("缅甸", "2008-01-01", "MMR"),
        ("Zaire", "1990-01-01", "ZAR"),
        ("the former Soviet Union and Yugoslavia", "2005-01-01", "SUN YUG"),
        ("Congo", "1985-01-01", "COG"),
        ("East Germany and the GDR", "1988-01-01", "DDR"),
        ("traded at $15 per GDR", "1996-12-06", ""),
    ],
)
def test_names_stand_for_the_state_of_the_day(text: str, date: str, codes: str) -> None:
    assert _named(text, date) == codes


def _mentions(text: str, date: str | None = "2024-05-01") -> list[Mention]:
    return countries.find(Dispatch(text=text, published_at=date))


def test_regions_are_mentions_of_their_own() -> None:
    found = [(m.surface, m.kind, m.entity_id) for m in _mentions("中拉论坛") + _mentions("parties of Eastern Europe")]
    assert found == [
        ("中", "country", "CHN"),
        ("拉", "region", "Latin America"),
        ("Eastern Europe", "region", "Eastern Europe"),
    ]


def test_an_undecided_character_keeps_its_candidates() -> None:
    undecided = [m for m in _mentions("中新两国关系良好。") if m.entity_id is None]
    assert [(m.surface, [code for code, _ in m.candidates]) for m in undecided] == [("新", ["SGP", "NZL"])]


def test_cities_and_seats_of_power_do_not_name_their_country() -> None:
    facts = {fact.code: fact.named for fact in _facts("Talks in Hanoi; the Kremlin declined.", "2020-01-01")}
    assert facts == {"VNM": False, "RUS": False}


def test_spans_are_the_text() -> None:
    text = "😀 越南与U.S.\n臺灣、Côte d’Ivoire"
    spans = [text[start:end] for fact in _facts(text) for start, end in fact.spans]
    assert spans == ["越南", "U.S.", "臺灣", "Côte d’Ivoire"]


def test_facts_come_in_the_order_of_the_text() -> None:
    assert [fact.code for fact in _facts("Cuba, Laos, Cuba and China")] == ["CUB", "LAO", "CHN"]
    assert _facts("Cuba, Laos, Cuba and China")[0].count == 2


def test_the_dateline_place_is_a_mention_even_if_no_table_knows_it() -> None:
    facts = _facts("MURDOCHVILLE, March 2 - Miners met.", dateline=Dateline("MURDOCHVILLE", "CAN", "1987-03-02"))
    assert [(fact.code, fact.named) for fact in facts] == [("CAN", False)]


def test_about_are_the_countries_of_title_and_lead_not_those_in_passing() -> None:
    text = (
        "Vietnam, Laos sign pact\nHANOI - Vietnam and Laos signed a pact on Monday. The Lao minister thanked Vietnam."
        + " The text is long." * 30
        + " A guest from Peru watched."
    )
    about = {fact.code for fact in _facts(text, title="Vietnam, Laos sign pact") if fact.about}
    assert about == {"VNM", "LAO"}


def test_a_title_outside_of_the_text_counts_for_what_it_is_about() -> None:
    facts = _facts("Ministers of Cuba spoke in the hall. " + "It went on. " * 40 + "Cuba and Peru", title="Peru talks")
    assert {fact.code for fact in facts if fact.about} == {"CUB", "PER"}


def test_a_country_named_in_the_title_is_named() -> None:
    facts = _facts("HARBIN, March 6 -- The harvest was good.", title="Grain output steady in northeast China")
    assert [(fact.code, fact.named, len(fact.spans)) for fact in facts] == [("CHN", True, 1)]


# ------------------------------------------------------------------------------------------ reference data


def test_aliases_name_known_countries_once() -> None:
    codes = {row["code"] for row in reference.rows("countries")}
    aliases = [(row["code"], row["alias"]) for row in reference.rows("country_aliases")]
    assert {code for code, _ in aliases} <= codes
    assert len(aliases) == len(set(aliases))


def test_every_country_is_found_by_its_own_names() -> None:
    # Jersey alone is far more often New Jersey, REUNION a word of a text in capitals.
    lost = [
        (row["code"], name)
        for row in reference.rows("countries")
        for name in (row["name_en"], row["name_zh"])
        if _named(name, row["valid_to"] or "2020-01-01") != row["code"] and name not in ("Jersey", "Reunion")
    ]
    assert lost == []


def test_numbers_of_states_are_unique_among_the_living() -> None:
    living = [row for row in reference.rows("countries") if not row["valid_to"]]
    for column in ("cow_number", "gw_number"):
        numbers = [row[column] for row in living if row[column]]
        assert len(numbers) == len(set(numbers)) > 190


def test_successions_name_known_countries() -> None:
    codes = {row["code"] for row in reference.rows("countries")}
    for row in reference.rows("country_successions"):
        assert {row["code"], row["successor_code"]} <= codes


def test_places_lie_in_known_countries() -> None:
    codes = {row["code"] for row in reference.rows("countries")}
    assert {row["country_code"] for row in reference.rows("places")} <= codes


@pytest.mark.parametrize("name", ["countries", "country_aliases", "places", "regions", "country_blockers"])
def test_reference_files_are_well_formed(name: str) -> None:
    with (reference.REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(line for line in file if not line.startswith("#"))
    assert all(len(row) == len(header) and row[0] for row in rows)
