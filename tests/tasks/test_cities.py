"""Cities of datelines that our own table does not list."""

from __future__ import annotations

import pytest

from tasks.cities import city_country
from tasks.places import place_country


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("TOULON", None, "FRA"),
        ("Novokuznetsk", "1988-03-01", "SUN"),
        ("Novokuznetsk", "1998-03-01", "RUS"),
        ("Düzce", None, "TUR"),
        ("洛阳", None, "CHN"),
        ("洛陽", None, "CHN"),
        ("Beijing", None, "CHN"),
        ("Nowhere-on-Sea", None, None),
    ],
)
def test_a_dateline_names_the_city_that_is_usually_meant(name: str, date: str | None, code: str | None) -> None:
    assert city_country(name, date) == code


def test_cities_that_are_words_are_not_places_in_running_text() -> None:
    assert place_country("Reading") is None
    assert city_country("Reading") == "GBR"
