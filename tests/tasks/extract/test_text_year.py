"""The year of a text that nothing round it dates."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.text_year import day_of_text, year_of_office_holders, year_of_text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The guests left on July 8. The workshop will be held on July 9-10, 2024.", 2024),
        ("代表团5月20日抵达。2019年5月22日，双方签署协议。", 2019),
        ("They met on May 2. The party was founded on October 5, 1951.", None),
        ("They met on May 2, the congress opened on May 1, 2020, the last on May 3, 2016.", None),
        ("They met on May 2.", None),
        ("They met on May 2, 2020.", None),
    ],
)
def test_a_full_date_nearby_gives_its_year(text: str, year: int | None) -> None:
    assert year_of_text(text) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('"We were invited," a spokesman said on Monday, 26 June 2023.', date(2023, 6, 26)),
        ('"We were invited," a spokesman said on Tuesday, 26 June 2023.', None),
        ("The congress opens on Monday, 26 June 2023.", None),
        ("He said on Monday, 26 June 2023 what she said on Tuesday, 27 June 2023.", None),
        ("A spokesman said on 26 June 2023 that they were invited.", None),
    ],
)
def test_the_day_on_which_it_was_said(text: str, day: date | None) -> None:
    assert day_of_text(text) == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Francois Hollande met the guests on Thursday.", 2015),  # of 2012 to 2017; April 2 was a Thursday in 2009, too
        ("Barack Obama met the guests on Thursday.", None),  # 2009, 2010 or 2015
        ("Barack Obama met the guests on Thursday. Francois Hollande was present.", 2015),
        ("Francois Hollande met the guests on Thursday. He had seen them in 2016.", None),
        ("Francois Hollande met the guests.", None),
        ("Ann Example met the guests on Thursday.", None),
    ],
)
def test_weekday_and_office_holders_give_the_year(text: str, year: int | None) -> None:
    assert year_of_office_holders(text, 4, 2) == year
