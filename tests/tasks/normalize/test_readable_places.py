"""Places of datelines: how they are written, and which of several of one name is meant."""

import pytest

from tasks.cities import city_country, readable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HANOI", "Hanoi"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("LA PAZ", "La Paz"),
        ("N'DJAMENA", "N'Djamena"),
        ("SANA'A", "Sana'a"),
        ("PORT-AU-PRINCE", "Port-au-Prince"),
        ("AIX-EN-PROVENCE", "Aix-en-Provence"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("HÀ NỘI", "Hà Nội"),
        ("İSTANBUL", "İstanbul"),
        ("UN", "UN"),
        ("河内", "河内"),
        ("Phnom Penh", "Phnom Penh"),
    ],
)
def test_capitals_are_read_as_names(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    ("place", "home", "country"),
    [
        ("Tripoli", None, "LBY"),
        ("Tripoli", "LBN", "LBN"),
        ("Hyderabad", "PAK", "PAK"),
        ("Paris", "USA", "FRA"),
        ("London", "CAN", "GBR"),
    ],
)
def test_an_agency_means_the_city_at_home_unless_it_is_small(place: str, home: str | None, country: str) -> None:
    assert city_country(place, None, home) == country
