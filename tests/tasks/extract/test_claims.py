"""Claims of our own sentences: (text, [(quantity, comparator, unit)])."""

import pytest

from tasks.closed_lists import COMPARATORS, UNITS
from tasks.extract.annotated import annotate
from tasks.extract.claims import find_claims
from tasks.records import Claim, Dispatch, Mention


def claims(text: str, language: str = "en", mentions: list[Mention] | None = None) -> tuple[Claim, ...]:
    dispatch = Dispatch(text=text, language=language, agency="Harbour Agency", published_at="2011-03-04")
    return find_claims(annotate(dispatch, mentions or []))


def brief(found: tuple[Claim, ...]) -> list[tuple[float | None, str, str]]:
    return [(c.quantity_low if c.quantity_low is not None else c.quantity_high, c.comparator, c.unit) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The party keeps in touch with over 250 parties and movements in more than 90 countries.",
            [(250, ">", "parties"), (90, ">", "countries")],
        ),
        (
            "Delegates of parties from abroad were among the audience of over 90.",
            [(90, ">", "persons")],
        ),
        (
            "The party's delegation is on a tour of two countries in the region.",
            [(2, "=", "countries")],
        ),
        (
            "Nearly 70 representatives of parties from 12 African countries attended the seminar.",
            [(70, "~", "persons"), (12, "=", "countries")],
        ),
        ("The congress was attended by 35 foreign delegations.", [(35, "=", "delegations")]),
        ("THE FORUM BROUGHT TOGETHER MORE THAN FORTY PARTIES.", [(40, ">", "parties")]),
        ("At least 300 messages of greeting reached the congress.", [(300, ">=", "messages")]),
        ("The delegation met leaders of six parliamentary groups.", [(6, "=", "party groups")]),
        (
            "It has contacts with parties in 7 of the 9 such states.",
            [(7, "=", "countries"), (9, "=", "countries")],
        ),
        ("Hundreds of foreign guests attended the ceremony.", [(200, ">=", "persons")]),
        (
            "About 40 foreign parties took part, 1,200 cadres among them.",
            [(40, "~", "parties"), (1200, "=", "persons")],
        ),
        ("Over the past ten years its contacts with foreign parties grew.", [(10, "=", "years")]),
        ("The party leader has visited Laos 14 times.", [(14, "=", "visits")]),
        ("An 18-member delegation of the party arrived.", [(18, "=", "persons")]),
        (
            "Of the 14 countries without diplomatic relations, 11 have parties that keep contacts.",
            [(14, "=", "countries"), (11, "=", "countries")],
        ),
        ("Two dozen parties sent delegations.", [(24, "=", "parties")]),
        ("As many as 27 parties sent delegations.", [(27, "=", "parties")]),
        ("A five-member CPN (UML) delegation arrived in Beijing.", [(5, "=", "persons")]),
        ("The four Australian senators' aides and the seven Danish lawmakers visited Hanoi.", [(7, "=", "persons")]),
        (
            "Party leaves for China with 90 lawmakers\nThe party sent around 90 lawmakers on a visit to China.",
            [(90, "~", "persons")],
        ),
        ("Between 30 and 40 parties are expected at the forum.", [(30, "=", "parties")]),
        (
            "Upwards of 300 officials from 40-odd countries will take part.",
            [(300, ">", "persons"), (40, ">", "countries")],
        ),
        ("The leaders have met five times.", []),
    ],
)
def test_english_claims(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert brief(claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "该党同90多个国家的250多个政党和政治组织建立了联系。",
            [(90, ">", "countries"), (250, ">", "parties")],
        ),
        ("来自12个非洲国家的近70名政党代表出席研讨会。", [(12, "=", "countries"), (70, "~", "persons")]),
        ("四十多个政党代表团应邀出席大会。", [(40, ">", "delegations")]),
        ("共有15国23个政党参加论坛。", [(15, "=", "countries"), (23, "=", "parties")]),
        (
            "60个国家170多位政党政要和30多个国际组织代表与会。",
            [(60, "=", "countries"), (170, ">", "persons"), (30, ">", "organizations")],
        ),
        ("大会收到至少300封贺电。", [(300, ">=", "messages")]),
        ("过去五年，党的对外交往不断扩大，先后派出200余个代表团。", [(5, "=", "years"), (200, ">", "delegations")]),
        ("两党建立关系以来互访逾百次。", [(100, ">", "visits")]),
        ("他曾11次访问中国，这是第三次访问。", [(11, "=", "visits")]),
        ("它在14个未建交国家中的11个有友好政党。", [(14, "=", "countries"), (11, "=", "countries")]),
        ("代表团一行二十人应邀访华。", [(20, "=", "persons")]),
        ("国际论坛18日落幕，约80名与会者交换了看法。", [(80, "~", "persons")]),
        ("来自北非五国14个政党的代表与会。", [(5, "=", "countries"), (14, "=", "parties")]),
        ("约30国驻华大使出席吹风会。", [(30, "~", "countries")]),
        ("逾千名外宾应邀出席庆祝大会。", [(1000, ">", "persons")]),
    ],
)
def test_chinese_claims(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert brief(claims(text, "zh")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The two countries marked the 40th anniversary of their relations.",
        "The leaders of the three parties met in 1998.",
        "Exports rose by 12 percent to $300 million.",
        "Twelve people were killed during the conference.",
        "He spent twenty years in the city.",
        "The 62-year-old leader attended the forum.",
        "The party's delegates came to Beijing on May 20 as guests of the government.",
        "Fishermen return home ( 41 Messages) Parties to meet (12 comments)",
    ],
)
def test_ordinals_pairs_ages_and_economic_figures_are_no_claims(text: str) -> None:
    assert claims(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "两国建交50周年。",
        "中亚五国元首出席会议。",
        "一个中国原则不容挑战。",
        "袭击造成30多人死亡。",
        "会议应到192人，出席191人。",
        "二十国集团智库论坛举行。",
        "3月4日，党的十八大代表抵京。",
        "代表团会见了反对派12人小组的代表。",
    ],
)
def test_chinese_pairs_names_dates_and_casualties_are_no_claims(text: str) -> None:
    assert claims(text, "zh") == ()


def test_a_part_names_its_whole_and_what_such_points_back_to() -> None:
    part, whole = claims(
        "It seeks friends in states without diplomatic ties to it, with parties in 7 of the 9 such states."
    )
    assert (part.quantity_low, part.denominator, whole.quantity_low, whole.denominator) == (7, 9, 9, None)
    assert part.scope == "without diplomatic ties to it"


def test_claims_of_one_assertion_are_linked_to_one_another() -> None:
    parties, countries = claims("It keeps in touch with 250 parties in 90 countries.")
    assert (parties.linked_to, countries.linked_to) == ((2,), (1,))


def test_claims_of_different_clauses_are_not_linked() -> None:
    first, second = claims("Thirty parties took part; the messages came from ninety countries.")
    assert first.linked_to == second.linked_to == ()


def test_the_same_claim_in_headline_and_text_counts_once() -> None:
    assert len(claims("Forum of 40 parties opens\nThe forum of 40 parties opened today.")) == 1


def test_claimant_is_the_quoted_source_else_the_agency() -> None:
    quoted, own = claims("According to the organisers, 40 parties took part.\nMessages came from 90 countries.")
    assert (quoted.claimant, own.claimant) == ("the organisers", "Harbour Agency")


def test_subject_place_period_and_day_of_a_claim() -> None:
    text = "Since 1997, the Dawn Party has set up contacts with 40 parties in Latin America."
    dawn = Mention(16, 26, "Dawn Party", "party", "name", "XXX-DP", 0.9, "test")
    region = Mention(
        text.index("Latin"), text.index("."), "Latin America", "region", "name", "Latin America", 0.9, "test"
    )
    (claim,) = claims(text, mentions=[dawn, region])
    assert (claim.subject, claim.place, claim.period, claim.as_of) == (
        "Dawn Party",
        "Latin America",
        "Since 1997",
        "2011-03-04",
    )
    assert text[slice(*claim.span)] == "40 parties"


def test_values_belong_to_the_closed_lists() -> None:
    found = claims("More than 250 parties and 12 delegations attended the forum.") + claims(
        "近百个政党致电祝贺。", "zh"
    )
    assert found and all(c.comparator in COMPARATORS and c.unit in UNITS for c in found)


def test_a_part_keeps_the_number_of_the_whole() -> None:
    (_, part) = claims("它在14个未建交国家中的11个有友好政党。", "zh")
    assert part.denominator == 14
    (_, part) = claims("Of the 14 countries without diplomatic relations, 11 have parties that keep contacts.")
    assert part.denominator == 14


def test_persons_count_in_dispatches_of_two_parties() -> None:
    text = "中国共产党和老挝人民革命党举行研讨会。双方约80名代表参加。"
    parties = [
        Mention(0, 5, "中国共产党", "party", "name", "CHN-CPC", 0.9, "test", country="CHN"),
        Mention(6, 13, "老挝人民革命党", "party", "name", "LAO-LPRP", 0.9, "test", country="LAO"),
    ]
    assert brief(claims(text, "zh", parties)) == [(80, "~", "persons")]
    assert brief(claims(text, "zh")) == []
