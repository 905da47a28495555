"""Cities of GeoNames in running text: believed where the sentence says that a place is meant."""

from __future__ import annotations

import pytest

from tasks.extract import countries
from tasks.records import Dispatch


def _places(text: str, date: str | None = "2015-06-01") -> list[tuple[str, str | None]]:
    return [(m.surface, m.country) for m in countries.find(Dispatch(text=text, published_at=date)) if m.kind == "place"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A rally in Kanpur drew workers.", [("Kanpur", "IND")]),
        ("They flew from nearby Kumasi to Bamenda.", [("Kumasi", "GHA"), ("Bamenda", "CMR")]),
        ("The mayor of Zaporizhzhya spoke.", [("Zaporizhzhya", "UKR")]),
        ("POLICE IN KANPUR SAID SO.", [("KANPUR", "IND")]),
        ("He moved to Portland, Tenn., in May.", [("Portland", "USA")]),
        ("The Kumasi declaration by Mr Kanpur", []),
        ("The office in Essex County and on Tacoma Street", []),
        ("They met in Reading and in Hassan's house.", []),
        ("代表团飞抵叶卡捷琳堡。", [("叶卡捷琳堡", "RUS")]),
        ("友好人士叶卡捷琳堡", []),
    ],
)
def test_a_city_is_a_place_where_the_sentence_says_so(text: str, places: list[tuple[str, str]]) -> None:
    assert _places(text) == places


def test_a_city_lies_in_the_state_of_the_day() -> None:
    assert _places("A plant in Chelyabinsk stood still.", "1985-06-01") == [("Chelyabinsk", "SUN")]
