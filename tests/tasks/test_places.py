"""Places and the state in which they lay on a day."""

from __future__ import annotations

import pytest

from tasks.places import coexisted, country_at, find_places, place_country, province_country


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("Beijing", None, "CHN"),
        ("BEIJING", "1989-06-01", "CHN"),
        ("NEW YORK", None, "USA"),
        ("WASHINGTON, D.C.", None, "USA"),
        ("WASHINGTON, Pa.", None, "USA"),
        ("PARIS", None, "FRA"),
        ("PARIS, Texas", None, "USA"),
        ("LONDON, Ontario", None, "CAN"),
        ("MURDOCHVILLE, Que.", None, "CAN"),
        ("CAMBRIDGE, Mass", None, "USA"),
        ("HAVANA, Cuba", None, "CUB"),
        ("TAUPO, New Zealand", None, "NZL"),
        ("北京", None, "CHN"),
        ("河内", None, "VNM"),
        ("万象", None, "LAO"),
        ("萬象", None, "LAO"),
        ("Moscow", "1988-03-01", "SUN"),
        ("Moscow", "1992-01-10", "RUS"),
        ("Kiev", "1988-03-01", "SUN"),
        ("Belgrade", "1995-03-01", "YUG"),
        ("Belgrade", "2004-03-01", "SCG"),
        ("Belgrade", "2010-03-01", "SRB"),
        ("Prague", "1990-03-01", "CSK"),
        ("East Berlin", "1988-03-01", "DDR"),
        ("Frankfurt", "1988-03-01", "DEU"),
        ("Kinshasa", "1990-03-01", "ZAR"),
        ("Rangoon", "1985-03-01", "BUR"),
        ("Aden", "1988-03-01", "YMD"),
        ("Aden", "1995-03-01", "YEM"),
        ("Middle of Nowhere", None, None),
        ("", None, None),
        ("ATLANTA, Georgia", None, "USA"),
        ("BATUMI, Georgia", None, "GEO"),
        ("Georgia", None, "GEO"),
        ("Korea", None, None),
        ("Burma", "1985-03-01", "BUR"),
        ("Burma", "2015-03-01", "MMR"),
        ("BERLIN (FRG)", "1988-03-01", "DEU"),
    ],
)
def test_a_place_lies_in_the_state_of_that_day(name: str, date: str | None, code: str | None) -> None:
    assert place_country(name, date) == code


@pytest.mark.parametrize(
    ("code", "date", "state"),
    [
        ("RUS", None, "RUS"),
        ("RUS", "1980-01-01", "SUN"),
        ("DEU", "1980-01-01", "DEU"),
        ("XKX", "2009-01-01", "XKX"),
        ("XKX", "2007-01-01", "SRB"),
        ("XKX", "2005-01-01", "SCG"),
        ("XKX", "1999-01-01", "YUG"),
        ("SSD", "2005-01-01", "SDN"),
    ],
)
def test_states_follow_one_another(code: str, date: str | None, state: str) -> None:
    assert country_at(code, date) == state


def test_finds_places_with_their_country() -> None:
    text = "They met at the Great Hall of the People in Beijing before flying to LENINGRAD."
    found = [(text[start:end], place.name, code) for start, end, (place, code) in find_places(text, "1989-05-01")]
    assert found == [
        ("Great Hall of the People", "Great Hall of the People", "CHN"),
        ("Beijing", "Beijing", "CHN"),
        ("LENINGRAD", "Saint Petersburg", "SUN"),
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("Ga.", "USA"), ("N.Y", "USA"), ("Texas", "USA"), ("Ont.", "CAN"), ("Beijing", None)]
)
def test_provinces_say_where_a_town_lies(name: str, code: str | None) -> None:
    assert province_country(name) == code


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [("DEU", "DDR", True), ("SUN", "RUS", False), ("IDN", "TLS", True), ("PAK", "BGD", True), ("CSK", "CZE", False)],
)
def test_which_states_stood_at_the_same_time(one: str, other: str, together: bool) -> None:
    assert coexisted(one, other) is together
