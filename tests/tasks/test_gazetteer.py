"""The shared name finder: boundaries, overlaps, capitals, folding, offsets."""

from __future__ import annotations

import pytest

from tasks.gazetteer import Gazetteer, fold, with_capitals

NAMES = {
    "China": "CHN",
    "Niger": "NER",
    "Nigeria": "NGA",
    "Dominican": "DOM",
    "Dominican Republic": "DOM2",
    "Cote d'Ivoire": "CIV",
    "U.S.": "USA",
    "US": "USA",
    "Sino-": "CHN",
    "中国": "CHN",
    "中国共产党": "CPC",
    "台湾": "TWN",
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer[str]:
    return Gazetteer(with_capitals(NAMES))


def _found(gazetteer: Gazetteer[str], text: str) -> list[tuple[str, str]]:
    return [(text[start:end], value) for start, end, value in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's ministers", [("China", "CHN")]),
        ("China’s ministers", [("China", "CHN")]),
        ("Chinatown and Indochina", []),
        ("US-China talks, China-Niger trade", [("US", "USA"), ("China", "CHN"), ("China", "CHN"), ("Niger", "NER")]),
        ("Nigeria, not Niger", [("Nigeria", "NGA"), ("Niger", "NER")]),
        ("the U.S. and the US.", [("U.S.", "USA"), ("US", "USA")]),
        ("let us go", []),
        ("from theDominican Republic; VirUS, bathChina", [("Dominican Republic", "DOM2")]),
        ("NIGERIA AND CHINA SIGN", [("NIGERIA", "NGA"), ("CHINA", "CHN")]),
        ("COTE D'IVOIRE", [("COTE D'IVOIRE", "CIV")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("Sino-Russian and Sino–Indian", [("Sino-", "CHN"), ("Sino–", "CHN")]),
        ("中国共产党与中国政府", [("中国共产党", "CPC"), ("中国", "CHN")]),
        ("中國共產黨訪問臺灣", [("中國共產黨", "CPC"), ("臺灣", "TWN")]),
        ("the中国side", [("中国", "CHN")]),
    ],
)
def test_finds_the_longest_names_at_their_boundaries(
    gazetteer: Gazetteer[str], text: str, expected: list[tuple[str, str]]
) -> None:
    assert _found(gazetteer, text) == expected


def test_a_longer_name_that_fails_at_its_boundary_leaves_the_shorter_one(gazetteer: Gazetteer[str]) -> None:
    assert _found(gazetteer, "Dominican Republicans") == [("Dominican", "DOM")]


def test_nested_names_are_given_on_request(gazetteer: Gazetteer[str]) -> None:
    assert [hit.value for hit in gazetteer.find_all("中国共产党")] == ["CPC", "CHN"]


def test_offsets_count_code_points(gazetteer: Gazetteer[str]) -> None:
    text = "😀 é — China"
    ((start, end, _),) = gazetteer.find(text)
    assert text[start:end] == "China"


def test_folding_keeps_the_length() -> None:
    text = "Þórður naïve Łódź Việt Nam “quoted” 臺灣 後面 İstanbul ß ﬁ 𠀀 \u00a0x"
    assert len(fold(text)) == len(text)
    assert fold("Việt Nam") == "Viet Nam"
    assert fold("臺灣") == "台湾"


def test_short_names_are_not_looked_for_in_capitals() -> None:
    assert with_capitals({"Lao": 1, "Laos": 2}) == {"Lao": 1, "Laos": 2, "LAOS": 2}


def test_a_name_of_its_own_wins_over_the_capitals_of_another() -> None:
    assert with_capitals({"Turk": 1, "TURK": 2})["TURK"] == 2


def test_values_are_found_by_name(gazetteer: Gazetteer[str]) -> None:
    assert gazetteer.get("Côte d’Ivoire") == "CIV"
    assert gazetteer.get("Atlantis") is None
    assert len(Gazetteer({"中国": 1})) == 1


def test_an_empty_table_finds_nothing() -> None:
    assert Gazetteer[str]({}).find("China") == []
